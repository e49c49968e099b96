package dev.gatehouse.protocols.dmr.coding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.dmr.Seeds;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearCodeTest {

    private static final Map<LinearCode, Integer> DISTANCE =
            Map.of(
                    LinearCode.GOLAY_20_8, 8,
                    LinearCode.QUADRATIC_RESIDUE_16_7, 6,
                    LinearCode.HAMMING_7_4, 3,
                    LinearCode.HAMMING_13_9, 3,
                    LinearCode.HAMMING_15_11, 3,
                    LinearCode.HAMMING_16_11, 4,
                    LinearCode.HAMMING_17_12, 3,
                    LinearCode.GOLAY_24_12, 8,
                    LinearCode.GOLAY_23_12, 7);

    @Test
    void everyCodeHasTheDistanceOfItsName() {
        DISTANCE.forEach((code, distance) -> {
            int least = Integer.MAX_VALUE;
            for (int info = 1; info < 1 << code.informationBits(); info++) {
                least = Math.min(least, Integer.bitCount(code.encode(info)));
            }
            assertEquals(distance, least);
            assertEquals((distance - 1) / 2, code.correctable());
        });
    }

    /// Every pattern of as many errors as can be corrected, on a random code word.
    @Test
    void everyCorrectablePatternIsCorrected() {
        Random random = Seeds.random("LinearCodeTest");
        for (LinearCode code : DISTANCE.keySet()) {
            for (int error = 0; error < 1 << code.length(); error++) {
                if (Integer.bitCount(error) <= code.correctable()) {
                    int info = random.nextInt(1 << code.informationBits());
                    int word = code.encode(info);
                    assertEquals(word, code.decode(word ^ error));
                    assertEquals(info, code.information(code.decode(word ^ error)));
                    assertEquals(Integer.bitCount(error), code.errors(word ^ error));
                }
            }
        }
    }

    /// One more error than that is never undone, and with an even distance always noticed.
    @Test
    void oneErrorMoreIsNotUndone() {
        Random random = Seeds.random("LinearCodeTest");
        for (Map.Entry<LinearCode, Integer> one : DISTANCE.entrySet()) {
            LinearCode code = one.getKey();
            for (int i = 0; i < 2_000; i++) {
                int word = code.encode(random.nextInt(1 << code.informationBits()));
                int wrong = word;
                for (int at : Seeds.places(random, code.correctable() + 1, code.length())) {
                    wrong ^= 1 << at;
                }
                assertNotEquals(word, code.decode(wrong));
                if (one.getValue() % 2 == 0) {
                    assertEquals(LinearCode.UNCORRECTABLE, code.decode(wrong));
                    assertEquals(code.correctable() + 1, code.errors(wrong));
                }
            }
        }
    }

    /// Colour code 1: the 20 bits of every data type in use, and the 16 of every fragment.
    @Test
    void slotTypesAndSignallingAsInTheStandard() {
        int[] slotTypes = {
            0x10367, 0x11B8C, 0x12A59, 0x132B2, 0x149F0, 0x1511B, 0x160CE, 0x17825, 0x18EA1,
            0x1964A, 0x1A79F, 0x1BF74
        };
        for (int type = 0; type < slotTypes.length; type++) {
            assertEquals(slotTypes[type], LinearCode.GOLAY_20_8.encode(1 << 4 | type));
        }
        int[] emb = {0x11E2, 0x1391, 0x1507, 0x1774};
        for (int lcss = 0; lcss < emb.length; lcss++) {
            assertEquals(emb[lcss], LinearCode.QUADRATIC_RESIDUE_16_7.encode(1 << 3 | lcss));
        }
    }

    @Test
    void zeroIsACodeWordOfEveryCode() {
        DISTANCE.keySet().forEach(code -> assertTrue(code.encode(0) == 0 && code.syndrome(0) == 0));
    }
}
