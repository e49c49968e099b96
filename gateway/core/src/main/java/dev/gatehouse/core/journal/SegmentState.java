package dev.gatehouse.core.journal;

/// The caller's running state (a hash chain), kept in each segment so that a start reads the last
/// segment and not the backlog.
@FunctionalInterface
public interface SegmentState {
    /// Most octets a state may have.
    int MAX_BYTES = 4096;

    /// State before the record that is being appended; called by [Journal#append] and
    /// [Journal#roll] on their thread, so the caller must not add a record to its chain before its
    /// append returned.
    ///
    /// @return at most [#MAX_BYTES] opaque octets, not written to afterwards
    byte[] stateAt(RecordClass recordClass);
}
