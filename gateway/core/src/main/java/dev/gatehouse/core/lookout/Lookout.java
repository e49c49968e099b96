package dev.gatehouse.core.lookout;

import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateIndexBuilder;
import java.time.Instant;
import java.util.Optional;

/// One lookout as a booth holds it (fact sheet of lookout matching, section 13, the part that a
/// list in CSV carries).
///
/// @param id immutable, 1-64 printable ASCII characters without blanks; the only field that may be
///   logged
/// @param version counts up from 1
/// @param kind of subject
/// @param jurisdiction that issued the identifier
/// @param identifier canonical form, for a plate `[A-Z0-9?]{1,10}`
/// @param priority 1 (stop at once) to 5 (information)
/// @param action asked for
/// @param validUntilMs milliseconds since the epoch, [#NO_EXPIRY] for none; it stops matching at
///   that minute
public record Lookout(
        String id,
        int version,
        SubjectKind kind,
        Jurisdiction jurisdiction,
        String identifier,
        int priority,
        LookoutAction action,
        long validUntilMs) {

    public static final int HIGHEST_PRIORITY = 1;
    public static final int DEFAULT_PRIORITY = 3;
    public static final int LOWEST_PRIORITY = PlateIndexBuilder.LOWEST_PRIORITY;
    public static final int MAX_ID_CHARS = 64;
    public static final long NO_EXPIRY = PlateIndexBuilder.NO_EXPIRY;

    public Lookout {
        if (!isId(id)) {
            throw new IllegalArgumentException("id: expected 1-64 printable characters");
        }
        if (version < 1) {
            throw new IllegalArgumentException("version: expected 1 or more, found " + version);
        }
        if (identifier.isEmpty()) {
            throw new IllegalArgumentException("identifier: expected a canonical form, found none");
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

    /// Monitor only: nothing at the booth may show it.
    public boolean silent() {
        return action == LookoutAction.SILENT;
    }

    /// When it ends, if it does.
    public Optional<Instant> validUntil() {
        return validUntilMs == NO_EXPIRY
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(validUntilMs));
    }

    /// Lookouts are content: never printed by accident.
    @Override
    public String toString() {
        return "Lookout[id=" + id + ", version=" + version + ", content withheld]";
    }
}
