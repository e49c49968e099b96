package dev.gatehouse.drivers.hytera;

import dev.gatehouse.drivers.dispatch.DispatchCounter;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.hytera.HyteraMachine.Line;
import dev.gatehouse.protocols.hytera.Rcp;
import dev.gatehouse.protocols.hytera.RcpCallType;
import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.RadioEvent;
import dev.gatehouse.protocols.observation.Received;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Calls of all lines, and values that say that somebody needs help (sheet, section 8). Owned by
/// the system's thread.
final class HyteraCalls {

    private final DispatchCounters counters;
    private final HyteraTexts.Reports reports;
    private final Map<Line, CallLog> calls = new HashMap<>();
    private final Map<Line, Set<Integer>> alarms = new HashMap<>();

    HyteraCalls(DispatchCounters counters, HyteraTexts.Reports reports) {
        this.counters = counters;
        this.reports = reports;
    }

    private void tell(
            Line line,
            int radioId,
            OptionalInt target,
            boolean group,
            RadioEvent event,
            Received now) {
        var _ =
                reports.report(
                        line.port().slot(),
                        radioId,
                        target,
                        group,
                        event,
                        now,
                        UnaryOperator.identity());
    }

    /// Checked by the repeater on the air and by the datagram's own sums on the wire.
    private static RadioEmergency emergency(RadioEmergency.Evidence evidence, boolean cancelled) {
        return new RadioEmergency(
                evidence,
                OptionalInt.empty(),
                RadioEmergency.Check.VERIFIED,
                cancelled,
                Optional.empty());
    }

    /// What a repeater says of its transmitter.
    void status(Line line, Rcp.RepeaterStatus status, Received now) {
        CallLog log = calls.computeIfAbsent(line, _ -> new CallLog());
        for (CallLog.Change change : log.status(status, now.nanos())) {
            call(line, change, now);
        }
    }

    private void call(Line line, CallLog.Change change, Received now) {
        boolean starts = change.call().phase() == RadioCall.Phase.START;
        OptionalInt target = OptionalInt.of(change.target());
        boolean group = change.type().map(RcpCallType::toMany).orElse(false);
        if (starts) {
            counters.add(DispatchCounter.CALLS);
        }
        tell(line, change.sender(), target, group, change.call(), now);
        if (starts && change.call().emergency()) {
            counters.add(DispatchCounter.EMERGENCIES);
            tell(
                    line,
                    change.sender(),
                    target,
                    group,
                    emergency(RadioEmergency.Evidence.CALL_TYPE, false),
                    now);
        }
    }

    /// True for a value that says that somebody needs help.
    static boolean emergency(Rcp.StatusReport report) {
        return switch (report.target()) {
            case Rcp.StatusReport.EMERGENCY,
                    Rcp.StatusReport.MAN_DOWN,
                    Rcp.StatusReport.LONE_WORKER ->
                    true;
            default -> false;
        };
    }

    /// The report names no radio: it is about the one that speaks on this line.
    void value(Line line, Rcp.StatusReport report, Received now) {
        if (!emergency(report)) {
            return;
        }
        Set<Integer> on = alarms.computeIfAbsent(line, _ -> new HashSet<>());
        boolean raised = report.value() != 0;
        boolean cancelled = !raised && on.remove(report.target());
        if (raised) {
            on.add(report.target());
            counters.add(DispatchCounter.EMERGENCIES);
        }
        if (raised || cancelled) {
            tell(
                    line,
                    0,
                    OptionalInt.empty(),
                    false,
                    emergency(RadioEmergency.Evidence.STATUS, cancelled),
                    now);
        }
    }

    /// The line went down: what was going on there has ended unheard.
    void lost(Line line, Received now) {
        CallLog log = calls.get(line);
        if (log != null) {
            log.end(RadioCall.End.LINK_LOST, now.nanos())
                    .ifPresent(change -> call(line, change, now));
        }
    }

    void duty(Received now) {
        calls.forEach(
                (line, log) -> log.duty(now.nanos()).ifPresent(change -> call(line, change, now)));
    }
}
