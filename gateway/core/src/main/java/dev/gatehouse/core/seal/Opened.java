package dev.gatehouse.core.seal;

/// The record is authentic and in its place.
public final class Opened implements OpenResult {
    private final byte[] payload;
    private final byte[] leaf;
    private final byte[] commitment;
    private final byte[] salt;

    Opened(byte[] payload, byte[] leaf, byte[] commitment, byte[] salt) {
        this.payload = payload;
        this.leaf = leaf;
        this.commitment = commitment;
        this.salt = salt;
    }

    /// The plaintext, of the envelope's schema.
    public byte[] payload() {
        return payload.clone();
    }

    /// Leaf hash, 32 octets.
    public byte[] leaf() {
        return leaf.clone();
    }

    /// SHA-256(salt || payload): all that a proof needs once the payload has been legally
    /// destroyed.
    public byte[] commitment() {
        return commitment.clone();
    }

    /// 16 octets; to be destroyed with the payload.
    public byte[] salt() {
        return salt.clone();
    }

    @Override
    public String toString() {
        return "Opened[" + payload.length + " octets]";
    }
}
