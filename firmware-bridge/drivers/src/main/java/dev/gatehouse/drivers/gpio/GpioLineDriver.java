package dev.gatehouse.drivers.gpio;

import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.gpio.LineHealth.Condition;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.gpio.LineEvent.Edge;
import dev.gatehouse.protocols.gpio.LineState;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PresenceChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Edges of one line as presence. A vehicle that stands over the loop when the line is requested is
/// present, although nobody saw it come. Chatter is told as a fault of the device, and its edges
/// are handed on all the same: no vehicle is left out for it.
final class GpioLineDriver implements Driver {

    private final LineReport report;
    private final boolean presentOnRising;
    private final LineMemory memory = new LineMemory();
    private final LineHealth health;

    /// @param stuckAfterNanos how long the line may stand still while others of the lane move; 0
    ///   for ever
    GpioLineDriver(String deviceId, String laneId, boolean presentOnRising, long stuckAfterNanos) {
        this.report = new LineReport(deviceId, laneId);
        this.presentOnRising = presentOnRising;
        this.health = new LineHealth(stuckAfterNanos);
    }

    @Override
    public Decoded<List<Observation>> decode(Frame frame) {
        return switch (LineFrame.decode(frame.bytes())) {
            case Decoded.Message<LineFrame>(LineFrame.Edges(List<LineEvent> events)) ->
                    Decoded.message(edges(events, frame));
            case Decoded.Message<LineFrame>(LineFrame.Stands(LineState state)) ->
                    Decoded.message(stands(state, frame));
            case Decoded.Rejected<LineFrame>(RejectReason reason, String detail) ->
                    Decoded.rejected(reason, detail);
        };
    }

    private List<Observation> edges(List<LineEvent> events, Frame frame) {
        List<Observation> found = new ArrayList<>();
        for (LineEvent event : events) {
            if (memory.edge(event).isEmpty()) {
                continue;
            }
            boolean present = (event.edge() == Edge.RISING) == presentOnRising;
            found.add(
                    report.ofEdge(
                            event,
                            frame,
                            new PresenceChange(present, event.lineSeqno(), event.timestampNs())));
            Condition before = health.condition();
            health.edge(event.timestampNs())
                    .ifPresent(now ->
                            found.add(report.ofHealth(before, now, event.timestampNs(), frame)));
        }
        return found;
    }

    private List<Observation> stands(LineState state, Frame frame) {
        List<Observation> found = new ArrayList<>();
        if (memory.stands(state, !presentOnRising)) {
            found.add(
                    report.ofState(
                            "level",
                            state.readNanos(),
                            frame,
                            new PresenceChange(
                                    state.active() == presentOnRising,
                                    memory.lastSequence(),
                                    state.readNanos())));
        }
        Condition before = health.condition();
        health.state(state)
                .ifPresent(
                        now -> found.add(report.ofHealth(before, now, state.readNanos(), frame)));
        return found;
    }

    @Override
    public Map<String, Long> counters() {
        return memory.counters();
    }
}
