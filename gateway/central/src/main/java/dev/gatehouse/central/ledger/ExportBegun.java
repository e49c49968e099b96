package dev.gatehouse.central.ledger;

/// An export as it was allowed: written and witnessed before its first octet leaves. It says who
/// took what range and why, and nothing of what is in the records.
///
/// @param by who the caller says it is for
/// @param account the login account of the process
/// @param booth pseudonym, empty for all booths
/// @param classes classes asked for, such as `P0,P1`
/// @param fromMs central's time of commit, inclusive, milliseconds since the epoch
/// @param toMs exclusive
/// @param destination where it goes: `FILE` or `OUTPUT`
public record ExportBegun(
        long id,
        long begunMs,
        String by,
        String account,
        String reason,
        String booth,
        String classes,
        long fromMs,
        long toMs,
        String destination) {
    /// Longest `by`, `account` and `reason`, in characters.
    public static final int MAX_TEXT = 500;

    public ExportBegun {
        if (id < 1) {
            throw new IllegalArgumentException("expected an export number from 1, found " + id);
        }
    }

    ExportBegun numbered(long number) {
        return new ExportBegun(
                number, begunMs, by, account, reason, booth, classes, fromMs, toMs, destination);
    }

    /// The line of the heads that witnesses this row.
    public HeadEntry.Exporting headEntry() {
        return HeadEntry.Exporting.of(this);
    }
}
