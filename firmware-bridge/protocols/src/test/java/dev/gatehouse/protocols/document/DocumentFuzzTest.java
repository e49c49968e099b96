package dev.gatehouse.protocols.document;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Nothing is thrown, and nothing is repaired that its check digits do not prove.
class DocumentFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void zone(byte[] bytes) {
        if (ZoneReader.read(new String(bytes, StandardCharsets.ISO_8859_1))
                instanceof ZoneReader.Result.Read(ZoneReading reading)) {
            require(reading.zone().length() == reading.original().length());
            int changed = 0;
            for (int at = 0; at < reading.zone().length(); at++) {
                changed += reading.zone().charAt(at) == reading.original().charAt(at) ? 0 : 1;
            }
            require(changed == reading.repairs().size());
            require(
                    reading.repairs().isEmpty()
                            || reading.fields().containsValue(ZoneField.Status.REPAIRED));
            require(
                    !reading.document().form().hasComposite()
                            || reading.repairs().isEmpty()
                            || reading.document().checks().get(MrzCheck.COMPOSITE)
                                    == MrzCheck.Outcome.AGREES);
            require(ZoneReader.read(reading.zone()) instanceof ZoneReader.Result.Read);
            List<String> numbers = ZoneCandidates.numbers(reading.document());
            require(!numbers.isEmpty() && numbers.size() <= ZoneCandidates.MAX_CANDIDATES);
            require(ZoneReader.compare(reading, reading).orElseThrow().equals(Set.of()));
        }
    }

    @FuzzTest(maxDuration = "10m")
    void swipes(byte[] bytes) {
        List<SwipeFraming> framings = SwipeReaderTest.framings();
        SwipeReader reader =
                new SwipeReader(
                        framings.get(bytes.length == 0 ? 0 : (bytes[0] & 0xFF) % framings.size()));
        List<Swipe> found = new ArrayList<>();
        int half = bytes.length / 2;
        reader.octets(Arrays.copyOf(bytes, half), 0, found::add);
        reader.octets(Arrays.copyOfRange(bytes, half, bytes.length), 160_000_000L, found::add);
        reader.idle(5_000_000_000L, found::add);
        reader.idle(10_000_000_000L, found::add);
        require(!reader.waits() && reader.wiped());
        for (Swipe swipe : found) {
            require(
                    !(swipe instanceof Swipe.Frame frame)
                            || frame.text().length() <= SwipeFraming.MAX_BYTES);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void view(byte[] bytes) {
        require(DocumentView.of(bytes).name().equals("document"));
    }

    private static void require(boolean held) {
        if (!held) {
            throw new AssertionError("a promise of the codec does not hold");
        }
    }
}
