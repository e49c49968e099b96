package dev.gatehouse.drivers.trbo;

import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.dispatch.DispatchSending;
import dev.gatehouse.drivers.dispatch.DispatchSystem;
import dev.gatehouse.drivers.dispatch.SocketGroup;
import dev.gatehouse.drivers.radio.RadioStation;
import dev.gatehouse.drivers.radio.RadioStationProvider;
import java.util.SplittableRandom;

/// Stations `trbo`: all Motorola radios of one network, at `udp:HOST:4001`. Settings are those of
/// [TrboSettings].
public final class TrboStationProvider implements RadioStationProvider {

    @Override
    public String format() {
        return "trbo";
    }

    @Override
    public RadioStation create(StationContext context) {
        TrboSettings settings = TrboSettings.of(context.settings());
        DispatchCounters counters = new DispatchCounters();
        // request ids tell answers apart and hide nothing: the moment of the start is enough
        SplittableRandom random = new SplittableRandom(context.clock().now().nanos());
        return new DispatchSystem(
                context.deviceId(),
                context.laneId(),
                SocketGroup.of(context.address(), TrboPort.sockets(), context.links()),
                out -> new TrboMachine(settings, out, counters, random),
                new DispatchSending(
                        settings.maySend(), TrboTexts.LONGEST_TEXT, settings.textsPerMinute()),
                context.sink(),
                context.clock(),
                counters);
    }
}
