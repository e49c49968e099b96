package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.observation.PlateRead.ImageDigest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// One plate in one frame: `best_plate` of a group, an item of `results`.
///
/// @param plate as sent, empty when absent
/// @param confidencePercent 0 to 100 as sent
/// @param region `us-ny` as sent, empty when absent
/// @param candidates best first, as sent
/// @param plateCrop digest of the picture; not encoded again
public record RekorPlate(
        String plate,
        OptionalDouble confidencePercent,
        String region,
        List<RekorCandidate> candidates,
        Optional<ImageDigest> plateCrop) {

    static final String PLATE_CROP = "plate_crop_jpeg";

    public RekorPlate {
        candidates = List.copyOf(candidates);
    }

    static RekorPlate from(JsonValue.Struct from) {
        return new RekorPlate(
                from.text("plate"),
                from.decimal("confidence"),
                from.text("region"),
                RekorCandidate.listFrom(from),
                from.image(PLATE_CROP));
    }

    void write(JsonWriter to) {
        to.text("plate", plate)
                .decimal("confidence", confidencePercent)
                .text("region", region)
                .objects(
                        "candidates",
                        candidates.stream().map(c -> (JsonWriter.Members) c::write).toList());
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "RekorPlate[content withheld]";
    }
}
