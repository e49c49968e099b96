package dev.gatehouse.drivers.lpr;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.DriverProvider;
import java.util.Map;
import java.util.Set;

/// Plate reader `rekor`, whose `camera_identity` is `agent_uid/camera_id`; settings as in
/// [ReaderSettings].
public final class RekorDriverProvider implements DriverProvider {

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
        return new RekorDriver(
                ReaderSettings.profile(format(), deviceId, settings, Set.of()), laneId);
    }
}
