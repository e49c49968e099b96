package dev.gatehouse.drivers.portal;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.StationProvider;
import dev.gatehouse.drivers.stream.StreamCounters;
import dev.gatehouse.drivers.stream.StreamStation;

/// Stations `portal-line`: portals that send ASCII lines, over `tcp:` or `serial:`. Settings are
/// those of [PortalSettings].
public final class PortalLineStationProvider implements StationProvider {
    private static final long DUTY_MS = 250;

    @Override
    public DeviceKind kind() {
        return DeviceKind.RADIATION_PORTAL;
    }

    @Override
    public String format() {
        return "portal-line";
    }

    @Override
    public Station create(StationContext context) {
        PortalSettings settings = PortalSettings.of(context.settings());
        StreamCounters<PortalCounter> counters = new StreamCounters<>(PortalCounter.class);
        return new StreamStation(
                context,
                DUTY_MS,
                out -> new PortalLineMachine(settings, out, counters, context.clock().now()),
                counters);
    }
}
