package dev.gatehouse.core.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The first 64 octets of a segment file, all in one sector so that a power cut leaves the old or
/// the new ones. Big-endian.
///
/// ```
///         0 +--------------------------------------------------------------+
///           |  0 magic "GHSEGLOG"      u64                                 |
///           |  8 version 1             u16                                 |
///           | 10 class                 u8   0 P0, 1 P1, 2 P2               |
///           | 11 kind                  u8   1 PREPARING, 2 SPARE, 3 LIVE   |
///           | 12 segment length        u32                                 |
///           | 16 number                u64  dense per class                |
///           | 24 first sequence        u64  of the records in it           |
///           | 32 tagged before         u64  tagged records before it       |
///           | 40 salt                  u64  random, of its frames          |
///           | 48 data offset           u32  multiple of 4,096              |
///           | 52 state length          u32                                 |
///           | 56 state CRC32C          u32                                 |
///           | 60 CRC32C                u32  over octets 0..59              |
///       512 +--------------------------------------------------------------+
///           | state of the caller before the first record, <= 4,096 octets |
///    data   +--------------------------------------------------------------+
///           | frames, one after the other, then zeros                      |
/// end - 512 +--------------------------------------------------------------+
///           | the header again, for the day the first sector is unreadable |
///       end +--------------------------------------------------------------+
/// ```
///
/// Life of a file: PREPARING (being zero-filled, holds nothing), SPARE (all zeros behind the
/// header, durable), LIVE (synced as such before its first frame), and PREPARING again once the
/// cursor has passed it. Neither size nor name changes in that life, so that fdatasync finds no
/// metadata to write.
record SegmentHeader(
        Kind kind,
        RecordClass recordClass,
        int segmentBytes,
        long number,
        long firstSequence,
        long taggedBefore,
        long salt,
        int stateBytes,
        int stateCrc) {

    enum Kind {
        PREPARING(1),
        SPARE(2),
        LIVE(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static @Nullable Kind ofCode(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            return null;
        }
    }

    static final int PAGE_BYTES = 4096;
    static final int SECTOR_BYTES = 512;
    static final int BYTES = 64;
    static final int STATE_OFFSET = SECTOR_BYTES;
    static final int TRAILER_BYTES = SECTOR_BYTES;
    static final int DATA_OFFSET_MAX = dataOffset(SegmentState.MAX_BYTES);

    private static final long MAGIC = 0x4748_5345_474C_4F47L;
    private static final short VERSION = 1;
    private static final int CRC_OFFSET = 60;

    /// Header of a file without records.
    static SegmentHeader empty(Kind kind, RecordClass recordClass, int segmentBytes) {
        return new SegmentHeader(kind, recordClass, segmentBytes, 0, 0, 0, 0, 0, 0);
    }

    static int dataOffset(int stateBytes) {
        return (STATE_OFFSET + stateBytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
    }

    int dataOffset() {
        return dataOffset(stateBytes);
    }

    /// Behind the last octet a frame may take.
    int dataEnd() {
        return segmentBytes - TRAILER_BYTES;
    }

    static int crc(byte[] octets) {
        CRC32C crc = new CRC32C();
        crc.update(octets);
        return (int) crc.getValue();
    }

    ByteBuffer encode() {
        ByteBuffer dst = ByteBuffer.allocate(BYTES);
        dst.putLong(MAGIC)
                .putShort(VERSION)
                .put((byte) recordClass.code())
                .put((byte) kind.code)
                .putInt(segmentBytes)
                .putLong(number)
                .putLong(firstSequence)
                .putLong(taggedBefore)
                .putLong(salt)
                .putInt(dataOffset())
                .putInt(stateBytes)
                .putInt(stateCrc);
        dst.putInt(crc(Arrays.copyOf(dst.array(), CRC_OFFSET)));
        return dst.flip();
    }

    /// Reads a header back.
    ///
    /// @param src 64 octets from 0
    /// @return null when they are not an intact header
    static @Nullable SegmentHeader decode(ByteBuffer src) {
        byte[] octets = new byte[BYTES];
        src.get(0, octets);
        ByteBuffer in = ByteBuffer.wrap(octets);
        if (in.getInt(CRC_OFFSET) != crc(Arrays.copyOf(octets, CRC_OFFSET))
                || in.getLong() != MAGIC
                || in.getShort() != VERSION) {
            return null;
        }
        RecordClass recordClass = RecordClass.ofCode(in.get());
        Kind kind = Kind.ofCode(in.get());
        if (recordClass == null || kind == null) {
            return null;
        }
        int segmentBytes = in.getInt();
        long number = in.getLong();
        long firstSequence = in.getLong();
        long taggedBefore = in.getLong();
        long salt = in.getLong();
        int dataOffset = in.getInt();
        int stateBytes = in.getInt();
        boolean fits =
                stateBytes >= 0
                        && stateBytes <= SegmentState.MAX_BYTES
                        && dataOffset == dataOffset(stateBytes)
                        && segmentBytes % PAGE_BYTES == 0
                        && segmentBytes >= dataOffset + Frame.MIN_BYTES + TRAILER_BYTES
                        && segmentBytes <= JournalLimits.SEGMENT_BYTES_MAX
                        && number >= 0
                        && firstSequence >= 0
                        && taggedBefore >= 0;
        return fits
                ? new SegmentHeader(
                        kind,
                        recordClass,
                        segmentBytes,
                        number,
                        firstSequence,
                        taggedBefore,
                        salt,
                        stateBytes,
                        in.getInt())
                : null;
    }
}
