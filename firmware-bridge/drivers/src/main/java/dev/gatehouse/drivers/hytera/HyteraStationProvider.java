package dev.gatehouse.drivers.hytera;

import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.dispatch.DispatchOut;
import dev.gatehouse.drivers.dispatch.DispatchSending;
import dev.gatehouse.drivers.dispatch.DispatchSystem;
import dev.gatehouse.drivers.dispatch.SocketGroup;
import dev.gatehouse.drivers.radio.RadioStation;
import dev.gatehouse.drivers.radio.RadioStationProvider;
import java.util.Optional;
import org.tinylog.Logger;

/// Stations `hytera`: all repeaters of one network, at `udp:HOST:30001`. Settings are those of
/// [HyteraSettings]; which repeaters, and why covered equipment is in use, must be said.
public final class HyteraStationProvider implements RadioStationProvider {

    @Override
    public String format() {
        return "hytera";
    }

    @Override
    public RadioStation create(StationContext context) {
        HyteraSettings settings = HyteraSettings.of(context.settings());
        Logger.warn(
                "RAD-021 covered equipment in use: device={} maker=Hytera reason={}",
                context.deviceId(),
                settings.coveredEquipmentReason());
        DispatchCounters counters = new DispatchCounters();
        return new DispatchSystem(
                context.deviceId(),
                context.laneId(),
                SocketGroup.of(context.address(), HyteraPort.sockets(), context.links()),
                out -> machine(context, settings, out, counters),
                new DispatchSending(
                        settings.maySend(), HyteraTexts.LONGEST_TEXT, settings.textsPerMinute()),
                context.sink(),
                context.clock(),
                counters);
    }

    private static HyteraMachine machine(
            StationContext context,
            HyteraSettings settings,
            DispatchOut out,
            DispatchCounters counters) {
        if (!settings.bursts()) {
            return new HyteraMachine(settings, out, counters, Optional.empty());
        }
        DispatchOut once = new OnceTold(out, counters);
        return new HyteraMachine(
                settings,
                once,
                counters,
                Optional.of(
                        new IpscHearing(
                                context.deviceId(),
                                settings,
                                once,
                                counters,
                                context.clock().now())));
    }
}
