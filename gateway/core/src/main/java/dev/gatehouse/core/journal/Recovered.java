package dev.gatehouse.core.journal;

import java.util.List;
import java.util.Optional;

/// What the caller needs to rebuild its chain: the state before a record, and the annexes from that
/// record to the end. A gap in the sequences is a hole.
///
/// @param state opaque state before `firstSequence`; empty in a new journal, or when every state
///   kept is damaged
/// @param firstSequence sequence the annexes begin at
/// @param records annexes of the intact records from there on, in order
public record Recovered(Optional<byte[]> state, long firstSequence, List<RecoveredAnnex> records) {

    public Recovered {
        records = List.copyOf(records);
    }

    /// The annex of one record, handed over and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    public record RecoveredAnnex(long sequence, byte[] annex) {}
}
