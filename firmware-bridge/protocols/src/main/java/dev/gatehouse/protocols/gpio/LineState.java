package dev.gatehouse.protocols.gpio;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How a line stands, as its link read it: the kernel tells levels and edges apart, and so do we.
/// It travels beside [LineEvent]s on a `gpio:` link and is told from them by its length.
///
/// ```
///  0            8        12       16       20         24
///  +------------+--------+--------+--------+----------+
///  | read at    | cause  | active | lost   | others   |
///  | u64 ns     | u32    | u32    | u32    | u32      |
///  +------------+--------+--------+--------+----------+
/// ```
///
/// @param readNanos when it was read, by the clock of the events
/// @param cause why it was read
/// @param active after `ACTIVE_LOW`
/// @param lost edges of the request that the kernel threw away since the last state, all lines
///   together
/// @param others edges of the request's other lines since this line's last own edge
public record LineState(long readNanos, Cause cause, boolean active, long lost, long others) {

    public static final int LENGTH_BYTES = 24;

    private static final int READ_AT = 0;
    private static final int CAUSE_AT = 8;
    private static final int ACTIVE_AT = 12;
    private static final int LOST_AT = 16;
    private static final int OTHERS_AT = 20;
    private static final long MAX_U32 = 0xFFFF_FFFFL;

    /// Why a level was read.
    public enum Cause {
        /// The line was just requested.
        BEGIN(1),
        /// It is read now and then, so that a line at rest is known to be alive.
        CHECK(2),
        /// The kernel's queue overflowed: which edges there were is not known, how it ended is.
        EDGES_LOST(3);

        private final int id;

        Cause(int id) {
            this.id = id;
        }
    }

    public LineState {
        if (readNanos < 0 || lost < 0 || lost > MAX_U32 || others < 0 || others > MAX_U32) {
            throw new IllegalArgumentException("line state: expected unsigned 32-bit numbers");
        }
    }

    /// Exactly one state.
    public static Decoded<LineState> decode(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            return Decoded.rejected(
                    bytes.length < LENGTH_BYTES ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                    "line state: expected " + LENGTH_BYTES + " octets, found " + bytes.length);
        }
        ByteBuffer state = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long readNanos = state.getLong(READ_AT);
        int active = state.getInt(ACTIVE_AT);
        if (readNanos < 0 || active < 0 || active > 1) {
            return Decoded.rejected(RejectReason.BAD_VALUE, "line state: no time or no level");
        }
        for (Cause cause : Cause.values()) {
            if (cause.id == state.getInt(CAUSE_AT)) {
                return Decoded.message(
                        new LineState(
                                readNanos,
                                cause,
                                active == 1,
                                Integer.toUnsignedLong(state.getInt(LOST_AT)),
                                Integer.toUnsignedLong(state.getInt(OTHERS_AT))));
            }
        }
        return Decoded.rejected(RejectReason.BAD_VALUE, "line state: unknown cause");
    }

    /// The 24 octets of the link's frame.
    public byte[] encode() {
        return ByteBuffer.allocate(LENGTH_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(READ_AT, readNanos)
                .putInt(CAUSE_AT, cause.id)
                .putInt(ACTIVE_AT, active ? 1 : 0)
                .putInt(LOST_AT, (int) lost)
                .putInt(OTHERS_AT, (int) others)
                .array();
    }
}
