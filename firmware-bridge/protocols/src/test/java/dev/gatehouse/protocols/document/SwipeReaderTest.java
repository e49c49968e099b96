package dev.gatehouse.protocols.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.document.SwipeFraming.End;
import dev.gatehouse.protocols.document.SwipeFraming.Separator;
import dev.gatehouse.protocols.document.SwipeFraming.Start;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwipeReaderTest {
    private static final long MS = 1_000_000;
    private static final Octets M = Octets.of(new byte[] {'M'});

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static SwipeFraming framing(Start start, Separator separator, End end) {
        return new SwipeFraming(
                start, start == Start.PREFIX ? M : Octets.NONE, separator, end, false);
    }

    /// Every framing that can be told apart from its content.
    static List<SwipeFraming> framings() {
        List<SwipeFraming> all = new ArrayList<>();
        for (Start start : Start.values()) {
            for (Separator separator : Separator.values()) {
                for (End end : End.values()) {
                    boolean possible =
                            switch (end) {
                                case CR_CR -> separator != Separator.CR_LF;
                                case CR ->
                                        separator != Separator.CR_LF && separator != Separator.LF;
                                case CR_LF ->
                                        separator != Separator.CR && separator != Separator.LF;
                                case ETX, EOT, IDLE, ETX_OR_IDLE -> true;
                            };
                    if (possible) {
                        all.add(framing(start, separator, end));
                    }
                }
            }
        }
        all.add(new SwipeFraming(Start.STX, Octets.NONE, Separator.CR, End.ETX, true));
        return all;
    }

    @Test
    void theExamplesOfTheSheetAreWrittenOctetByOctet() {
        List<String> lines = List.of(ZoneReaderTest.TD3.split("\n", -1));
        String one = lines.getFirst();
        String two = lines.getLast();
        assertArrayEquals(
                octets("\u0002" + one + "\r" + two + "\r\u0003"),
                framing(Start.STX, Separator.CR, End.ETX).encode(lines));
        assertArrayEquals(
                octets(one + "\r\n" + two + "\r\n"),
                framing(Start.NONE, Separator.CR_LF, End.IDLE).encode(lines));
        assertArrayEquals(
                octets(one + two + "\r"),
                framing(Start.NONE, Separator.NONE, End.CR).encode(lines));
        assertArrayEquals(
                octets("M" + one + "\r" + two + "\r\r"),
                framing(Start.PREFIX, Separator.CR, End.CR_CR).encode(lines));
    }

    @Test
    void everyFormIsReadInEveryFramingWhereverItIsCut() {
        for (SwipeFraming framing : framings()) {
            for (String zone :
                    List.of(
                            ZoneReaderTest.TD1,
                            ZoneReaderTest.TD2,
                            ZoneReaderTest.TD3,
                            ZoneReaderTest.MRVA,
                            ZoneReaderTest.MRVB)) {
                byte[] frame = framing.encode(List.of(zone.split("\n", -1)));
                for (int cut = 0; cut <= frame.length; cut += 7) {
                    SwipeReader reader = new SwipeReader(framing);
                    List<Swipe> found = new ArrayList<>();
                    reader.octets(Arrays.copyOf(frame, cut), 5 * MS, found::add);
                    reader.octets(
                            Arrays.copyOfRange(frame, cut, frame.length), 45 * MS, found::add);
                    assertEquals(
                            framing.endsWithSilence() ? 0 : 1, found.size(), framing.toString());
                    reader.idle(194 * MS, found::add);
                    reader.idle(195 * MS, found::add);
                    assertEquals(1, found.size(), framing.toString());
                    Swipe.Frame swipe = assertInstanceOf(Swipe.Frame.class, found.getFirst());
                    assertEquals(zone, ZoneReaderTest.read(swipe.text()).zone());
                    assertTrue(reader.wiped());
                }
            }
        }
    }

    @Test
    void aPauseInsideAFrameIsNoEndWhereAMarkIs() {
        SwipeReader reader = new SwipeReader(framing(Start.STX, Separator.CR, End.ETX));
        byte[] frame =
                framing(Start.STX, Separator.CR, End.ETX)
                        .encode(List.of(ZoneReaderTest.TD3.split("\n", -1)));
        List<Swipe> found = new ArrayList<>();
        reader.octets(Arrays.copyOf(frame, 40), 0, found::add);
        reader.idle(1_900 * MS, found::add);
        reader.octets(Arrays.copyOfRange(frame, 40, frame.length), 1_999 * MS, found::add);
        assertEquals(1, found.size());
        assertEquals(1_999, assertInstanceOf(Swipe.Frame.class, found.getFirst()).durationMs());
    }

    @Test
    void aFrameThatNeverEndsIsGivenUp() {
        SwipeReader reader = new SwipeReader(framing(Start.STX, Separator.CR, End.ETX));
        List<Swipe> found = new ArrayList<>();
        reader.octets(octets("\u0002P<UTO"), 0, found::add);
        reader.idle(2_000 * MS, found::add);
        assertEquals(List.of(), found);
        reader.idle(2_001 * MS, found::add);
        assertEquals(List.of(new Swipe.Refused(RejectReason.TOO_SHORT)), found);
        assertTrue(reader.wiped());
        assertFalse(reader.waits());
    }

    @Test
    void tooManyOctetsAreThrownAwayUntilSilence() {
        SwipeReader reader = new SwipeReader(SwipeFraming.usual());
        List<Swipe> found = new ArrayList<>();
        reader.octets(new byte[0], 0, found::add);
        byte[] endless = new byte[600];
        Arrays.fill(endless, (byte) 'A');
        reader.octets(endless, 0, found::add);
        assertEquals(List.of(new Swipe.Refused(RejectReason.TOO_LONG)), found);
        assertEquals(600 - 512, reader.noise());
        reader.octets(endless, 100 * MS, found::add);
        assertEquals(1, found.size());
        reader.octets(
                octets(ZoneReaderTest.TD2.replace('\n', '\r') + "\r\u0003"), 300 * MS, found::add);
        assertEquals(2, found.size());
        assertTrue(reader.wiped());
    }

    @Test
    void noiseBeforeAStartMarkIsCountedAndTheCheckOctetIsChecked() {
        SwipeFraming framing =
                new SwipeFraming(Start.STX, Octets.NONE, Separator.CR, End.ETX, true);
        byte[] frame = framing.encode(List.of("AB"));
        assertArrayEquals(octets("\u0002AB\r\u0003" + (char) ('A' ^ 'B' ^ 0x0D ^ 0x03)), frame);
        SwipeReader reader = new SwipeReader(framing);
        List<Swipe> found = new ArrayList<>();
        reader.octets(octets("xyz"), 0, found::add);
        reader.octets(frame, 0, found::add);
        frame[frame.length - 1] ^= 1;
        reader.octets(frame, 0, found::add);
        assertEquals(3, reader.noise());
        assertEquals(
                List.of(new Swipe.Frame("AB", 0), new Swipe.Refused(RejectReason.BAD_CHECKSUM)),
                found);
    }

    @Test
    void aLostEndCostsOneFrame() {
        SwipeReader reader = new SwipeReader(framing(Start.STX, Separator.CR, End.ETX));
        List<Swipe> found = new ArrayList<>();
        reader.octets(octets("\u0002AB\r\u0002CD\r\u0003"), 0, found::add);
        assertEquals(
                List.of(new Swipe.Refused(RejectReason.TOO_SHORT), new Swipe.Frame("CD", 0)),
                found);
    }

    @Test
    void theReadersOwnErrorMarksAreUnreadableSwipes() {
        SwipeFraming framing = framing(Start.STX, Separator.CR, End.ETX);
        for (String mark :
                List.of(
                        "\u0002?\r\u0003",
                        "\u0002*\u0003",
                        "\u0002\u0003",
                        "\u0002\r\r\u0003",
                        "\u0015")) {
            List<Swipe> found = new ArrayList<>();
            new SwipeReader(framing).octets(octets(mark), 0, found::add);
            assertEquals(List.of(new Swipe.Unreadable()), found);
        }
    }

    @Test
    void impossibleFramingsAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new SwipeFraming(Start.NONE, M, Separator.CR, End.ETX, false));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SwipeFraming(Start.PREFIX, Octets.NONE, Separator.CR, End.ETX, false));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SwipeFraming(Start.NONE, Octets.NONE, Separator.CR, End.ETX, true));
    }
}
