package dev.gatehouse.booth.daemon;

import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.LaneOutput;
import dev.gatehouse.proto.v1.ReferralTransition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// What each lane last showed and how often it alerted, for status pages. Written by the booth
/// thread, as things leave through [BoothOutbox]; read by any, one immutable value for each lane.
///
/// Of a referral it keeps id, grade, state and age; never the hit.
final class LaneBoard {
    /// Open referrals told of one lane, the oldest first; the count tells them all.
    static final int REFERRALS_MAX = 32;

    private static final long NANOS_A_MS = 1_000_000L;

    /// One open referral, without content.
    ///
    /// @param sinceNanos monotonic time of its raising; empty when that was before the start
    private record Raised(
            String id, String grade, String state, int escalations, OptionalLong sinceNanos) {}

    /// One lane.
    ///
    /// @param pulseNanos monotonic time of the last output
    private record Lane(
            String signal,
            long pulseNanos,
            int validForMs,
            long alerts,
            long alarms,
            List<Raised> referrals) {
        static final Lane UNKNOWN = new Lane("", 0, 0, 0, 0, List.of());
    }

    private final LongSupplier nanos;
    private final Semaphore alerted = new Semaphore(0);
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Map<String, OptionalLong> sinceNanos = new LinkedHashMap<>();

    /// @param restored referrals of the last run, whose age nobody knows any more
    LaneBoard(LongSupplier nanos, List<OpenReferral> restored) {
        this.nanos = nanos;
        restored.forEach(one -> sinceNanos.put(one.referralId(), OptionalLong.empty()));
        referrals(restored);
    }

    private Lane at(String lane) {
        return lanes.getOrDefault(lane, Lane.UNKNOWN);
    }

    /// Takes an alert; an alarm that is said again was counted when it was said first.
    void alert(Alert alert) {
        if (alert.hasAgainAfterMs()) {
            return;
        }
        Lane old = at(alert.getLaneId());
        boolean alarm = alert.hasAlarm() && alert.getAlarm() != AlarmKind.ALARM_KIND_UNSPECIFIED;
        lanes.put(
                alert.getLaneId(),
                new Lane(
                        old.signal(),
                        old.pulseNanos(),
                        old.validForMs(),
                        old.alerts() + (alarm ? 0 : 1),
                        old.alarms() + (alarm ? Math.max(1, alert.getAlarms()) : 0),
                        old.referrals()));
        if (alerted.availablePermits() == 0) {
            alerted.release();
        }
    }

    /// Waits for the next alert: a page shows it at once, everything else at its next look.
    ///
    /// @param limitMs at most so long
    void awaitAlert(long limitMs) throws InterruptedException {
        if (alerted.tryAcquire(limitMs, TimeUnit.MILLISECONDS)) {
            alerted.drainPermits();
        }
    }

    void output(String lane, LaneOutput output) {
        Lane old = at(lane);
        lanes.put(
                lane,
                new Lane(
                        output.getSignal().name().replace("LANE_SIGNAL_", ""),
                        nanos.getAsLong(),
                        output.getValidForMs(),
                        old.alerts(),
                        old.alarms(),
                        old.referrals()));
    }

    /// Takes the list of all referrals that are kept.
    void referrals(List<OpenReferral> all) {
        Map<String, List<Raised>> byLane = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        for (OpenReferral one : all) {
            if (!one.stage().open()) {
                continue;
            }
            ReferralTransition first = one.transitions().getFirst();
            ids.add(one.referralId());
            OptionalLong since =
                    sinceNanos.computeIfAbsent(
                            one.referralId(), _ -> OptionalLong.of(nanos.getAsLong()));
            List<Raised> raised = byLane.computeIfAbsent(first.getLaneId(), _ -> new ArrayList<>());
            if (raised.size() < REFERRALS_MAX) {
                raised.add(
                        new Raised(
                                one.referralId(),
                                first.getHit().getGrade().name().replace("GRADE_", ""),
                                one.stage().name(),
                                one.escalations(),
                                since));
            }
        }
        sinceNanos.keySet().retainAll(ids);
        Set<String> touched = new HashSet<>(lanes.keySet());
        touched.addAll(byLane.keySet());
        for (String lane : touched) {
            Lane old = at(lane);
            lanes.put(
                    lane,
                    new Lane(
                            old.signal(),
                            old.pulseNanos(),
                            old.validForMs(),
                            old.alerts(),
                            old.alarms(),
                            List.copyOf(byLane.getOrDefault(lane, List.of()))));
        }
    }

    /// One lane for the status page; what is not known yet is absent.
    ///
    /// @param startNanos monotonic zero of the page's `*_ms` times
    Map<String, Object> tree(String lane, long startNanos) {
        Lane now = at(lane);
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("lane", lane);
        if (!now.signal().isEmpty()) {
            tree.put("signal", now.signal());
            tree.put("pulse_at_ms", (now.pulseNanos() - startNanos) / NANOS_A_MS);
            tree.put("valid_for_ms", now.validForMs());
        }
        tree.put("alerts", now.alerts());
        tree.put("alarms", now.alarms());
        List<Map<String, Object>> referrals = new ArrayList<>();
        for (Raised raised : now.referrals()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", raised.id());
            one.put("grade", raised.grade());
            one.put("state", raised.state());
            one.put("escalations", raised.escalations());
            raised.sinceNanos()
                    .ifPresent(since -> one.put("since_ms", (since - startNanos) / NANOS_A_MS));
            referrals.add(one);
        }
        tree.put("referrals", referrals);
        return tree;
    }
}
