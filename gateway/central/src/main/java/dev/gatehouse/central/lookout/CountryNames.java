package dev.gatehouse.central.lookout;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Names of countries as sanctions lists write them, and their codes of ISO 3166-1 alpha-3.
///
/// The short English names come from the Java platform; the table has what lists write otherwise,
/// and states that are no more by the codes that ICAO Doc 9303 keeps for them.
final class CountryNames {
    private static final int MAX_CHARS = 100;

    private static final String[][] ALSO = {
        {"AFG", "Islamic Emirate of Afghanistan"},
        {"ARE", "UAE"},
        {"BIH", "Bosnia", "Bosnia and Herzegovina", "Bosnia & Herzegovina"},
        {"BOL", "Bolivia (Plurinational State of)", "Plurinational State of Bolivia"},
        {"BRN", "Brunei Darussalam"},
        {"CAF", "Central African Republic"},
        {"CHN", "People's Republic of China", "China (People's Republic of)"},
        {"CIV", "Cote d'Ivoire", "Côte d’Ivoire", "Ivory Coast"},
        {
            "COD",
            "Democratic Republic of the Congo",
            "Congo, Democratic Republic of the",
            "Congo - Kinshasa",
            "Congo (Democratic Republic of the)",
            "DRC"
        },
        {"COG", "Congo", "Republic of the Congo", "Congo, Republic of the", "Congo - Brazzaville"},
        {"CPV", "Cape Verde", "Cabo Verde"},
        {"CZE", "Czech Republic", "Czechia"},
        {"FSM", "Micronesia, Federated States of"},
        {
            "GBR",
            "United Kingdom",
            "United Kingdom of Great Britain and Northern Ireland",
            "Great Britain",
            "UK"
        },
        {"GMB", "The Gambia", "Gambia, The", "Gambia"},
        {"HKG", "Hong Kong", "Hong Kong SAR China"},
        {"IRN", "Iran", "Iran (Islamic Republic of)", "Islamic Republic of Iran"},
        {"KNA", "Saint Kitts and Nevis", "St. Kitts & Nevis"},
        {"KOR", "Korea, South", "Republic of Korea", "South Korea", "Korea, Republic of"},
        {"LAO", "Lao People's Democratic Republic", "Laos"},
        {"LBY", "Libya", "Libyan Arab Jamahiriya"},
        {"MAC", "Macau", "Macao"},
        {"MDA", "Republic of Moldova", "Moldova"},
        {
            "MKD",
            "Macedonia",
            "North Macedonia",
            "The former Yugoslav Republic of Macedonia",
            "Macedonia, The Former Yugoslav Republic of",
            "North Macedonia, The Republic of"
        },
        {"MMR", "Burma", "Myanmar", "Myanmar (Burma)"},
        {"PRK", "Democratic People's Republic of Korea", "Korea, North", "North Korea", "DPRK"},
        {
            "PSE",
            "State of Palestine",
            "Palestine",
            "Palestinian",
            "Palestinian Territories",
            "West Bank",
            "Region: Gaza"
        },
        {"RKS", "Kosovo"},
        {"RUS", "Russian Federation", "Russia"},
        {"SCG", "Serbia and Montenegro"},
        {"SUN", "former Soviet Union", "Soviet Union", "USSR"},
        {"SWZ", "Swaziland", "Eswatini"},
        {"SYR", "Syrian Arab Republic", "Syria"},
        {"TLS", "East Timor", "Timor-Leste"},
        {"TTO", "Trinidad and Tobago", "Trinidad & Tobago"},
        {"TUR", "Turkey", "Türkiye"},
        {"TWN", "Taiwan", "Taiwan, Province of China"},
        {"TZA", "United Republic of Tanzania", "Tanzania"},
        {"USA", "United States of America", "United States", "USA"},
        {"VAT", "Holy See", "Vatican City"},
        {"VEN", "Venezuela (Bolivarian Republic of)", "Venezuela"},
        {"VGB", "Virgin Islands, British", "British Virgin Islands"},
        {"VNM", "Viet Nam", "Vietnam"},
        {"XXA", "stateless"},
        {"YEM", "Yemen"},
        {"YUG", "Yugoslavia", "former Yugoslavia"},
    };

    private static final Map<String, String> CODES = codes();

    private CountryNames() {}

    /// The code of a country's name, or of a code itself.
    static Optional<String> code(String name) {
        if (name.length() > MAX_CHARS) {
            return Optional.empty();
        }
        String plain = plain(name);
        String found = CODES.get(plain);
        if (found == null && plain.startsWith("possibly ")) {
            found = CODES.get(plain.substring("possibly ".length()));
        }
        return Optional.ofNullable(found);
    }

    private static Map<String, String> codes() {
        Map<String, String> codes = new HashMap<>();
        for (String country : Locale.getISOCountries()) {
            Locale locale = Locale.of("", country);
            codes.put(plain(locale.getDisplayCountry(Locale.ENGLISH)), locale.getISO3Country());
            codes.put(plain(locale.getISO3Country()), locale.getISO3Country());
        }
        for (String[] row : ALSO) {
            for (int i = 1; i < row.length; i++) {
                codes.put(plain(row[i]), row[0]);
            }
        }
        return Map.copyOf(codes);
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace('’', '\'').replace(" & ", " and ");
    }
}
