package dev.gatehouse.simulators;

import dev.gatehouse.protocols.lpr.RegionCode;
import java.util.Locale;

/// Jurisdictions as captures name them (lookout sheet, section 3.3).
final class Regions {

    private Regions() {}

    /// A two-letter US or Canadian code as ISO 3166-2 (no code is both); empty for anything else:
    /// an unknown jurisdiction is never guessed.
    static String ofState(String code) {
        String state = code.strip().toLowerCase(Locale.ROOT);
        if (state.length() != 2) {
            return "";
        }
        String unitedStates = RegionCode.toIso("us-" + state);
        return unitedStates.isEmpty() ? RegionCode.toIso("ca-" + state) : unitedStates;
    }

    /// A jurisdiction column: ISO 3166-2 as it stands; of two letters, a country of North America
    /// or else a state (`CA` is Canada here and California in a `state` column).
    static String ofJurisdiction(String code) {
        String text = code.strip().toUpperCase(Locale.ROOT).replace('_', '-');
        return text.matches("[A-Z]{2}-[A-Z0-9]{1,4}|CA|US|MX") ? text : ofState(text);
    }

    /// As a Rekor reader sends it, `us-ny`. `ZZ` (unknown) is not sent.
    static String rekor(String jurisdiction) {
        return jurisdiction.equals("ZZ") ? "" : RegionCode.fromIso(jurisdiction);
    }
}
