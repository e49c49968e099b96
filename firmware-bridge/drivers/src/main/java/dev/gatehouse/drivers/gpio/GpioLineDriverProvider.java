package dev.gatehouse.drivers.gpio;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.DriverProvider;
import java.util.Map;
import java.util.Set;

/// Lane presence `gpio-line`. Setting `present` = `rising` (default) or `falling`: the edge with
/// which a vehicle comes.
public final class GpioLineDriverProvider implements DriverProvider {

    private static final String PRESENT = "present";

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
        if (!Set.of(PRESENT).containsAll(settings.keySet())) {
            throw new IllegalArgumentException(
                    "gpio-line settings: expected only `" + PRESENT + "`");
        }
        String edge = settings.getOrDefault(PRESENT, "rising");
        if (!edge.equals("rising") && !edge.equals("falling")) {
            throw new IllegalArgumentException(
                    "gpio-line setting present: expected `rising` or `falling`");
        }
        return new GpioLineDriver(deviceId, laneId, edge.equals("rising"));
    }
}
