package dev.gatehouse.drivers.i2c;

import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.cdev.NativeKernel;
import dev.gatehouse.drivers.dispatch.SettingsReader;
import dev.gatehouse.drivers.pi4j.CdevContext;
import dev.gatehouse.protocols.i2c.Thermometer;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What the formats of environment sensors have in common.
///
/// | setting | meaning | default |
/// |---|---|---|
/// | `poll_s` | how often it is asked | 30 |
final class EnvironmentStations {

    private static final String POLL_S = "poll_s";
    private static final int POLL_MAX_S = 3_600;

    private EnvironmentStations() {}

    static Station thermometer(Thermometer thermometer, StationContext context) {
        I2cAddress address = I2cAddress.of(context.address());
        return new EnvironmentStation(
                "i2c:" + context.address().target(),
                pollMs(context),
                () ->
                        I2cProbe.open(
                                CdevContext.create(new NativeKernel(), Path.of("/dev")),
                                address.number(Path.of("/sys/class/i2c-dev")),
                                address.address(),
                                thermometer),
                context);
    }

    static Station processor(StationContext context) {
        if (!context.address().scheme().equals("sys")
                || !context.address().target().equals("thermal")) {
            throw new IllegalArgumentException("cpu: expected the link `sys:thermal`");
        }
        return new EnvironmentStation(
                "sys:thermal",
                pollMs(context),
                () -> new CpuProbe(Path.of("/sys/class/thermal")),
                context);
    }

    private static long pollMs(StationContext context) {
        SettingsReader reader = new SettingsReader(context.settings(), Set.of(POLL_S), Set.of());
        return TimeUnit.SECONDS.toMillis(reader.number(POLL_S, 30, 1, POLL_MAX_S));
    }
}
