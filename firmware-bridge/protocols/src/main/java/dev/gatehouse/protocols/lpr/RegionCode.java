package dev.gatehouse.protocols.lpr;

import java.util.Locale;
import java.util.Set;

/// `cc-ss` forms of Rekor, Plate Recognizer and Verkada as ISO 3166 (plate reader sheet, section
/// 3).
public final class RegionCode {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Set<String> CANADA =
            Set.of("AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT");
    private static final Set<String> UNITED_STATES =
            Set.of(
                    "AK", "AL", "AR", "AS", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "GU",
                    "HI", "IA", "ID", "IL", "IN", "KS", "KY", "LA", "MA", "MD", "ME", "MI", "MN",
                    "MO", "MP", "MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY", "OH",
                    "OK", "OR", "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UM", "UT", "VA", "VI",
                    "VT", "WA", "WI", "WV", "WY");

    private RegionCode() {}

    /// `us-ny` -> `US-NY`, `eu-de` -> `DE`, `gb` -> `GB`.
    ///
    /// @return ISO 3166-2 or 3166-1 alpha-2; empty when unknown, never a default
    public static String toIso(String sent) {
        if (sent.length() > 8) {
            return "";
        }
        String code = sent.strip().toUpperCase(Locale.ROOT);
        if (code.startsWith("EU-")) {
            code = code.substring(3);
        }
        if (code.length() == 2) {
            return COUNTRIES.contains(code) ? code : "";
        }
        if (code.length() < 4
                || code.charAt(2) != '-'
                || !COUNTRIES.contains(code.substring(0, 2))) {
            return "";
        }
        return isSubdivision(code.substring(0, 2), code.substring(3)) ? code : "";
    }

    /// `US-NY` -> `us-ny`: what a Rekor reader sends.
    public static String fromIso(String jurisdiction) {
        return jurisdiction.toLowerCase(Locale.ROOT);
    }

    private static boolean isSubdivision(String country, String part) {
        return switch (country) {
            case "US" -> UNITED_STATES.contains(part);
            case "CA" -> CANADA.contains(part);
            default -> part.length() <= 3 && part.chars().allMatch(RegionCode::isPlain);
        };
    }

    private static boolean isPlain(int letter) {
        return (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
    }
}
