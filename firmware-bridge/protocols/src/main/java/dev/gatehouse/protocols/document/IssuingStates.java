package dev.gatehouse.protocols.document;

import java.util.Locale;
import java.util.Set;

/// Codes of states and organisations that issue travel documents: ISO 3166-1 alpha-3 and the
/// exceptions of ICAO Doc 9303-3, section 5.
public final class IssuingStates {
    private static final Set<String> COUNTRIES =
            Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA3);

    /// Germany by one letter; British nationals by status; the United Nations; persons without a
    /// nationality; organisations; Kosovo, as printed in practice; the specimen.
    private static final Set<String> EXCEPTIONS =
            Set.of(
                    "D",
                    "GBD",
                    "GBN",
                    "GBO",
                    "GBP",
                    "GBS",
                    "UNO",
                    "UNA",
                    "UNK",
                    "XXA",
                    "XXB",
                    "XXC",
                    "X" + "XX",
                    "XOM",
                    "XPO",
                    "XBA",
                    "XIM",
                    "XCC",
                    "XCE",
                    "XCO",
                    "XEC",
                    "XES",
                    "XMP",
                    "XDC",
                    "EUE",
                    "RKS",
                    "UTO");

    private IssuingStates() {}

    public static boolean isAssigned(String code) {
        return COUNTRIES.contains(code) || EXCEPTIONS.contains(code);
    }
}
