package dev.gatehouse.core.journal;

import java.io.IOException;

/// Answers for records that central has not receipted and that a class gives up because it has no
/// room left. Only a class that [gives way][RecordClass#givesWay] ever asks; on the owner's thread
/// of the journal.
///
/// The order is what a power cut needs: the declaration is durable first, then the segment is used
/// again. A cut between leaves records that are still there and yet declared; nobody sends them.
public interface Eviction {
    /// Nothing is ever given up: a class without room is full.
    Eviction NEVER =
            new Eviction() {
                @Override
                public boolean isAllowed() {
                    return false;
                }

                @Override
                public void declare(
                        RecordClass recordClass,
                        long receipted,
                        long first,
                        long end,
                        byte[] resumeState) {
                    throw new IllegalStateException("nothing may be given up");
                }

                @Override
                public long declaredEnd(RecordClass recordClass) {
                    return 0;
                }
            };

    /// Whether records may be given up at all.
    default boolean isAllowed() {
        return true;
    }

    /// Declares records given up; on return the declaration survives a power cut. It is asked for
    /// again when it fails, with the same first record or a later one.
    ///
    /// @param receipted what is below has been receipted by central
    /// @param first the oldest of them that is still there, not below `receipted`
    /// @param end behind the last of them; durable, as everything before it
    /// @param resumeState the caller's state before record `end`
    void declare(RecordClass recordClass, long receipted, long first, long end, byte[] resumeState)
            throws IOException;

    /// End of what was declared last, 0 when nothing was. No sequence below it is ever given out
    /// again, whatever is left on the disk.
    long declaredEnd(RecordClass recordClass);
}
