package dev.gatehouse.drivers.gpio;

import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.gpio.LineEvent.Edge;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PresenceChange;
import dev.gatehouse.protocols.observation.Received;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// Edges of one line as presence. A frame is what one `read(2)` gave: 1 to 16 events. The kernel
/// numbers the edges of a line; a number left out means its buffer overflowed and edges are lost,
/// which is counted, never guessed.
final class GpioLineDriver implements Driver {

    static final int MAX_EVENTS = 16;

    /// An edge older than this was not stamped by the clock that stamps arrivals.
    private static final long MAX_DELAY_NANOS = 10_000_000_000L;

    private final String deviceId;
    private final String laneId;
    private final boolean presentOnRising;
    private final LongAdder edgesLost = new LongAdder();
    private final LongAdder repeats = new LongAdder();
    private final LongAdder restarts = new LongAdder();
    private boolean anyEdge;
    private long lastSequence;

    GpioLineDriver(String deviceId, String laneId, boolean presentOnRising) {
        this.deviceId = deviceId;
        this.laneId = laneId;
        this.presentOnRising = presentOnRising;
    }

    @Override
    public Decoded<List<Observation>> decode(Frame frame) {
        byte[] bytes = frame.bytes();
        if (bytes.length > MAX_EVENTS * LineEvent.LENGTH_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG, "line events: expected at most " + MAX_EVENTS);
        }
        if (bytes.length == 0 || bytes.length % LineEvent.LENGTH_BYTES != 0) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT,
                    "line events: expected a multiple of "
                            + LineEvent.LENGTH_BYTES
                            + " octets, found "
                            + bytes.length);
        }
        List<LineEvent> events = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += LineEvent.LENGTH_BYTES) {
            switch (LineEvent.decode(bytes, at)) {
                case Decoded.Message<LineEvent>(LineEvent event) -> events.add(event);
                case Decoded.Rejected<LineEvent>(RejectReason reason, String detail) -> {
                    return Decoded.rejected(reason, detail);
                }
            }
        }
        List<Observation> found = new ArrayList<>();
        for (LineEvent event : events) {
            if (isNew(event.lineSeqno())) {
                found.add(observation(event, frame));
            }
        }
        return Decoded.message(found);
    }

    /// The counter is 32 bits wide and wraps; it starts again at 1 when the line is requested anew.
    private boolean isNew(long sequence) {
        int step = (int) (sequence - lastSequence);
        if (anyEdge && step == 0) {
            repeats.increment();
            return false;
        }
        if (anyEdge && step > 1) {
            edgesLost.add(step - 1);
        } else if (anyEdge && step < 0) {
            restarts.increment();
            edgesLost.add(Math.max(0, sequence - 1));
        }
        anyEdge = true;
        lastSequence = sequence;
        return true;
    }

    private Observation observation(LineEvent event, Frame frame) {
        Received received = frame.received();
        boolean present = (event.edge() == Edge.RISING) == presentOnRising;
        return new Observation(
                deviceId,
                laneId,
                // Unique over restarts of the line and the board: number and monotonic time
                // together.
                event.lineSeqno() + "@" + event.timestampNs(),
                captured(event, received),
                received,
                false,
                frame.acknowledgement().resendable(),
                new PresenceChange(present, event.lineSeqno(), event.timestampNs()));
    }

    /// The kernel stamps with CLOCK_MONOTONIC, which is what `System.nanoTime()` reads on Linux.
    private static CaptureTime captured(LineEvent event, Received received) {
        long delay = received.nanos() - event.timestampNs();
        boolean sameClock = delay >= 0 && delay <= MAX_DELAY_NANOS;
        return new CaptureTime(
                sameClock ? received.at().minusNanos(delay) : received.at(),
                CaptureTime.Quality.RECEIVED);
    }

    @Override
    public Map<String, Long> counters() {
        return Map.of(
                "edges_lost",
                edgesLost.sum(),
                "edges_repeated",
                repeats.sum(),
                "line_restarts",
                restarts.sum());
    }
}
