package dev.gatehouse.protocols.dmr.data;

import static dev.gatehouse.protocols.dmr.data.DataHeaderTest.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.Seeds;
import dev.gatehouse.protocols.dmr.link.Assurance;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketAssemblerTest {

    private static final RadioAddress US = new RadioAddress(2_308_094);
    private static final RadioAddress THEM = new RadioAddress(1_234_567);
    private static final Route TO_US = new Route(false, true, Sap.IP, US, THEM);
    private static final long STEP_MS = 60;

    private final PacketAssembler assembler = new PacketAssembler(PacketAssembler.Limits.STANDARD);
    private long nowMs = 1_000;

    private List<Assembly> send(OutgoingPacket packet) {
        return send(packet.header(), packet.rate(), packet.blocks());
    }

    private List<Assembly> send(DataHeader header, Rate rate, List<Octets> blocks) {
        List<Assembly> outcomes = new ArrayList<>(assembler.header(header, 0, nowMs += STEP_MS));
        for (Octets block : blocks) {
            outcomes.addAll(assembler.block(rate, block, 0, nowMs += STEP_MS));
        }
        return outcomes;
    }

    private static <T> T only(Class<T> kind, List<Assembly> outcomes) {
        assertEquals(1, outcomes.size(), outcomes.toString());
        return assertInstanceOf(kind, outcomes.getFirst());
    }

    private static OutgoingPacket confirmed(Octets data, int sequence) {
        return OutgoingPacket.confirmed(TO_US, data, Rate.THREE_QUARTERS, sequence).orElseThrow();
    }

    @Test
    void everyKindOfPacketComesBack() {
        Random random = Seeds.random("PacketAssemblerTest");
        for (int i = 0; i < 2_000; i++) {
            Rate rate = List.of(Rate.values()).get(random.nextInt(3));
            Octets data = Octets.of(Seeds.octets(random, random.nextInt(500)));
            Route route = new Route(false, random.nextBoolean(), random.nextInt(16), US, THEM);
            OutgoingPacket packet =
                    switch (i % 4) {
                        case 0 -> OutgoingPacket.unconfirmed(route, data, rate, 4).orElseThrow();
                        case 1 -> OutgoingPacket.confirmed(route, data, rate, i % 8).orElseThrow();
                        case 2 -> OutgoingPacket.defined(route, 18, data, rate).orElseThrow();
                        default -> OutgoingPacket.raw(route, 1, 2, data, rate).orElseThrow();
                    };
            assertEquals(
                    packet.header(), value(DataHeader.decode(packet.header().encode(), 0)).value());
            Packet read = only(Assembly.Received.class, send(packet)).packet();
            assertEquals(data, read.data());
            assertEquals(Assurance.CRC_32, read.assurance());
            assertEquals(packet.header(), read.header());
            assertFalse(assembler.busy());
        }
    }

    @Test
    void unifiedDataComesBack() {
        Random random = Seeds.random("PacketAssemblerTest");
        for (int length = 0; length <= 46; length++) {
            Octets data = Octets.of(Seeds.octets(random, length));
            OutgoingPacket packet =
                    OutgoingPacket.unified(TO_US, true, 4, data, 0, 0).orElseThrow();
            Packet read = only(Assembly.Received.class, send(packet)).packet();
            assertEquals(Assurance.CRC_CCITT, read.assurance());
            UdtHeader header = assertInstanceOf(UdtHeader.class, read.header());
            assertTrue(header.emergency());
            assertEquals(
                    data, read.data().slice(0, read.data().length() - header.padNibbles() / 2));
        }
        assertTrue(
                OutgoingPacket.unified(TO_US, false, 4, Octets.of(new byte[47]), 0, 0).isEmpty());
    }

    /// The packet of the sheet: a compressed datagram of two blocks.
    @Test
    void aPacketOfTheSheet() {
        DataHeader header =
                value(DataHeader.decode(Octets.ofHex("023A2337FC2337FE820081A3"), 0)).value();
        Packet packet =
                only(
                                Assembly.Received.class,
                                send(
                                        header,
                                        Rate.HALF,
                                        List.of(
                                                Octets.ofHex("D6790062620003BF00070000"),
                                                Octets.ofHex("0000000000000000210B9A3D"))))
                        .packet();
        assertEquals("D6790062620003BF0007", packet.data().hex());
        assertEquals(0x3D9A0B21, packet.sum());
        assertEquals(
                new UserData.TextAcknowledgement(7), value(UserData.read(packet, packet.data())));
    }

    @Test
    void aLostBlockOfAnUnconfirmedPacketLosesIt() {
        OutgoingPacket packet =
                OutgoingPacket.unconfirmed(TO_US, Octets.of(new byte[50]), Rate.HALF, 0)
                        .orElseThrow();
        assertEquals(
                List.of(), send(packet.header(), packet.rate(), packet.blocks().subList(1, 5)));
        assertEquals(List.of(), assembler.tick(nowMs + 600));
        Assembly.Failed failed = only(Assembly.Failed.class, assembler.tick(nowMs + 601));
        assertEquals(Assembly.Reason.LOST_BLOCKS, failed.reason());
        assertEquals(Optional.empty(), failed.answer());
        assertEquals(List.of(), assembler.tick(nowMs + 10_000));
        List<Octets> swapped = new ArrayList<>(packet.blocks());
        swapped.set(1, Octets.of(new byte[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}));
        assertEquals(
                Assembly.Reason.BAD_SUM,
                only(Assembly.Failed.class, send(packet.header(), packet.rate(), swapped))
                        .reason());
        // a damaged one counts as come: the end is known at once
        var _ = assembler.header(packet.header(), 0, nowMs);
        for (int i = 0; i < 4; i++) {
            assertEquals(
                    List.of(), assembler.block(packet.rate(), packet.blocks().get(i), 0, nowMs));
        }
        assertEquals(
                Assembly.Reason.LOST_BLOCKS,
                only(Assembly.Failed.class, assembler.damagedBlock(nowMs)).reason());
    }

    @Test
    void ratesAreNotMixedAndANewHeaderEndsTheOld() {
        OutgoingPacket packet =
                OutgoingPacket.unconfirmed(TO_US, Octets.of(new byte[20]), Rate.HALF, 0)
                        .orElseThrow();
        var _ = assembler.header(packet.header(), 0, nowMs);
        var _ = assembler.block(Rate.HALF, packet.blocks().get(0), 0, nowMs);
        assertEquals(
                Assembly.Reason.MIXED_RATES,
                only(
                                Assembly.Failed.class,
                                assembler.block(Rate.FULL, Octets.of(new byte[24]), 0, nowMs))
                        .reason());
        var _ = assembler.header(packet.header(), 0, nowMs);
        assertEquals(
                Assembly.Reason.INTERRUPTED,
                only(Assembly.Failed.class, assembler.header(packet.header(), 0, nowMs)).reason());
        assertTrue(assembler.busy());
        PacketAssembler idle = new PacketAssembler(PacketAssembler.Limits.STANDARD);
        assertEquals(List.of(), idle.block(Rate.HALF, Octets.of(new byte[12]), 0, nowMs));
        assertEquals(List.of(), idle.damagedBlock(nowMs));
        assertEquals(2, idle.orphanBlocks());
    }

    @Test
    void moreProblemsOfHeaders() {
        OutgoingPacket packet =
                OutgoingPacket.unconfirmed(TO_US, Octets.of(new byte[4]), Rate.HALF, 0)
                        .orElseThrow();
        UnconfirmedHeader header = assertInstanceOf(UnconfirmedHeader.class, packet.header());
        assertEquals(
                Assembly.Reason.BAD_PADDING,
                only(
                                Assembly.Failed.class,
                                send(
                                        new UnconfirmedHeader(header.route(), 9, true, 1, 0, 0),
                                        Rate.HALF,
                                        packet.blocks()))
                        .reason());
        // a header without blocks is complete, and so is a status
        assertEquals(
                Octets.NONE,
                only(
                                Assembly.Received.class,
                                send(new StatusHeader(TO_US, 0, 0, 7), Rate.HALF, List.of()))
                        .packet()
                        .data());
    }

    @Test
    void aMakersHeaderCountsAsABlock() {
        OutgoingPacket packet =
                OutgoingPacket.unconfirmed(TO_US, Octets.of(new byte[20]), Rate.HALF, 0)
                        .orElseThrow();
        UnconfirmedHeader header = assertInstanceOf(UnconfirmedHeader.class, packet.header());
        ProprietaryHeader second =
                new ProprietaryHeader(Sap.PROPRIETARY, 0x10, Octets.of(new byte[8]));
        var _ =
                assembler.header(
                        new UnconfirmedHeader(header.route(), header.padOctets(), true, 3, 0, 0),
                        0,
                        nowMs);
        assertEquals(List.of(), assembler.header(second, 0, nowMs));
        assertEquals(List.of(), assembler.block(Rate.HALF, packet.blocks().get(0), 0, nowMs));
        Packet read =
                only(
                                Assembly.Received.class,
                                assembler.block(Rate.HALF, packet.blocks().get(1), 0, nowMs))
                        .packet();
        assertEquals(Optional.of(second), read.proprietary());
        assertEquals(20, read.data().length());
        assertEquals(List.of(), assembler.header(second, 0, nowMs));
    }

    @Test
    void gapsOfAConfirmedPacketAreAskedForAndFilled() {
        Random random = Seeds.random("PacketAssemblerTest");
        for (int i = 0; i < 200; i++) {
            Octets data = Octets.of(Seeds.octets(random, 20 + random.nextInt(1_000)));
            OutgoingPacket packet = confirmed(data, i % 8);
            int count = packet.blocks().size();
            BitSet lost = new BitSet();
            for (int at : Seeds.places(random, 1 + random.nextInt(count), count)) {
                lost.set(at);
            }
            List<Assembly> outcomes = new ArrayList<>(assembler.header(packet.header(), 0, nowMs));
            for (int at = 0; at < count; at++) {
                outcomes.addAll(
                        lost.get(at)
                                ? assembler.damagedBlock(nowMs)
                                : assembler.block(
                                        packet.rate(), packet.blocks().get(at), 0, nowMs));
            }
            Assembly.Gaps gaps = only(Assembly.Gaps.class, outcomes);
            assertEquals(lost.stream().boxed().toList(), gaps.missing());
            // what is asked is understood on the other side
            OutgoingPacket question = OutgoingPacket.of(gaps.answer());
            PacketAssembler sender = new PacketAssembler(PacketAssembler.Limits.STANDARD);
            List<Assembly> asked = new ArrayList<>(sender.header(question.header(), 0, nowMs));
            for (Octets block : question.blocks()) {
                asked.addAll(sender.block(Rate.HALF, block, 0, nowMs));
            }
            Packet answer = only(Assembly.Received.class, asked).packet();
            UserData.Response response =
                    assertInstanceOf(
                            UserData.Response.class, value(UserData.read(answer, answer.data())));
            assertTrue(response.header().asksAgain());
            assertEquals(gaps.missing(), response.map().orElseThrow().missing(count));
            assertEquals(THEM, answer.route().destination());
            // and only that is sent again, in any order
            List<Integer> wanted = new ArrayList<>(gaps.missing());
            Collections.shuffle(wanted, random);
            Assembly.Received received = only(Assembly.Received.class, send(packet.again(wanted)));
            assertEquals(data, received.packet().data());
            assertEquals(
                    ResponseHeader.acknowledging(TO_US, i % 8),
                    received.answer().orElseThrow().header());
        }
    }

    @Test
    void aSecondTryTooLateStartsAnew() {
        OutgoingPacket packet = confirmed(Octets.of(new byte[40]), 2);
        var _ = assembler.header(packet.header(), 0, nowMs);
        var _ = assembler.block(packet.rate(), packet.blocks().get(0), 0, nowMs);
        var _ = only(Assembly.Gaps.class, assembler.tick(nowMs + 700));
        nowMs += 10_001;
        List<Assembly> outcomes = send(packet.again(List.of(1, 2)));
        assertEquals(List.of(0), only(Assembly.Gaps.class, outcomes).missing());
    }

    @Test
    void theSamePacketAgainIsADuplicateForAWhile() {
        OutgoingPacket packet = confirmed(Octets.ofHex("0102030405"), 3);
        assertFalse(only(Assembly.Received.class, send(packet)).duplicate());
        Assembly.Received again = only(Assembly.Received.class, send(packet));
        assertTrue(again.duplicate());
        assertTrue(again.answer().isPresent(), "its sender did not hear the first answer");
        nowMs += 10_001;
        assertFalse(only(Assembly.Received.class, send(packet)).duplicate());
        assertFalse(
                only(Assembly.Received.class, send(confirmed(Octets.ofHex("0102030405"), 4)))
                        .duplicate());
    }

    @Test
    void aWrongSumOverGoodBlocksIsRefused() {
        OutgoingPacket packet = confirmed(Octets.of(new byte[40]), 5);
        List<Octets> blocks = new ArrayList<>(packet.blocks());
        blocks.set(
                0,
                new ConfirmedBlock(
                                0,
                                Octets.of(
                                        new byte[] {
                                            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1
                                        }))
                        .encode(packet.rate()));
        Assembly.Failed failed =
                only(Assembly.Failed.class, send(packet.header(), packet.rate(), blocks));
        assertEquals(Assembly.Reason.BAD_SUM, failed.reason());
        ResponseHeader refusal = failed.answer().orElseThrow().header();
        assertEquals(1, refusal.responseClass());
        assertEquals(5, refusal.status());
    }

    @Test
    void nothingGrows() {
        Random random = Seeds.random("PacketAssemblerTest");
        for (int i = 0; i < 20_000; i++) {
            Route route =
                    new Route(
                            false,
                            true,
                            Sap.IP,
                            US,
                            new RadioAddress(1 + random.nextInt(1_000_000)));
            OutgoingPacket packet =
                    OutgoingPacket.confirmed(route, Octets.of(new byte[30]), Rate.HALF, i & 7)
                            .orElseThrow();
            var _ = assembler.header(packet.header(), 0, nowMs);
            var _ = assembler.block(packet.rate(), packet.blocks().get(0), 0, nowMs);
            nowMs += 1;
        }
        assertTrue(assembler.waiting() <= PacketAssembler.MAX_WAITING);
    }

    @Test
    void fragmentsAreJoinedInOrder() {
        FragmentJoiner joiner = new FragmentJoiner();
        assertEquals(Optional.empty(), joiner.add(fragment(0, "01"), 0));
        assertEquals(Optional.empty(), joiner.add(fragment(1, "02"), 100));
        assertEquals(Optional.of(Octets.ofHex("010203")), joiner.add(fragment(10, "03"), 200));
        // in one piece
        assertEquals(Optional.of(Octets.ofHex("07")), joiner.add(fragment(8, "07"), 300));
        // one is missing, or too late
        assertEquals(Optional.empty(), joiner.add(fragment(0, "01"), 0));
        assertEquals(Optional.empty(), joiner.add(fragment(10, "03"), 100));
        assertEquals(Optional.empty(), joiner.add(fragment(0, "01"), 0));
        assertEquals(Optional.empty(), joiner.add(fragment(1, "02"), 5_001));
        assertEquals(2, joiner.dropped());
    }

    private static Packet fragment(int fsn, String data) {
        return new Packet(
                new ConfirmedHeader(TO_US, 0, true, 1, false, 0, fsn, false),
                Optional.empty(),
                Octets.ofHex(data),
                Octets.NONE,
                Assurance.CRC_32,
                0,
                0);
    }
}
