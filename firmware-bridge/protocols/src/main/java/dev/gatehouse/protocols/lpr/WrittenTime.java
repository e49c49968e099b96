package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.observation.CaptureTime.Quality;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/// Dates and times that readers write out (plate reader sheet, section 2).
final class WrittenTime {

    private static final int MAX_CHARS = 40;

    /// `2026-11-22T01:02:03[.450][Z|+08:00]`, with a blank for the `T` as well.
    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd['T'][' ']HH:mm:ss")
                    .optionalStart()
                    .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                    .optionalEnd()
                    .optionalStart()
                    .appendOffset("+HH:MM", "Z")
                    .optionalEnd()
                    .optionalStart()
                    .appendOffset("+HHMM", "Z")
                    .optionalEnd()
                    .toFormatter(Locale.ROOT);

    private WrittenTime() {}

    /// A pattern of `DateTimeFormatter` with its optional parts in brackets.
    ///
    /// @throws IllegalArgumentException when it is none
    static DateTimeFormatter pattern(String pattern) {
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        } catch (ClassCastException e) {
            // the platform's own fault over a pad letter before numbers without marks between
            throw new IllegalArgumentException("time pattern: cannot be used", e);
        }
    }

    static Optional<SourceTime> iso(String text) {
        return of(text, ISO);
    }

    /// Empty when the text does not fit the pattern.
    static Optional<SourceTime> of(String text, DateTimeFormatter pattern) {
        String plain = text.strip();
        if (plain.isEmpty() || plain.length() > MAX_CHARS) {
            return Optional.empty();
        }
        try {
            TemporalAccessor parsed = pattern.parse(plain);
            if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
                boolean utc = plain.endsWith("Z");
                return Optional.of(
                        new SourceTime.Absolute(
                                Instant.from(parsed),
                                utc ? Quality.SOURCE_UTC : Quality.SOURCE_OFFSET));
            }
            return Optional.of(new SourceTime.Local(LocalDateTime.from(parsed)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
