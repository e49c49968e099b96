package dev.gatehouse.drivers.gpio;

import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.gpio.LineHealth.Condition;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.Received;

/// Writes what a line did as observations of its device.
record LineReport(String deviceId, String laneId) {

    static final String CHATTER = "LINE_CHATTER";
    static final String STUCK = "LINE_STUCK";

    /// An edge older than this was not stamped by the clock that stamps arrivals.
    private static final long MAX_DELAY_NANOS = 10_000_000_000L;

    /// Of an edge. Its id is unique over restarts of the line and the board: number and monotonic
    /// time together.
    Observation ofEdge(LineEvent event, Frame frame, Observation.Body body) {
        return of(event.lineSeqno() + "@" + event.timestampNs(), event.timestampNs(), frame, body);
    }

    /// Of a level that was read; `what` tells apart what one reading may cause.
    Observation ofState(String what, long readNanos, Frame frame, Observation.Body body) {
        return of(what + "@" + readNanos, readNanos, frame, body);
    }

    /// A line that cannot be believed, or can again.
    ///
    /// @param before what it was until now
    Observation ofHealth(Condition before, Condition now, long atNanos, Frame frame) {
        String code = (now == Condition.GOOD ? before : now) == Condition.STUCK ? STUCK : CHATTER;
        return ofState(
                "health-" + now,
                atNanos,
                frame,
                new DeviceNotice(
                        code, now == Condition.GOOD ? Severity.CLEARED : Severity.FAULT, 0));
    }

    private Observation of(String eventId, long atNanos, Frame frame, Observation.Body body) {
        return new Observation(
                deviceId,
                laneId,
                eventId,
                captured(atNanos, frame.received()),
                frame.received(),
                false,
                frame.acknowledgement().resendable(),
                body);
    }

    /// The kernel stamps with CLOCK_MONOTONIC, which is what `System.nanoTime()` reads on Linux.
    private static CaptureTime captured(long atNanos, Received received) {
        long delay = received.nanos() - atNanos;
        boolean sameClock = delay >= 0 && delay <= MAX_DELAY_NANOS;
        return new CaptureTime(
                sameClock ? received.at().minusNanos(delay) : received.at(),
                CaptureTime.Quality.RECEIVED);
    }
}
