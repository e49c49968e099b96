package dev.gatehouse.core.replay;

import dev.gatehouse.core.disk.Disk;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// What passages of the last days presented: in memory, and encrypted on disk so that a restart
/// knows them. Bounded by time, octets and files; the oldest give way, a slice at a time.
///
/// Writing is a convenience, never a condition: on a disk that refuses it goes on in memory, and
/// tries again. A damaged file costs what the damage hit. One owner thread.
final class RecentPassages {
    /// A slice's share of a file, so that a slice and its file end together.
    static final int SLICE_BYTES = SliceFile.ROOM_BYTES;

    /// Between two attempts on a disk that refuses.
    static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(30);

    /// Most octets in one write.
    private static final int WRITE_BYTES = 32 << 10;

    private final ReplayLimits limits;
    private final Disk disk;
    private final byte[] key;
    private final SecureRandom random;
    private final LongSupplier nanos;
    private final EntryBytes bytes = new EntryBytes();
    private final ArrayDeque<Slice> slices = new ArrayDeque<>();
    private @Nullable Slice current;
    private long nextNumber;
    private long unwrittenSinceNanos;
    private long retryAtNanos;
    private boolean refused;
    private long evicted;
    private long unreadable;
    private long unstored;
    private long refusals;

    /// @param key 32 octets, of this purpose alone
    /// @param nanos monotonic clock
    RecentPassages(
            ReplayLimits limits, Disk disk, byte[] key, SecureRandom random, LongSupplier nanos) {
        this.limits = limits;
        this.disk = disk;
        this.key = key.clone();
        this.random = random;
        this.nanos = nanos;
    }

    /// Reads what earlier runs left; once, before anything is added.
    void load() {
        TreeSet<Long> numbers = new TreeSet<>();
        try {
            disk.list().forEach(name -> SliceFile.number(name).ifPresent(numbers::add));
        } catch (IOException e) {
            refuse(e);
        }
        long damaged = 0;
        for (long number : numbers) {
            SliceFile file = SliceFile.of(disk, number, key, random, nanos);
            try {
                SliceFile.Contents contents = file.read();
                damaged += contents.damaged() ? 1 : 0;
                restore(file, contents);
            } catch (IOException _) {
                damaged++;
            }
            nextNumber = number + 1;
        }
        if (damaged > 0) {
            Logger.warn("RPL-001 recent passages are damaged on disk: files={}", damaged);
        }
        unreadable += damaged;
    }

    private void restore(SliceFile file, SliceFile.Contents contents) throws IOException {
        Slice slice = new Slice(true);
        for (byte[] write : contents.writes()) {
            for (byte[] entry : entries(write)) {
                bytes.read(entry, 0, entry.length)
                        .ifPresent(read ->
                                slice.add(entry, isSeen(read), true, wallMs(read), nanos()));
            }
        }
        if (slice.used() == 0) {
            file.shred();
            return;
        }
        slice.wrote();
        slice.file(file);
        slice.close();
        slices.addLast(slice);
        makeRoom();
    }

    /// Parts a write into its entries; what does not add up at its end is left out.
    private static List<byte[]> entries(byte[] write) {
        List<byte[]> entries = new ArrayList<>();
        int at = 0;
        while (at + Slice.LENGTH_BYTES <= write.length) {
            int length = ((write[at] & 0xFF) << Byte.SIZE) | (write[at + 1] & 0xFF);
            int from = at + Slice.LENGTH_BYTES;
            if (length > write.length - from) {
                return entries;
            }
            entries.add(Arrays.copyOfRange(write, from, from + length));
            at = from + length;
        }
        return entries;
    }

    private long nanos() {
        return nanos.getAsLong();
    }

    private static boolean isSeen(Entry entry) {
        return switch (entry) {
            case Entry.Seen _ -> true;
            case Entry.Told _ -> false;
        };
    }

    private static long wallMs(Entry entry) {
        return switch (entry) {
            case Entry.Seen seen -> seen.wallMs();
            case Entry.Told told -> told.late().getPassageAt().getWallMs();
        };
    }

    /// Adds one.
    ///
    /// @param unsettled to be searched in the next complete, fresh list
    void add(Entry entry, boolean unsettled) {
        Optional<byte[]> written = EntryBytes.write(entry);
        if (written.isEmpty()) {
            unstored++;
            return;
        }
        Slice slice = sliceFor(written.get().length + Slice.LENGTH_BYTES);
        if (slice.unwrittenBytes() == 0) {
            unwrittenSinceNanos = nanos();
        }
        slice.add(written.get(), isSeen(entry), unsettled, wallMs(entry), nanos());
        if (slice.unwrittenBytes() >= WRITE_BYTES) {
            flush();
        }
    }

    private Slice sliceFor(int more) {
        Slice slice = current;
        if (slice != null && isFull(slice, more)) {
            flush();
            endCurrent();
            slice = null;
        }
        if (slice == null) {
            slice = new Slice(false);
            current = slice;
            slices.addLast(slice);
            makeRoom();
        }
        return slice;
    }

    private boolean isFull(Slice slice, int more) {
        long ageMs = TimeUnit.NANOSECONDS.toMillis(nanos() - slice.firstNanos());
        SliceFile file = slice.file();
        return ageMs >= limits.sliceMs()
                || slice.used() + more > SLICE_BYTES
                || (file != null && file.isOpen() && !file.fits(slice.unwrittenBytes() + more));
    }

    private void endCurrent() {
        Slice slice = current;
        current = null;
        if (slice == null) {
            return;
        }
        unstored += slice.unwrittenBytes() > 0 ? 1 : 0;
        slice.close();
        SliceFile file = slice.file();
        if (file != null && file.isOpen()) {
            try {
                file.close();
            } catch (IOException e) {
                refuse(e);
            }
        }
    }

    private void makeRoom() {
        while (slices.size() > 1
                && (slices.size() > limits.maxSlices() || memoryBytes() > limits.maxOctets())) {
            Slice oldest = slices.removeFirst();
            evicted += oldest.seen();
            forget(oldest);
        }
    }

    /// Writes when it is time, and drops what is too old. Cheap to call again and again.
    ///
    /// @param wallMs the wall clock, when it is confirmed; `Long.MIN_VALUE` otherwise
    void keep(long wallMs) {
        Slice slice = current;
        if (slice != null && slice.unwrittenBytes() > 0) {
            long waitedMs = TimeUnit.NANOSECONDS.toMillis(nanos() - unwrittenSinceNanos);
            if (waitedMs >= limits.flushMs()) {
                flush();
            }
        }
        for (Slice oldest = slices.peekFirst();
                oldest != null && isTooOld(oldest, wallMs);
                oldest = slices.peekFirst()) {
            slices.removeFirst();
            if (oldest.equals(current)) {
                endCurrent();
            }
            forget(oldest);
        }
    }

    /// Of an earlier run only the wall clock knows the age, and what is from the future is of no
    /// known age: it goes too. Until the clock is confirmed the time since the start counts.
    private boolean isTooOld(Slice slice, long wallMs) {
        long runMs = TimeUnit.NANOSECONDS.toMillis(nanos() - slice.lastNanos());
        if (runMs > limits.retentionMs()) {
            return true;
        }
        long age = wallMs - slice.lastWallMs();
        return slice.restored()
                && wallMs != Long.MIN_VALUE
                && slice.lastWallMs() != Long.MIN_VALUE
                && (age > limits.retentionMs() || age < -limits.retentionMs());
    }

    private void forget(Slice slice) {
        SliceFile file = slice.file();
        if (file == null) {
            return;
        }
        try {
            file.shred();
            disk.syncDirectory();
        } catch (IOException e) {
            // the next start finds it, and that it is too old
            refuse(e);
        }
    }

    /// Puts on disk what is not there yet.
    void flush() {
        Slice slice = current;
        if (slice == null || slice.unwrittenBytes() == 0) {
            return;
        }
        if (refused && nanos() - retryAtNanos < 0) {
            return;
        }
        try {
            SliceFile file = slice.file();
            if (file == null) {
                file = SliceFile.of(disk, nextNumber, key, random, nanos);
                file.create();
                nextNumber++;
                slice.file(file);
            }
            if (!file.isOpen() || !write(slice, file)) {
                // what follows goes into a file of its own
                endCurrent();
            }
            refused = false;
        } catch (IOException e) {
            refuse(e);
            SliceFile file = slice.file();
            if (file != null) {
                endCurrent();
            }
        }
    }

    /// A slice that waited for its file may be longer than one write.
    private static boolean write(Slice slice, SliceFile file) throws IOException {
        byte[] unwritten = slice.unwritten();
        if (!file.fits(unwritten.length) || !file.append(unwritten)) {
            return false;
        }
        slice.wrote();
        return true;
    }

    private void refuse(IOException cause) {
        refused = true;
        retryAtNanos = nanos() + RETRY_NANOS;
        refusals++;
        if (Long.bitCount(refusals) == 1) { // at 1, 2, 4, 8 ...
            Logger.warn(
                    "RPL-002 recent passages are kept in memory only, the disk refuses them; check space (df) and errors (dmesg): cause={}, attempts={}",
                    cause.getMessage(),
                    refusals);
        }
    }

    /// Goes through everything, oldest first.
    ///
    /// @param unsettledOnly leaves out slices without anything that waits for a fresh list
    void forEach(boolean unsettledOnly, Slice.Visitor visitor) {
        for (Slice slice : slices) {
            if (!unsettledOnly || slice.hasUnsettled()) {
                slice.forEach(visitor);
            }
        }
    }

    /// Goes through every entry that can be read, oldest first.
    void forEachEntry(Consumer<Entry> visitor) {
        forEach(
                false,
                (octets, from, length, _) -> bytes.read(octets, from, length).ifPresent(visitor));
    }

    boolean hasUnsettled() {
        return slices.stream().anyMatch(Slice::hasUnsettled);
    }

    /// Everything was searched in a complete, fresh list.
    void settle() {
        slices.forEach(Slice::settle);
    }

    /// Things that passages presented, remembered now.
    long seen() {
        return slices.stream().mapToLong(Slice::seen).sum();
    }

    long memoryBytes() {
        return slices.stream().mapToLong(Slice::memoryBytes).sum();
    }

    /// Forgotten before their time for want of room.
    long evicted() {
        return evicted;
    }

    /// Files of which something could not be read.
    long unreadable() {
        return unreadable;
    }

    /// Entries or ends of slices that will not be known after a restart.
    long unstored() {
        return unstored;
    }

    /// Kept in memory only, because the disk refused the last time.
    boolean memoryOnly() {
        return refused;
    }

    /// Puts on disk what is not there, and ends.
    void close() {
        retryAtNanos = nanos();
        flush();
        endCurrent();
    }

    /// Slices now, for tests.
    Deque<Slice> slices() {
        return slices;
    }
}
