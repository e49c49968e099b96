package dev.gatehouse.drivers.lpr;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.DriverProvider;
import dev.gatehouse.protocols.lpr.AxisCodec;
import java.util.Map;
import java.util.Set;

/// Plate reader `axis`, whose `camera_identity` is its serial number; settings as in
/// [ReaderSettings]. On a TCP or serial link its JSON objects are cut from the stream.
public final class AxisDriverProvider implements DriverProvider {

    @Override
    public DeviceKind kind() {
        return DeviceKind.PLATE_READER;
    }

    @Override
    public String format() {
        return "axis";
    }

    @Override
    public Driver create(String deviceId, String laneId, Map<String, String> settings) {
        return new PlateReaderDriver(
                new AxisCodec(),
                ReaderSettings.profile(format(), deviceId, settings, Set.of()),
                laneId);
    }
}
