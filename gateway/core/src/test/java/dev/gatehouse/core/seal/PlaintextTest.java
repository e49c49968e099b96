package dev.gatehouse.core.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaintextTest {

    /// Worked by hand from the definition: E = floor(log2 L), S = floor(log2 E) + 1, the last E - S
    /// bits are zero.
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "2, 2",
        "7, 7",
        "8, 8",
        "9, 10",
        "16, 16",
        "17, 18",
        "20, 20",
        "33, 36",
        "100, 104",
        "129, 144",
        "1000, 1024",
        "1025, 1088",
        "4096, 4096",
        "65537, 67584",
        "1000000, 1015808"
    })
    void padmeHasTheLengthsOfItsDefinition(int length, int padded) {
        assertEquals(padded, Padme.padded(length));
    }

    @Test
    void padmeGrowsByAtMostTwelvePercentAndIsStable() {
        int before = 0;
        for (int length = 1; length <= Plaintext.MAX_PADDED_BYTES; length++) {
            int padded = Padme.padded(length);
            assertTrue(padded >= length && padded >= before, () -> "at a length");
            assertTrue((padded - length) * 100L <= 12L * length, "grows by more than 12 %");
            assertEquals(padded, Padme.padded(padded));
            before = padded;
        }
    }

    @Test
    void everyLengthComesBack() {
        SecureRandom random = Seeds.repeatable(7);
        for (int length : new int[] {0, 1, 2, 11, 12, 13, 700, 4096, Plaintext.MAX_PAYLOAD_BYTES}) {
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            Plaintext sealed = Plaintext.salted(payload, random);
            Plaintext opened = Plaintext.unpad(sealed.padded()).orElseThrow();
            assertArrayEquals(payload, opened.payload());
            assertArrayEquals(sealed.salt(), opened.salt());
            assertArrayEquals(sealed.commitment(), opened.commitment());
        }
    }

    @Test
    void anyOtherPaddingIsRefused() {
        byte[] padded = Plaintext.salted(new byte[77], Seeds.repeatable(7)).padded();
        byte[] dirty = padded.clone();
        dirty[dirty.length - 1] = 1;
        assertEquals(Optional.empty(), Plaintext.unpad(dirty).map(Plaintext::payload));
        assertEquals(
                Optional.empty(),
                Plaintext.unpad(Arrays.copyOf(padded, padded.length + 8)).map(Plaintext::payload));
        for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 400, 262_145}) {
            byte[] lying = padded.clone();
            ByteBuffer.wrap(lying).putInt(Plaintext.SALT_BYTES, length);
            assertEquals(Optional.empty(), Plaintext.unpad(lying).map(Plaintext::payload));
        }
        for (int length = 0; length < Plaintext.MIN_PADDED_BYTES; length++) {
            assertEquals(
                    Optional.empty(), Plaintext.unpad(new byte[length]).map(Plaintext::payload));
        }
    }
}
