package dev.gatehouse.protocols.hytera;

import dev.gatehouse.protocols.Octets;

/// A sign of life on the port for bursts, 20 octets; the answer counts one further.
///
/// ```
///  0          4            9          12   13       16
///  +----------+------------+----------+----+--------+----------+
///  | 5A5A5A5A | 0A00000014 | 00 00 00 | n  | 5A595A | 00000000 |
///  +----------+------------+----------+----+--------+----------+
/// ```
///
/// @param octets as received, 20
public record P2pKeepAlive(Octets octets) implements Ipsc {

    private static final int LENGTH_BYTES = 20;
    private static final int[] MARK = {0x5A, 0x5A, 0x5A, 0x5A, 0x0A, 0x00, 0x00, 0x00, 0x14};
    private static final int COUNT_AT = 12;
    private static final int SECOND_MARK_AT = 13;
    private static final int[] SECOND_MARK = {0x5A, 0x59, 0x5A};

    public P2pKeepAlive {
        if (!matches(octets)) {
            throw new IllegalArgumentException("P2P keep-alive: expected its two marks");
        }
    }

    static boolean matches(Octets octets) {
        return octets.length() == LENGTH_BYTES
                && Ipsc.has(octets, 0, MARK)
                && Ipsc.has(octets, SECOND_MARK_AT, SECOND_MARK);
    }

    /// As a repeater sends it.
    ///
    /// @param count 0 to 255
    public static P2pKeepAlive of(int count) {
        byte[] bytes = Octets.ofHex("5A5A5A5A0A0000001400000000" + "5A595A00000000").toArray();
        bytes[COUNT_AT] = (byte) count;
        return new P2pKeepAlive(Octets.of(bytes));
    }

    public P2pKeepAlive answer() {
        byte[] bytes = octets.toArray();
        bytes[COUNT_AT]++;
        return new P2pKeepAlive(Octets.of(bytes));
    }

    @Override
    public byte[] encode() {
        return octets.toArray();
    }
}
