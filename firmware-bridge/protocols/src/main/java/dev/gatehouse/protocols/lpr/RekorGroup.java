package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.observation.PlateRead.ImageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// `alpr_group`: one vehicle, all its frames together. The kind a reader should be set to send.
///
/// The `vehicle` member (colour, make) is advisory and has no place in the common model: it is not
/// kept.
///
/// @param agent who sent it
/// @param epochStart ms UTC as sent (the magnitude decides, see `EpochTime`)
/// @param epochEnd likewise
/// @param bestUuid event id, empty when absent
/// @param uuids of all frames
/// @param bestPlateNumber as sent, empty when absent
/// @param bestConfidencePercent 0 to 100 as sent
/// @param bestRegion `us-ny` as sent
/// @param candidates summed over frames, best first
/// @param bestPlate the best frame
/// @param travelDirectionDeg 0 to 360
/// @param parked the vehicle stands
/// @param preview provisional: the group is sent again when it ends
/// @param userData free text of the installer, e.g. a lane
/// @param vehicleCrop digest of the picture; not encoded again
public record RekorGroup(
        RekorAgent agent,
        OptionalLong epochStart,
        OptionalLong epochEnd,
        String bestUuid,
        List<String> uuids,
        String bestPlateNumber,
        OptionalDouble bestConfidencePercent,
        String bestRegion,
        List<RekorCandidate> candidates,
        Optional<RekorPlate> bestPlate,
        OptionalDouble travelDirectionDeg,
        boolean parked,
        boolean preview,
        String userData,
        Optional<ImageDigest> vehicleCrop)
        implements RekorMessage {

    static final String KIND = "alpr_group";
    static final String VEHICLE_CROP = "vehicle_crop_jpeg";
    private static final int VERSION = 3;

    public RekorGroup {
        uuids = List.copyOf(uuids);
        candidates = List.copyOf(candidates);
    }

    /// A group as a reader in a lane sends it; the best frame repeats the group's best.
    ///
    /// @param candidates best first, the best plate included; empty with an empty `plate` for a
    ///   vehicle without read
    public static RekorGroup of(
            RekorAgent agent,
            Instant start,
            Instant end,
            String uuid,
            String plate,
            OptionalDouble confidencePercent,
            String region,
            List<RekorCandidate> candidates,
            boolean preview) {
        return new RekorGroup(
                agent,
                OptionalLong.of(start.toEpochMilli()),
                OptionalLong.of(end.toEpochMilli()),
                uuid,
                uuid.isEmpty() ? List.of() : List.of(uuid),
                plate,
                confidencePercent,
                region,
                candidates,
                Optional.of(
                        new RekorPlate(
                                plate, confidencePercent, region, candidates, Optional.empty())),
                OptionalDouble.empty(),
                false,
                preview,
                "",
                Optional.empty());
    }

    static Decoded<RekorMessage> from(JsonValue.Struct root) {
        return group(root) instanceof Decoded.Message<RekorGroup>(RekorGroup group)
                ? Decoded.message(group)
                : Decoded.rejected(
                        RejectReason.MISSING_FIELD,
                        "rekor group: expected text in best_plate_number, or best_plate");
    }

    /// A group that names no plate at all, not even an empty one, is no statement about a vehicle.
    static Decoded<RekorGroup> group(JsonValue.Struct root) {
        boolean names =
                root.has("best_plate_number") || root.has("best_plate") || root.has("candidates");
        if (!names || root.isWrongTypeForText("best_plate_number")) {
            return Decoded.rejected(RejectReason.MISSING_FIELD, "rekor group: no plate member");
        }
        return Decoded.message(
                new RekorGroup(
                        RekorAgent.from(root),
                        root.whole("epoch_start"),
                        root.whole("epoch_end"),
                        root.text("best_uuid"),
                        root.texts("uuids"),
                        root.text("best_plate_number"),
                        root.decimal("best_confidence"),
                        root.text("best_region"),
                        RekorCandidate.listFrom(root),
                        root.struct("best_plate").map(RekorPlate::from),
                        root.decimal("travel_direction"),
                        root.flag("is_parked"),
                        root.flag("is_preview"),
                        root.text("user_data"),
                        root.image(VEHICLE_CROP)));
    }

    @Override
    public byte[] encode() {
        return JsonWriter.document(this::write);
    }

    /// With pictures, as a reader sends them that is set to; decoding gives their digests.
    ///
    /// @param plateCrop, vehicle JPEG octets, may be empty
    public byte[] encode(byte[] plateCrop, byte[] vehicle) {
        return JsonWriter.document(to -> write(to, plateCrop, vehicle));
    }

    void write(JsonWriter to) {
        write(to, new byte[0], new byte[0]);
    }

    private void write(JsonWriter to, byte[] plateCrop, byte[] vehicle) {
        to.text(DATA_TYPE, KIND)
                .whole("version", VERSION)
                .whole("epoch_start", epochStart)
                .whole("epoch_end", epochEnd);
        agent.write(to);
        to.texts("uuids", uuids)
                .text("best_uuid", bestUuid)
                // Written even when empty: a vehicle without a read is a statement.
                .plate("best_plate_number", bestPlateNumber)
                .decimal("best_confidence", bestConfidencePercent)
                .text("best_region", bestRegion)
                .objects(
                        "candidates",
                        candidates.stream().map(c -> (JsonWriter.Members) c::write).toList());
        bestPlate.ifPresent(plate ->
                to.object(
                        "best_plate",
                        inner -> {
                            plate.write(inner);
                            inner.image(RekorPlate.PLATE_CROP, plateCrop);
                        }));
        to.decimal("travel_direction", travelDirectionDeg)
                .flag("is_parked", parked)
                .flag("is_preview", preview)
                .image(VEHICLE_CROP, vehicle)
                .text("user_data", userData);
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "RekorGroup[preview=" + preview + ", content withheld]";
    }
}
