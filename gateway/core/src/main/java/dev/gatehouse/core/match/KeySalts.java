package dev.gatehouse.core.match;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Salts of the hashes of keys, one for each attempt at a table.
///
/// They follow from all that a list says, so that the same list always makes the same table, and
/// nobody can write a list whose keys meet: with each change all of them change.
public final class KeySalts {
    /// Tables tried before a list is refused.
    static final int ATTEMPTS = 4;

    private final MessageDigest digest = sha256();

    /// Nothing taken yet.
    public KeySalts() {
        // nothing to set
    }

    /// Takes some of what the list says.
    public void take(byte[] octets, int from, int count) {
        digest.update(octets, from, count);
    }

    void take(ByteBuffer octets) {
        digest.update(octets);
    }

    /// The salts; after this it has taken nothing.
    public long[] salts() {
        long[] salts = new long[ATTEMPTS];
        ByteBuffer.wrap(digest.digest()).asLongBuffer().get(salts);
        return salts;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
