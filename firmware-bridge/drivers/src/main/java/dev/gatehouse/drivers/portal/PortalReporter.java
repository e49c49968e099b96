package dev.gatehouse.drivers.portal;

import dev.gatehouse.drivers.stream.StreamCounters;
import dev.gatehouse.drivers.stream.StreamOut;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.RadiationReport;
import dev.gatehouse.protocols.observation.RadiationReport.Figures;
import dev.gatehouse.protocols.observation.RadiationReport.Kind;
import dev.gatehouse.protocols.observation.RadiationReport.Mark;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.portal.PortalInput;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/// Whether the portal screens, as one answer out of its presence, its cabinet and its faults, and
/// the words in which the booth is told. When one trouble ends and another one lasts, the one that
/// lasts is told again: the booth takes an end for the end of all. Owned by the machine's thread.
final class PortalReporter {
    private final StreamOut out;
    private final StreamCounters<PortalCounter> counters;
    private final String source;

    /// So many unreadable parts in [#UNREADABLE_NANOS] are a fault (clause 7); further ones are
    /// counted, so that a line of garbage does not fill the journal.
    static final int UNREADABLE_FAULT = 10;

    static final long UNREADABLE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final String UNREADABLE = "UNREADABLE_INPUT";

    private final Deque<Long> unreadable = new ArrayDeque<>();
    private final Set<String> faults = new TreeSet<>();
    private boolean up;
    private boolean tampered;

    PortalReporter(StreamOut out, StreamCounters<PortalCounter> counters, String source) {
        this.out = out;
        this.counters = counters;
        this.source = source;
    }

    void count(PortalCounter counter) {
        counters.add(counter);
    }

    boolean up() {
        return up;
    }

    boolean tampered() {
        return tampered;
    }

    /// The portal is there; what ails it shows in what it says from now on.
    void up(Received now) {
        if (!up) {
            up = true;
            faults.clear();
            tell(Kind.UP, "", 0, Figures.NONE, Set.of(), Octets.NONE, now);
            again(now);
        }
    }

    /// The portal is not there.
    ///
    /// @param code why
    void down(String code, Received now) {
        if (up) {
            up = false;
            tell(Kind.DOWN, code, 0, Figures.NONE, Set.of(), Octets.NONE, now);
        }
    }

    /// It was not there from the start.
    void neverUp(Received now) {
        tell(Kind.DOWN, "NOT_CONNECTED", 0, Figures.NONE, Set.of(), Octets.NONE, now);
    }

    /// The cabinet; each word of the portal is an event of its own.
    void tamper(boolean on, long occupancy, Received now) {
        tampered = on;
        if (on) {
            count(PortalCounter.TAMPERS);
        }
        tell(
                on ? Kind.TAMPER : Kind.TAMPER_CLEARED,
                "",
                occupancy,
                Figures.NONE,
                Set.of(),
                Octets.NONE,
                now);
        if (!on) {
            again(now);
        }
    }

    /// A fault begins, or lasts.
    void fault(String code, Received now) {
        if (faults.add(code)) {
            tell(Kind.FAULT, code, 0, Figures.NONE, Set.of(), Octets.NONE, now);
        }
    }

    /// A fault is over, if it was there.
    void cleared(String code, Received now) {
        if (faults.remove(code)) {
            tell(Kind.FAULT_CLEARED, code, 0, Figures.NONE, Set.of(), Octets.NONE, now);
            again(now);
        }
    }

    private void again(Received now) {
        if (tampered) {
            tell(Kind.FAULT, "STILL_TAMPERED", 0, Figures.NONE, Set.of(), Octets.NONE, now);
        }
        for (String code : faults) {
            tell(Kind.FAULT, code, 0, Figures.NONE, Set.of(), Octets.NONE, now);
        }
    }

    /// Octets that are no message: recorded by hash and length.
    void unreadable(PortalInput.Unreadable refused, long occupancy, Received now) {
        counters.rejected(refused.reason());
        count(PortalCounter.UNREADABLE);
        boolean full =
                unreadable.size() == UNREADABLE_FAULT
                        && now.nanos() - unreadable.element() <= UNREADABLE_NANOS;
        unreadable.addLast(now.nanos());
        if (unreadable.size() > UNREADABLE_FAULT) {
            unreadable.removeFirst();
        }
        if (full) {
            return;
        }
        tell(
                Kind.UNREADABLE,
                refused.reason().name(),
                occupancy,
                Figures.NONE,
                Set.of(),
                refused.evidence(),
                now);
        if (unreadable.size() == UNREADABLE_FAULT
                && now.nanos() - unreadable.element() <= UNREADABLE_NANOS) {
            fault(UNREADABLE, now);
        }
    }

    /// Does what time brings.
    void duty(Received now) {
        if (!unreadable.isEmpty() && now.nanos() - unreadable.getLast() > UNREADABLE_NANOS) {
            unreadable.clear();
            cleared(UNREADABLE, now);
        }
    }

    /// The first alarm of a kind in an occupancy, or outside of one.
    void alarm(Kind kind, long occupancy, Figures figures, Set<Mark> marks, Received now) {
        count(kind == Kind.GAMMA_ALARM ? PortalCounter.GAMMA_ALARMS : PortalCounter.NEUTRON_ALARMS);
        tell(kind, "", occupancy, figures, marks, Octets.NONE, now);
    }

    void tell(
            Kind kind,
            String code,
            long occupancy,
            Figures figures,
            Set<Mark> marks,
            Octets evidence,
            Received now) {
        out.report(
                new RadiationReport(
                        kind, code, occupancy, figures, marks, List.of(), source, evidence),
                now,
                urgent(kind));
    }

    /// Of the portal's own health, without weight for the lane.
    void notice(String code, DeviceNotice.Severity severity, long number, Received now) {
        out.report(new DeviceNotice(code, severity, number), now, false);
    }

    private static boolean urgent(Kind kind) {
        return switch (kind) {
            case GAMMA_ALARM,
                    NEUTRON_ALARM,
                    NUCLIDE_ALARM,
                    TAMPER,
                    DISAGREEMENT,
                    DOWN,
                    FAULT,
                    DOCUMENT_REFUSED,
                    NOT_ANALYSED ->
                    true;
            case UP,
                    OCCUPANCY_BEGAN,
                    OCCUPANCY_ENDED,
                    BACKGROUND,
                    FAULT_CLEARED,
                    TAMPER_CLEARED,
                    STALLED,
                    LONG_OCCUPANCY,
                    OCCUPANCY_MISSED,
                    UNREADABLE ->
                    false;
        };
    }
}
