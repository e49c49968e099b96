package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.dmr.coding.Crc;

/// The CRC-32 at the end of a packet, least significant octet first.
final class PacketSum {

    /// Octets of it.
    static final int SUM_BYTES = 4;

    private PacketSum() {}

    static void write(byte[] octets) {
        int at = octets.length - SUM_BYTES;
        int sum = Crc.thirtyTwo(octets, 0, at);
        for (int i = 0; i < SUM_BYTES; i++) {
            octets[at + i] = (byte) (sum >> (8 * i));
        }
    }

    static int read(byte[] octets) {
        int at = octets.length - SUM_BYTES;
        int sum = 0;
        for (int i = 0; i < SUM_BYTES; i++) {
            sum |= (octets[at + i] & 0xFF) << (8 * i);
        }
        return sum;
    }

    static boolean holds(byte[] octets) {
        return octets.length > SUM_BYTES
                && Crc.thirtyTwo(octets, 0, octets.length - SUM_BYTES) == read(octets);
    }
}
