package dev.gatehouse.drivers.air;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioCall.End;
import dev.gatehouse.protocols.observation.RadioText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real traffic of the data folder beside the repository, as a listener hears it; skipped only
/// where the folder is not there.
class SharedCapturesTest {

    private static final int BURST = 33;
    private static final int SPEAKER = 3_191_868;
    private static final int CALLED = 9_990;

    private Path folder = Path.of("");
    private final Ears ears = new Ears(0);

    @BeforeEach
    void findFolder() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isRegularFile(at.resolve("shared/data/dmr/expected.json"))) {
            at = at.getParent();
        }
        Assumptions.assumeTrue(at != null, "no captures beside the repository");
        folder = at.resolve("shared/data/dmr");
    }

    private List<byte[]> bursts(String file) throws IOException {
        byte[] octets = Files.readAllBytes(folder.resolve(file));
        List<byte[]> bursts = new ArrayList<>();
        for (int from = 0; from < octets.length; from += BURST) {
            bursts.add(Arrays.copyOfRange(octets, from, from + BURST));
        }
        return bursts;
    }

    @ParameterizedTest
    @CsvSource({"d-sms.bin,STANDARD", "m-sms.bin,MOTOROLA", "h-sms.bin,HYTERA"})
    void textsAreHeard(String file, RadioText.Dialect dialect) throws IOException {
        ears.hear(bursts(file));
        ears.pass(1_000);
        assertEquals(1, ears.told.size());
        RadioText text = ears.events(RadioText.class).getFirst();
        assertEquals("TEST KI5VMF", text.text());
        assertEquals(dialect, text.dialect());
        assertTrue(text.verified());
        assertEquals(SPEAKER, ears.reports().getFirst().radioId());
        assertEquals(OptionalInt.of(CALLED), ears.reports().getFirst().targetId());
        assertEquals(0, ears.counters.value(AirCounter.CORRECTED_BITS));
    }

    @ParameterizedTest
    @CsvSource({"parrot_kerchunk.bin,15", "voice.bin,79"})
    void callsAreHeard(String file, int count) throws IOException {
        ears.hear(bursts(file));
        ears.pass(1_000);
        List<RadioCall> calls = ears.events(RadioCall.class);
        assertEquals(2, calls.size());
        assertFalse(calls.getFirst().lateEntry());
        assertEquals(End.TERMINATOR, calls.getLast().end());
        assertEquals(OptionalLong.of((count - 1) * 60L), calls.getLast().durationMs());
        assertTrue(calls.getLast().bitErrorsPpm().orElseThrow() < 1_000, "as it was recorded");
        assertEquals(SPEAKER, ears.reports().getFirst().radioId());
        assertFalse(ears.reports().getFirst().group());
    }

    @Test
    void aCallWithoutItsHeaderIsHeardLate() throws IOException {
        List<byte[]> bursts = bursts("parrot_kerchunk.bin");
        ears.hear(bursts.subList(1, bursts.size()));
        List<RadioCall> calls = ears.events(RadioCall.class);
        assertEquals(2, calls.size());
        assertTrue(calls.getFirst().lateEntry());
        assertEquals(1, ears.counters.value(AirCounter.BURSTS_REPEATED));
    }
}
