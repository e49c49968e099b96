package dev.gatehouse.drivers.output;

import dev.gatehouse.drivers.LaneOutput.ManualAnswer;
import dev.gatehouse.drivers.LaneOutput.ManualOrder;
import dev.gatehouse.drivers.LaneOutput.Outcome;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A change by hand: asked, confirmed, and over by itself. One at a time. Pure: time is handed in.
///
/// ```
///          ask                confirm
///   NONE -------> ASKED ----------------> HELD
///     ^             | CONFIRM_NANOS, revert | hold, revert
///     +-------------+-----------------------+
/// ```
final class ManualChange {

    /// How long what was asked waits to be confirmed.
    static final long CONFIRM_NANOS = TimeUnit.SECONDS.toNanos(10);

    enum State {
        NONE,
        ASKED,
        HELD
    }

    private final long holdNanos;
    private State state = State.NONE;
    private @Nullable ManualOrder order;
    private long number;
    private long untilNanos;

    ManualChange(long holdNanos) {
        this.holdNanos = holdNanos;
    }

    State state() {
        return state;
    }

    /// What is held by hand now.
    Optional<ManualOrder> held() {
        return state == State.HELD ? Optional.ofNullable(order) : Optional.empty();
    }

    /// Number of what is held; 0 for nothing.
    long heldNumber() {
        return state == State.HELD ? number : 0;
    }

    ManualAnswer ask(ManualOrder wanted, long nowNanos) {
        tick(nowNanos);
        return switch (state) {
            case NONE -> {
                number++;
                become(State.ASKED, wanted, nowNanos + CONFIRM_NANOS);
                yield new ManualAnswer(
                        Outcome.CONFIRM, number, TimeUnit.NANOSECONDS.toMillis(CONFIRM_NANOS));
            }
            case ASKED, HELD -> answer(Outcome.BUSY);
        };
    }

    ManualAnswer confirm(long confirmed, long nowNanos) {
        tick(nowNanos);
        return switch (state) {
            case ASKED -> {
                if (confirmed != number) {
                    yield answer(Outcome.NOTHING_ASKED);
                }
                become(State.HELD, order, nowNanos + holdNanos);
                yield new ManualAnswer(Outcome.HELD, 0, TimeUnit.NANOSECONDS.toMillis(holdNanos));
            }
            case NONE, HELD -> answer(Outcome.NOTHING_ASKED);
        };
    }

    ManualAnswer revert(long nowNanos) {
        tick(nowNanos);
        return switch (state) {
            case ASKED, HELD -> {
                become(State.NONE, null, 0);
                yield answer(Outcome.REVERTED);
            }
            case NONE -> answer(Outcome.NOTHING_ASKED);
        };
    }

    /// Lets time pass.
    ///
    /// @return whether something held is over now
    boolean tick(long nowNanos) {
        if (state == State.NONE || nowNanos - untilNanos < 0) {
            return false;
        }
        boolean over = state == State.HELD;
        become(State.NONE, null, 0);
        return over;
    }

    private void become(State next, @Nullable ManualOrder with, long until) {
        state = next;
        order = with;
        untilNanos = until;
    }

    private static ManualAnswer answer(Outcome outcome) {
        return ManualAnswer.of(outcome);
    }
}
