package dev.gatehouse.protocols.gpio;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How the lines of a request are set up: `struct gpio_v2_line_config`.
///
/// ```
///  0       8           12        32                              272
///  +-------+-----------+---------+-------------------------------+
///  | flags | num_attrs | padding | attrs                         |
///  | u64   | u32       | 20      | 10 x 24                       |
///  +-------+-----------+---------+-------------------------------+
///  one attribute:  0    4         8                     16      24
///                  +----+---------+---------------------+-------+
///                  | id | padding | flags, values or us | mask  |
///                  | u32| 4       | u64 or u32          | u64   |
///                  +----+---------+---------------------+-------+
/// ```
///
/// @param flags of [LineFlags] for lines of which no attribute says otherwise
/// @param attributes at most 10; bit i of a mask is the line at INDEX i of the request, not the
///   line with offset i
public record LineConfig(long flags, List<Attribute> attributes) {

    public static final int LENGTH_BYTES = 272;

    /// Attributes one request can carry (GPIO_V2_LINE_NUM_ATTRS_MAX).
    public static final int ATTRIBUTES_MAX = 10;

    private static final int FLAGS_AT = 0;
    private static final int COUNT_AT = 8;
    private static final int ATTRIBUTES_AT = 32;
    private static final int ATTRIBUTE_BYTES = 24;
    private static final int VALUE_AT = 8;
    private static final int MASK_AT = 16;

    /// What an attribute says.
    public enum Kind {
        FLAGS(1),
        /// Levels with which outputs begin.
        VALUES(2),
        /// For how many microseconds a level must last before it is an edge.
        DEBOUNCE_US(3);

        private final int id;

        Kind(int id) {
            this.id = id;
        }
    }

    /// Something for some of the lines.
    ///
    /// @param value flags, levels by index, or microseconds (32 bits)
    /// @param mask for which lines, by index
    public record Attribute(Kind kind, long value, long mask) {
        public Attribute {
            if (kind == Kind.DEBOUNCE_US && (value < 0 || value > 0xFFFF_FFFFL)) {
                throw new IllegalArgumentException("debounce: expected 32 bits of microseconds");
            }
        }
    }

    public LineConfig {
        attributes = List.copyOf(attributes);
        if (attributes.size() > ATTRIBUTES_MAX) {
            throw new IllegalArgumentException(
                    "attributes of a line request: expected at most "
                            + ATTRIBUTES_MAX
                            + ", found "
                            + attributes.size()
                            + "; set up the lines more alike");
        }
    }

    /// Exactly one structure; padding that is not zero is refused, as the kernel does.
    public static Decoded<LineConfig> decode(byte[] bytes) {
        if (bytes.length != LENGTH_BYTES) {
            return Decoded.rejected(
                    bytes.length < LENGTH_BYTES ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                    "line config: expected " + LENGTH_BYTES + " octets, found " + bytes.length);
        }
        ByteBuffer config = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int count = config.getInt(COUNT_AT);
        if (count < 0 || count > ATTRIBUTES_MAX) {
            return Decoded.rejected(
                    RejectReason.LIMIT_EXCEEDED, "line config: too many attributes");
        }
        List<Attribute> attributes = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            int at = ATTRIBUTES_AT + index * ATTRIBUTE_BYTES;
            int id = config.getInt(at);
            for (Kind kind : Kind.values()) {
                if (kind.id == id) {
                    long value =
                            kind == Kind.DEBOUNCE_US
                                    ? Integer.toUnsignedLong(config.getInt(at + VALUE_AT))
                                    : config.getLong(at + VALUE_AT);
                    attributes.add(new Attribute(kind, value, config.getLong(at + MASK_AT)));
                }
            }
        }
        if (attributes.size() != count) {
            return Decoded.rejected(RejectReason.BAD_VALUE, "line config: unknown attribute");
        }
        LineConfig decoded = new LineConfig(config.getLong(FLAGS_AT), attributes);
        return Arrays.equals(decoded.encode(), bytes)
                ? Decoded.message(decoded)
                : Decoded.rejected(RejectReason.LEFTOVER, "line config: padding is not zero");
    }

    /// The 272 octets for the kernel.
    public byte[] encode() {
        ByteBuffer config = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        config.putLong(FLAGS_AT, flags);
        config.putInt(COUNT_AT, attributes.size());
        int at = ATTRIBUTES_AT;
        for (Attribute attribute : attributes) {
            config.putInt(at, attribute.kind().id);
            if (attribute.kind() == Kind.DEBOUNCE_US) {
                config.putInt(at + VALUE_AT, (int) attribute.value());
            } else {
                config.putLong(at + VALUE_AT, attribute.value());
            }
            config.putLong(at + MASK_AT, attribute.mask());
            at += ATTRIBUTE_BYTES;
        }
        return config.array();
    }
}
