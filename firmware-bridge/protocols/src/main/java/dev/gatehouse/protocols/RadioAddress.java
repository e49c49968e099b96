package dev.gatehouse.protocols;

import java.nio.ByteBuffer;

/// How a radio is named in the data services of its maker: one octet of the network and the 24-bit
/// id that it has on the air, together written like an IPv4 address (10.0.0.100 is radio 100 of
/// network 10).
///
/// @param network first octet, a setting of the radio's code plug
/// @param id on the air, 0 to 16,777,215
public record RadioAddress(int network, int id) {

    /// Size on the wire.
    public static final int LENGTH_BYTES = 4;

    /// Largest id of a radio or group.
    public static final int MAX_ID = 0xFF_FFFF;

    private static final int MAX_NETWORK = 0xFF;

    public RadioAddress {
        if (network < 0 || network > MAX_NETWORK) {
            throw new IllegalArgumentException("network: expected 0..255");
        }
        if (id < 0 || id > MAX_ID) {
            throw new IllegalArgumentException("radio id: expected 24 bits");
        }
    }

    /// The next four octets of a buffer in network order, whatever the buffer's own order is.
    public static RadioAddress get(ByteBuffer from) {
        int network = Byte.toUnsignedInt(from.get());
        int high = Byte.toUnsignedInt(from.get());
        int middle = Byte.toUnsignedInt(from.get());
        return new RadioAddress(network, high << 16 | middle << 8 | Byte.toUnsignedInt(from.get()));
    }

    public void put(ByteBuffer to) {
        to.put((byte) network).put((byte) (id >> 16)).put((byte) (id >> 8)).put((byte) id);
    }

    /// A radio's id may stand on a lookout list: never printed by accident.
    @Override
    public String toString() {
        return "RadioAddress[network=" + network + ", id withheld]";
    }
}
