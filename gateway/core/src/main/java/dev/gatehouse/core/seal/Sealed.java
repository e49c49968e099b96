package dev.gatehouse.core.seal;

import dev.gatehouse.proto.v1.Envelope;

/// One sealed record: what goes to disk and upstream, and its leaf hash, which goes into the chain.
public final class Sealed {
    private final Envelope envelope;
    private final byte[] leaf;

    Sealed(Envelope envelope, byte[] leaf) {
        this.envelope = envelope;
        this.leaf = leaf;
    }

    /// The envelope as a message.
    public Envelope envelope() {
        return envelope;
    }

    /// The envelope as octets.
    public byte[] bytes() {
        return envelope.toByteArray();
    }

    /// Leaf hash, 32 octets: the next record's previous leaf.
    public byte[] leaf() {
        return leaf.clone();
    }
}
