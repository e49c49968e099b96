package dev.gatehouse.drivers.llrp;

import dev.gatehouse.protocols.llrp.TagReport;
import dev.gatehouse.protocols.llrp.Timestamp;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.Received;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/// The reader's time against the booth's, for one connection (section 5). Owned by the machine.
///
/// The reader's first notification says what its clock, or the time since its start, was when the
/// connection began. A tag that was last seen before that comes out of a buffer. Times of a reader
/// without a clock, or with a wrong one, are moved by what the two differed then.
final class ReaderTime {

    /// A clock that is further off is wrong.
    static final Duration MAX_SKEW = Duration.ofMinutes(2);

    private static final long HALF_SECOND_MS = 500;

    /// What a tag's times say.
    ///
    /// @param captured when it was first seen
    /// @param buffered read before this connection
    /// @param startMicros first read on a line of time that only serves to measure gaps
    /// @param endMicros last read on the same line
    record Seen(CaptureTime captured, boolean buffered, long startMicros, long endMicros) {}

    private Optional<Timestamp> began = Optional.empty();
    private Instant beganAt = Instant.EPOCH;
    private boolean wrong;

    /// A new connection; its first notification arrived.
    void begin(Optional<Timestamp> at, Received received) {
        began = at;
        beganAt = received.at();
        wrong = at.isPresent() && at.get().utc() && isOff(at.get().micros(), received);
    }

    private static boolean isOff(long micros, Received received) {
        boolean judged =
                switch (received.quality()) {
                    case SYNCED, HOLDOVER -> true;
                    case RTC_ONLY, UNKNOWN -> false;
                };
        return judged
                && Duration.between(moment(micros), received.at()).abs().compareTo(MAX_SKEW) > 0;
    }

    /// Whether the reader has a clock and it is wrong.
    boolean wrong() {
        return wrong;
    }

    /// How many seconds the reader's clock was ahead when the connection began.
    long aheadSeconds() {
        return began.isPresent() ? ahead(began.get()).plusMillis(HALF_SECOND_MS).toSeconds() : 0;
    }

    /// The same in milliseconds, of a reader that has a clock.
    OptionalLong aheadMs() {
        return began.isPresent() && began.get().utc()
                ? OptionalLong.of(ahead(began.get()).toMillis())
                : OptionalLong.empty();
    }

    private Duration ahead(Timestamp reader) {
        return Duration.between(beganAt, moment(reader.micros()));
    }

    private static Instant moment(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    Seen of(TagReport tag, Received received) {
        boolean utc = tag.firstSeenUtcMicros().isPresent() || tag.lastSeenUtcMicros().isPresent();
        OptionalLong first = utc ? tag.firstSeenUtcMicros() : tag.firstSeenUptimeMicros();
        OptionalLong last = utc ? tag.lastSeenUtcMicros() : tag.lastSeenUptimeMicros();
        long receivedMicros = ChronoUnit.MICROS.between(Instant.EPOCH, received.at());
        if (first.isEmpty() && last.isEmpty()) {
            return new Seen(
                    new CaptureTime(received.at(), CaptureTime.Quality.RECEIVED),
                    false,
                    receivedMicros,
                    receivedMicros);
        }
        long start = first.orElseGet(last::getAsLong);
        long end = Math.max(start, last.orElse(start));
        boolean buffered =
                began.isPresent() && began.get().utc() == utc && end < began.get().micros();
        return new Seen(captured(start, utc, received), buffered, start, end);
    }

    private CaptureTime captured(long micros, boolean utc, Received received) {
        if (utc && !wrong) {
            Instant at = moment(micros);
            if (Duration.between(received.at(), at).compareTo(MAX_SKEW) <= 0) {
                return new CaptureTime(at, CaptureTime.Quality.SOURCE_UTC);
            }
        } else if (began.isPresent() && began.get().utc() == utc) {
            long sinceMicros = micros - began.get().micros();
            Instant at = beganAt.plus(sinceMicros, ChronoUnit.MICROS);
            if (!at.isAfter(received.at())) {
                return new CaptureTime(at, CaptureTime.Quality.RECEIVED);
            }
        }
        return new CaptureTime(received.at(), CaptureTime.Quality.RECEIVED);
    }
}
