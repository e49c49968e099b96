package dev.gatehouse.drivers.trbo;

import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.ObservationSink;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.dispatch.DispatchSending;
import dev.gatehouse.drivers.dispatch.DispatchSystem;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Makes the system of all Motorola radios of one network.
public final class TrboSystem {

    private TrboSystem() {}

    /// Makes one; it does nothing before it is opened.
    ///
    /// @param settings see [TrboSettings]
    /// @param sockets one for each of [TrboPort#ALL], in that order
    /// @param random makes request ids
    /// @throws IllegalArgumentException when a setting cannot be used
    public static DispatchSystem of(
            String deviceId,
            String laneId,
            Map<String, String> settings,
            List<DatagramLink> sockets,
            RandomGenerator random,
            ObservationSink sink,
            LinkContext.Clock clock) {
        TrboSettings read = TrboSettings.of(settings);
        if (sockets.size() != TrboPort.ALL.size()) {
            throw new IllegalArgumentException(
                    "trbo: expected " + TrboPort.ALL.size() + " sockets");
        }
        DispatchCounters counters = new DispatchCounters();
        return new DispatchSystem(
                deviceId,
                laneId,
                sockets,
                out -> new TrboMachine(read, out, counters, random),
                new DispatchSending(read.maySend(), TrboTexts.LONGEST_TEXT, read.textsPerMinute()),
                sink,
                clock,
                counters);
    }
}
