package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.coding.Crc;
import dev.gatehouse.protocols.dmr.link.DataBurst;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.dmr.link.Preamble;
import dev.gatehouse.protocols.dmr.link.SlotType;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A packet cut into what is sent: header and blocks, sums and padding in place. Whether it may be
/// sent is not decided here.
///
/// @param header with its count of blocks and its padding
/// @param blocks as their bursts carry them
public record OutgoingPacket(DataHeader header, Rate rate, List<Octets> blocks) {

    /// Most preambles before a header.
    public static final int MAX_PREAMBLES = 30;

    private static final int MAX_SHORT_BLOCKS = 63;
    private static final int MAX_UDT_BLOCKS = 4;
    private static final int UDT_SUM_BYTES = 2;

    public OutgoingPacket {
        blocks = List.copyOf(blocks);
    }

    /// A packet that nobody acknowledges; empty where it is too long.
    ///
    /// @param reserved the high nibble of octet 9, 4 in Motorola's dialect
    public static Optional<OutgoingPacket> unconfirmed(
            Route route, Octets data, Rate rate, int reserved) {
        return cut(data, rate, false, PacketAssembler.MAX_BLOCKS)
                .map(blocks ->
                        new OutgoingPacket(
                                new UnconfirmedHeader(
                                        route,
                                        padding(data, blocks),
                                        true,
                                        blocks.size(),
                                        0,
                                        reserved),
                                rate,
                                blocks));
    }

    /// A packet that the receiver acknowledges; empty where it is too long.
    public static Optional<OutgoingPacket> confirmed(
            Route route, Octets data, Rate rate, int sendSequence) {
        return cut(data, rate, true, PacketAssembler.MAX_BLOCKS)
                .map(blocks ->
                        new OutgoingPacket(
                                new ConfirmedHeader(
                                        route,
                                        padding(data, blocks),
                                        true,
                                        blocks.size(),
                                        false,
                                        sendSequence,
                                        ConfirmedHeader.SINGLE,
                                        false),
                                rate,
                                number(rate, blocks)));
    }

    /// Short data of a named format, confirmed where the route asks for an answer; empty where it
    /// is too long.
    public static Optional<OutgoingPacket> defined(
            Route route, int format, Octets data, Rate rate) {
        boolean confirmed = route.answerRequested();
        return cut(data, rate, confirmed, MAX_SHORT_BLOCKS)
                .map(blocks ->
                        new OutgoingPacket(
                                new DefinedDataHeader(
                                        route,
                                        blocks.size(),
                                        format,
                                        false,
                                        true,
                                        8 * padding(data, blocks)),
                                rate,
                                confirmed ? number(rate, blocks) : blocks));
    }

    /// Short data between two ports; empty where it is too long.
    public static Optional<OutgoingPacket> raw(
            Route route, int sourcePort, int destinationPort, Octets data, Rate rate) {
        boolean confirmed = route.answerRequested();
        return cut(data, rate, confirmed, MAX_SHORT_BLOCKS)
                .map(blocks ->
                        new OutgoingPacket(
                                new RawDataHeader(
                                        route,
                                        blocks.size(),
                                        sourcePort,
                                        destinationPort,
                                        false,
                                        true,
                                        8 * padding(data, blocks)),
                                rate,
                                confirmed ? number(rate, blocks) : blocks));
    }

    /// Unified data transport; empty where it is too long.
    ///
    /// @param padNibbles of the data that the receiver shall drop
    public static Optional<OutgoingPacket> unified(
            Route route, boolean emergency, int format, Octets data, int padNibbles, int opcode) {
        int count = (data.length() + UDT_SUM_BYTES + Rate.HALF.octets() - 1) / Rate.HALF.octets();
        int filling = count * Rate.HALF.octets() - UDT_SUM_BYTES - data.length();
        if (count > MAX_UDT_BLOCKS || padNibbles + 2 * filling > 0x1F) {
            return Optional.empty();
        }
        byte[] octets = new byte[count * Rate.HALF.octets()];
        data.copyTo(octets, 0);
        int sum = Crc.ccitt(octets, 0, octets.length - UDT_SUM_BYTES);
        octets[octets.length - 2] = (byte) (sum >> 8);
        octets[octets.length - 1] = (byte) sum;
        return Optional.of(
                new OutgoingPacket(
                        new UdtHeader(
                                route,
                                emergency,
                                false,
                                format,
                                padNibbles + 2 * filling,
                                false,
                                count,
                                false,
                                false,
                                opcode),
                        Rate.HALF,
                        split(octets, Rate.HALF.octets())));
    }

    /// A header that is complete by itself, such as a status.
    public static OutgoingPacket alone(DataHeader header) {
        return new OutgoingPacket(header, Rate.HALF, List.of());
    }

    /// An answer to a confirmed packet.
    public static OutgoingPacket of(Answer answer) {
        return new OutgoingPacket(answer.header(), Rate.HALF, answer.blocks());
    }

    /// The blocks of these serial numbers again, of a confirmed packet.
    public OutgoingPacket again(List<Integer> serials) {
        if (!(header instanceof ConfirmedHeader confirmed)) {
            throw new IllegalStateException("only confirmed packets are sent in parts");
        }
        return new OutgoingPacket(
                confirmed.repeated(serials.size()),
                rate,
                serials.stream().map(blocks::get).toList());
    }

    private static Optional<List<Octets>> cut(Octets data, Rate rate, boolean confirmed, int most) {
        int size = rate.data(confirmed);
        int count = (data.length() + PacketSum.SUM_BYTES + size - 1) / size;
        if (count > most) {
            return Optional.empty();
        }
        byte[] octets = new byte[count * size];
        data.copyTo(octets, 0);
        PacketSum.write(octets);
        return Optional.of(split(octets, size));
    }

    private static List<Octets> split(byte[] octets, int size) {
        List<Octets> blocks = new ArrayList<>();
        for (int at = 0; at < octets.length; at += size) {
            blocks.add(Octets.of(octets, at, size));
        }
        return blocks;
    }

    private static int padding(Octets data, List<Octets> blocks) {
        return blocks.size() * blocks.getFirst().length() - PacketSum.SUM_BYTES - data.length();
    }

    private static List<Octets> number(Rate rate, List<Octets> blocks) {
        List<Octets> numbered = new ArrayList<>();
        for (int serial = 0; serial < blocks.size(); serial++) {
            numbered.add(new ConfirmedBlock(serial, blocks.get(serial)).encode(rate));
        }
        return numbered;
    }

    /// The bursts in the order of the air: preambles that count down, header, blocks.
    ///
    /// @param preambles 0 to [#MAX_PREAMBLES], the more the surer a scanning radio hears it
    public List<DataBurst> bursts(SyncPattern sync, int colourCode, int preambles) {
        if (preambles < 0 || preambles > MAX_PREAMBLES) {
            throw new IllegalArgumentException("preambles: expected 0..30, found " + preambles);
        }
        List<DataBurst> bursts = new ArrayList<>();
        Route route = Packet.route(header);
        for (int left = preambles; left > 0; left--) {
            Preamble preamble =
                    Preamble.ofData(
                            route.group(),
                            left + blocks.size(),
                            route.destination(),
                            route.source());
            bursts.add(burst(sync, colourCode, DataType.CSBK, preamble.encode()));
        }
        bursts.add(burst(sync, colourCode, DataType.DATA_HEADER, header.encode()));
        for (Octets block : blocks) {
            bursts.add(burst(sync, colourCode, rate.type(), block));
        }
        return bursts;
    }

    private static DataBurst burst(
            SyncPattern sync, int colourCode, DataType type, Octets payload) {
        return new DataBurst(sync, new SlotType(colourCode, type), payload);
    }
}
