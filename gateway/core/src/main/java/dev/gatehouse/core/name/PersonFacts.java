package dev.gatehouse.core.name;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// What is known of a person beside the name.
///
/// @param births all birth dates that are stated, at most [#MAX_BIRTHS]; empty when unknown
/// @param sex unspecified when unknown
/// @param countries nationalities and issuing countries, ISO 3166-1 alpha-3 or the codes of ICAO
///   Doc 9303; empty when unknown
public record PersonFacts(List<BirthDate> births, Sex sex, Set<String> countries) {
    /// Birth dates of one person that are kept.
    public static final int MAX_BIRTHS = 16;

    /// Countries of one person that are kept.
    public static final int MAX_COUNTRIES = 16;

    /// Nothing is known.
    public static final PersonFacts UNKNOWN = new PersonFacts(List.of(), Sex.UNSPECIFIED, Set.of());

    private static final Map<String, Set<String>> SUCCESSORS =
            Map.of(
                    "SUN",
                    Set.of(
                            "RUS", "UKR", "BLR", "KAZ", "UZB", "TKM", "TJK", "KGZ", "ARM", "AZE",
                            "GEO", "MDA", "EST", "LVA", "LTU"),
                    "YUG",
                    Set.of("SRB", "HRV", "SVN", "BIH", "MKD", "MNE", "SCG", "XKX", "RKS"),
                    "SCG",
                    Set.of("SRB", "MNE", "XKX", "RKS"),
                    "CSK",
                    Set.of("CZE", "SVK"),
                    "DDR",
                    Set.of("DEU"),
                    "D",
                    Set.of("DEU"));

    public PersonFacts {
        births = List.copyOf(births);
        Set<String> upper = new HashSet<>();
        for (String country : countries) {
            upper.add(country.strip().toUpperCase(Locale.ROOT));
        }
        upper.remove("");
        countries = Set.copyOf(upper);
        if (births.size() > MAX_BIRTHS || countries.size() > MAX_COUNTRIES) {
            throw new IllegalArgumentException("more birth dates or countries than are kept");
        }
    }

    /// The one year in which the person was born, when no other is possible.
    public OptionalInt birthYear() {
        if (births.size() != 1 || births.getFirst().precision() == BirthDate.Precision.CIRCA) {
            return OptionalInt.empty();
        }
        int year = births.getFirst().first().getYear();
        return year == births.getFirst().last().getYear()
                ? OptionalInt.of(year)
                : OptionalInt.empty();
    }

    /// The countries with the successors of those that are no more.
    Set<String> countriesNow() {
        Set<String> now = new HashSet<>(countries);
        for (String country : countries) {
            now.addAll(SUCCESSORS.getOrDefault(country, Set.of()));
        }
        return now;
    }

    /// Facts are content: never printed by accident.
    @Override
    public String toString() {
        return "PersonFacts[" + births.size() + " births]";
    }
}
