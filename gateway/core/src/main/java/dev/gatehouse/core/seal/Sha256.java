package dev.gatehouse.core.seal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 (FIPS 180-4), which every Java platform must have.
final class Sha256 {
    static final int LENGTH_BYTES = 32;

    private Sha256() {}

    /// Digest of the parts, one after the other.
    static byte[] of(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("the platform lacks SHA-256", e);
        }
    }
}
