package dev.gatehouse.drivers.i2c;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.StationProvider;
import dev.gatehouse.protocols.i2c.Thermometer;

/// Environment sensors `tmp102`: TMP102 at `i2c:BUS/ADDRESS`. Settings are those of
/// [EnvironmentStations].
public final class Tmp102StationProvider implements StationProvider {

    @Override
    public DeviceKind kind() {
        return DeviceKind.ENVIRONMENT;
    }

    @Override
    public String format() {
        return "tmp102";
    }

    @Override
    public Station create(StationContext context) {
        return EnvironmentStations.thermometer(Thermometer.TMP102, context);
    }
}
