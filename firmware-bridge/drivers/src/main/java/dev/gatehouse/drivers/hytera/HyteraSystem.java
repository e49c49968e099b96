package dev.gatehouse.drivers.hytera;

import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.ObservationSink;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.dispatch.DispatchSending;
import dev.gatehouse.drivers.dispatch.DispatchSystem;
import java.util.List;
import java.util.Map;
import org.tinylog.Logger;

/// Makes the system of all Hytera repeaters of one configuration.
public final class HyteraSystem {

    private HyteraSystem() {}

    /// Makes one; it does nothing before it is opened.
    ///
    /// @param settings see [HyteraSettings]: repeaters and the reason for covered equipment are
    ///   musts
    /// @param sockets one for each of [HyteraPort#ALL], in that order
    /// @param bursts hears the bursts of repeaters that registered with us
    /// @throws IllegalArgumentException when a setting cannot be used
    public static DispatchSystem of(
            String deviceId,
            String laneId,
            Map<String, String> settings,
            List<DatagramLink> sockets,
            BurstSink bursts,
            ObservationSink sink,
            LinkContext.Clock clock) {
        HyteraSettings read = HyteraSettings.of(settings);
        if (sockets.size() != HyteraPort.ALL.size()) {
            throw new IllegalArgumentException(
                    "hytera: expected " + HyteraPort.ALL.size() + " sockets");
        }
        Logger.warn(
                "RAD-021 covered equipment in use: device={} maker=Hytera reason={}",
                deviceId,
                read.coveredEquipmentReason());
        DispatchCounters counters = new DispatchCounters();
        return new DispatchSystem(
                deviceId,
                laneId,
                sockets,
                out -> new HyteraMachine(read, out, counters, bursts),
                new DispatchSending(
                        read.maySend(), HyteraTexts.LONGEST_TEXT, read.textsPerMinute()),
                sink,
                clock,
                counters);
    }
}
