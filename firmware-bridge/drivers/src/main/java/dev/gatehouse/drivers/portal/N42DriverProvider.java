package dev.gatehouse.drivers.portal;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.DriverProvider;
import dev.gatehouse.drivers.dispatch.SettingsReader;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Radiation portals `n42`: documents over `http:`, out of a `folder:`, or over `tcp:` and
/// `tcp-listen:`. Settings, all optional: `stream` (`on` where documents follow one another in a
/// stream; default off, a frame is a document), `zone` (of times that say none, e.g.
/// `America/Toronto`; without it those are times of arrival).
public final class N42DriverProvider implements DriverProvider {

    @Override
    public DeviceKind kind() {
        return DeviceKind.RADIATION_PORTAL;
    }

    @Override
    public String format() {
        return "n42";
    }

    @Override
    public Driver create(String deviceId, String laneId, Map<String, String> settings) {
        SettingsReader reader = new SettingsReader(settings, Set.of("stream", "zone"), Set.of());
        return new N42Driver(
                deviceId, laneId, reader.onOff("stream", false), zone(reader.text("zone")));
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone: expected e.g. America/Toronto", e);
        }
    }
}
