package dev.gatehouse.protocols.lpr;

import static dev.gatehouse.protocols.lpr.MakerSamples.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CuttersTest {

    private static final String STX_FRAME = "\u0002" + "03,F42KDP,20261122010701" + "\u0003";

    /// Streams of two messages with what devices put between, by the maker that sends them.
    private static final Map<String, String> STREAMS =
            Map.of(
                    "axis",
                    "junk"
                            + MakerSamples.AXIS
                            + MakerSamples.AXIS.replace("ZK77AX", "ZK77\\\"}{AX"),
                    "tattile",
                    "\r\n" + MakerSamples.TATTILE + MakerSamples.TATTILE,
                    "xml-attr",
                    MakerSamples.XML_ATTR + "\r\n<!-- > --><CAR_PLATE plate='A>1' time=\"\"/>",
                    "template",
                    MakerSamples.LINE + "\r\n\r\n" + MakerSamples.LINE + "\n",
                    "stx-etx",
                    "xx" + STX_FRAME + "\r\n" + STX_FRAME,
                    "stx-etx-xor",
                    STX_FRAME + sum(STX_FRAME) + "y" + STX_FRAME + sum(STX_FRAME));

    private static char sum(String frame) {
        int sum = 0;
        for (byte octet : frame.substring(1).getBytes(StandardCharsets.ISO_8859_1)) {
            sum ^= octet;
        }
        return (char) (sum & 0xFF);
    }

    private static MessageCutter cutter(String maker) {
        return Makers.codec(maker).cutter().orElseThrow();
    }

    private static List<String> texts(List<Decoded<byte[]>> found) {
        List<String> texts = new ArrayList<>();
        for (Decoded<byte[]> one : found) {
            texts.add(
                    switch (one) {
                        case Decoded.Message<byte[]>(byte[] bytes) ->
                                new String(bytes, StandardCharsets.ISO_8859_1);
                        case Decoded.Rejected<byte[]>(var reason, _) -> "!" + reason;
                    });
        }
        return texts;
    }

    @Test
    void everySplitGivesTheSameMessages() {
        STREAMS.forEach((maker, stream) -> {
            byte[] bytes = stream.getBytes(StandardCharsets.ISO_8859_1);
            MessageCutter together = cutter(maker);
            List<String> expected = texts(together.take(bytes));
            assertEquals(2, expected.size(), maker);
            assertFalse(together.midway(), maker);
            for (String text : expected) {
                assertTrue(
                        Makers.codec(maker)
                                        .decode(
                                                text.getBytes(StandardCharsets.ISO_8859_1),
                                                MakerSamples.PLAIN)
                                instanceof Decoded.Message,
                        maker + " " + text);
            }
            for (int at = 0; at <= bytes.length; at++) {
                MessageCutter cutter = cutter(maker);
                List<String> found = new ArrayList<>(texts(cutter.take(Arrays.copyOf(bytes, at))));
                found.addAll(texts(cutter.take(Arrays.copyOfRange(bytes, at, bytes.length))));
                assertEquals(expected, found, maker + " split at " + at);
                assertEquals(together.discarded(), cutter.discarded());
            }
            MessageCutter single = cutter(maker);
            List<String> found = new ArrayList<>();
            for (byte octet : bytes) {
                found.addAll(texts(single.take(new byte[] {octet})));
            }
            assertEquals(expected, found, maker + " octet by octet");
        });
    }

    @Test
    void limitsHoldAndTheStreamGoesOn() {
        MessageCutter line = cutter("template");
        assertEquals(
                List.of("!TOO_LONG", "ok"),
                texts(line.take(utf8("x".repeat(4_097) + "yy\r\nok\r\n"))));
        assertEquals(
                List.of("x".repeat(4_096)), texts(line.take(utf8("x".repeat(4_096) + "\r\n"))));
        MessageCutter json = cutter("axis");
        assertEquals(
                List.of("!TOO_LONG"),
                texts(json.take(utf8("{\"a\":\"" + "x".repeat(1 << 20) + "\"}"))));
        assertEquals(List.of("{}"), texts(json.take(utf8("{}"))));
        MessageCutter xml = cutter("tattile");
        assertEquals(
                List.of("!TOO_LONG", "!BAD_SYNTAX"),
                texts(xml.take(utf8("<a>" + "x".repeat(4 << 20) + "</a>"))));
        assertEquals(List.of("<b/>"), texts(xml.take(utf8("<b/>"))));
        assertEquals(List.of("!BAD_SYNTAX", "<b></b>"), texts(xml.take(utf8("</a><b></b>"))));
    }

    @Test
    void aWrongSumAndAFrameWithoutEndAreRefusedAndTheNextIsRead() {
        MessageCutter xor = cutter("stx-etx-xor");
        String good = STX_FRAME + sum(STX_FRAME);
        assertEquals(
                List.of("!BAD_CHECKSUM", STX_FRAME.substring(1, STX_FRAME.length() - 1)),
                texts(
                        xor.take(
                                (STX_FRAME + "\u0001" + good)
                                        .getBytes(StandardCharsets.ISO_8859_1))));
        MessageCutter plain = cutter("stx-etx");
        assertEquals(List.of("new"), texts(plain.take(utf8("\u0002torn\u0002new\u0003"))));
        assertEquals(5, plain.discarded());
    }

    @Test
    void aTornMessageDoesNotSpoilTheNextConnection() {
        for (String maker : STREAMS.keySet()) {
            MessageCutter cutter = cutter(maker);
            byte[] bytes = STREAMS.get(maker).getBytes(StandardCharsets.ISO_8859_1);
            List<String> expected = texts(cutter(maker).take(bytes));
            cutter.take(Arrays.copyOf(bytes, bytes.length / 3));
            cutter.reset();
            assertEquals(expected, texts(cutter.take(bytes)), maker);
        }
    }

    @Test
    void controlCharactersInAStringEndAJsonObject() {
        MessageCutter cutter = cutter("axis");
        assertEquals(
                List.of("!" + RejectReason.BAD_SYNTAX, "{\"b\":1}"),
                texts(cutter.take(utf8("{\"a\":\"x\n{\"b\":1}"))));
    }
}
