package dev.gatehouse.protocols.lpr;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.gpio.LineEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Nothing is thrown, every reading keeps the bounds of the common model, and what is written is
/// read back.
class RekorFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void rekor(byte[] bytes) {
        if (!(RekorDocument.decode(bytes)
                instanceof Decoded.Message<RekorDocument>(RekorDocument document))) {
            return;
        }
        for (PlateReading reading :
                RekorReading.of(document, RekorSamples.PLAIN, (_, _) -> "key")) {
            require(!reading.eventId().isEmpty() && reading.eventId().length() <= 128);
            var read = reading.read();
            require(read.plate().matches("[A-Z0-9?]{0,16}"));
            require(read.plateRaw().codePointCount(0, read.plateRaw().length()) <= 24);
            require(read.cameraIdentity().length() <= 64);
            require(read.candidates().size() <= 10);
            require(
                    read.plate().isEmpty()
                            || read.candidates().getFirst().plate().equals(read.plate()));
            require(read.confidence().isEmpty() || read.confidence().getAsDouble() <= 1);
        }
        require(RekorMessage.decode(document.message().encode()) instanceof Decoded.Message);
    }

    @FuzzTest(maxDuration = "10m")
    void lineEvent(byte[] bytes) {
        if (LineEvent.decode(bytes) instanceof Decoded.Message<LineEvent>(LineEvent event)) {
            require(Arrays.equals(event.encode(), 0, 24, bytes, 0, 24));
        }
    }

    @FuzzTest(maxDuration = "10m")
    void plateText(byte[] bytes) {
        PlateText plate = PlateText.of(new String(bytes, StandardCharsets.UTF_8));
        require(plate.plate().matches("[A-Z0-9?]{0,16}"));
        require(plate.raw().codePointCount(0, plate.raw().length()) <= 24);
    }

    private static void require(boolean held) {
        if (!held) {
            throw new AssertionError("a bound of the common model does not hold");
        }
    }
}
