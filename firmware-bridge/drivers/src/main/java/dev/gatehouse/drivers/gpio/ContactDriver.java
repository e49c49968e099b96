package dev.gatehouse.drivers.gpio;

import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.gpio.LineHealth.Condition;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.gpio.LineEvent.Edge;
import dev.gatehouse.protocols.gpio.LineState;
import dev.gatehouse.protocols.observation.ContactChange;
import dev.gatehouse.protocols.observation.ContactChange.Contact;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/// One contact. That it is active is told at once, at the first edge, however it chatters after
/// that; while it chatters its further edges are counted and not told, and how it stands is told
/// when it is calm again.
///
/// A contact in a closed circuit opens to tell something, and so does a wire that is cut: duress
/// and tamper are wired that way.
final class ContactDriver implements Driver {

    static final String EDGES_LOST = "LINE_EDGES_LOST";

    private final LineReport report;
    private final Contact contact;
    private final boolean activeOnRising;
    private final LineMemory memory = new LineMemory();
    private final LineHealth health = new LineHealth(0);
    private final LongAdder withheld = new LongAdder();
    private boolean told;

    /// @param activeOnRising which level means that what the contact watches for is there
    ContactDriver(String deviceId, String laneId, Contact contact, boolean activeOnRising) {
        this.report = new LineReport(deviceId, laneId);
        this.contact = contact;
        this.activeOnRising = activeOnRising;
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
            OptionalLong missing = memory.edge(event);
            if (missing.isEmpty()) {
                continue;
            }
            if (missing.getAsLong() > 0) {
                found.add(
                        report.ofState(
                                "lost",
                                event.timestampNs(),
                                frame,
                                new DeviceNotice(
                                        EDGES_LOST, Severity.WARNING, missing.getAsLong())));
            }
            Condition before = health.condition();
            health.edge(event.timestampNs())
                    .ifPresent(now ->
                            found.add(report.ofHealth(before, now, event.timestampNs(), frame)));
            boolean active = (event.edge() == Edge.RISING) == activeOnRising;
            if (health.condition() == Condition.CHATTERING) {
                withheld.increment();
            } else {
                told = active;
                found.add(
                        report.ofEdge(
                                event,
                                frame,
                                new ContactChange(
                                        contact, active, event.lineSeqno(), event.timestampNs())));
            }
        }
        return found;
    }

    private List<Observation> stands(LineState state, Frame frame) {
        List<Observation> found = new ArrayList<>();
        boolean begin = state.cause() == LineState.Cause.BEGIN;
        var _ = memory.stands(state, !activeOnRising);
        Condition before = health.condition();
        health.state(state)
                .ifPresent(
                        now -> found.add(report.ofHealth(before, now, state.readNanos(), frame)));
        boolean active = state.active() == activeOnRising;
        if (health.condition() != Condition.CHATTERING && active != told) {
            told = active;
            found.add(
                    report.ofState(
                            "level",
                            state.readNanos(),
                            frame,
                            new ContactChange(
                                    contact,
                                    active,
                                    begin ? 0 : memory.lastSequence(),
                                    state.readNanos())));
        }
        return found;
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> counts = memory.counters();
        counts.put("edges_withheld", withheld.sum());
        return counts;
    }
}
