package dev.gatehouse.protocols.observation;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// An observation may end in a log or an exception by accident: its text must not tell the plate.
final class ContentWithheldTest {
    private static final String CANARY = "CANARY77";

    @Test
    void keyedPlateIsNotPrinted() {
        Observation keyed =
                new Observation(
                        "front-1",
                        "1",
                        "e-1",
                        new CaptureTime(Instant.EPOCH, CaptureTime.Quality.RECEIVED),
                        new Received(Instant.EPOCH, 0, TimeQuality.UNKNOWN),
                        false,
                        true,
                        ManualEntry.plate(CANARY, "US-NY", "B1"));
        assertFalse(keyed.toString().contains(CANARY));
    }

    @Test
    void documentsAndIdentifiersAreNotPrinted() {
        assertFalse(new DocumentRead(CANARY, "OCR_B").toString().contains(CANARY));
        assertFalse(new IdentifierRead("ISO6346", CANARY, "OCR").toString().contains(CANARY));
    }

    @Test
    void alternativeReadingIsNotPrinted() {
        assertFalse(
                new PlateRead.Candidate(CANARY, OptionalDouble.empty())
                        .toString()
                        .contains(CANARY));
    }
}
