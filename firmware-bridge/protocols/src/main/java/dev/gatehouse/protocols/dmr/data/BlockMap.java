package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Which blocks of a confirmed packet have come: what follows the header of a selective answer
/// (clause 8.2.2.4). One bit a block, set when it has come, block 0 the least significant bit of
/// octet 0; 64 bits and a CRC-32 in one rate 1/2 block, or 128 bits, filling and CRC-32 in two.
///
/// The order of the bits is that of the standard's ancestor; no answer of a radio was at hand to
/// confirm it.
///
/// @param received serial numbers of the blocks that have come
public record BlockMap(BitSet received) {

    /// Most blocks of a packet.
    public static final int MAX_BLOCKS = 128;

    private static final int ONE_BLOCK = 64;

    public BlockMap {
        received = (BitSet) received.clone();
        if (received.length() > MAX_BLOCKS) {
            throw new IllegalArgumentException("block map: expected at most 128 blocks");
        }
    }

    /// A copy that the caller may change.
    @Override
    public BitSet received() {
        return (BitSet) received.clone();
    }

    /// The serial numbers among the first `count` that have not come.
    public List<Integer> missing(int count) {
        List<Integer> missing = new ArrayList<>();
        for (int at = received.nextClearBit(0); at < count; at = received.nextClearBit(at + 1)) {
            missing.add(at);
        }
        return missing;
    }

    /// The rate 1/2 blocks that tell of a packet of `count` blocks.
    public List<Octets> encode(int count) {
        int blocks = count <= ONE_BLOCK ? 1 : 2;
        byte[] octets = new byte[Rate.HALF.octets() * blocks];
        for (int at = 0; at < count; at++) {
            if (received.get(at)) {
                octets[at >> 3] |= (byte) (1 << (at & 7));
            }
        }
        PacketSum.write(octets);
        List<Octets> encoded = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            encoded.add(Octets.of(octets, Rate.HALF.octets() * block, Rate.HALF.octets()));
        }
        return encoded;
    }

    /// From the octets of one or two blocks, without their CRC-32.
    public static Decoded<BlockMap> decode(Octets octets) {
        if (octets.length() < ONE_BLOCK / 8) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT,
                    "block map: expected 8 octets or more, found " + octets.length());
        }
        BitSet received = new BitSet();
        int count = octets.length() < MAX_BLOCKS / 8 ? ONE_BLOCK : MAX_BLOCKS;
        for (int at = 0; at < count; at++) {
            received.set(at, (octets.at(at >> 3) >> (at & 7) & 1) != 0);
        }
        return Decoded.message(new BlockMap(received));
    }
}
