package dev.gatehouse.protocols.lpr;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Makers' words for a country or a part of one as ISO 3166 (plate reader sheet, section 3). What
/// is not known is empty, never the local country.
final class Jurisdiction {

    private static final int MAX_CHARS = 64;

    private Jurisdiction() {}

    /// Made when the first reader needs it.
    private static final class Tables {
        private static final Map<String, String> COUNTRIES = countries();
        private static final Map<String, String> PARTS = parts();

        private static Map<String, String> countries() {
            Map<String, String> found = new HashMap<>();
            for (String code : Locale.getISOCountries()) {
                Locale country = Locale.of("", code);
                found.put(code, code);
                found.put(country.getISO3Country(), code);
                found.put(country.getDisplayCountry(Locale.ENGLISH).toUpperCase(Locale.ROOT), code);
            }
            found.put("UK", "GB");
            found.put("GREAT BRITAIN", "GB");
            found.put("UNITED STATES OF AMERICA", "US");
            found.put("CZECH REPUBLIC", "CZ");
            found.put("TURKEY", "TR");
            found.remove("");
            return found;
        }

        private static Map<String, String> parts() {
            Map<String, String> found = new HashMap<>();
            String names =
                    """
                    US-AL Alabama,US-AK Alaska,US-AZ Arizona,US-AR Arkansas,US-CA California,\
                    US-CO Colorado,US-CT Connecticut,US-DE Delaware,US-DC District of Columbia,\
                    US-FL Florida,US-GA Georgia,US-HI Hawaii,US-ID Idaho,US-IL Illinois,\
                    US-IN Indiana,US-IA Iowa,US-KS Kansas,US-KY Kentucky,US-LA Louisiana,\
                    US-ME Maine,US-MD Maryland,US-MA Massachusetts,US-MI Michigan,\
                    US-MN Minnesota,US-MS Mississippi,US-MO Missouri,US-MT Montana,\
                    US-NE Nebraska,US-NV Nevada,US-NH New Hampshire,US-NJ New Jersey,\
                    US-NM New Mexico,US-NY New York,US-NC North Carolina,US-ND North Dakota,\
                    US-OH Ohio,US-OK Oklahoma,US-OR Oregon,US-PA Pennsylvania,\
                    US-RI Rhode Island,US-SC South Carolina,US-SD South Dakota,US-TN Tennessee,\
                    US-TX Texas,US-UT Utah,US-VT Vermont,US-VA Virginia,US-WA Washington,\
                    US-WV West Virginia,US-WI Wisconsin,US-WY Wyoming,CA-AB Alberta,\
                    CA-BC British Columbia,CA-MB Manitoba,CA-NB New Brunswick,\
                    CA-NL Newfoundland and Labrador,CA-NS Nova Scotia,\
                    CA-NT Northwest Territories,CA-NU Nunavut,CA-ON Ontario,\
                    CA-PE Prince Edward Island,CA-QC Quebec,CA-QC Québec,CA-SK Saskatchewan,\
                    CA-YT Yukon\
                    """;
            for (String pair : names.split(",", -1)) {
                found.put(pair.substring(6).toUpperCase(Locale.ROOT), pair.substring(0, 5));
            }
            return found;
        }
    }

    /// Alpha-2, alpha-3 or the English name of a country; a bare number is a maker's own index.
    static String country(String sent) {
        return sent.length() > MAX_CHARS
                ? ""
                : Tables.COUNTRIES.getOrDefault(sent.strip().toUpperCase(Locale.ROOT), "");
    }

    /// Any of the forms: `us-ny`, `US-NY`, `CAN`, `ES`, `Poland`.
    static String of(String sent) {
        String code = RegionCode.toIso(sent);
        return code.isEmpty() ? country(sent) : code;
    }

    /// A country and a part of it, as code or name. Only the parts of the United States and of
    /// Canada are told (their plates repeat each other's numbers); elsewhere, and where the part is
    /// not known, the country alone.
    static String of(String country, String part) {
        String code = of(country);
        String name = part.strip().toUpperCase(Locale.ROOT);
        if (name.isEmpty() || name.equals("-") || name.length() > MAX_CHARS) {
            return code;
        }
        String known = Tables.PARTS.getOrDefault(name, "");
        if (code.isEmpty()) {
            return known;
        }
        if (!code.equals("US") && !code.equals("CA")) {
            return code;
        }
        if (known.startsWith(code)) {
            return known;
        }
        String whole = RegionCode.toIso(name.startsWith(code + "-") ? name : code + "-" + name);
        return whole.isEmpty() ? code : whole;
    }
}
