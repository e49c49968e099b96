package dev.gatehouse.core.lookout;

import dev.gatehouse.core.match.PlateIndexBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One lookout as a booth holds it (fact sheet of lookout matching, section 13). Narrative and
/// photograph never reach a booth.
///
/// @param id immutable, 1-64 printable ASCII characters without blanks; the only field that may be
///   logged
/// @param version counts up from 1
/// @param subjects at least one; each matches by itself
/// @param priority 1 (stop at once) to 5 (information)
/// @param action asked for
/// @param validFromMinute first minute since the epoch at which it matches; [#NO_START] for none
/// @param validUntilMinute first minute at which it no longer matches; [#NO_END] for none
/// @param terms what else it says
public record Lookout(
        String id,
        int version,
        List<Subject> subjects,
        int priority,
        LookoutAction action,
        int validFromMinute,
        int validUntilMinute,
        Terms terms) {

    public static final int HIGHEST_PRIORITY = 1;
    public static final int DEFAULT_PRIORITY = 3;
    public static final int LOWEST_PRIORITY = PlateIndexBuilder.LOWEST_PRIORITY;
    public static final int MAX_ID_CHARS = 64;

    /// Subjects of one lookout.
    public static final int MAX_SUBJECTS = 64;

    /// As `validFromMinute`: it matches from the beginning.
    public static final int NO_START = Integer.MIN_VALUE;

    /// As `validUntilMinute`: it does not end.
    public static final int NO_END = Integer.MAX_VALUE;

    private static final long MINUTE_MS = 60_000;

    public Lookout {
        subjects = List.copyOf(subjects);
        if (!isId(id)) {
            throw new IllegalArgumentException("id: expected 1-64 printable characters");
        }
        if (version < 1) {
            throw new IllegalArgumentException("version: expected 1 or more, found " + version);
        }
        if (subjects.isEmpty() || subjects.size() > MAX_SUBJECTS) {
            throw new IllegalArgumentException("subjects: expected 1-64, found " + subjects.size());
        }
        if (priority < HIGHEST_PRIORITY || priority > LOWEST_PRIORITY) {
            throw new IllegalArgumentException("priority: expected 1-5, found " + priority);
        }
    }

    /// Whether a text may be an id: it goes to logs and topics, so nothing in it may break a line
    /// or a field.
    public static boolean isId(String text) {
        if (text.isEmpty() || text.length() > MAX_ID_CHARS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '"' || c == ',') {
                return false;
            }
        }
        return true;
    }

    /// Minute since the epoch that holds an instant, within the range of an int.
    public static int minuteOf(Instant instant) {
        return Math.clamp(
                Math.floorDiv(instant.toEpochMilli(), MINUTE_MS), NO_START + 1, NO_END - 1);
    }

    /// Milliseconds since the epoch at which a minute begins; `Long.MAX_VALUE` for [#NO_END].
    static long untilMs(int minute) {
        return minute == NO_END ? PlateIndexBuilder.NO_EXPIRY : minute * MINUTE_MS;
    }

    /// Monitor only: nothing at the booth may show it.
    public boolean silent() {
        return action == LookoutAction.SILENT;
    }

    /// When it ends, if it does.
    public Optional<Instant> validUntil() {
        return validUntilMinute == NO_END
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(untilMs(validUntilMinute)));
    }

    /// When it begins, if that is stated.
    public Optional<Instant> validFrom() {
        return validFromMinute == NO_START
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(validFromMinute * MINUTE_MS));
    }

    /// Lookouts are content: never printed by accident.
    @Override
    public String toString() {
        return "Lookout[id=" + id + ", version=" + version + ", content withheld]";
    }
}
