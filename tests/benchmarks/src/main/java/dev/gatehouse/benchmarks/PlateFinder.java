package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.util.Set;

/// Who finds plates within one edit of a read.
interface PlateFinder extends AutoCloseable {
    /// Searches, and nothing else; this is what is timed.
    ///
    /// @return how many were found
    int find(ListedPlates.Read read) throws IOException;

    /// The plates found, folded where the finder was given folded ones.
    Set<String> found(ListedPlates.Read read) throws IOException;

    @Override
    void close() throws IOException;
}
