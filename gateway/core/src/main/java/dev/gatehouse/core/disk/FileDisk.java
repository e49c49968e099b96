package dev.gatehouse.core.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// A directory of a real file system, locked so that no second process (and no second owner in this
/// one) opens it.
///
/// Directory 0700, files 0600. A thread that uses a file must never be interrupted: the JDK answers
/// by closing the file under it.
public final class FileDisk implements Disk, Closeable {
    /// Empty file whose lock marks the owner; never listed.
    public static final String LOCK_NAME = "lock";

    /// More files than this means the directory is not ours.
    static final int FILES_MAX = 100_000;

    private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;
    private final FileChannel lockFile;
    private final FileLock lock;

    private FileDisk(Path directory, FileChannel lockFile, FileLock lock) {
        this.directory = directory;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /// Opens, and where needed makes, the directory.
    ///
    /// @throws IOException when it cannot be used or another owner has it; the message says what to
    ///   do
    public static FileDisk open(Path directory) throws IOException {
        Files.createDirectories(directory, DIRECTORY_MODE);
        if (!Files.isReadable(directory)
                || !Files.isWritable(directory)
                || !Files.isExecutable(directory)) {
            throw new IOException(
                    "directory "
                            + directory
                            + " is not readable and writable for this user: check its"
                            + " owner (chown) and mode (chmod 700)");
        }
        FileChannel channel = openChannel(directory.resolve(LOCK_NAME), true);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new FileDisk(directory, channel, lock);
            }
        } catch (OverlappingFileLockException _) {
            // Held by this very process: the same refusal as for another one.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException(
                "directory "
                        + directory
                        + " is in use: stop the other process that has it, then start again");
    }

    private static FileChannel openChannel(Path path, boolean create) throws IOException {
        Set<OpenOption> options =
                create
                        ? Set.of(
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.CREATE)
                        : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
        return FileChannel.open(path, options, FILE_MODE);
    }

    private Path path(String name) {
        return directory.resolve(DiskNames.checked(name));
    }

    @Override
    public DiskFile open(String name, boolean create) throws IOException {
        return new ChannelFile(openChannel(path(name), create));
    }

    @Override
    public DiskFile openForCommits(String name) throws IOException {
        Path path = path(name);
        FileChannel channel = openChannel(path, false);
        try {
            return new SectorFile(new ChannelFile(channel), path);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(path(name));
    }

    @Override
    public List<String> list() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.equals(LOCK_NAME)
                        && DiskNames.PATTERN.matcher(name).matches()
                        && Files.isRegularFile(entry)) {
                    names.add(name);
                }
                if (names.size() > FILES_MAX) {
                    throw new IOException(
                            "directory "
                                    + directory
                                    + ": expected at most "
                                    + FILES_MAX
                                    + " files");
                }
            }
        }
        Collections.sort(names);
        return names;
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(path(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        try {
            Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(
                    "directory " + directory + ": its file system cannot rename atomically", e);
        }
    }

    @Override
    public void syncDirectory() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long freeBytes() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    /// Releases the lock. Open files stay usable, so close them first.
    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }

    private record ChannelFile(FileChannel channel) implements DiskFile {

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(long positionBytes, ByteBuffer dst) throws IOException {
            int total = 0;
            while (dst.hasRemaining()) {
                int count = channel.read(dst, positionBytes + total);
                if (count <= 0) {
                    break;
                }
                total += count;
            }
            return total;
        }

        @Override
        public void write(long positionBytes, ByteBuffer src) throws IOException {
            long at = positionBytes;
            while (src.hasRemaining()) {
                int count = channel.write(src, at);
                if (count <= 0) {
                    throw new IOException(
                            "write: expected "
                                    + src.remaining()
                                    + " more octets to be taken, found 0");
                }
                at += count;
            }
        }

        @Override
        public void resize(long sizeBytes) throws IOException {
            long now = channel.size();
            if (sizeBytes < now) {
                channel.truncate(sizeBytes);
            } else if (sizeBytes > now) {
                channel.write(ByteBuffer.allocate(1), sizeBytes - 1);
            }
        }

        @Override
        public void dataSync() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
