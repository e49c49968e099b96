package dev.gatehouse.central.lookout;

import dev.gatehouse.central.CommandFailure;
import dev.gatehouse.central.Exit;

/// What to do when a list is larger than the heap.
final class HeapNeeds {
    private static final long MIB = 1L << 20;

    private HeapNeeds() {}

    /// The message of a command that ran out of heap.
    static CommandFailure failure(long heapBytes) {
        return new CommandFailure(
                Exit.FAILED,
                "the list does not fit into a heap of "
                        + heapBytes / MIB
                        + " MiB; set GATEHOUSE_JAVA_OPTS=-Xmx"
                        + 2 * heapBytes / MIB
                        + "m (a million plates need some 250 MiB while they are indexed)");
    }
}
