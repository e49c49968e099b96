package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.observation.PlateRead.ImageDigest;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// `vehicle`: a vehicle was seen and no plate was found on it; it still counts as a passage.
///
/// @param agent who sent it
/// @param epochStart ms UTC as sent
/// @param bestUuid event id, empty when absent
/// @param travelDirectionDeg 0 to 360
/// @param parked the vehicle stands
/// @param preview provisional
/// @param vehicleCrop digest of the picture; not encoded again
public record RekorVehicleOnly(
        RekorAgent agent,
        OptionalLong epochStart,
        String bestUuid,
        OptionalDouble travelDirectionDeg,
        boolean parked,
        boolean preview,
        Optional<ImageDigest> vehicleCrop)
        implements RekorMessage {

    static final String KIND = "vehicle";

    static RekorVehicleOnly from(JsonValue.Struct root) {
        return new RekorVehicleOnly(
                RekorAgent.from(root),
                root.whole("epoch_start"),
                root.text("best_uuid"),
                root.decimal("travel_direction"),
                root.flag("is_parked"),
                root.flag("is_preview"),
                root.image(RekorGroup.VEHICLE_CROP));
    }

    @Override
    public byte[] encode() {
        return JsonWriter.document(to -> {
            to.text(DATA_TYPE, KIND).whole("epoch_start", epochStart).text("best_uuid", bestUuid);
            agent.write(to);
            to.decimal("travel_direction", travelDirectionDeg)
                    .flag("is_parked", parked)
                    .flag("is_preview", preview);
        });
    }
}
