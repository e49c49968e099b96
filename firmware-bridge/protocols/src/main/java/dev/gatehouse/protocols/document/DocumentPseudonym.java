package dev.gatehouse.protocols.document;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The name under which a document may be told apart outside the sealed record (clause 6):
/// HMAC-SHA-256 over a label, the issuer and the number, of which the first 16 octets remain.
/// Without the site's key nobody can try numbers against it.
public final class DocumentPseudonym {
    /// Least length of a key.
    public static final int MIN_KEY_BYTES = 32;

    /// Length of a pseudonym.
    public static final int BYTES = 16;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] LABEL = "gatehouse:doc:v1".getBytes(StandardCharsets.US_ASCII);
    private static final byte END = 0;

    private DocumentPseudonym() {}

    /// The pseudonym of one document.
    ///
    /// @param siteKey at least [#MIN_KEY_BYTES] octets
    /// @param issuer letters of the zone without fillers
    /// @param number the whole number without fillers
    /// @throws IllegalArgumentException when the key is too short
    public static byte[] of(byte[] siteKey, String issuer, String number) {
        if (siteKey.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "document key: expected "
                            + MIN_KEY_BYTES
                            + " octets or more, found "
                            + siteKey.length);
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(siteKey, ALGORITHM));
            mac.update(LABEL);
            mac.update(END);
            mac.update(issuer.getBytes(StandardCharsets.US_ASCII));
            mac.update(END);
            mac.update(number.getBytes(StandardCharsets.US_ASCII));
            return Arrays.copyOf(mac.doFinal(), BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
