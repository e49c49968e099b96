package dev.gatehouse.core.seal;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/// What stands under the AEAD:
///
/// ```
///  0               16         20                20+n         Padmé(20+n)
///  +---------------+----------+-----------------+------------+
///  | salt          | n        | payload         | zeros      |
///  +---------------+----------+-----------------+------------+
/// ```
///
/// The salt keeps the commitment in the leaf from telling a guessed payload.
final class Plaintext {
    static final int SALT_BYTES = 16;
    private static final int LENGTH_OFFSET = SALT_BYTES;
    private static final int PAYLOAD_OFFSET = LENGTH_OFFSET + Integer.BYTES;

    /// Above the largest record there is by two orders of magnitude, below every packet limit on
    /// its way.
    static final int MAX_PAYLOAD_BYTES = 256 * 1024;

    static final int MIN_PADDED_BYTES = Padme.padded(PAYLOAD_OFFSET);
    static final int MAX_PADDED_BYTES = Padme.padded(PAYLOAD_OFFSET + MAX_PAYLOAD_BYTES);

    private final byte[] salt;
    private final byte[] payload;

    private Plaintext(byte[] salt, byte[] payload) {
        this.salt = salt;
        this.payload = payload;
    }

    static Plaintext salted(byte[] payload, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Plaintext(salt, payload);
    }

    /// Reads what [#padded()] wrote; refuses any other padding, so that one payload has one
    /// plaintext per salt.
    static Optional<Plaintext> unpad(byte[] padded) {
        if (padded.length < MIN_PADDED_BYTES || padded.length > MAX_PADDED_BYTES) {
            return Optional.empty();
        }
        int payloadBytes = ByteBuffer.wrap(padded).getInt(LENGTH_OFFSET);
        if (payloadBytes < 0 || payloadBytes > MAX_PAYLOAD_BYTES) {
            return Optional.empty();
        }
        int end = PAYLOAD_OFFSET + payloadBytes;
        if (padded.length != Padme.padded(end)) {
            return Optional.empty();
        }
        for (int i = end; i < padded.length; i++) {
            if (padded[i] != 0) {
                return Optional.empty();
            }
        }
        return Optional.of(
                new Plaintext(
                        Arrays.copyOf(padded, SALT_BYTES),
                        Arrays.copyOfRange(padded, PAYLOAD_OFFSET, end)));
    }

    byte[] padded() {
        byte[] padded = new byte[Padme.padded(PAYLOAD_OFFSET + payload.length)];
        ByteBuffer.wrap(padded).put(salt).putInt(payload.length).put(payload);
        return padded;
    }

    byte[] commitment() {
        return commitment(salt, payload);
    }

    static byte[] commitment(byte[] salt, byte[] payload) {
        return Sha256.of(salt, payload);
    }

    byte[] salt() {
        return salt;
    }

    byte[] payload() {
        return payload;
    }
}
