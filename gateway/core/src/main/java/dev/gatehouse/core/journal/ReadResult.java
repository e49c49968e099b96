package dev.gatehouse.core.journal;

import java.util.Optional;

/// Answer to reading one sequence.
public sealed interface ReadResult {

    /// The record, bit for bit as it was appended; its octets are handed over and never compared.
    @SuppressWarnings("ArrayRecordComponent")
    record Found(long sequence, byte[] annex, byte[] body) implements ReadResult {}

    /// Damage took these records; the next one to ask for is `first + count`.
    ///
    /// @param first the sequence asked for
    /// @param count at least 1
    /// @param resumeState the caller's state before record `first + count`, where a segment begins
    ///   with it
    record Missing(long first, long count, Optional<byte[]> resumeState) implements ReadResult {}

    /// Not durable yet.
    ///
    /// @param durable the first sequence that is not
    record NotYet(long durable) implements ReadResult {}

    /// Below the cursor, and its space was used again.
    ///
    /// @param firstKept oldest sequence that can still be read
    record Recycled(long firstKept) implements ReadResult {}
}
