package dev.gatehouse.drivers.lpr;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.DriverProvider;
import dev.gatehouse.protocols.lpr.HikvisionCodec;
import java.util.Map;
import java.util.Set;

/// Plate reader `hikvision`, whose `camera_identity` is its `macAddress/channelID`; settings as in
/// [ReaderSettings]. A covered maker: every such reader is named once as an indicator of one.
public final class HikvisionDriverProvider implements DriverProvider {

    @Override
    public DeviceKind kind() {
        return DeviceKind.PLATE_READER;
    }

    @Override
    public String format() {
        return "hikvision";
    }

    @Override
    public Driver create(String deviceId, String laneId, Map<String, String> settings) {
        return new PlateReaderDriver(
                new HikvisionCodec(),
                ReaderSettings.profile(format(), deviceId, settings, Set.of()),
                laneId);
    }
}
