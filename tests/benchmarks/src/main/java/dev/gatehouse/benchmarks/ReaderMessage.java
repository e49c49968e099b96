package dev.gatehouse.benchmarks;

import dev.gatehouse.protocols.lpr.RekorAgent;
import dev.gatehouse.protocols.lpr.RekorCandidate;
import dev.gatehouse.protocols.lpr.RekorGroup;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/// One vehicle as a Rekor reader reports it.
final class ReaderMessage {
    private static final int SIGHTING_MS = 300;
    private static final double CONFIDENCE = 93.5;

    private ReaderMessage() {}

    static byte[] of(String plate, String eventId) {
        Instant at = Instant.now();
        OptionalDouble confidence = OptionalDouble.of(CONFIDENCE);
        return RekorGroup.of(
                        new RekorAgent("", "BENCHAGENT", "alprd", "4.1.2", 7),
                        at.minusMillis(SIGHTING_MS),
                        at,
                        eventId,
                        plate,
                        confidence,
                        "ca-on",
                        List.of(new RekorCandidate(plate, confidence, true)),
                        false)
                .encode();
    }
}
