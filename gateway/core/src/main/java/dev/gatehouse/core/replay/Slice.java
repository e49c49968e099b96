package dev.gatehouse.core.replay;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// What came in within a certain time, in memory: `u16 length, entry` one after the other. It goes
/// as a whole.
final class Slice {
    static final int LENGTH_BYTES = Short.BYTES;
    private static final int INITIAL_BYTES = 4 << 10;

    private byte[] octets = new byte[INITIAL_BYTES];
    private int used;
    private int entries;
    private int written;
    private int seen;
    private final BitSet unsettled = new BitSet();
    private long firstNanos;
    private long lastNanos;
    private long lastWallMs = Long.MIN_VALUE;
    private final boolean restored;
    private @Nullable SliceFile file;

    /// @param restored from an earlier run: only the wall clock knows its age
    Slice(boolean restored) {
        this.restored = restored;
    }

    /// What is done with each entry.
    interface Visitor {
        void visit(byte[] octets, int from, int length, boolean unsettled);
    }

    /// Adds one.
    ///
    /// @param nanos when it came, or was read back
    void add(byte[] entry, boolean isSeen, boolean isUnsettled, long wallMs, long nanos) {
        int needed = used + LENGTH_BYTES + entry.length;
        if (needed > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(needed, 2 * octets.length));
        }
        octets[used] = (byte) (entry.length >> Byte.SIZE);
        octets[used + 1] = (byte) entry.length;
        System.arraycopy(entry, 0, octets, used + LENGTH_BYTES, entry.length);
        used = needed;
        if (isUnsettled) {
            unsettled.set(entries);
        }
        if (entries == 0) {
            firstNanos = nanos;
        }
        lastNanos = nanos;
        lastWallMs = Math.max(lastWallMs, wallMs);
        entries++;
        seen += isSeen ? 1 : 0;
    }

    /// No more will come: gives back what it does not need.
    void close() {
        octets = Arrays.copyOf(octets, used);
    }

    int used() {
        return used;
    }

    int seen() {
        return seen;
    }

    long memoryBytes() {
        return octets.length;
    }

    boolean restored() {
        return restored;
    }

    long firstNanos() {
        return firstNanos;
    }

    long lastNanos() {
        return lastNanos;
    }

    long lastWallMs() {
        return lastWallMs;
    }

    boolean hasUnsettled() {
        return !unsettled.isEmpty();
    }

    /// Each was searched in a complete, fresh list.
    void settle() {
        unsettled.clear();
    }

    /// Goes through all.
    void forEach(Visitor visitor) {
        int index = 0;
        for (int at = 0; at < used; index++) {
            int length = ((octets[at] & 0xFF) << Byte.SIZE) | (octets[at + 1] & 0xFF);
            visitor.visit(octets, at + LENGTH_BYTES, length, unsettled.get(index));
            at += LENGTH_BYTES + length;
        }
    }

    /// What is not on disk yet.
    byte[] unwritten() {
        return Arrays.copyOfRange(octets, written, used);
    }

    int unwrittenBytes() {
        return used - written;
    }

    void wrote() {
        written = used;
    }

    @Nullable SliceFile file() {
        return file;
    }

    void file(@Nullable SliceFile to) {
        file = to;
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "Slice[entries=" + entries + ", octets=" + used + "]";
    }
}
