package dev.gatehouse.core.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// One record as it lies in a segment, at a multiple of 8 octets. Big-endian.
///
/// ```
///  0 | mark              u32  resync mark, the same for all frames of a segment, never 0
///  4 | length            u32  of the whole frame, a multiple of 8
///  8 | sequence          u64
/// 16 | unsynced before   u32  sequence minus the records that were durable when this one was appended
/// 20 | annex length      u16
/// 22 | padding length    u8   0..7
/// 23 | reserved          u8   0
/// 24 | header CRC32C     u32  over salt and octets 0..23: makes length and sequence good even if the body is not
/// 28 | annex, body, padding (0)
///  n | CRC32C            u32  over salt and octets 0..n-1; last, so that a frame never ends in a zero word
/// ```
///
/// Mark and checksums depend on the random salt of the segment: neither the stale content of a
/// reused file nor bytes that somebody chose as a body can pass for a frame.
final class Frame {
    static final int MARK = 0;
    static final int LENGTH = 4;
    static final int SEQUENCE = 8;
    static final int UNSYNCED_BEFORE = 16;
    static final int ANNEX_LENGTH = 20;
    static final int PADDING_LENGTH = 22;
    static final int RESERVED = 23;
    static final int HEADER_CRC = 24;
    static final int ANNEX = 28;
    static final int CRC_BYTES = 4;
    static final int ALIGNMENT = 8;
    static final int MIN_BYTES = ANNEX + CRC_BYTES;

    /// Octets in front of an encoded frame that hold the salt for the checksum and are not written.
    static final int SALT_BYTES = 8;

    private static final long UINT32_MAX = 0xFFFF_FFFFL;

    private Frame() {}

    /// Length of the frame of a record.
    static int lengthBytes(int annexBytes, int bodyBytes) {
        int content = ANNEX + annexBytes + bodyBytes + CRC_BYTES;
        return (content + ALIGNMENT - 1) & -ALIGNMENT;
    }

    static int mark(long salt) {
        int mark = (int) (salt >>> 32) ^ (int) salt;
        return mark == 0 ? 1 : mark;
    }

    /// Encodes into `dst` from 0: salt, then the frame. Leaves position at the frame and limit
    /// behind it.
    ///
    /// @param durable records of the class that are durable now, at most `sequence`
    static void encode(
            ByteBuffer dst,
            long salt,
            long sequence,
            long durable,
            byte[] annex,
            byte[] body,
            CRC32C crc) {
        int length = lengthBytes(annex.length, body.length);
        int padding = length - ANNEX - annex.length - body.length - CRC_BYTES;
        dst.clear();
        dst.putLong(salt)
                .putInt(mark(salt))
                .putInt(length)
                .putLong(sequence)
                .putInt((int) Math.min(sequence - durable, UINT32_MAX))
                .putShort((short) annex.length)
                .put((byte) padding)
                .put((byte) 0);
        dst.putInt(checksum(dst, 0, dst.position(), crc));
        dst.put(annex).put(body);
        for (int i = 0; i < padding; i++) {
            dst.put((byte) 0);
        }
        dst.putInt(checksum(dst, 0, dst.position(), crc));
        dst.flip().position(SALT_BYTES);
    }

    /// Whether a whole intact frame stands at `at` and ends at or before `limit`.
    static boolean isIntact(ByteBuffer src, int at, int limit, long salt) {
        if (!isHeaderIntact(src, at, limit, salt)) {
            return false;
        }
        int end = at + lengthBytes(src, at);
        return end <= limit
                && src.getInt(end - CRC_BYTES) == saltedChecksum(src, at, end - CRC_BYTES, salt);
    }

    /// Whether the header at `at` is intact: then length and sequence can be trusted, the rest may
    /// still be missing.
    static boolean isHeaderIntact(ByteBuffer src, int at, int limit, long salt) {
        if (limit - at < MIN_BYTES || src.getInt(at + MARK) != mark(salt)) {
            return false;
        }
        int length = lengthBytes(src, at);
        return length >= MIN_BYTES
                && length % ALIGNMENT == 0
                && length == lengthBytes(annexBytes(src, at), bodyBytes(src, at))
                && src.get(at + RESERVED) == 0
                && src.getInt(at + HEADER_CRC) == saltedChecksum(src, at, at + HEADER_CRC, salt);
    }

    static int lengthBytes(ByteBuffer src, int at) {
        return src.getInt(at + LENGTH);
    }

    static long sequence(ByteBuffer src, int at) {
        return src.getLong(at + SEQUENCE);
    }

    /// Records that were durable when this one was appended: proof that they had been.
    static long durableBefore(ByteBuffer src, int at) {
        return sequence(src, at) - Integer.toUnsignedLong(src.getInt(at + UNSYNCED_BEFORE));
    }

    static byte[] annex(ByteBuffer src, int at) {
        byte[] annex = new byte[annexBytes(src, at)];
        src.get(at + ANNEX, annex);
        return annex;
    }

    static byte[] body(ByteBuffer src, int at) {
        byte[] body = new byte[bodyBytes(src, at)];
        src.get(at + ANNEX + annexBytes(src, at), body);
        return body;
    }

    private static int annexBytes(ByteBuffer src, int at) {
        return Short.toUnsignedInt(src.getShort(at + ANNEX_LENGTH));
    }

    private static int bodyBytes(ByteBuffer src, int at) {
        int padding = Byte.toUnsignedInt(src.get(at + PADDING_LENGTH));
        return Math.max(
                0, lengthBytes(src, at) - ANNEX - annexBytes(src, at) - padding - CRC_BYTES);
    }

    private static int saltedChecksum(ByteBuffer src, int from, int to, long salt) {
        CRC32C crc = new CRC32C();
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            crc.update((int) (salt >>> shift));
        }
        crc.update(src.duplicate().limit(to).position(from));
        return (int) crc.getValue();
    }

    /// Leaves position and limit as they were, and allocates nothing.
    private static int checksum(ByteBuffer src, int from, int to, CRC32C crc) {
        int position = src.position();
        int limit = src.limit();
        crc.reset();
        src.limit(to).position(from);
        crc.update(src);
        src.limit(limit).position(position);
        return (int) crc.getValue();
    }
}
