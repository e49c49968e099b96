package dev.gatehouse.protocols.mmdvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Dissection;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A technician's view of a modem's line.
class MmdvmViewTest {

    private static List<String> parts(Dissection view) {
        return view.nodes().stream()
                .filter(Dissection.Part.class::isInstance)
                .map(node -> ((Dissection.Part) node).inside().name())
                .toList();
    }

    @Test
    void framesOfEitherDirection() {
        Dissection view =
                MmdvmView.of(
                        Hex.octets(
                                "E00300 E0047004 E01401020000000A0A0000000000000000000000"
                                        + "E0271A41"
                                        + Hex.HEADER_BURST
                                        + "0050 E0031B"));
        assertEquals(
                List.of(
                        "frame 0 GET_VERSION",
                        "frame 1 ACK",
                        "frame 2 GET_STATUS",
                        "frame 3 DMR_DATA2",
                        "frame 4 DMR_LOST2"),
                parts(view));
        assertTrue(view.sound());
    }

    @Test
    void noiseIsSaidToBeNoise() {
        Dissection view = MmdvmView.of(Hex.octets("00FF E0047004 E0"));
        assertEquals(List.of("frame 0 ACK"), parts(view));
        assertFalse(view.sound());
        assertFalse(MmdvmView.of(new byte[0]).sound());
    }
}
