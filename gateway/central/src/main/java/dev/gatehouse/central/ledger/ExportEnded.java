package dev.gatehouse.central.ledger;

/// How an export ended.
///
/// @param outcome `COMPLETE`, or `STOPPED` when output or ledger failed on the way
/// @param records records handed to the output; of a stopped one, at most this many arrived
/// @param unreadable of these, records that did not open and left as their place alone
/// @param octets octets handed to the output
/// @param sha256 SHA-256 of these octets, in hex; of a complete export it names the file that left
public record ExportEnded(
        long id,
        long endedMs,
        String outcome,
        long records,
        long unreadable,
        long octets,
        String sha256) {
    public static final String COMPLETE = "COMPLETE";
    public static final String STOPPED = "STOPPED";

    /// The line of the heads that witnesses this row.
    public HeadEntry.Exported headEntry() {
        return HeadEntry.Exported.of(this);
    }
}
