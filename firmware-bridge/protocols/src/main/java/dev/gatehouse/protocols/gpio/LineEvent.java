package dev.gatehouse.protocols.gpio;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One edge as the kernel reports it: `struct gpio_v2_line_event` of `linux/gpio.h`, in the byte
/// order of our boards (little endian, arm64 and x86-64).
///
/// ```
///  0            8      12       16       20          24            48
///  +------------+------+--------+--------+-----------+--------------+
///  | timestamp  |  id  | offset | seqno  | line_seqno| padding (24) |
///  | u64 ns     | u32  | u32    | u32    | u32       | zero         |
///  +------------+------+--------+--------+-----------+--------------+
/// ```
///
/// @param timestampNs `CLOCK_MONOTONIC` unless the request asked for another clock; non-negative
/// @param edge which way the line went, after `ACTIVE_LOW`
/// @param offset of the line on its chip, an unsigned 32-bit number
/// @param seqno of the event among all lines of the request, from 1, unsigned 32-bit, wraps
/// @param lineSeqno of the event on this line, from 1, unsigned 32-bit, wraps; a gap means the
///   kernel's buffer overflowed
public record LineEvent(long timestampNs, Edge edge, long offset, long seqno, long lineSeqno) {

    /// Size of the structure; `read(2)` returns a multiple of it.
    public static final int LENGTH_BYTES = 48;

    private static final int TIMESTAMP_AT = 0;
    private static final int ID_AT = 8;
    private static final int OFFSET_AT = 12;
    private static final int SEQNO_AT = 16;
    private static final int LINE_SEQNO_AT = 20;
    private static final long MAX_U32 = 0xFFFF_FFFFL;

    /// Which way a line went.
    public enum Edge {
        RISING(1),
        FALLING(2);

        private final int id;

        Edge(int id) {
            this.id = id;
        }
    }

    public LineEvent {
        if (timestampNs < 0) {
            throw new IllegalArgumentException("timestamp: expected a non-negative number of ns");
        }
        requireU32("offset", offset);
        requireU32("seqno", seqno);
        requireU32("line seqno", lineSeqno);
    }

    private static void requireU32(String name, long value) {
        if (value < 0 || value > MAX_U32) {
            throw new IllegalArgumentException(
                    name + ": expected an unsigned 32-bit number, found " + value);
        }
    }

    /// Exactly one event.
    public static Decoded<LineEvent> decode(byte[] bytes) {
        if (bytes.length > LENGTH_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG,
                    "line event: expected " + LENGTH_BYTES + " octets, found " + bytes.length);
        }
        return decode(bytes, 0);
    }

    /// The event that begins at `from`; what follows it is not looked at. The padding is reserved
    /// by the kernel for later fields and is therefore ignored.
    public static Decoded<LineEvent> decode(byte[] bytes, int from) {
        int available = bytes.length - from;
        if (from < 0 || available < LENGTH_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT,
                    "line event: expected " + LENGTH_BYTES + " octets, found " + available);
        }
        ByteBuffer event =
                ByteBuffer.wrap(bytes, from, LENGTH_BYTES).slice().order(ByteOrder.LITTLE_ENDIAN);
        long timestampNs = event.getLong(TIMESTAMP_AT);
        if (timestampNs < 0) {
            return Decoded.rejected(RejectReason.BAD_VALUE, "line event: timestamp beyond 2^63 ns");
        }
        int id = event.getInt(ID_AT);
        for (Edge edge : Edge.values()) {
            if (edge.id == id) {
                return Decoded.message(
                        new LineEvent(
                                timestampNs,
                                edge,
                                Integer.toUnsignedLong(event.getInt(OFFSET_AT)),
                                Integer.toUnsignedLong(event.getInt(SEQNO_AT)),
                                Integer.toUnsignedLong(event.getInt(LINE_SEQNO_AT))));
            }
        }
        return Decoded.rejected(
                RejectReason.BAD_VALUE,
                "line event: expected id 1 or 2, found " + Integer.toUnsignedString(id));
    }

    /// The 48 octets the kernel would have written.
    public byte[] encode() {
        ByteBuffer event = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        event.putLong(TIMESTAMP_AT, timestampNs);
        event.putInt(ID_AT, edge.id);
        event.putInt(OFFSET_AT, (int) offset);
        event.putInt(SEQNO_AT, (int) seqno);
        event.putInt(LINE_SEQNO_AT, (int) lineSeqno);
        return event.array();
    }
}
