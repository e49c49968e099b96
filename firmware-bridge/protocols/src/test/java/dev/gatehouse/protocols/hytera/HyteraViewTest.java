package dev.gatehouse.protocols.hytera;

import static dev.gatehouse.protocols.hytera.HyteraSamples.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Dissection;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a technician sees.
final class HyteraViewTest {

    private static List<Dissection.Field> fields(Dissection view) {
        return view.nodes().stream()
                .filter(Dissection.Field.class::isInstance)
                .map(Dissection.Field.class::cast)
                .toList();
    }

    private static String value(Dissection view, String field) {
        return fields(view).stream()
                .filter(one -> one.name().equals(field))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void aRegistrationOverHstrp() {
        Dissection view =
                HyteraView.of(hex("32420020 0001 83040001869F 040102 11 0003 0004 0A000064 BD 03"));
        assertEquals("HSTRP", view.name());
        assertTrue(view.sound());
        Dissection inside =
                view.nodes().stream()
                        .filter(Dissection.Part.class::isInstance)
                        .map(node -> ((Dissection.Part) node).inside())
                        .findFirst()
                        .orElseThrow();
        assertEquals("RRS", value(inside, "service"));
        assertEquals("100 (network 10)", value(inside, "radio"));
    }

    @ParameterizedTest
    @CsvSource({
        "7E0400FE20100000000C60E1, HRNP, true",
        "7E0400FE20100000000C60E2, HRNP, false",
        "02 45B8 1000 0100 0400 0400 0000 FD080000 FA372300 C3 03, HDAP, true",
        "02 45B8 1000 0100 0400 0400 0000 FD080000 FA372300 C4 03, HDAP, false",
        "00, P2P reset, true",
        "503250320000000000000000000000000000000010000000, P2P command, true",
        "000000000A00000014000000FF0001, 'P2P ping, answered', true",
        "3242, HSTRP, false",
        "'', HDAP, false"
    })
    void everyForm(String sample, String name, boolean sound) {
        Dissection view = HyteraView.of(hex(sample == null ? "" : sample));
        assertEquals(name, view.name());
        assertEquals(sound, view.sound());
    }

    @Test
    void anyOctetsHaveAView() {
        SplittableRandom random = new SplittableRandom(HyteraSamples.seed());
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = new byte[random.nextInt(100)];
            random.nextBytes(octets);
            if (octets.length > 3 && random.nextBoolean()) {
                octets[0] = 0x32;
                octets[1] = 0x42;
            }
            assertFalse(HyteraView.of(octets).name().isEmpty());
        }
    }
}
