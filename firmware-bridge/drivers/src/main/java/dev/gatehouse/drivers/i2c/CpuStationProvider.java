package dev.gatehouse.drivers.i2c;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.StationProvider;

/// Environment sensors `cpu`: the processor's own temperature, at `sys:thermal`. Settings are those
/// of [EnvironmentStations].
public final class CpuStationProvider implements StationProvider {

    @Override
    public DeviceKind kind() {
        return DeviceKind.ENVIRONMENT;
    }

    @Override
    public String format() {
        return "cpu";
    }

    @Override
    public Station create(StationContext context) {
        return EnvironmentStations.processor(context);
    }
}
