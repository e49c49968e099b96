package dev.gatehouse.protocols.dmr.data;

import static dev.gatehouse.protocols.dmr.data.DataHeaderTest.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.Heard;
import dev.gatehouse.protocols.dmr.Seeds;
import dev.gatehouse.protocols.dmr.SlotReader;
import dev.gatehouse.protocols.dmr.coding.Bits;
import dev.gatehouse.protocols.dmr.link.Assurance;
import dev.gatehouse.protocols.dmr.link.DataBurst;
import dev.gatehouse.protocols.dmr.link.Preamble;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {

    private static final RadioAddress US = new RadioAddress(2_308_094);
    private static final RadioAddress THEM = new RadioAddress(1_234_567);

    private static List<Heard> overTheAir(OutgoingPacket packet, int preambles) {
        SlotReader reader = new SlotReader(PacketAssembler.Limits.STANDARD);
        List<Heard> heard = new ArrayList<>();
        long nowMs = 0;
        for (DataBurst burst : packet.bursts(SyncPattern.MS_DATA, 1, preambles)) {
            heard.addAll(reader.read(burst.encode(), nowMs += 60).heard());
        }
        return heard;
    }

    private static UserData content(List<Heard> heard) {
        return value(assertInstanceOf(Heard.Message.class, heard.getLast()).content());
    }

    /// Each dialect, each rate, confirmed or not, from text to bursts and back.
    @ParameterizedTest
    @EnumSource(TextDialect.class)
    void everyDialectComesBack(TextDialect dialect) {
        Random random = Seeds.random("TextsTest");
        for (int i = 0; i < 150; i++) {
            boolean wide = dialect != TextDialect.RAW;
            String text = text(random, wide, dialect == TextDialect.UNIFIED ? 15 : 100);
            boolean group = random.nextBoolean();
            TextWriter writer =
                    new TextWriter(
                            US,
                            group ? new RadioAddress(9) : THEM,
                            group,
                            !group && dialect != TextDialect.UNIFIED && random.nextBoolean(),
                            List.of(Rate.values()).get(random.nextInt(3)),
                            i & 0x7F);
            List<Heard> heard =
                    overTheAir(writer.write(dialect, text).orElseThrow(), random.nextInt(6));
            UserData.Text read = assertInstanceOf(UserData.Text.class, content(heard));
            assertEquals(dialect, read.dialect());
            assertEquals(text, read.text());
            if (dialect == TextDialect.MOTOROLA || dialect == TextDialect.MOTOROLA_COMPRESSED) {
                assertEquals(OptionalInt.of(i & 0x7F), read.sequence());
                assertEquals(writer.confirmed(), read.answerWanted());
            }
        }
    }

    private static String text(Random random, boolean wide, int most) {
        String characters = wide ? "ABC xyz 019 äöé Ж ф" : "ABC xyz 019-";
        StringBuilder text = new StringBuilder("Lane ");
        for (int left = random.nextInt(most); left > 0; left--) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.append('.').toString();
    }

    @Test
    void preamblesCountDownToTheLastBlock() {
        OutgoingPacket packet =
                new TextWriter(US, THEM, false, false, Rate.HALF, 0)
                        .write(TextDialect.STANDARD, "hello")
                        .orElseThrow();
        List<DataBurst> bursts = packet.bursts(SyncPattern.BS_DATA, 3, 5);
        assertEquals(5 + 1 + packet.blocks().size(), bursts.size());
        List<Heard> heard = overTheAir(packet, 5);
        for (int i = 0; i < 5; i++) {
            Heard.Control control = assertInstanceOf(Heard.Control.class, heard.get(i));
            assertEquals(
                    bursts.size() - 1 - i,
                    assertInstanceOf(Preamble.class, control.block().value()).blocksToFollow());
        }
    }

    @Test
    void whatIsTooLongIsNotSent() {
        TextWriter writer = new TextWriter(US, THEM, false, false, Rate.HALF, 0);
        assertEquals(Optional.empty(), writer.write(TextDialect.STANDARD, "x".repeat(141)));
        assertTrue(writer.write(TextDialect.STANDARD, "x".repeat(140)).isPresent());
        assertEquals(Optional.empty(), writer.write(TextDialect.RAW, "漢"));
        assertEquals(Optional.empty(), writer.write(TextDialect.UNIFIED, "x".repeat(47)));
    }

    /// Radios that do not keep to the byte order.
    @Test
    void byteOrderIsSeenInTheText() {
        String little = "000D000A" + "480045004C004C004F000000";
        String big = "000D000A" + "00480045004C004C004F0000";
        String none = "480045004C004C004F00";
        for (String payload : List.of(little, big, none)) {
            assertEquals("HELLO", StandardText.read(Octets.ofHex(payload)));
        }
    }

    @ParameterizedTest
    @CsvSource({"000DE00101954461006800 6F006A00,ahoj,85,true", "0008A000850461006800,ah,5,false"})
    void textsOfMotorola(String octets, String text, int sequence, boolean answer) {
        assertEquals(
                new UserData.Text(TextDialect.MOTOROLA, text, OptionalInt.of(sequence), answer),
                value(
                        MotorolaText.read(
                                TextDialect.MOTOROLA, Octets.ofHex(octets.replace(" ", "")))));
    }

    @Test
    void acknowledgementsOfMotorola() {
        assertEquals("0003BF0007", MotorolaText.acknowledgement(7).hex());
        for (String octets : List.of("0003BF0007", "00049F008700")) {
            assertEquals(
                    new UserData.TextAcknowledgement(7),
                    value(MotorolaText.read(TextDialect.MOTOROLA, Octets.ofHex(octets))));
        }
        assertEquals(
                new UserData.TextAcknowledgement(53),
                value(MotorolaText.read(TextDialect.MOTOROLA, Octets.ofHex("00049F009520"))));
        for (int sequence = 0; sequence < 128; sequence++) {
            assertEquals(
                    new UserData.TextAcknowledgement(sequence),
                    value(
                            MotorolaText.read(
                                    TextDialect.MOTOROLA, MotorolaText.acknowledgement(sequence))));
        }
        // availability is for who speaks that protocol
        assertInstanceOf(
                UserData.Service.class,
                value(MotorolaText.read(TextDialect.MOTOROLA, Octets.ofHex("0003D00001"))));
        for (String broken : List.of("", "0003", "0004A000", "FFFFA00085", "0002A009")) {
            assertInstanceOf(
                    Decoded.Rejected.class,
                    MotorolaText.read(TextDialect.MOTOROLA, Octets.ofHex(broken)),
                    broken);
        }
        List<Heard> heard =
                overTheAir(
                        new TextWriter(US, THEM, false, false, Rate.HALF, 99)
                                .acknowledge(TextDialect.MOTOROLA_COMPRESSED)
                                .orElseThrow(),
                        0);
        assertEquals(new UserData.TextAcknowledgement(99), content(heard));
    }

    /// Location by another maker's service in a datagram: taken out and handed on.
    @Test
    void aDatagramOfTheSheet() {
        Octets packet =
                Octets.ofHex(
                        "45000038FB410000401125490C23380B0D0008FD0FA10FA10024276A"
                                + "0D1A22047FFFFFFF694728710F0A522C2D82534E6C0048564770402B");
        UdpDatagram datagram = value(UdpDatagram.decode(packet));
        assertEquals(
                UdpDatagram.of(
                        0xFB41,
                        64,
                        new NetworkAddress(12, new RadioAddress(2_308_107)),
                        new NetworkAddress(13, new RadioAddress(2_301)),
                        4001,
                        packet.slice(28, 56)),
                datagram);
        assertEquals(packet, datagram.encode());
        for (int bit = 0; bit < 8 * packet.length(); bit++) {
            byte[] wrong = packet.toArray();
            Bits.write(wrong, bit, 1, ~Bits.read(wrong, bit, 1));
            assertInstanceOf(Decoded.Rejected.class, UdpDatagram.decode(Octets.of(wrong)));
        }
        for (int length = 0; length < packet.length(); length++) {
            assertInstanceOf(Decoded.Rejected.class, UdpDatagram.decode(packet.slice(0, length)));
        }
    }

    @Test
    void datagramsComeBack() {
        Random random = Seeds.random("TextsTest");
        for (int i = 0; i < 5_000; i++) {
            UdpDatagram datagram =
                    new UdpDatagram(
                            random.nextInt(256),
                            random.nextInt(65_536),
                            random.nextInt(2) * 2,
                            random.nextInt(256),
                            new NetworkAddress(
                                    random.nextInt(256), new RadioAddress(random.nextInt(1 << 24))),
                            new NetworkAddress(
                                    random.nextInt(256), new RadioAddress(random.nextInt(1 << 24))),
                            random.nextInt(65_536),
                            random.nextInt(65_536),
                            random.nextBoolean(),
                            Octets.of(Seeds.octets(random, random.nextInt(60))));
            // behind its own length lies padding
            Octets sent = datagram.encode().plus(Octets.of(new byte[random.nextInt(5)]));
            assertEquals(datagram, value(UdpDatagram.decode(sent)));
            int sourceId = random.nextInt(128);
            int destinationId = random.nextBoolean() ? 0 : 1 + random.nextInt(127);
            CompressedDatagram compressed =
                    new CompressedDatagram(
                            random.nextInt(65_536),
                            random.nextInt(16),
                            random.nextInt(16),
                            random.nextInt(4),
                            sourceId,
                            destinationId,
                            sourceId == 0
                                    ? OptionalInt.of(random.nextInt(65_536))
                                    : OptionalInt.empty(),
                            destinationId == 0
                                    ? OptionalInt.of(random.nextInt(65_536))
                                    : OptionalInt.empty(),
                            datagram.payload());
            assertEquals(compressed, value(CompressedDatagram.decode(compressed.encode())));
        }
        assertEquals(
                RejectReason.TOO_SHORT,
                assertInstanceOf(
                                Decoded.Rejected.class,
                                CompressedDatagram.decode(Octets.ofHex("000000000012")))
                        .reason());
        assertEquals(OptionalInt.of(5016), CompressedDatagram.of(1, 1, Octets.NONE).destination());
    }

    @ParameterizedTest
    @CsvSource({
        "2,Straße ohne,''",
        "2,PLAIN TEXT 123,PLAIN TEXT 123",
        "3,Müller,Müller",
        "4,Łódź,Łódź",
        "7,Паспорт,Паспорт",
        "17,€ 5,€ 5",
        "18,漢字 ok,漢字 ok",
        "19,Zoë,Zoë",
        "20,Zoë,Zoë",
        "21,Zoë,Zoë",
        "22,Zoë,Zoë",
        "23,Zoë,Zoë",
        "24,Zoë,Zoë"
    })
    void namedFormatsOfShortData(int format, String text, String read) {
        Optional<Octets> written = TextCoding.write(format, text);
        assertEquals(read.isEmpty(), written.isEmpty());
        written.ifPresent(data -> assertEquals(read, TextCoding.read(format, data)));
    }

    /// Makers that name one format and send another.
    @Test
    void wronglyNamedFormatsAreSeenThrough() {
        Octets little = Octets.of("AHOJ".getBytes(StandardCharsets.UTF_16LE));
        for (int format : new int[] {TextCoding.BINARY, TextCoding.BCD}) {
            assertEquals("AHOJ", TextCoding.read(format, little));
        }
        Octets hytera = Octets.ofHex("0001410048004F004A000000");
        UserData read =
                value(
                        UserData.read(
                                new Packet(
                                        new DefinedDataHeader(
                                                new Route(false, true, 10, US, THEM),
                                                1,
                                                1,
                                                false,
                                                true,
                                                16),
                                        Optional.empty(),
                                        hytera,
                                        Octets.NONE,
                                        Assurance.CRC_32,
                                        0,
                                        0),
                                hytera));
        assertEquals("AHOJ", assertInstanceOf(UserData.Text.class, read).text());
    }

    @Test
    void noTextIsLongerThanItMayBeOrCarriesControls() {
        Random random = Seeds.random("TextsTest");
        for (int i = 0; i < 5_000; i++) {
            String text =
                    TextCoding.read(
                            random.nextInt(64),
                            Octets.of(Seeds.octets(random, random.nextInt(2_000))));
            assertTrue(text.getBytes(StandardCharsets.UTF_8).length <= 512);
            assertTrue(text.codePoints().noneMatch(c -> Character.isISOControl(c) && c != '\n'));
        }
    }

    @Test
    void aLocationInUnifiedData() {
        byte[] data = new byte[22];
        Bits.write(data, 1, 3, 0b111);
        Bits.write(data, 11, 7, 50);
        Bits.write(data, 18, 6, 5);
        Bits.write(data, 24, 14, 2_478);
        Bits.write(data, 38, 8, 14);
        Bits.write(data, 46, 6, 25);
        Bits.write(data, 52, 14, 2_751);
        OutgoingPacket packet =
                OutgoingPacket.unified(
                                new Route(true, false, 0, new RadioAddress(9), THEM),
                                false,
                                UdtMessage.NMEA_LOCATION,
                                Octets.of(data),
                                0,
                                0)
                        .orElseThrow();
        UserData.Location read =
                assertInstanceOf(UserData.Location.class, content(overTheAir(packet, 0)));
        assertEquals(50.0874633, read.position().latitude(), 1e-6);
        assertEquals(14.4212517, read.position().longitude(), 1e-6);
        // no fix
        Bits.write(data, 3, 1, 0);
        assertInstanceOf(
                UserData.Opaque.class,
                content(
                        overTheAir(
                                OutgoingPacket.unified(
                                                new Route(
                                                        true, false, 0, new RadioAddress(9), THEM),
                                                false,
                                                UdtMessage.NMEA_LOCATION,
                                                Octets.of(data),
                                                0,
                                                0)
                                        .orElseThrow(),
                                0)));
    }

    @Test
    void aStatusOverTheAir() {
        StatusHeader status =
                new StatusHeader(new Route(false, false, Sap.SHORT_DATA, US, THEM), 0, 0, 42);
        assertEquals(new UserData.Status(42), content(overTheAir(OutgoingPacket.alone(status), 2)));
    }
}
