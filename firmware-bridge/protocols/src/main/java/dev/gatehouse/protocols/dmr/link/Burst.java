package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.coding.BurstBits;
import java.util.Optional;

/// One burst of 33 octets (clause 6.1), told apart by its middle: a sync pattern of data, one of
/// voice (burst A), or none and then EMB (voice bursts B to F).
public sealed interface Burst permits DataBurst, VoiceBurst {

    /// Octets of a burst.
    int LENGTH_BYTES = BurstBits.BYTES;

    /// Reads one burst. Only a data burst's own code can be hopeless; voice is opaque.
    static Decoded<? extends Burst> decode(byte[] octets) {
        if (octets.length != LENGTH_BYTES) {
            return DataBurst.wrongLength(octets.length);
        }
        Optional<SyncPattern.Match> sync = SyncPattern.find(DataBurst.middle(octets));
        if (sync.isEmpty()) {
            return VoiceBurst.decodeEmbedded(octets);
        }
        return switch (sync.get().pattern().kind()) {
            case DATA -> DataBurst.decode(octets, sync.get());
            case VOICE -> VoiceBurst.decodeFirst(octets, sync.get());
            case OTHER ->
                    Decoded.rejected(
                            RejectReason.UNSUPPORTED,
                            "burst: no use for " + sync.get().pattern() + " sync");
        };
    }

    /// The 33 octets.
    byte[] encode();

    /// Wrong bits that were put right anywhere in it.
    int correctedBits();
}
