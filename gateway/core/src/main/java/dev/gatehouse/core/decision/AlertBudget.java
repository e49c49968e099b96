package dev.gatehouse.core.decision;

import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.Alert;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The alerts of one lane: the important one is never lost in noise. Referrals, releases and
/// escalations go at once and use up the budget; what is left of it goes to the other alarms, the
/// most urgent kind first. While there is none they are batched by kind into one alert that says
/// how many it stands for; none is dropped, and each is in the journal.
final class AlertBudget {
    private final int burst;
    private final long refillNanos;
    private final Consumer<Alert> out;
    private final Map<AlarmKind, Alert> batches = new HashMap<>();
    private final SaidAlarms said = new SaidAlarms();
    private int tokens;
    private long refilledNanos;

    AlertBudget(int burst, long refillMs, long nanos, Consumer<Alert> out) {
        this.burst = burst;
        this.refillNanos = TimeUnit.MILLISECONDS.toNanos(refillMs);
        this.out = out;
        this.tokens = burst;
        this.refilledNanos = nanos;
    }

    /// An alert that cannot wait.
    void atOnce(Alert alert, long nanos) {
        refill(nanos);
        tokens = Math.max(0, tokens - 1);
        out.accept(alert);
    }

    /// Any alarm; one of a kind that cannot wait goes at once.
    void offer(Alert alert, long nanos) {
        if (rank(alert.getAlarm()) == 0) {
            atOnce(alert, nanos);
            said.add(alert, nanos);
            return;
        }
        Alert batch = batches.get(alert.getAlarm());
        batches.put(
                alert.getAlarm(),
                batch == null
                        ? alert
                        : batch.toBuilder().setAlarms(count(batch) + count(alert)).build());
        tick(nanos);
    }

    /// Sends what the budget allows.
    void tick(long nanos) {
        refill(nanos);
        while (tokens > 0 && !batches.isEmpty()) {
            AlarmKind first =
                    batches.keySet().stream()
                            .min(
                                    Comparator.comparingInt(AlertBudget::rank)
                                            .thenComparing(Comparator.naturalOrder()))
                            .orElseThrow();
            Alert alert = batches.get(first);
            batches.remove(first);
            tokens--;
            if (alert != null) {
                out.accept(alert);
                said.add(alert, nanos);
            }
        }
    }

    /// Says again the alarms of the last minutes, since they may have been lost on the way. They
    /// use up no budget: their number is bounded, and what is new must not wait for them.
    ///
    /// @param holds whether an alarm still says what is the case
    /// @return how many were said
    int announceAgain(long nanos, Predicate<Alert> holds) {
        return said.again(nanos, holds, out);
    }

    /// Alarms that will not be said again for want of room.
    long crowdedOut() {
        return said.crowdedOut();
    }

    private void refill(long nanos) {
        long earned = (nanos - refilledNanos) / refillNanos;
        if (earned > 0) {
            tokens = (int) Math.min(burst, tokens + earned);
            refilledNanos += earned * refillNanos;
        }
    }

    private static int count(Alert alert) {
        return Math.max(1, alert.getAlarms());
    }

    /// 0 never waits.
    static int rank(AlarmKind kind) {
        return switch (kind) {
            case ALARM_KIND_RELEASED_WITHOUT_REFERRAL,
                    ALARM_KIND_REFERRAL_ESCALATED,
                    ALARM_KIND_DURESS,
                    ALARM_KIND_TAMPER,
                    ALARM_KIND_RADIO_EMERGENCY,
                    ALARM_KIND_RADIATION ->
                    0;
            case ALARM_KIND_STORE_FULL,
                    ALARM_KIND_STORE_DAMAGED,
                    ALARM_KIND_LATE_HIT,
                    ALARM_KIND_RADIO_LISTED,
                    ALARM_KIND_NOT_SCREENED ->
                    1;
            case ALARM_KIND_LIST_STALE,
                    ALARM_KIND_CLOCK_STEP,
                    ALARM_KIND_RADIO_DOWN,
                    ALARM_KIND_DEVICE ->
                    2;
            case ALARM_KIND_PASSAGE_NOT_CHECKED -> 3;
            case ALARM_KIND_COUNT_MISMATCH -> 4;
            case ALARM_KIND_UNSPECIFIED, UNRECOGNIZED -> 5;
        };
    }
}
