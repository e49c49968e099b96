package dev.gatehouse.drivers.lpr;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.DriverProvider;
import dev.gatehouse.protocols.lpr.GenetecCodec;
import java.util.Map;
import java.util.Set;

/// Plate reader `genetec`, whose `camera_identity` is its `SourceUrl/LprCameraName`; settings as in
/// [ReaderSettings].
public final class GenetecDriverProvider implements DriverProvider {

    @Override
    public DeviceKind kind() {
        return DeviceKind.PLATE_READER;
    }

    @Override
    public String format() {
        return "genetec";
    }

    @Override
    public Driver create(String deviceId, String laneId, Map<String, String> settings) {
        return new PlateReaderDriver(
                new GenetecCodec(),
                ReaderSettings.profile(format(), deviceId, settings, Set.of()),
                laneId);
    }
}
