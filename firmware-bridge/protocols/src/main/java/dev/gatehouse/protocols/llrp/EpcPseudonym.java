package dev.gatehouse.protocols.llrp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The name under which a tag leaves the lane (section 7): HMAC-SHA-256 over a label, the count of
/// bits and the EPC, of which the first 16 octets remain. Without the site's key nobody can try
/// EPCs against it.
public final class EpcPseudonym {

    /// Least length of a key.
    public static final int MIN_KEY_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] LABEL = "gatehouse:epc:v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int KEPT_BYTES = 16;

    private EpcPseudonym() {}

    /// Pseudonym as 32 hex digits, lower case.
    ///
    /// @param siteKey at least [#MIN_KEY_BYTES] octets
    /// @throws IllegalArgumentException when the key is too short
    public static String of(byte[] siteKey, Epc epc) {
        if (siteKey.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "EPC key: expected "
                            + MIN_KEY_BYTES
                            + " octets or more, found "
                            + siteKey.length);
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(siteKey, ALGORITHM));
            mac.update(LABEL);
            mac.update(ByteBuffer.allocate(Short.BYTES).putShort(0, (short) epc.bitCount()));
            mac.update(epc.octets().toArray());
            return HexFormat.of().formatHex(Arrays.copyOf(mac.doFinal(), KEPT_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-256", e);
        }
    }
}
