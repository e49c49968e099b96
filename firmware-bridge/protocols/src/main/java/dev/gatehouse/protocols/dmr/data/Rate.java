package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.dmr.link.DataType;
import java.util.Optional;

/// How densely the blocks of a packet are sent.
public enum Rate {
    HALF(DataType.RATE_1_2_DATA),
    THREE_QUARTERS(DataType.RATE_3_4_DATA),
    FULL(DataType.RATE_1_DATA);

    /// Serial number and CRC-9 of a confirmed block.
    static final int BLOCK_HEAD = 2;

    private static final Rate[] ALL = values();

    private final DataType type;

    Rate(DataType type) {
        this.type = type;
    }

    /// The rate of a burst, if it is one of data blocks.
    public static Optional<Rate> of(DataType type) {
        for (Rate rate : ALL) {
            if (rate.type == type) {
                return Optional.of(rate);
            }
        }
        return Optional.empty();
    }

    public DataType type() {
        return type;
    }

    /// Octets of a block as sent.
    public int octets() {
        return type.coding().octets();
    }

    /// Octets of a block that belong to the packet.
    public int data(boolean confirmed) {
        return octets() - (confirmed ? BLOCK_HEAD : 0);
    }
}
