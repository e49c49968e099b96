package dev.gatehouse.protocols.portal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortalLineTest {

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static PortalLine line(String text) {
        return switch (PortalLine.decode(ascii(text))) {
            case Decoded.Message<PortalLine>(PortalLine line) -> line;
            case Decoded.Rejected<PortalLine>(RejectReason reason, String detail) ->
                    throw new AssertionError(reason + " " + detail);
        };
    }

    private static final DetectorCounts COUNTS = new DetectorCounts(258, 253, 258, 252);

    @Test
    void everyTagMeansWhatTheTableSays() {
        String fields = ",000258,000253,000258,000252";
        Radiation gamma = Radiation.GAMMA;
        Radiation neutron = Radiation.NEUTRON;
        assertEquals(
                List.of(
                        new PortalLine.Background(gamma, PortalLine.Level.NORMAL, COUNTS),
                        new PortalLine.Background(neutron, PortalLine.Level.NORMAL, COUNTS),
                        new PortalLine.Background(gamma, PortalLine.Level.LOW, COUNTS),
                        new PortalLine.Background(gamma, PortalLine.Level.HIGH, COUNTS),
                        new PortalLine.Background(neutron, PortalLine.Level.HIGH, COUNTS),
                        new PortalLine.Scan(gamma, false, COUNTS),
                        new PortalLine.Scan(gamma, true, COUNTS),
                        new PortalLine.Scan(neutron, false, COUNTS),
                        new PortalLine.Scan(neutron, true, COUNTS),
                        new PortalLine.End(COUNTS),
                        new PortalLine.Tamper(true, COUNTS),
                        new PortalLine.Tamper(false, COUNTS)),
                List.of("GB", "NB", "GL", "GH", "NH", "GS", "GA", "NS", "NA", "GX", "TT", "TC")
                        .stream()
                        .map(tag -> line(tag + fields))
                        .toList());
        assertEquals(1_021, COUNTS.total());
        assertEquals(258, COUNTS.at(2));
    }

    @ParameterizedTest
    @EnumSource(PortalTag.class)
    void everyTagIsWrittenAsItWasRead(PortalTag tag) {
        String text =
                tag == PortalTag.SP
                        ? "SP,0.2249,03.032,004.88,000000"
                        : tag + ",000077,000001,999999,000000";
        assertEquals(30, text.length());
        PortalLine line = line(text);
        assertEquals(Optional.of(tag), line.tag());
        assertArrayEquals(ascii(text), line.encode());
    }

    @Test
    void speedIsCheckedByItsBeamsAndUnits() {
        PortalLine.Speed speed =
                assertInstanceOf(PortalLine.Speed.class, line("SP,0.2249,03.032,004.88,000000"));
        assertEquals(0.2249, speed.transitSeconds().value());
        assertEquals(Optional.of(4.88), speed.checkedKmh());
        for (String wrong :
                List.of(
                        "SP,0.2349,03.032,004.88,000000",
                        "SP,0.2249,03.132,004.88,000000",
                        "SP,0.2249,03.032,005.08,000000",
                        "SP,0.0000,00.000,000.00,000000")) {
            assertEquals(
                    Optional.empty(),
                    assertInstanceOf(PortalLine.Speed.class, line(wrong)).checkedKmh());
        }
        assertEquals("03.032", PortalDecimal.of(3.032, 2).text());
        assertEquals("004.88", PortalDecimal.of(4.88, 3).text());
        assertEquals("0.2249", PortalDecimal.of(0.2249, 1).text());
        assertThrows(IllegalArgumentException.class, () -> PortalDecimal.of(1_000, 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GA,0000x7,000077,000077,000077
                    GA,000077,000077,000077
                    GA
                    NA,
                    GA,000077,000077,000077,000077,000077
                    NA,-00001,000000,000000,000000
                    NA,+00001,000000,000000,000000
                    GA,1234567890,000000,000000,000000
                    SP,0..249,03.032,004.88,000000
                    SP,.22490,03.032,004.88,000000
                    """)
    void aGarbledLineOfAKnownTagKeepsItsTag(String text) {
        PortalLine line = line(text);
        assertInstanceOf(PortalLine.Damaged.class, line);
        assertEquals(PortalTag.of(text.substring(0, 2)), line.tag());
        assertArrayEquals(ascii(text), line.encode());
    }

    @Test
    void aStrongSourceHasRoomForMoreDigits() {
        assertEquals(
                new PortalLine.Scan(
                        Radiation.GAMMA, true, new DetectorCounts(1_234_567, 0, 0, 999_999_999)),
                line("GA,1234567,000000,0,999999999"));
    }

    @Test
    void unknownTagsAreKept() {
        assertEquals(
                new PortalLine.Other("SG", Octets.of(ascii("SG,007.00,004"))),
                line("SG,007.00,004 \t "));
        assertEquals(new PortalLine.Other("01", Octets.of(ascii("01"))), line("01"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "gb,000001", "GBX,0", "<html>", "SG,\u0001", "G ,1"})
    void whatIsNoLineIsRefused(String text) {
        assertInstanceOf(Decoded.Rejected.class, PortalLine.decode(ascii(text)));
    }

    @Test
    void lengthIsLimited() {
        assertEquals(64, line("SG," + "1".repeat(61)).encode().length);
        assertEquals(
                RejectReason.TOO_LONG,
                assertInstanceOf(
                                Decoded.Rejected.class,
                                PortalLine.decode(ascii("SG," + "1".repeat(62))))
                        .reason());
    }

    @Test
    void linesAreCutAtEveryByteBoundary() {
        byte[] stream =
                ascii(
                        "NB,000003,000004,000002,000002\r\nGB,000258,000253,000258,000252\n\r\n"
                                + "GA,000077,000077,000077,000077  \r\n????\r\n"
                                + "x".repeat(5_000)
                                + "\nGX,000000,000000,000000,000000\r\n");
        List<PortalInput> whole = read(List.of(stream));
        assertEquals(6, whole.size());
        PortalInput.Unreadable junk = assertInstanceOf(PortalInput.Unreadable.class, whole.get(4));
        assertEquals(5_000, junk.lengthBytes());
        assertEquals(RejectReason.TOO_LONG, junk.reason());
        for (int cut = 0; cut <= stream.length; cut++) {
            assertEquals(
                    whole,
                    read(
                            List.of(
                                    Arrays.copyOf(stream, cut),
                                    Arrays.copyOfRange(stream, cut, stream.length))));
        }
        List<byte[]> single = new ArrayList<>();
        for (byte octet : stream) {
            single.add(new byte[] {octet});
        }
        assertEquals(whole, read(single));
    }

    private static List<PortalInput> read(List<byte[]> chunks) {
        PortalLineReader reader = new PortalLineReader();
        List<PortalInput> found = new ArrayList<>();
        chunks.forEach(chunk -> reader.octets(chunk, found::add));
        assertEquals(0, reader.reset());
        assertEquals(1, reader.emptyLines());
        return found;
    }

    @Test
    void unreadableOctetsLeaveTheirHash() {
        List<PortalInput> found = new ArrayList<>();
        new PortalLineReader().octets(ascii("abc\n"), found::add);
        assertEquals(
                List.of(
                        new PortalInput.Unreadable(
                                RejectReason.BAD_SYNTAX,
                                3,
                                Octets.ofHex(
                                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))),
                found);
    }
}
