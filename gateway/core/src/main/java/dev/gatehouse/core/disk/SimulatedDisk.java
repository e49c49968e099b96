package dev.gatehouse.core.disk;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A disk in memory that loses power on command, exactly as far as its contract allows.
///
/// Each file has two images: what readers see and what survives. [DiskFile#dataSync] copies the
/// first over the second. [#crash] keeps only the second; with [#tearing] it also keeps, sector by
/// sector and by the seed's choice, some of what was never synced: a sector (512 octets) is atomic,
/// but each may stop at any of the versions written to it, in no order. Directory operations
/// without [#syncDirectory] survive as a prefix. A failed sync loses what it should have written
/// for ever, although readers go on seeing it (the kernel's behaviour since "fsyncgate").
public final class SimulatedDisk implements Disk {
    /// What a device writes as a whole or not at all.
    public static final int SECTOR_BYTES = 512;

    /// What the page cache hands to the device at a sync: the unit of write amplification.
    public static final int PAGE_BYTES = 4096;

    private static final int UNLIMITED = -1;

    private final SplittableRandom random;
    private Map<String, Inode> names = new HashMap<>();
    private Map<String, Inode> durableNames = new HashMap<>();
    private final List<Map<String, Inode>> directoryVersions = new ArrayList<>();
    private int powerLeft = UNLIMITED;
    private long capacityBytes = Long.MAX_VALUE;
    private long epoch;
    private int syncsToFail;
    private boolean ignoreSyncs;
    private boolean tearing;
    private long syncs;
    private long deviceBytes;

    public SimulatedDisk(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// From now on a crash may keep a random part of what was not synced.
    public synchronized SimulatedDisk tearing(boolean on) {
        tearing = on;
        return this;
    }

    /// Syncs report success and make nothing durable: the negative proof that a test would see
    /// loss.
    public synchronized void ignoreSyncs(boolean on) {
        ignoreSyncs = on;
    }

    /// The next `count` syncs of files fail, and lose what they should have written.
    public synchronized void failSyncs(int count) {
        syncsToFail = count;
    }

    /// Files may grow to this many octets in total; writing inside a file is never refused.
    public synchronized void capacity(long bytes) {
        capacityBytes = bytes;
    }

    /// Damages one octet in both images, as ageing flash does.
    public synchronized void flip(String name, long positionBytes, int mask) throws IOException {
        Inode inode = inode(name);
        inode.image[Math.toIntExact(positionBytes)] ^= (byte) mask;
        if (positionBytes < inode.durable.length) {
            inode.durable[Math.toIntExact(positionBytes)] ^= (byte) mask;
        }
    }

    /// Reads that touch this range fail from now on; an empty range heals the file.
    public synchronized void failReads(String name, long fromBytes, long toBytes)
            throws IOException {
        Inode inode = inode(name);
        inode.badFrom = fromBytes;
        inode.badTo = toBytes;
    }

    /// The power goes after this many operations that change something: each later one fails, until
    /// [#crash].
    public synchronized SimulatedDisk powerFor(int operations) {
        powerLeft = operations;
        return this;
    }

    private void spend() throws IOException {
        if (powerLeft != UNLIMITED && powerLeft-- <= 0) {
            powerLeft = 0;
            throw new IOException("no power");
        }
    }

    /// Takes the power away. Every open file becomes unusable; the disk itself is usable at once.
    public synchronized void crash() {
        epoch++;
        powerLeft = UNLIMITED;
        if (tearing && !directoryVersions.isEmpty()) {
            int kept = random.nextInt(directoryVersions.size() + 1);
            if (kept > 0) {
                durableNames = directoryVersions.get(kept - 1);
            }
        }
        directoryVersions.clear();
        names = new HashMap<>(durableNames);
        for (Inode inode : names.values()) {
            inode.crash(tearing ? random : null);
        }
    }

    /// File syncs asked for so far.
    public synchronized long syncs() {
        return syncs;
    }

    /// Octets the syncs so far sent to the device, in whole pages.
    public synchronized long deviceBytes() {
        return deviceBytes;
    }

    @Override
    public synchronized DiskFile open(String name, boolean create) throws IOException {
        DiskNames.checked(name);
        Inode inode = names.get(name);
        if (inode == null) {
            if (!create) {
                throw new FileNotFoundException("no file " + name);
            }
            spend();
            inode = new Inode();
            names.put(name, inode);
            directoryChanged();
        }
        return new OpenFile(inode, epoch);
    }

    @Override
    public synchronized boolean exists(String name) {
        return names.containsKey(DiskNames.checked(name));
    }

    @Override
    public synchronized List<String> list() {
        return names.keySet().stream().sorted().toList();
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        inode(name);
        spend();
        names.remove(name);
        directoryChanged();
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        Inode inode = inode(from);
        spend();
        names.remove(from);
        names.put(DiskNames.checked(to), inode);
        directoryChanged();
    }

    @Override
    public synchronized void syncDirectory() throws IOException {
        spend();
        if (!ignoreSyncs) {
            durableNames = new HashMap<>(names);
            directoryVersions.clear();
        }
    }

    @Override
    public synchronized long freeBytes() {
        return Math.max(0, capacityBytes - usedBytes());
    }

    private long usedBytes() {
        return names.values().stream().mapToLong(inode -> inode.image.length).sum();
    }

    private void directoryChanged() {
        directoryVersions.add(new HashMap<>(names));
    }

    private Inode inode(String name) throws IOException {
        Inode inode = names.get(DiskNames.checked(name));
        if (inode == null) {
            throw new FileNotFoundException("no file " + name);
        }
        return inode;
    }

    /// What a name stands for. `pending` holds every version of each sector written since the last
    /// sync.
    private static final class Inode {
        byte[] image = new byte[0];
        byte[] durable = new byte[0];
        final TreeMap<Integer, List<byte[]>> pending = new TreeMap<>();
        long badFrom;
        long badTo;

        void resize(int sizeBytes) {
            image = Arrays.copyOf(image, sizeBytes);
        }

        void write(int at, ByteBuffer src) {
            int end = at + src.remaining();
            if (end > image.length) {
                resize(end);
            }
            src.get(image, at, end - at);
            for (int sector = at / SECTOR_BYTES; sector <= (end - 1) / SECTOR_BYTES; sector++) {
                int from = sector * SECTOR_BYTES;
                byte[] version = Arrays.copyOfRange(image, from, from + SECTOR_BYTES);
                pending.computeIfAbsent(sector, _ -> new ArrayList<>(2)).add(version);
            }
        }

        /// Makes the image durable.
        ///
        /// @return pages sent to the device
        int sync() {
            durable = Arrays.copyOf(durable, image.length);
            int pages = 0;
            int lastPage = -1;
            for (Map.Entry<Integer, List<byte[]>> sector : pending.entrySet()) {
                keep(durable, sector.getKey(), sector.getValue().getLast());
                int page = sector.getKey() / (PAGE_BYTES / SECTOR_BYTES);
                pages += page == lastPage ? 0 : 1;
                lastPage = page;
            }
            pending.clear();
            return pages;
        }

        void crash(@Nullable SplittableRandom tear) {
            byte[] kept = durable;
            if (tear != null) {
                if (tear.nextBoolean()) {
                    kept = Arrays.copyOf(kept, image.length);
                }
                for (Map.Entry<Integer, List<byte[]>> sector : pending.entrySet()) {
                    int version = tear.nextInt(sector.getValue().size() + 1);
                    if (version > 0) {
                        keep(kept, sector.getKey(), sector.getValue().get(version - 1));
                    }
                }
            }
            durable = kept;
            image = kept.clone();
            pending.clear();
        }

        private static void keep(byte[] target, int sector, byte[] version) {
            int from = sector * SECTOR_BYTES;
            int count = Math.min(SECTOR_BYTES, target.length - from);
            if (count > 0) {
                System.arraycopy(version, 0, target, from, count);
            }
        }
    }

    private final class OpenFile implements DiskFile {
        private final Inode inode;
        private final long openedInEpoch;
        private boolean closed;

        OpenFile(Inode inode, long openedInEpoch) {
            this.inode = inode;
            this.openedInEpoch = openedInEpoch;
        }

        private void checkOpen() throws IOException {
            if (closed || openedInEpoch != epoch) {
                throw new IOException(
                        closed ? "file is closed" : "file was open when the power went");
            }
        }

        @Override
        public long size() throws IOException {
            synchronized (SimulatedDisk.this) {
                checkOpen();
                return inode.image.length;
            }
        }

        @Override
        public int read(long positionBytes, ByteBuffer dst) throws IOException {
            synchronized (SimulatedDisk.this) {
                checkOpen();
                int count = Math.clamp(inode.image.length - positionBytes, 0, dst.remaining());
                if (positionBytes < inode.badTo && positionBytes + count > inode.badFrom) {
                    throw new IOException("Input/output error");
                }
                if (count > 0) {
                    dst.put(inode.image, (int) positionBytes, count);
                }
                return count;
            }
        }

        @Override
        public void write(long positionBytes, ByteBuffer src) throws IOException {
            synchronized (SimulatedDisk.this) {
                checkOpen();
                if (!src.hasRemaining()) {
                    return;
                }
                spend();
                checkSpace(positionBytes + src.remaining());
                inode.write(Math.toIntExact(positionBytes), src);
            }
        }

        @Override
        public void resize(long sizeBytes) throws IOException {
            synchronized (SimulatedDisk.this) {
                checkOpen();
                spend();
                checkSpace(sizeBytes);
                inode.resize(Math.toIntExact(sizeBytes));
            }
        }

        private void checkSpace(long sizeBytes) throws IOException {
            long growth = sizeBytes - inode.image.length;
            if (growth > 0 && growth > capacityBytes - usedBytes()) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void dataSync() throws IOException {
            synchronized (SimulatedDisk.this) {
                checkOpen();
                spend();
                syncs++;
                if (syncsToFail > 0) {
                    syncsToFail--;
                    inode.pending.clear();
                    throw new IOException("Input/output error");
                }
                if (!ignoreSyncs) {
                    deviceBytes += (long) inode.sync() * PAGE_BYTES;
                }
            }
        }

        @Override
        public void close() {
            synchronized (SimulatedDisk.this) {
                closed = true;
            }
        }
    }
}
