package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.coding.Crc;
import dev.gatehouse.protocols.dmr.link.Assurance;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// One packet whose blocks are arriving. Confirmed blocks lie where their serial number says,
/// others in the order of arrival. Used by [PacketAssembler] alone.
final class OpenPacket {

    private static final int UDT_SUM_BYTES = 2;

    private DataHeader header;
    private final int total;
    private final BitSet have = new BitSet();
    private Optional<ProprietaryHeader> proprietary = Optional.empty();
    private Optional<Rate> rate = Optional.empty();
    private Optional<Assembly.Reason> problem = Optional.empty();
    private byte[] octets = new byte[0];
    private int announced;
    private int arrived;
    private int correctedBits;
    private long lastMs;

    OpenPacket(DataHeader header, int correctedBits, long nowMs) {
        this.header = header;
        this.total = header.blocks();
        this.announced = total;
        this.correctedBits = correctedBits;
        this.lastMs = nowMs;
    }

    /// The sender's next try, of all or some of its blocks.
    void resume(ConfirmedHeader again, int corrected, long nowMs) {
        // what is still missing is told by the first header's count, not by this one's
        header =
                new ConfirmedHeader(
                        again.route(),
                        again.padOctets(),
                        again.full(),
                        total,
                        again.resync(),
                        again.sendSequence(),
                        again.fragment(),
                        again.reserved());
        announced = again.blocks();
        arrived = 0;
        proprietary = Optional.empty();
        correctedBits += corrected;
        lastMs = nowMs;
    }

    DataHeader header() {
        return header;
    }

    long lastMs() {
        return lastMs;
    }

    Optional<Assembly.Reason> problem() {
        return problem;
    }

    /// Whether a second header can belong here.
    boolean takes(ProprietaryHeader second) {
        return proprietary.isEmpty() && arrived == 0 && announced > 0 && second.blocks() == 0;
    }

    void proprietary(ProprietaryHeader second, int corrected, long nowMs) {
        proprietary = Optional.of(second);
        arrived(corrected, nowMs);
    }

    void add(Rate of, ConfirmedBlock block, int corrected, long nowMs) {
        if (sameRate(of) && block.serial() < dataBlocks()) {
            put(block.serial(), block.data());
        }
        arrived(corrected, nowMs);
    }

    void add(Rate of, Octets block, int corrected, long nowMs) {
        if (sameRate(of)) {
            put(arrived - (proprietary.isPresent() ? 1 : 0), block);
        }
        arrived(corrected, nowMs);
    }

    /// A block came that could not be read.
    void damaged(long nowMs) {
        arrived(0, nowMs);
    }

    private void arrived(int corrected, long nowMs) {
        arrived++;
        correctedBits += corrected;
        lastMs = nowMs;
    }

    private boolean sameRate(Rate of) {
        if (rate.isEmpty()) {
            rate = Optional.of(of);
            octets = new byte[dataBlocks() * of.data(header.confirmed())];
        } else if (rate.get() != of) {
            problem = Optional.of(Assembly.Reason.MIXED_RATES);
        }
        return rate.get() == of;
    }

    private void put(int at, Octets data) {
        if (at < dataBlocks()) {
            data.copyTo(octets, at * data.length());
            have.set(at);
        }
    }

    private int dataBlocks() {
        return total - (proprietary.isPresent() ? 1 : 0);
    }

    /// All blocks are here.
    boolean whole() {
        return have.cardinality() == dataBlocks();
    }

    /// As many bursts as announced have come, or all blocks are here.
    boolean ended() {
        return arrived >= announced || (announced > 0 && dataBlocks() > 0 && whole());
    }

    List<Integer> missing() {
        return new BlockMap(have).missing(dataBlocks());
    }

    Answer askAgain(ConfirmedHeader confirmed) {
        List<Octets> map = new BlockMap(have).encode(dataBlocks());
        return new Answer(
                ResponseHeader.askingAgain(confirmed.route(), confirmed.sendSequence(), map.size()),
                map);
    }

    /// The packet, if it is all here, its sum holds and its padding makes sense.
    Decoded<Packet> join() {
        if (problem.isPresent() || !whole()) {
            return Decoded.rejected(RejectReason.MISSING_FIELD, "packet: blocks are missing");
        }
        if (dataBlocks() == 0) {
            return Decoded.message(
                    new Packet(
                            header,
                            proprietary,
                            Octets.NONE,
                            Octets.NONE,
                            Assurance.CRC_CCITT,
                            correctedBits,
                            0));
        }
        return header instanceof UdtHeader ? joinUnified() : joinData();
    }

    private Decoded<Packet> joinUnified() {
        int end = octets.length - UDT_SUM_BYTES;
        int sum = (octets[end] & 0xFF) << 8 | (octets[end + 1] & 0xFF);
        if (Crc.ccitt(octets, 0, end) != sum) {
            return Decoded.rejected(RejectReason.BAD_CHECKSUM, "UDT: CRC-CCITT");
        }
        return packet(end, 0, Assurance.CRC_CCITT, sum);
    }

    private Decoded<Packet> joinData() {
        if (!PacketSum.holds(octets)) {
            return Decoded.rejected(RejectReason.BAD_CHECKSUM, "packet: CRC-32");
        }
        int padding =
                switch (header) {
                    case UnconfirmedHeader one -> one.padOctets();
                    case ConfirmedHeader one -> one.padOctets();
                    case DefinedDataHeader one -> one.bitPadding() / 8;
                    case RawDataHeader one -> one.bitPadding() / 8;
                    case ResponseHeader _, StatusHeader _, UdtHeader _, ProprietaryHeader _ -> 0;
                };
        int end = octets.length - PacketSum.SUM_BYTES;
        if (padding > end) {
            problem = Optional.of(Assembly.Reason.BAD_PADDING);
            return Decoded.rejected(
                    RejectReason.BAD_VALUE, "packet: " + padding + " octets of padding in " + end);
        }
        return packet(end, padding, Assurance.CRC_32, PacketSum.read(octets));
    }

    private Decoded<Packet> packet(int end, int padding, Assurance assurance, int sum) {
        return Decoded.message(
                new Packet(
                        header,
                        proprietary,
                        Octets.of(octets, 0, end - padding),
                        Octets.of(Arrays.copyOfRange(octets, end - padding, end)),
                        assurance,
                        correctedBits,
                        sum));
    }
}
