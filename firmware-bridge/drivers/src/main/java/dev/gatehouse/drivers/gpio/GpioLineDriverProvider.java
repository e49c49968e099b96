package dev.gatehouse.drivers.gpio;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.DriverProvider;
import dev.gatehouse.drivers.dispatch.SettingsReader;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Lane presence `gpio-line`.
///
/// | setting | meaning | default |
/// |---|---|---|
/// | `present` | `rising` or `falling`: the edge with which a vehicle comes | rising |
/// | `stuck_after_s` | a fault when it stands still for so long while other lines of the lane move; 0 never | 3600 |
public final class GpioLineDriverProvider implements DriverProvider {

    private static final String PRESENT = "present";
    private static final String STUCK_AFTER_S = "stuck_after_s";

    @Override
    public DeviceKind kind() {
        return DeviceKind.PRESENCE;
    }

    @Override
    public String format() {
        return "gpio-line";
    }

    @Override
    public Driver create(String deviceId, String laneId, Map<String, String> settings) {
        if (!Set.of(PRESENT, STUCK_AFTER_S).containsAll(settings.keySet())) {
            throw new IllegalArgumentException(
                    "gpio-line settings: expected only `"
                            + PRESENT
                            + "` and `"
                            + STUCK_AFTER_S
                            + "`");
        }
        String edge = settings.getOrDefault(PRESENT, "rising");
        if (!edge.equals("rising") && !edge.equals("falling")) {
            throw new IllegalArgumentException(
                    "gpio-line setting present: expected `rising` or `falling`");
        }
        SettingsReader reader = new SettingsReader(settings, settings.keySet(), Set.of());
        return new GpioLineDriver(
                deviceId,
                laneId,
                edge.equals("rising"),
                TimeUnit.SECONDS.toNanos(reader.number(STUCK_AFTER_S, 3_600, 0, 604_800)));
    }
}
