package dev.gatehouse.drivers.lpr;

import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// Judges a reader's times by the booth's (plate reader sheet, section 2, steps 3 to 5). Owned by
/// its driver.
///
/// An old read is either a backlog that the reader sends again, or a live read under a slow clock.
/// Only a heartbeat with the right time proves the first; without that proof the read is taken for
/// both: received time, and late, so that no barrier opens for a vehicle that may be gone.
final class ReaderClock {

    static final Duration MAX_AHEAD = Duration.ofMinutes(2);
    static final Duration MAX_BEHIND = Duration.ofMinutes(10);

    /// A heartbeat says for so long that the clock is right: three missed ones make a reader
    /// silent.
    static final long PROOF_NANOS = TimeUnit.MINUTES.toNanos(3);

    /// What is known of the reader's clock.
    enum State {
        UNJUDGED,
        GOOD,
        WRONG
    }

    /// A read's time after judgement.
    ///
    /// @param late checked, but no barrier opens for it
    record Judged(CaptureTime captured, boolean late) {}

    private State state = State.UNJUDGED;
    private volatile OptionalLong aheadMs = OptionalLong.empty();
    private boolean proven;
    private long provenNanos;

    State state() {
        return state;
    }

    /// How far it is ahead by the last time it told that is no backlog's; any thread.
    OptionalLong aheadMs() {
        return aheadMs;
    }

    /// Whether there is something to tell: a clock that is found right at first is none.
    boolean changed(State before) {
        return state != before && !(before == State.UNJUDGED && state == State.GOOD);
    }

    /// A heartbeat's own time; heartbeats out of a backlog prove nothing.
    void heartbeat(Optional<CaptureTime> source, Received received) {
        if (source.isEmpty() || !isGood(received.quality())) {
            return;
        }
        Duration ahead = Duration.between(received.at(), source.get().at());
        aheadMs = OptionalLong.of(ahead.toMillis());
        if (ahead.compareTo(MAX_AHEAD) > 0) {
            state = State.WRONG;
            proven = false;
        } else if (ahead.compareTo(MAX_AHEAD.negated()) >= 0) {
            state = State.GOOD;
            proven = true;
            provenNanos = received.nanos();
        }
    }

    Judged judge(Optional<CaptureTime> source, Received received) {
        if (source.isEmpty()) {
            return new Judged(new CaptureTime(received.at(), CaptureTime.Quality.RECEIVED), false);
        }
        CaptureTime sent = source.get();
        if (!isGood(received.quality())) {
            return new Judged(sent, false);
        }
        Duration ahead = Duration.between(received.at(), source.get().at());
        if (ahead.compareTo(MAX_AHEAD) > 0) {
            aheadMs = OptionalLong.of(ahead.toMillis());
            state = State.WRONG;
            proven = false;
            return new Judged(new CaptureTime(received.at(), CaptureTime.Quality.RECEIVED), false);
        }
        if (ahead.compareTo(MAX_BEHIND.negated()) >= 0) {
            aheadMs = OptionalLong.of(ahead.toMillis());
            state = State.GOOD;
            return new Judged(sent, false);
        }
        if (proven && received.nanos() - provenNanos <= PROOF_NANOS) {
            return new Judged(sent, true);
        }
        aheadMs = OptionalLong.of(ahead.toMillis());
        state = State.WRONG;
        return new Judged(new CaptureTime(received.at(), CaptureTime.Quality.RECEIVED), true);
    }

    /// Step 4: a booth that does not know the time does not judge a reader's.
    private static boolean isGood(TimeQuality quality) {
        return switch (quality) {
            case SYNCED, HOLDOVER -> true;
            case RTC_ONLY, UNKNOWN -> false;
        };
    }
}
