package dev.gatehouse.protocols.gpio;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Who a chip is: `struct gpiochip_info` of `linux/gpio.h`.
///
/// ```
///  0          32          64      68
///  +----------+-----------+-------+
///  | name     | label     | lines |
///  | char[32] | char[32]  | u32   |
///  +----------+-----------+-------+
/// ```
///
/// @param name of the device file, `gpiochip0`; its number changes from kernel to kernel
/// @param label of the driver, `pinctrl-rp1`: the name to find a chip by
/// @param lines how many the chip has, 0 to 2^31 - 1
public record ChipInfo(String name, String label, int lines) {

    public static final int LENGTH_BYTES = 68;

    private static final int NAME_AT = 0;
    private static final int LABEL_AT = 32;
    private static final int LINES_AT = 64;

    public ChipInfo {
        StructText.require("chip name", name);
        StructText.require("chip label", label);
        if (lines < 0) {
            throw new IllegalArgumentException("lines of a chip: expected at least 0");
        }
    }

    /// Exactly one structure.
    public static Decoded<ChipInfo> decode(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            return Decoded.rejected(
                    bytes.length < LENGTH_BYTES ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                    "chip info: expected " + LENGTH_BYTES + " octets, found " + bytes.length);
        }
        ByteBuffer info = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (info.getInt(LINES_AT) < 0) {
            return Decoded.rejected(RejectReason.BAD_VALUE, "chip info: lines beyond 2^31");
        }
        return Decoded.message(
                new ChipInfo(
                        StructText.get(info, NAME_AT),
                        StructText.get(info, LABEL_AT),
                        info.getInt(LINES_AT)));
    }

    /// The 68 octets the kernel would have written.
    public byte[] encode() {
        ByteBuffer info = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        StructText.put(info, NAME_AT, name);
        StructText.put(info, LABEL_AT, label);
        info.putInt(LINES_AT, lines);
        return info.array();
    }
}
