package dev.gatehouse.protocols.mmdvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Frames are found whatever stands between them and however the octets arrive.
class ModemFrameReaderTest {

    private static final String SESSION =
            "E01401020000000A0A0000000000000000000000" // status
                    + "E0271A43" // control block with signal strength
                    + Hex.HEADER_BURST
                    + "0050"
                    + "E0031B" // lost
                    + "E0057F1A05"; // refused

    private static List<String> read(ModemFrameReader reader, byte[] octets) {
        List<String> found = new ArrayList<>();
        reader.feed(octets, 0, frame -> found.add(Hex.text(frame.encode())));
        return found;
    }

    @Test
    void splitAtEveryOctet() {
        byte[] octets = Hex.octets(SESSION);
        List<String> whole = read(ModemFrameReader.forHost(), octets);
        assertEquals(4, whole.size());
        assertEquals(SESSION, String.join("", whole));
        for (int at = 0; at <= octets.length; at++) {
            ModemFrameReader reader = ModemFrameReader.forHost();
            List<String> parts = new ArrayList<>(read(reader, Arrays.copyOf(octets, at)));
            parts.addAll(read(reader, Arrays.copyOfRange(octets, at, octets.length)));
            assertEquals(whole, parts, "split at " + at);
        }
        ModemFrameReader reader = ModemFrameReader.forHost();
        List<String> single = new ArrayList<>();
        for (byte octet : octets) {
            single.addAll(read(reader, new byte[] {octet}));
        }
        assertEquals(whole, single);
    }

    @Test
    void garbageBeforeAndBetween() {
        ModemFrameReader reader = ModemFrameReader.forHost();
        assertEquals(
                List.of("E0031B", "E0047002"),
                read(reader, Hex.octets("00FFE0E0 E001 E002 E0031B 4142 E0 E0047002")));
        assertEquals(0, reader.heldBytes());
        assertEquals(11, reader.skippedOctets());
    }

    /// A length that does not fit its type costs no frame behind it.
    @Test
    void lengthLies() {
        assertEquals(
                List.of("E0031B"), read(ModemFrameReader.forHost(), Hex.octets("E0C0AA E0031B")));
        assertEquals(
                List.of("E0047003"),
                read(ModemFrameReader.forHost(), Hex.octets("E0FF1A E0047003")));
        assertEquals(
                List.of("E0047003"),
                read(ModemFrameReader.forHost(), Hex.octets("E000FF1A E0047003")));
    }

    /// The firmware believes the length and swallows the next 189 octets.
    @Test
    void modemSwallowsWhatALieCovers() {
        ModemFrameReader reader = ModemFrameReader.forModem();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(Hex.octets("E0C0AA"));
        for (int i = 0; i < 63; i++) {
            stream.writeBytes(Hex.octets("E00301"));
        }
        List<String> found = read(reader, stream.toByteArray());
        assertEquals(1, found.size());
        assertTrue(found.getFirst().startsWith("E0C0AA"));
        assertEquals(List.of("E00301"), read(reader, Hex.octets("E00301")));
    }

    @Test
    void partialIsForgottenAfterHalfASecond() {
        ModemFrameReader reader = ModemFrameReader.forHost();
        List<String> found = new ArrayList<>();
        reader.feed(Hex.octets("E0271A43 0102"), 0, frame -> found.add("early"));
        reader.feed(
                Hex.octets("E0031B"),
                ModemFrameReader.HOST_PARTIAL_LIMIT_NANOS + 1,
                frame -> found.add(Hex.text(frame.encode())));
        assertEquals(List.of("E0031B"), found);
        assertEquals(1, reader.discardedPartials());
    }

    @Test
    void longFrames() {
        for (int length : new int[] {252, 253, 300, ModemFrame.MAX_PAYLOAD}) {
            ModemFrame frame = new ModemFrame(FrameType.DEBUG_DUMP.code(), new byte[length]);
            byte[] octets = frame.encode();
            assertEquals(length <= 252 ? length + 3 : length + 4, octets.length);
            assertEquals(List.of(Hex.text(octets)), read(ModemFrameReader.forHost(), octets));
        }
    }

    /// Frames are found again behind any garbage: at most the one whose place the garbage claimed
    /// is lost, and what is held stays within one frame.
    @Test
    void randomGarbageCostsAtMostWhatItClaims() {
        long seed = Long.getLong("gatehouse.seed", 20_261_122L);
        System.out.println("seed: -Dgatehouse.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 2_000; round++) {
            ModemFrameReader reader = ModemFrameReader.forHost();
            byte[] garbage = new byte[random.nextInt(64)];
            random.nextBytes(garbage);
            if (garbage.length > 0 && random.nextBoolean()) {
                garbage[random.nextInt(garbage.length)] = (byte) ModemFrame.START;
            }
            read(reader, garbage);
            // longer than any claim can reach
            int after = 0;
            for (int i = 0; i < 200; i++) {
                after += read(reader, Hex.octets("E0047002")).size();
                assertTrue(reader.heldBytes() <= ModemFrame.MAX_LENGTH);
            }
            assertTrue(after >= 200 - (ModemFrame.MAX_LENGTH + 3) / 4, "found " + after);
            assertEquals(List.of("E0031B"), read(reader, Hex.octets("E0031B")));
        }
    }
}
