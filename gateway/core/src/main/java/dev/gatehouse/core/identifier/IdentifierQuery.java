package dev.gatehouse.core.identifier;

import dev.gatehouse.core.match.PlateQuery;

/// One checked reading to be searched; reused from reading to reading so that a search allocates
/// nothing. Owned by one thread.
public final class IdentifierQuery {
    /// As `nowMs`: the time is not known, so no lookout is treated as expired.
    public static final long TIME_UNKNOWN = PlateQuery.TIME_UNKNOWN;

    private static final long MINUTE_MS = 60_000;

    private final ComparedText compared = new ComparedText();
    private final byte[] folded = new byte[ComparedText.MAX_CHARS];
    private boolean searchable;
    private boolean byEdit;
    private int nowMinute = Integer.MIN_VALUE;

    /// Nothing to search.
    public IdentifierQuery() {
        // nothing to set
    }

    /// A reading.
    ///
    /// @param nowMs milliseconds since the epoch, for the expiry of lookouts, or [#TIME_UNKNOWN]
    /// @return whether it can be searched; what cannot is for a person, and never clear
    public boolean set(CheckedIdentifier reading, long nowMs) {
        searchable = compared.set(reading);
        nowMinute = minuteOf(nowMs);
        byEdit =
                searchable
                        && reading.kind().isSearchedByEdit()
                        && switch (reading.status()) {
                            case FAILED, UNVERIFIED, MALFORMED -> true;
                            case VALID, NOT_APPLICABLE -> false;
                        };
        if (byEdit) {
            IdentifierFold.fold(compared.text(), 0, compared.length(), folded);
        }
        return searchable;
    }

    /// Whether the reading of [#set] can be searched.
    public boolean searchable() {
        return searchable;
    }

    /// Whether look-alikes and one edit are searched too, because the check is missing or
    /// disagrees.
    public boolean searchedByEdit() {
        return byEdit;
    }

    /// Identifiers are content: never printed by accident.
    @Override
    public String toString() {
        return "IdentifierQuery[searchable=" + searchable + ", content withheld]";
    }

    ComparedText compared() {
        return compared;
    }

    /// Folded characters, as many as the text has; only when [#searchedByEdit].
    byte[] folded() {
        return folded;
    }

    int nowMinute() {
        return nowMinute;
    }

    /// Minute since the epoch that holds `ms`, within the range of an int.
    static int minuteOf(long ms) {
        return Math.clamp(Math.floorDiv(ms, MINUTE_MS), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
