package dev.gatehouse.drivers.rekor;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.DriverProvider;
import dev.gatehouse.protocols.lpr.ReaderProfile;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Plate reader `rekor`. Settings, all optional: `camera_identity` (`agent_uid/camera_id` that must
/// be in the payload), `approach_deg` and `depart_deg` (centres of the direction sectors, 0 to
/// 360).
public final class RekorDriverProvider implements DriverProvider {

    private static final String CAMERA_IDENTITY = "camera_identity";
    private static final String APPROACH = "approach_deg";
    private static final String DEPART = "depart_deg";
    private static final List<String> KNOWN = List.of(CAMERA_IDENTITY, APPROACH, DEPART);

    @Override
    public DeviceKind kind() {
        return DeviceKind.PLATE_READER;
    }

    @Override
    public String format() {
        return "rekor";
    }

    @Override
    public Driver create(String deviceId, String laneId, Map<String, String> settings) {
        if (!KNOWN.containsAll(settings.keySet())) {
            throw new IllegalArgumentException("rekor settings: expected only " + KNOWN);
        }
        return new RekorDriver(
                new ReaderProfile(
                        deviceId,
                        settings.getOrDefault(CAMERA_IDENTITY, ""),
                        heading(settings, APPROACH),
                        heading(settings, DEPART)),
                laneId);
    }

    private static OptionalDouble heading(Map<String, String> settings, String name) {
        String value = settings.get(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "rekor setting " + name + ": expected degrees 0..360", e);
        }
    }
}
