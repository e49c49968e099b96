package dev.gatehouse.protocols.n42;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.protocols.Decoded;

/// Nothing is thrown, and what is read keeps its bounds.
class N42FuzzTest {

    @FuzzTest(maxDuration = "10m")
    void document(byte[] bytes) {
        if (N42Reader.read(bytes) instanceof Decoded.Message<N42Document>(N42Document document)) {
            require(document.measurements().size() <= N42Names.MAX_KEPT);
            require(document.detectors().size() <= N42Names.MAX_DETECTORS + 1);
            for (N42Document.Occupancy occupancy : document.occupancies()) {
                require(!occupancy.measurements().isEmpty());
                var _ = N42Document.durationMs(occupancy);
            }
            for (N42Document.Measurement measurement : document.measurements()) {
                require(document.rate(measurement, "Gamma").orElse(0) >= 0);
            }
        }
    }

    @FuzzTest(maxDuration = "10m")
    void view(byte[] bytes) {
        require(!N42View.of(bytes).name().isEmpty());
    }

    private static void require(boolean held) {
        if (!held) {
            throw new AssertionError("a promise of the codec does not hold");
        }
    }
}
