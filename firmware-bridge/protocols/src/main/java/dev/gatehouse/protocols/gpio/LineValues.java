package dev.gatehouse.protocols.gpio;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Levels of the lines of one request: `struct gpio_v2_line_values`. Bit i is the line at index i
/// of the request, whatever its offset on the chip; after `ACTIVE_LOW`, 1 is active.
///
/// @param bits levels
/// @param mask which bits mean something
public record LineValues(long bits, long mask) {

    public static final int LENGTH_BYTES = 16;

    private static final int BITS_AT = 0;
    private static final int MASK_AT = 8;

    /// Exactly one structure.
    public static Decoded<LineValues> decode(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            return Decoded.rejected(
                    bytes.length < LENGTH_BYTES ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                    "line values: expected " + LENGTH_BYTES + " octets, found " + bytes.length);
        }
        ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return Decoded.message(new LineValues(values.getLong(BITS_AT), values.getLong(MASK_AT)));
    }

    /// Level of the line at an index.
    public boolean active(int index) {
        return ((bits >>> index) & 1) != 0;
    }

    /// The 16 octets for the kernel.
    public byte[] encode() {
        return ByteBuffer.allocate(LENGTH_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(BITS_AT, bits)
                .putLong(MASK_AT, mask)
                .array();
    }
}
