package dev.gatehouse.core.seal;

import com.google.protobuf.ByteString;
import dev.gatehouse.proto.v1.Envelope;
import java.util.Optional;

/// An envelope on its way to central without what follows from the record before it: the previous
/// leaf, and the four fields that change with the epoch at most. Half of the header is in them.
///
/// What central puts in is its own, and part of the associated data: an envelope that stands on
/// another history, or in another epoch, does not open with it, just as one that was altered. The
/// booth then sends it whole, which tells the one from the other.
public final class Abridged {

    private Abridged() {}

    /// What the next record of the class can leave out: a header without content.
    public static Envelope header(Envelope envelope) {
        return envelope.toBuilder().clearCiphertext().clearOpening().build();
    }

    /// Leaves out what follows.
    ///
    /// @param before header of the record of sequence - 1, which central has, or will have first
    public static Envelope of(Envelope whole, Envelope before) {
        Envelope.Builder shorter = whole.toBuilder().clearPreviousLeaf();
        if (sameEpoch(whole, before)) {
            var _ = shorter.clearVersion().clearSuite().clearEpoch().clearSchema();
        }
        return shorter.build();
    }

    /// Puts in what was left out. Nothing is checked: whether it belongs there shows when the
    /// envelope is opened, and one from which there is still something missing has a bad layout.
    ///
    /// @param received with class and sequence
    /// @param before header of the record of sequence - 1 as central has it; empty when it has none
    /// @param previousLeaf its leaf, 32 octets
    /// @return the same envelope when it brings a previous leaf: then it is whole or bad
    public static Envelope restored(
            Envelope received, Optional<Envelope> before, byte[] previousLeaf) {
        if (received.hasPreviousLeaf()) {
            return received;
        }
        Envelope.Builder whole =
                received.toBuilder().setPreviousLeaf(ByteString.copyFrom(previousLeaf));
        boolean followsEpoch =
                !received.hasVersion()
                        && !received.hasSuite()
                        && !received.hasEpoch()
                        && !received.hasSchema();
        if (followsEpoch && before.isPresent()) {
            var _ =
                    whole.setVersion(before.get().getVersion())
                            .setSuite(before.get().getSuite())
                            .setEpoch(before.get().getEpoch())
                            .setSchema(before.get().getSchema());
        }
        return whole.build();
    }

    private static boolean sameEpoch(Envelope one, Envelope other) {
        return one.getVersion() == other.getVersion()
                && one.getSuite() == other.getSuite()
                && one.getEpoch() == other.getEpoch()
                && one.getSchema() == other.getSchema();
    }
}
