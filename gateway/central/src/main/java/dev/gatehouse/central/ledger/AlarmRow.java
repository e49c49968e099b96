package dev.gatehouse.central.ledger;

import com.google.protobuf.ByteString;
import java.util.Optional;

/// One alarm. An alarm of the same kind at the same place counts up instead of making a new row
/// while it is open.
///
/// @param recordClass `P0`, `P1` or `P2`
/// @param sequence where: the record's sequence, or the tree size of a checkpoint
/// @param expected evidence of what central held; empty when there is none
/// @param found evidence of what arrived; empty when there is none
public record AlarmRow(
        long id,
        AlarmKind kind,
        String booth,
        String recordClass,
        long sequence,
        ByteString expected,
        ByteString found,
        long firstMs,
        long lastMs,
        long times,
        Optional<Clearance> clearance) {

    /// Who closed an alarm, when and why. The ledger itself closes a gap that was filled.
    public record Clearance(long atMs, String by, String reason) {}

    public boolean open() {
        return clearance.isEmpty();
    }
}
