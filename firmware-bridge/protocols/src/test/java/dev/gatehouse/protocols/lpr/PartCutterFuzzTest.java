package dev.gatehouse.protocols.lpr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.protocols.observation.PlateRead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartCutterFuzzTest {

    private static final String IMAGE = "\u00ff\u00d8\u00ff\u00d9";

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String part(String type, String body, boolean counted) {
        return "--myboundary\r\nContent-Type: "
                + type
                + "\r\n"
                + (counted ? "Content-Length: " + body.length() + "\r\n" : "")
                + "\r\n"
                + body
                + "\r\n";
    }

    private static String stream(boolean counted) {
        return "preamble\r\n"
                + part("text/plain", "Heartbeat", counted)
                + part("text/plain", MakerSamples.DAHUA, counted)
                + part("image/jpeg", IMAGE, counted)
                + part("image/jpeg", IMAGE, counted)
                + part("text/plain", MakerSamples.DAHUA.replace("4711", "4712"), counted)
                + part("text/plain", "Heartbeat", counted);
    }

    private static List<byte[]> cut(PartCutter cutter, byte[] octets, int at) {
        List<byte[]> found = new ArrayList<>(cutter.take(Arrays.copyOf(octets, at)));
        found.addAll(cutter.take(Arrays.copyOfRange(octets, at, octets.length)));
        return found;
    }

    @Test
    void everySplitGivesTheSameMessagesWithTheirImages() {
        for (boolean counted : new boolean[] {true, false}) {
            byte[] octets = latin(stream(counted) + "--myboundary\r\n");
            for (int at = 0; at <= octets.length; at++) {
                List<byte[]> found = cut(new PartCutter(), octets, at);
                assertEquals(3, found.size(), "split at " + at);
                PlateMessage heartbeat =
                        MakerSamples.message("dahua", found.getFirst(), MakerSamples.PLAIN);
                assertEquals(PlateMessage.Kind.HEARTBEAT, heartbeat.kind());
                PlateRead first =
                        MakerSamples.message("dahua", found.get(1), MakerSamples.PLAIN)
                                .readings()
                                .getFirst()
                                .read();
                assertEquals("DH4711", first.plate());
                assertEquals(2, first.images().size());
                assertEquals(MakerSamples.IMAGE_HASH, first.images().getFirst().sha256());
                PlateRead second =
                        MakerSamples.message("dahua", found.get(2), MakerSamples.PLAIN)
                                .readings()
                                .getFirst()
                                .read();
                assertEquals("DH4712", second.plate());
                assertEquals(List.of(), second.images());
            }
        }
    }

    @Test
    void silenceEndsAMessage() {
        PartCutter cutter = new PartCutter();
        assertEquals(List.of(), cutter.take(latin(part("text/plain", MakerSamples.DAHUA, true))));
        assertTrue(cutter.holds());
        byte[] message = cutter.idle().orElseThrow();
        assertEquals(
                1, MakerSamples.message("dahua", message, MakerSamples.PLAIN).readings().size());
        assertFalse(cutter.holds());
        assertTrue(cutter.idle().isEmpty());
        // An image that comes after all has nothing to belong to.
        assertEquals(List.of(), cutter.take(latin(part("image/jpeg", IMAGE, true))));
        assertTrue(cutter.idle().isEmpty());
        assertEquals(1, cutter.dropped());
    }

    @Test
    void whatIsTooLongIsDroppedAndTheStreamGoesOn() {
        PartCutter cutter = new PartCutter();
        String image = "x".repeat(PartCutter.MAX_PART_BYTES + 1);
        List<byte[]> found =
                cutter.take(
                        latin(
                                part("text/plain", MakerSamples.DAHUA, true)
                                        + part("image/jpeg", image, true)
                                        + part("text/plain", MakerSamples.DAHUA, true)));
        assertEquals(1, found.size());
        assertEquals(1, cutter.dropped());
        byte[] last = cutter.idle().orElseThrow();
        assertArrayEquals(found.getFirst(), last);
        assertEquals(
                List.of(),
                cutter.take(latin("--myboundary\r\nX: " + "y".repeat(5_000) + "\r\n\r\nbody\r\n")));
        assertEquals(2, cutter.dropped());
    }

    /// Nothing is thrown, and what is cut does not depend on how it arrived.
    @FuzzTest(maxDuration = "10m")
    void parts(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] octets = Arrays.copyOfRange(bytes, 1, bytes.length);
        PartCutter whole = new PartCutter();
        PartCutter split = new PartCutter();
        List<byte[]> together = new ArrayList<>(whole.take(octets));
        List<byte[]> pieces = cut(split, octets, Math.floorMod(bytes[0], octets.length + 1));
        whole.idle().ifPresent(together::add);
        split.idle().ifPresent(pieces::add);
        if (together.size() != pieces.size()) {
            throw new AssertionError("cut differently");
        }
        for (int at = 0; at < together.size(); at++) {
            assertArrayEquals(together.get(at), pieces.get(at));
        }
    }
}
