package dev.gatehouse.booth.console;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Random texts, and hashes of texts.
final class Tokens {
    private static final int SECRET_BYTES = 32;
    private static final int NAME_BYTES = 6;

    private final SecureRandom random;
    private final byte[] formKey = new byte[SECRET_BYTES];

    Tokens(SecureRandom random) {
        this.random = random;
        random.nextBytes(formKey);
    }

    /// 256 bits, safe in a cookie.
    String secret() {
        byte[] octets = new byte[SECRET_BYTES];
        random.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /// A name that is not secret, 12 hexadecimal digits.
    String name() {
        byte[] octets = new byte[NAME_BYTES];
        random.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    /// What the form of the pairing page must bring for the cookie it was sent with.
    String formToken(String cookie) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(formKey, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(cookie.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Compares without telling where the first difference lies.
    static boolean same(String expected, String found) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
    }
}
