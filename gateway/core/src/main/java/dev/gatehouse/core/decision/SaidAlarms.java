package dev.gatehouse.core.decision;

import dev.gatehouse.proto.v1.Alert;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The alarms one lane said lately, as they were said and nothing more, so that they can be said
/// again when the way to the officers was broken meanwhile.
final class SaidAlarms {
    /// Alerts kept; beyond them the oldest of the least urgent kind is forgotten.
    static final int KEPT_MAX = 32;

    /// How long one is kept: an older alarm is history, and that is in the journal.
    static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(15);

    private record Said(Alert alert, long nanos) {}

    private final ArrayDeque<Said> kept = new ArrayDeque<>();
    private long crowdedOut;

    /// An alarm was said for the first time.
    void add(Alert alert, long nanos) {
        forgetOld(nanos);
        kept.addLast(new Said(alert, nanos));
        if (kept.size() > KEPT_MAX) {
            crowdOut();
        }
    }

    /// Says again what is kept, the oldest first.
    ///
    /// @param holds whether it still says what is the case
    /// @return how many were said
    int again(long nanos, Predicate<Alert> holds, Consumer<Alert> out) {
        forgetOld(nanos);
        int again = 0;
        for (Said said : kept) {
            if (holds.test(said.alert())) {
                long afterMs = TimeUnit.NANOSECONDS.toMillis(nanos - said.nanos());
                out.accept(said.alert().toBuilder().setAgainAfterMs((int) afterMs).build());
                again++;
            }
        }
        return again;
    }

    /// Alerts forgotten before their time for want of room.
    long crowdedOut() {
        return crowdedOut;
    }

    private void forgetOld(long nanos) {
        for (Said oldest = kept.peekFirst();
                oldest != null && nanos - oldest.nanos() > KEPT_NANOS;
                oldest = kept.peekFirst()) {
            kept.removeFirst();
        }
    }

    private void crowdOut() {
        Said least = kept.getFirst();
        for (Said said : kept) {
            if (AlertBudget.rank(said.alert().getAlarm())
                    > AlertBudget.rank(least.alert().getAlarm())) {
                least = said;
            }
        }
        kept.removeFirstOccurrence(least);
        crowdedOut++;
    }
}
