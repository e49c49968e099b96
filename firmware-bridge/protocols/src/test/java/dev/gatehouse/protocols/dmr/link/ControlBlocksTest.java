package dev.gatehouse.protocols.dmr.link;

import static dev.gatehouse.protocols.dmr.link.BurstTest.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.Seeds;
import dev.gatehouse.protocols.dmr.coding.Bits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ControlBlocksTest {

    private static final RadioAddress UNIT = new RadioAddress(1_234_567);
    private static final RadioAddress OTHER = new RadioAddress(2_308_094);

    private static Csbk csbk(String octets) {
        Checked<Csbk> checked = value(Csbk.decode(Octets.ofHex(octets), 0));
        assertTrue(checked.verified());
        assertEquals(octets, checked.value().encode().hex());
        return checked.value();
    }

    @Test
    void blocksOfTheSheet() {
        assertEquals(
                ServiceCsbk.of(ServiceCsbk.Kind.UNIT_VOICE_REQUEST, 0, 0, OTHER, UNIT),
                csbk("840000002337FE12D687CD73"));
        assertEquals(
                ServiceCsbk.of(ServiceCsbk.Kind.WAKE_UP, 0, 0, RadioAddress.ALL, UNIT),
                csbk("B8000000FFFFFF12D6876FE0"));
        assertEquals(
                Preamble.ofData(true, 3, new RadioAddress(9), UNIT),
                csbk("BD00C00300000912D687C887"));
        UnitCsbk alarm = assertInstanceOf(UnitCsbk.class, csbk("A710000000000912D68748FD"));
        assertEquals(
                UnitCsbk.of(UnitCsbk.Kind.EMERGENCY_ALARM, 0, new RadioAddress(9), UNIT), alarm);
        UnitCsbk registration = assertInstanceOf(UnitCsbk.class, csbk("88100008FD2337FDF020E68B"));
        assertEquals(UnitCsbk.Kind.REGISTRATION, registration.kind());
        assertEquals(new RadioAddress(2_301), registration.target());
        assertEquals(new RadioAddress(2_308_093), registration.source());
        assertEquals(0xF020, registration.information());
    }

    /// The same opcode with another feature set is another message.
    @Test
    void anOpcodeMeansNothingWithoutItsFeatureSet() {
        for (int fid : new int[] {FeatureSet.STANDARD, 0x06, 0x9F}) {
            for (int opcode : new int[] {0x1F, 0x20, 0x24, 0x27, 0x08}) {
                Csbk block =
                        new Csbk.Opaque(
                                new Csbk.Head(true, false, opcode, fid), Octets.of(new byte[8]));
                assertEquals(block, csbk(block.encode().hex()));
            }
        }
        Csbk.Head hytera = new Csbk.Head(true, false, 0x27, FeatureSet.HYTERA_68);
        assertInstanceOf(
                UnitCsbk.class,
                csbk(new Csbk.Opaque(hytera, Octets.of(new byte[8])).encode().hex()));
        Csbk.Head closed = new Csbk.Head(true, true, 0x27, FeatureSet.MOTOROLA);
        assertInstanceOf(
                Csbk.Opaque.class,
                csbk(new Csbk.Opaque(closed, Octets.of(new byte[8])).encode().hex()));
    }

    @Test
    void whoIsMeantAndWhoSentIt() {
        for (UnitCsbk.Kind kind : UnitCsbk.Kind.values()) {
            for (int information : new int[] {0x0080, 0x0000, 0x0580}) {
                UnitCsbk block = UnitCsbk.of(kind, information, OTHER, UNIT);
                assertEquals(block, csbk(block.encode().hex()));
                assertEquals(OTHER, block.target());
                assertEquals(UNIT, block.source());
            }
        }
        // the answer to a radio check has its source first
        assertEquals(UNIT, UnitCsbk.of(UnitCsbk.Kind.RADIO_CHECK, 0, OTHER, UNIT).first());
        for (ServiceCsbk.Kind kind : ServiceCsbk.Kind.values()) {
            ServiceCsbk block = ServiceCsbk.of(kind, 0x81, ServiceCsbk.DENY, OTHER, UNIT);
            assertEquals(block, csbk(block.encode().hex()));
            assertEquals(OTHER, block.target());
            assertEquals(UNIT, block.source());
        }
        assertEquals(
                Optional.of(new ServiceOptions(0x80)),
                ServiceCsbk.of(ServiceCsbk.Kind.UNIT_VOICE_REQUEST, 0x80, 0, OTHER, UNIT)
                        .options());
    }

    @Test
    void anyBlockWithAGoodSumComesBack() {
        Random random = Seeds.random("ControlBlocksTest");
        int[] opcodes = {0x04, 0x05, 0x26, 0x38, 0x3D, 0x1F, 0x20, 0x24, 0x27, 0x08};
        int[] fids = {0, 0x10, 0x08, 0x68};
        for (int i = 0; i < 20_000; i++) {
            byte[] block = Seeds.octets(random, 12);
            if (random.nextBoolean()) {
                block[0] = (byte) ((block[0] & 0x80) | opcodes[random.nextInt(opcodes.length)]);
                block[1] = (byte) fids[random.nextInt(fids.length)];
            }
            Octets sent = Ccitt.seal(block, DataType.CSBK.mask());
            assertEquals(sent, value(Csbk.decode(sent, 0)).value().encode());
        }
    }

    @Test
    void anyWrongBitIsNoticedAndSoIsAnotherType() {
        Octets good = Octets.ofHex("A710000000000912D68748FD");
        for (int bit = 0; bit < 96; bit++) {
            byte[] wrong = good.toArray();
            wrong[bit >> 3] ^= (byte) (0x80 >> (bit & 7));
            assertEquals(RejectReason.BAD_CHECKSUM, reason(Csbk.decode(Octets.of(wrong), 0)));
        }
        assertEquals(RejectReason.BAD_CHECKSUM, reason(PiHeader.decode(good, 0)));
        assertEquals(RejectReason.BAD_CHECKSUM, reason(UnifiedData.decode(good, 0)));
        assertEquals(RejectReason.TOO_SHORT, reason(Csbk.decode(good.slice(0, 11), 0)));
    }

    static RejectReason reason(Decoded<?> decoded) {
        return assertInstanceOf(Decoded.Rejected.class, decoded).reason();
    }

    @Test
    void privacyIsToldAndNotUndone() {
        Octets block = Octets.ofHex("211002177AFC730000090DDA");
        PiHeader header = value(PiHeader.decode(block, 0)).value();
        assertEquals(new PiHeader(0x21, 0x10, 2, 0x177AFC73, new RadioAddress(9)), header);
        assertEquals(block, header.encode());
    }

    @Test
    void shortControlOfTheSheet() {
        ShortLc.ActivityUpdate update =
                new ShortLc.ActivityUpdate(
                        0, 9, 0, ShortLc.ActivityUpdate.hash(new RadioAddress(9_990)));
        assertEquals("033A0000C63FC5F030", update.encode().hex());
        Checked<ShortLc> read = value(ShortLc.decode(update.encode()));
        assertEquals(new Checked<>(update, Assurance.CRC_8, 0), read);
        assertFalse(read.verified());
        assertTrue(new ShortLc.ActivityUpdate(0, 0xC, 0, 0).emergency(2));
        assertFalse(new ShortLc.ActivityUpdate(0, 0xC, 0, 0).emergency(1));
        for (ShortLc one : List.of(new ShortLc.Empty(), new ShortLc.Opaque(0xF, 0x123456))) {
            assertEquals(one, value(ShortLc.decode(one.encode())).value());
        }
        assertEquals(RejectReason.TOO_LONG, reason(ShortLc.decode(Octets.of(new byte[10]))));
    }

    @Test
    void shortControlIsCollectedFromTheAnnouncementChannel() {
        Random random = Seeds.random("ControlBlocksTest");
        ShortLc sent = new ShortLc.Opaque(2, 0xABCDEF);
        byte[] coded = sent.encode().toArray();
        Lcss[] order = {Lcss.FIRST, Lcss.CONTINUATION, Lcss.CONTINUATION, Lcss.LAST};
        ShortLcCollector collector = new ShortLcCollector();
        List<ShortLc> read = new ArrayList<>();
        for (int i = -1; i < 12; i++) {
            int quarter = Math.floorMod(i, 4);
            int fragment = (int) Bits.read(coded, 17 * quarter, 17);
            Cach cach = new Cach(i % 2 == 0, 1 + quarter % 2, order[quarter], fragment, 0);
            int bits = cach.encode();
            assertEquals(cach, value(Cach.decode(bits)));
            int places = 1 << (23 - new int[] {0, 4, 8, 12, 14, 18, 22}[random.nextInt(7)]);
            Cach damaged = value(Cach.decode(bits ^ places));
            assertEquals(1, damaged.correctedBits());
            collector.add(damaged).ifPresent(one -> read.add(value(one).value()));
        }
        assertEquals(List.of(sent, sent, sent), read);
    }

    @Test
    void aReverseChannelComesBack() {
        for (int command = 0; command < 16; command++) {
            ReverseChannel sent = new ReverseChannel(command);
            assertEquals(
                    new Checked<>(sent, Assurance.CRC_7, 0),
                    value(ReverseChannel.decode(sent.encode())));
        }
        assertEquals(RejectReason.BAD_CHECKSUM, reason(ReverseChannel.decode(0x12345678)));
    }

    @Test
    void aMessageOfSeveralBlocksComesBack() {
        Random random = Seeds.random("ControlBlocksTest");
        for (int count = 1; count <= MultiBlockControl.MAX_CONTINUATIONS; count++) {
            MultiBlockControl sent =
                    new MultiBlockControl(
                            new Csbk.Head(false, false, 0x28, 0),
                            Octets.of(Seeds.octets(random, 8)),
                            Octets.of(Seeds.octets(random, 12 * count - 2)));
            List<Octets> blocks = sent.encodeContinuations();
            assertEquals(count, blocks.size());
            assertEquals(
                    new Checked<>(sent, Assurance.CRC_CCITT, 0),
                    value(MultiBlockControl.decode(sent.encodeHeader(), blocks, 0)));
            assertEquals(
                    RejectReason.BAD_CHECKSUM,
                    reason(
                            MultiBlockControl.decode(
                                    sent.encodeHeader(),
                                    blocks.reversed().subList(0, 1).stream()
                                            .map(b -> Octets.of(new byte[12]))
                                            .toList(),
                                    0)));
        }
    }

    @Test
    void aShortLocationIsRead() {
        // service 0, elapsed 0, 14.421251 E, 50.087464 N
        byte[] content = new byte[10];
        Bits.write(content, 8, 25, 0x014829E);
        Bits.write(content, 33, 24, 0x473C4A);
        UnifiedData data = new UnifiedData(Octets.of(content));
        UnifiedData read = value(UnifiedData.decode(data.encode(), 0)).value();
        assertEquals(data, read);
        assertEquals(50.087464, read.position().orElseThrow().latitude(), 1e-5);
        content[0] = 0x50;
        assertEquals(Optional.empty(), new UnifiedData(Octets.of(content)).position());
    }
}
