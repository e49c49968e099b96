package dev.gatehouse.core.disk;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Reads what a worn medium still gives. One unreadable page must not hide the rest of a file.
public final class MediumRead {
    /// Stands for each octet that cannot be read or lies behind the end of a cut file. Not zero:
    /// zeros mean "never written".
    public static final byte UNREADABLE = (byte) 0xA5;

    private static final int BLOCK_BYTES = 4096;

    private MediumRead() {}

    /// Fills `dst` from its position to its limit; leaves position at the limit.
    public static void full(DiskFile file, long positionBytes, ByteBuffer dst) {
        int start = dst.position();
        int limit = dst.limit();
        try {
            file.read(positionBytes, dst);
        } catch (IOException _) {
            dst.limit(limit).position(start);
            byBlocks(file, positionBytes, dst, limit);
        }
        fill(dst, limit);
    }

    private static void byBlocks(DiskFile file, long positionBytes, ByteBuffer dst, int limit) {
        int start = dst.position();
        while (dst.position() < limit) {
            int from = dst.position();
            int to = Math.min(limit, from + BLOCK_BYTES);
            dst.limit(to);
            try {
                if (file.read(positionBytes + from - start, dst) <= 0) {
                    dst.limit(limit);
                    return;
                }
            } catch (IOException _) {
                dst.position(from);
                fill(dst, to);
            }
            dst.limit(limit);
        }
    }

    private static void fill(ByteBuffer dst, int to) {
        while (dst.position() < to) {
            dst.put(UNREADABLE);
        }
    }
}
