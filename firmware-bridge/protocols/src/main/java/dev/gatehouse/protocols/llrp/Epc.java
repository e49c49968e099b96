package dev.gatehouse.protocols.llrp;

import dev.gatehouse.protocols.Octets;

/// What a tag calls itself: EPC-96, or EPCData of any number of bits. Content: it is matched in
/// memory and never printed.
///
/// @param bitCount 0 to 65,535
/// @param octets as many as the bits need; bits beyond the count in the last one are 0
public record Epc(int bitCount, Octets octets) {

    /// Bits of the form without a count.
    static final int USUAL_BITS = 96;

    private static final int OCTET = 8;

    public Epc {
        Range.u16("EPC bits", bitCount);
        if (octets.length() != bytes(bitCount)) {
            throw new IllegalArgumentException(
                    "EPC: expected "
                            + bytes(bitCount)
                            + " octets for "
                            + bitCount
                            + " bits, found "
                            + octets.length());
        }
        int unused = octets.length() * OCTET - bitCount;
        if (unused > 0 && (octets.at(octets.length() - 1) & ((1 << unused) - 1)) != 0) {
            byte[] cleared = octets.toArray();
            cleared[cleared.length - 1] &= (byte) (-1 << unused);
            octets = Octets.of(cleared);
        }
    }

    /// One whose octets are all bits.
    public static Epc of(Octets octets) {
        return new Epc(octets.length() * OCTET, octets);
    }

    private static int bytes(int bits) {
        return (bits + OCTET - 1) / OCTET;
    }

    /// Of EPCData.
    static Epc read(LlrpReader in) {
        int bits = in.u16();
        Octets octets = in.octets(bytes(bits));
        in.done();
        return in.failed() ? new Epc(0, Octets.NONE) : new Epc(bits, octets);
    }

    void write(LlrpWriter out) {
        if (bitCount == USUAL_BITS) {
            out.tv(Tv.EPC_96, octets);
        } else {
            out.tlv(ParameterType.EPC_DATA, data -> data.u16(bitCount).octets(octets));
        }
    }

    @Override
    public String toString() {
        return "Epc[" + bitCount + " bits, content withheld]";
    }
}
