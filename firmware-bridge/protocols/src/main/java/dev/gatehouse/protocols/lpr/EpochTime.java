package dev.gatehouse.protocols.lpr;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/// Epoch numbers whose unit changes between firmware versions (plate reader sheet, section 2): the
/// magnitude tells it. Ten digits are seconds, 13 ms, 16 us, 19 ns, which holds from 2001 to 2286
/// (ns: to 2262).
final class EpochTime {

    private static final long LOW_S = 1_000_000_000L;
    private static final long HIGH_S = 10_000_000_000L;

    private static final int MAX_DIGITS = 19;

    private EpochTime() {}

    /// A whole number that came as text; empty for anything else.
    static OptionalLong whole(String text) {
        String plain = text.strip();
        boolean number =
                !plain.isEmpty()
                        && plain.length() <= MAX_DIGITS
                        && plain.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(plain));
        } catch (NumberFormatException e) {
            // 19 digits, and beyond 64 bits
            return OptionalLong.empty();
        }
    }

    /// The instant; empty when the value fits no magnitude.
    static Optional<Instant> of(long value) {
        if (value < LOW_S) {
            return Optional.empty();
        }
        if (value < HIGH_S) {
            return Optional.of(Instant.ofEpochSecond(value));
        }
        if (value >= LOW_S * 1_000 && value < HIGH_S * 1_000) {
            return Optional.of(Instant.ofEpochMilli(value));
        }
        if (value >= LOW_S * 1_000_000 && value < HIGH_S * 1_000_000) {
            return Optional.of(Instant.EPOCH.plus(value, ChronoUnit.MICROS));
        }
        return value >= LOW_S * 1_000_000_000
                ? Optional.of(Instant.EPOCH.plusNanos(value))
                : Optional.empty();
    }
}
