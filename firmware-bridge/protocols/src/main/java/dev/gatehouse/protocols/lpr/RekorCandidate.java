package dev.gatehouse.protocols.lpr;

import java.util.List;
import java.util.OptionalDouble;

/// One alternative reading. In a group confidences are summed over frames and may pass 100: only
/// their order counts.
///
/// @param plate as sent
/// @param confidencePercent as sent
/// @param matchesTemplate the pattern of the region fits
public record RekorCandidate(
        String plate, OptionalDouble confidencePercent, boolean matchesTemplate) {

    static List<RekorCandidate> listFrom(JsonValue.Struct holder) {
        return holder.structs("candidates").stream().map(RekorCandidate::from).toList();
    }

    private static RekorCandidate from(JsonValue.Struct from) {
        return new RekorCandidate(
                from.text("plate"), from.decimal("confidence"), from.flag("matches_template"));
    }

    void write(JsonWriter to) {
        to.text("plate", plate)
                .decimal("confidence", confidencePercent)
                .whole("matches_template", matchesTemplate ? 1 : 0);
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "RekorCandidate[content withheld]";
    }
}
