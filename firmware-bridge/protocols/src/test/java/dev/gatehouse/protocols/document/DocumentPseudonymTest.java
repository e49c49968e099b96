package dev.gatehouse.protocols.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class DocumentPseudonymTest {
    private static final byte[] KEY = new byte[32];

    /// `gatehouse:doc:v1` 00 issuer 00 number, keyed (clause 6), written out once more.
    @Test
    void isTheKeyedHashOfTheSheet() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        byte[] whole =
                mac.doFinal("gatehouse:doc:v1\0UTO\0L898902C3".getBytes(StandardCharsets.US_ASCII));
        byte[] found = DocumentPseudonym.of(KEY, "UTO", "L898902C3");
        assertArrayEquals(Arrays.copyOf(whole, 16), found);
        // of OpenSSL 3: printf 'gatehouse:doc:v1\0UTO\0L898902C3' |
        // openssl dgst -sha256 -mac HMAC -macopt hexkey:00..00
        assertEquals("8af11775e801c854fe80e4d50529500c", HexFormat.of().formatHex(found));
    }

    @Test
    void issuerAndNumberAreApartAndTheKeyIsLong() {
        assertFalse(
                Arrays.equals(
                        DocumentPseudonym.of(KEY, "D", "AB1"),
                        DocumentPseudonym.of(KEY, "DA", "B1")));
        assertThrows(
                IllegalArgumentException.class,
                () -> DocumentPseudonym.of(new byte[31], "UTO", "1"));
    }
}
