package dev.gatehouse.drivers.portal;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.StationProvider;
import dev.gatehouse.drivers.stream.StreamCounters;
import dev.gatehouse.drivers.stream.StreamStation;

/// Stations `aspect-modbus`: Aspect portals over Modbus TCP, e.g. at `tcp:10.0.4.9:502`. Settings
/// are those of [AspectSettings].
public final class AspectStationProvider implements StationProvider {
    private static final long DUTY_MS = 50;

    @Override
    public DeviceKind kind() {
        return DeviceKind.RADIATION_PORTAL;
    }

    @Override
    public String format() {
        return "aspect-modbus";
    }

    @Override
    public Station create(StationContext context) {
        AspectSettings settings = AspectSettings.of(context.settings());
        StreamCounters<PortalCounter> counters = new StreamCounters<>(PortalCounter.class);
        return new StreamStation(
                context,
                DUTY_MS,
                out -> new AspectMachine(settings, out, counters, context.clock().now()),
                counters);
    }
}
