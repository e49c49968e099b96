package dev.gatehouse.core.vault;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.core.disk.MediumRead;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A small secret state that must be on disk before anything else goes on: a file that begins with
/// the whole state and takes changes behind it, one sync each, until it is full; then a new file
/// takes its place. [VaultFrames] has the layout.
///
/// A power cut leaves the state before a change or after it. Changes are written in place into
/// zeros that were on disk before, so they need neither space nor file system metadata; the next
/// file is made in small steps ahead of its time, and is the reserve for the day the disk is full.
/// After an error of a write or sync the next change goes into a new file: a kernel that failed to
/// write a page forgets it.
///
/// Owner: one thread.
public final class Vault implements Closeable {
    /// A state larger than this is a programmer's error.
    public static final int SNAPSHOT_MAX_BYTES = 64 << 20;

    /// Room for changes behind the snapshot.
    public static final int CHANGES_BYTES = 1 << 20;

    /// Zeros written in one step of preparing.
    static final int STEP_BYTES = 128 << 10;

    /// Between two attempts to prepare a file on a disk that refuses.
    static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int PAGE_BYTES = 4096;
    private static final int FILE_MAX_BYTES = SNAPSHOT_MAX_BYTES + 2 * CHANGES_BYTES;

    /// A prepared file is taken when at least this part of the room for changes is left.
    private static final int ROOM_PART = 8;

    private final Disk disk;
    private final String name;
    private final byte[] key;
    private final SecureRandom random;
    private final LongSupplier nanos;
    private final int changesBytes;
    private @Nullable Active active;
    private int snapshotBytes;
    private boolean damaged;

    /// Zeros, synced, at the front of the next file; -1 while it must begin anew.
    private int prepared = -1;

    private int nextBytes;
    private boolean refused;
    private long retryAtNanos;

    /// The file that takes changes.
    private static final class Active {
        final DiskFile file;
        final VaultFrames frames;
        final int sizeBytes;
        int positionBytes;
        long number = 1;

        Active(DiskFile file, VaultFrames frames, int sizeBytes, int positionBytes) {
            this.file = file;
            this.frames = frames;
            this.sizeBytes = sizeBytes;
            this.positionBytes = positionBytes;
        }
    }

    /// @param name of the file
    /// @param key 32 octets
    /// @param nanos monotonic clock
    /// @param changesBytes room for changes behind a snapshot, [#CHANGES_BYTES] usually
    public Vault(
            Disk disk,
            String name,
            byte[] key,
            SecureRandom random,
            LongSupplier nanos,
            int changesBytes) {
        if (changesBytes < STEP_BYTES || changesBytes > CHANGES_BYTES) {
            throw new IllegalArgumentException(
                    "room for changes: expected "
                            + STEP_BYTES
                            + " to "
                            + CHANGES_BYTES
                            + " octets, found "
                            + changesBytes);
        }
        this.disk = disk;
        this.name = name;
        this.key = key.clone();
        this.random = random;
        this.nanos = nanos;
        this.changesBytes = changesBytes;
    }

    private String next() {
        return name + ".new";
    }

    /// What the last run left, once, before anything is written. A damaged file is kept aside as
    /// `.damaged` when the next one takes its place.
    public VaultContents load() throws IOException {
        if (!disk.exists(name) && !adoptNext()) {
            return VaultContents.nothing();
        }
        VaultContents contents = read(name);
        damaged = contents.damaged();
        return contents;
    }

    /// The damaged file was set aside and the power went before the next had its name.
    private boolean adoptNext() throws IOException {
        if (!disk.exists(next()) || read(next()).damaged()) {
            return false;
        }
        disk.rename(next(), name);
        disk.syncDirectory();
        return true;
    }

    private VaultContents read(String file) {
        try (DiskFile opened = disk.open(file, false)) {
            long size = opened.size();
            if (size > FILE_MAX_BYTES) {
                return VaultContents.unreadable();
            }
            byte[] image = new byte[Math.toIntExact(size)];
            MediumRead.full(opened, 0, ByteBuffer.wrap(image));
            return VaultContents.of(image, key);
        } catch (IOException _) {
            // a medium that no longer gives it back is damage like any other
            return VaultContents.unreadable();
        }
    }

    /// Whether changes can be appended; otherwise the whole state is wanted.
    public boolean isOpen() {
        return active != null;
    }

    /// Writes one change; on return it is on disk.
    ///
    /// @return false when the whole state is wanted instead ([#restart])
    /// @throws IOException when it may or may not be on disk; the next is a restart
    public boolean append(byte[] change) throws IOException {
        Active to = active;
        if (to == null || to.positionBytes + VaultFrames.frameBytes(change.length) > to.sizeBytes) {
            return false;
        }
        try {
            byte[] frame = to.frames.seal(to.number, change);
            to.file.write(to.positionBytes, ByteBuffer.wrap(frame));
            to.file.dataSync();
            to.number++;
            to.positionBytes += frame.length;
            return true;
        } catch (IOException e) {
            abandon(e);
            throw e;
        }
    }

    private void abandon(IOException cause) {
        Active given = active;
        active = null;
        if (given != null) {
            try {
                given.file.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /// Writes the whole state as a new file in place of the old one; on return it is on disk.
    ///
    /// @throws IOException when it may or may not be; try again
    public void restart(byte[] snapshot) throws IOException {
        if (snapshot.length > SNAPSHOT_MAX_BYTES) {
            throw new IllegalArgumentException(
                    "snapshot: expected at most "
                            + SNAPSHOT_MAX_BYTES
                            + " octets, found "
                            + snapshot.length);
        }
        int filled = VaultFrames.SECTOR_BYTES + VaultFrames.frameBytes(snapshot.length);
        if (!isPrepared() || nextBytes < filled + changesBytes / ROOM_PART) {
            begin(sizeFor(snapshot.length));
            fill(nextBytes);
        }
        byte[] salt = new byte[VaultFrames.SALT_BYTES];
        random.nextBytes(salt);
        VaultFrames frames = VaultFrames.fresh(key, salt);
        prepared = -1;
        try (DiskFile file = disk.open(next(), false)) {
            file.write(VaultFrames.SECTOR_BYTES, ByteBuffer.wrap(frames.seal(0, snapshot)));
            file.write(0, ByteBuffer.wrap(frames.header()));
            file.dataSync();
        }
        Active old = active;
        active = null;
        if (old != null) {
            old.file.close();
        }
        if (damaged) {
            setAside();
            damaged = false;
        }
        disk.rename(next(), name);
        disk.syncDirectory();
        active = new Active(disk.openForCommits(name), frames, nextBytes, filled);
        snapshotBytes = snapshot.length;
    }

    private void setAside() throws IOException {
        if (!disk.exists(name)) {
            return;
        }
        String aside = name + ".damaged";
        for (int copy = 2; disk.exists(aside); copy++) {
            aside = name + "." + copy + ".damaged";
        }
        disk.rename(name, aside);
    }

    /// Does a small piece of making the next file; call it when there is time.
    ///
    /// @return whether it did something, so that another call is worth while
    public boolean prepare() {
        boolean ready = isPrepared() && nextBytes >= sizeFor(snapshotBytes);
        if (ready || (refused && nanos.getAsLong() - retryAtNanos < 0)) {
            return false;
        }
        try {
            if (prepared < 0 || isPrepared()) {
                if (!disk.exists(next()) && disk.freeBytes() < 2L * sizeFor(snapshotBytes)) {
                    // the last space of a disk is not ours
                    throw new IOException("no space");
                }
                begin(sizeFor(snapshotBytes));
            }
            fill(Math.min(prepared + STEP_BYTES, nextBytes));
            refused = false;
            return true;
        } catch (IOException _) {
            // nothing is lost by it; what needs the file will say so
            prepared = -1;
            refused = true;
            retryAtNanos = nanos.getAsLong() + RETRY_NANOS;
            return false;
        }
    }

    /// Whether the next file is ready, so that a restart needs no space.
    public boolean isPrepared() {
        return prepared >= 0 && prepared == nextBytes;
    }

    private int sizeFor(int snapshot) {
        int bytes = VaultFrames.SECTOR_BYTES + VaultFrames.frameBytes(snapshot) + changesBytes;
        return Math.ceilDiv(bytes, PAGE_BYTES) * PAGE_BYTES;
    }

    /// A file of this name is left from before or has the wrong size: its space is used again.
    private void begin(int sizeBytes) throws IOException {
        prepared = -1;
        if (!disk.exists(name)) {
            // renaming failed in the middle: what is there now is the only copy
            var _ = adoptNext();
        }
        try (DiskFile file = disk.open(next(), true)) {
            if (file.size() > sizeBytes) {
                file.resize(sizeBytes);
            }
        }
        nextBytes = sizeBytes;
        prepared = 0;
    }

    /// Page by page, as for the journal's segments: one large write makes one large folio in the
    /// page cache, and every small commit into it is accounted as a whole one.
    private void fill(int end) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(PAGE_BYTES);
        int from = prepared;
        prepared = -1;
        try (DiskFile file = disk.open(next(), false)) {
            for (int at = from; at < end; at += PAGE_BYTES) {
                file.write(at, zeros.clear());
            }
            file.dataSync();
        }
        prepared = end;
    }

    @Override
    public void close() throws IOException {
        Active given = active;
        active = null;
        if (given != null) {
            given.file.close();
        }
    }
}
