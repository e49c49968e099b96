package dev.gatehouse.core.decision;

import dev.gatehouse.core.passage.LaneConfig;
import dev.gatehouse.core.passage.LanePassages;
import dev.gatehouse.core.passage.OpenPassage;
import dev.gatehouse.core.passage.PassageEvents;
import dev.gatehouse.proto.v1.LaneOutput;
import dev.gatehouse.proto.v1.LaneSignal;
import dev.gatehouse.proto.v1.ListState;
import dev.gatehouse.proto.v1.NotCheckedReason;
import dev.gatehouse.proto.v1.TerminalNotice;
import dev.gatehouse.proto.v1.Verdict;
import dev.gatehouse.proto.v1.VerdictNotice;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What one lane shows: the pulsed output and the verdicts on its terminal. "Checked" is never a
/// state that stays by itself; the living booth thread renews it.
final class LaneDesk {
    /// Passages whose last notice is remembered, so that none is repeated unchanged.
    private static final int MAX_SHOWN = 16;

    private record Shown(
            Verdict verdict, Set<NotCheckedReason> reasons, List<String> referralIds) {}

    private final String laneId;
    private final BoothPolicy policy;
    private final BoothClock clock;
    private final Outbox out;
    private final LanePassages passages;
    private final AlertBudget alerts;
    private final Set<String> notScreening = new HashSet<>();
    private final Set<String> toldNotScreening = new HashSet<>();
    private final LinkedHashMap<String, Shown> shown = new LinkedHashMap<>();
    private LaneSignal signal = LaneSignal.LANE_SIGNAL_UNSPECIFIED;
    private long pulse;
    private long pulseDueNanos;

    LaneDesk(
            LaneConfig lane,
            BoothPolicy policy,
            BoothClock clock,
            Outbox out,
            PassageEvents events) {
        this.laneId = lane.laneId();
        this.policy = policy;
        this.clock = clock;
        this.out = out;
        this.passages =
                new LanePassages(lane, policy.passage(), policy.reconcileTolerance(), events);
        this.notScreening.addAll(lane.portals());
        this.alerts =
                new AlertBudget(
                        policy.alertBurst(), policy.alertRefillMs(), clock.nanos(), out::alert);
    }

    String laneId() {
        return laneId;
    }

    LanePassages passages() {
        return passages;
    }

    AlertBudget alerts() {
        return alerts;
    }

    long pulses() {
        return pulse;
    }

    void terminal(TerminalNotice notice) {
        out.terminal(laneId, notice);
    }

    /// A radiation portal of this lane screens, or does not.
    ///
    /// @return whether that is to be told: a portal that was never there is told when it says so
    boolean screening(String deviceId, boolean works) {
        passages.occupancies().screening(deviceId, works, clock.nanos());
        if (works) {
            notScreening.remove(deviceId);
            return toldNotScreening.remove(deviceId);
        }
        notScreening.add(deviceId);
        return toldNotScreening.add(deviceId);
    }

    /// Shows what is now known.
    ///
    /// @param idleDoubts why the lane could not say clear if a vehicle came now
    void show(Set<NotCheckedReason> idleDoubts, ListState list) {
        OpenPassage passage = passages.current();
        if (passage != null && !notScreening.isEmpty()) {
            passage.answer().doubt(NotCheckedReason.NOT_CHECKED_REASON_NOT_SCREENED);
        }
        LaneSignal now =
                passage == null
                        ? (idleDoubts.isEmpty() && notScreening.isEmpty()
                                ? LaneSignal.LANE_SIGNAL_IDLE
                                : LaneSignal.LANE_SIGNAL_QUERY_BY_HAND)
                        : signalOf(passage.answer().verdict(policy.queryByHandRefers()));
        if (now != signal) {
            signal = now;
            pulse();
        }
        if (passage != null
                && (passage.reads() > 0 || passage.answer().asked() || unreadForLong(passage))) {
            notice(passage, list);
        }
    }

    /// Tells the terminal the verdict on a passage, unless it was told the same before.
    void notice(OpenPassage passage, ListState list) {
        Shown now =
                new Shown(
                        passage.answer().verdict(policy.queryByHandRefers()),
                        passage.answer().reasons(),
                        passage.answer().referralIds());
        if (now.equals(shown.put(passage.passageId(), now))) {
            return;
        }
        if (shown.size() > MAX_SHOWN) {
            shown.pollFirstEntry();
        }
        VerdictNotice.Builder notice =
                VerdictNotice.newBuilder()
                        .setPassageId(passage.passageId())
                        .setVerdict(now.verdict())
                        .addAllReasons(now.reasons())
                        .setList(list);
        if (!now.referralIds().isEmpty()) {
            notice.setReferralId(now.referralIds().getLast());
        }
        terminal(TerminalNotice.newBuilder().setVerdict(notice).build());
    }

    /// Renews the output when it is due.
    void pulseIfDue() {
        if (clock.nanos() - pulseDueNanos >= 0) {
            pulse();
        }
    }

    private void pulse() {
        pulse++;
        pulseDueNanos = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(policy.pulseMs());
        out.output(
                laneId,
                LaneOutput.newBuilder()
                        .setLaneId(laneId)
                        .setSignal(signal)
                        .setPulse(pulse)
                        .setValidForMs(policy.pulseValidMs())
                        .build());
    }

    private boolean unreadForLong(OpenPassage passage) {
        return clock.nanos() - passage.openedNanos()
                >= TimeUnit.MILLISECONDS.toNanos(policy.readGraceMs());
    }

    private static LaneSignal signalOf(Verdict verdict) {
        return switch (verdict) {
            case VERDICT_CLEAR -> LaneSignal.LANE_SIGNAL_CHECKED;
            case VERDICT_REFER -> LaneSignal.LANE_SIGNAL_REFER;
            case VERDICT_QUERY_BY_HAND, VERDICT_UNSPECIFIED, UNRECOGNIZED ->
                    LaneSignal.LANE_SIGNAL_QUERY_BY_HAND;
        };
    }
}
