package dev.gatehouse.protocols.trbo;

import static dev.gatehouse.protocols.trbo.TrboSamples.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Dissection;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a technician sees.
final class TrboViewTest {

    private static boolean shows(Dissection view, String field, String value) {
        return view.nodes().stream()
                .anyMatch(node ->
                        node instanceof Dissection.Field(var name, _, var read)
                                && name.equals(field)
                                && read.equals(value));
    }

    @ParameterizedTest
    @CsvSource({
        "0007 F0 20 02 3131 00 00, ARS, device, 11",
        "0002 FF 00, ARS, failed, true",
        "0003 BF 00 07, TMS, sequence, 7",
        "000D E0 01 01 95 44 61006800 6F006A00, TMS, text, ahoj",
        "0D16 2204 C0000000 51 48610C34 0AD0ECF7 0C12 6C 0036 56 A2, LRRP, direction deg, 324.0",
        "0909 2204 2468ACE0 34 31 3C, LRRP, interval s, 60"
    })
    void everyService(String sample, String name, String field, String value) {
        Dissection view = TrboView.of(hex(sample));
        assertEquals(name, view.name());
        assertTrue(shows(view, field, value), view.nodes().toString());
    }

    /// The sheet's whole datagram: 12.48.180.60 to 12.122.57.6, port 4007 on both sides.
    @Test
    void aWholePacket() {
        byte[] packet =
                hex(
                        "4500003E0000000040110000" // header checksum left out
                                + "0C30B43C0C7A3906"
                                + "0FA70FA7002A8C37"
                                + "0020A00085040D000A00"
                                + "540045005300540020004B004900350056004D0046000000");
        Dissection view = TrboView.of(packet);
        assertEquals("IPv4, UDP", view.name());
        assertTrue(shows(view, "source", "12.48.180.60, id 3191868"));
        assertFalse(view.sound(), "the header's checksum");
        Dissection inside =
                view.nodes().stream()
                        .filter(Dissection.Part.class::isInstance)
                        .map(node -> ((Dissection.Part) node).inside())
                        .findFirst()
                        .orElseThrow();
        assertTrue(shows(inside, "text", "TEST KI5VMF"));
    }

    @Test
    void anyOctetsHaveAView() {
        SplittableRandom random = new SplittableRandom(TrboSamples.seed());
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextInt(80)];
            random.nextBytes(octets);
            if (octets.length > 30 && random.nextBoolean()) {
                octets[0] = 0x45;
                octets[9] = 17;
            }
            assertFalse(TrboView.of(octets).name().isEmpty());
        }
    }
}
