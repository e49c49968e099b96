package dev.gatehouse.protocols.gpio;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What a line is and who holds it: `struct gpio_v2_line_info` of `linux/gpio.h`.
///
/// ```
///  0          32          64       68          72      80             240      256
///  +----------+-----------+--------+-----------+-------+--------------+--------+
///  | name     | consumer  | offset | num_attrs | flags | attrs        | padding|
///  | char[32] | char[32]  | u32    | u32       | u64   | 10 x 16      | 16     |
///  +----------+-----------+--------+-----------+-------+--------------+--------+
/// ```
///
/// The attributes (debounce of the one who holds it) are not read.
///
/// @param name in the device tree, `GPIO17`; empty where the board gives none
/// @param consumer who holds it, in its own words; empty when nobody does
/// @param offset on its chip, 0 to 2^31 - 1
/// @param flags of [LineFlags]
public record LineInfo(String name, String consumer, int offset, long flags) {

    public static final int LENGTH_BYTES = 256;

    private static final int NAME_AT = 0;
    private static final int CONSUMER_AT = 32;
    private static final int OFFSET_AT = 64;
    private static final int FLAGS_AT = 72;

    public LineInfo {
        StructText.require("line name", name);
        StructText.require("consumer", consumer);
        if (offset < 0) {
            throw new IllegalArgumentException("line offset: expected at least 0");
        }
    }

    /// The question: everything but the offset is the kernel's to fill in.
    public static byte[] question(int offset) {
        return new LineInfo("", "", offset, 0).encode();
    }

    /// Exactly one structure.
    public static Decoded<LineInfo> decode(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            return Decoded.rejected(
                    bytes.length < LENGTH_BYTES ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                    "line info: expected " + LENGTH_BYTES + " octets, found " + bytes.length);
        }
        ByteBuffer info = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (info.getInt(OFFSET_AT) < 0) {
            return Decoded.rejected(RejectReason.BAD_VALUE, "line info: offset beyond 2^31");
        }
        return Decoded.message(
                new LineInfo(
                        StructText.get(info, NAME_AT),
                        StructText.get(info, CONSUMER_AT),
                        info.getInt(OFFSET_AT),
                        info.getLong(FLAGS_AT)));
    }

    /// Whether somebody holds the line, be it the kernel itself.
    public boolean used() {
        return (flags & LineFlags.USED) != 0;
    }

    /// The 256 octets the kernel would have written.
    public byte[] encode() {
        ByteBuffer info = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        StructText.put(info, NAME_AT, name);
        StructText.put(info, CONSUMER_AT, consumer);
        info.putInt(OFFSET_AT, offset);
        info.putLong(FLAGS_AT, flags);
        return info.array();
    }
}
