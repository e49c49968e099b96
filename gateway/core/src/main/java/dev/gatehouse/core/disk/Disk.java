package dev.gatehouse.core.disk;

import java.io.IOException;
import java.util.List;

/// One flat directory of files. Names match [DiskNames#PATTERN], never hold a path.
///
/// Durability is explicit and strict: bytes survive a power cut only after [DiskFile#dataSync], and
/// the creation, deletion or renaming of a file only after [#syncDirectory]. Implementations may be
/// called by several threads.
public interface Disk {

    /// Opens a file for reading and writing.
    ///
    /// @param create makes an empty file when there is none; otherwise a missing file is an error
    DiskFile open(String name, boolean create) throws IOException;

    /// Opens an existing file of final size for one writer that commits small pieces, where that
    /// can be done with fewer octets to the device than whole pages. Same contract as [#open],
    /// except that other handles may see what was written only after [DiskFile#dataSync] or
    /// [DiskFile#close]; and nobody else writes to the file meanwhile.
    default DiskFile openForCommits(String name) throws IOException {
        return open(name, false);
    }

    boolean exists(String name) throws IOException;

    /// Names of all files, sorted.
    List<String> list() throws IOException;

    void delete(String name) throws IOException;

    /// Renames atomically; an existing target is replaced.
    void rename(String from, String to) throws IOException;

    /// Makes every creation, deletion and renaming so far survive a power cut.
    void syncDirectory() throws IOException;

    /// Octets that new files may still take.
    long freeBytes() throws IOException;
}
