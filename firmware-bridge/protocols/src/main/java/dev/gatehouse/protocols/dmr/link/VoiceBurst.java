package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.coding.Bits;
import dev.gatehouse.protocols.dmr.coding.BurstBits;

/// A voice burst (clause 6.3): three frames of speech, which stay closed, around the middle.
///
/// @param voice 216 bits of speech, 27 octets
/// @param centre what stands in the middle
public record VoiceBurst(Octets voice, Centre centre) implements Burst {

    /// Octets of speech in one burst.
    public static final int VOICE_BYTES = 27;

    private static final int HALF = 108;
    private static final int EMB_HALF = 8;
    private static final int FRAGMENT = 32;

    /// The 48 bits in the middle.
    public sealed interface Centre {}

    /// Burst A, the first of a superframe.
    ///
    /// @param pattern of voice
    /// @param errors its wrong bits; not sent
    public record First(SyncPattern pattern, int errors) implements Centre {
        public First {
            if (pattern.kind() != SyncPattern.Kind.VOICE) {
                throw new IllegalArgumentException("voice sync: found " + pattern);
            }
        }
    }

    /// One of the bursts B to F.
    ///
    /// @param emb what the fragment is
    /// @param fragment the 32 embedded bits
    public record Following(EmbeddedSignalling emb, int fragment) implements Centre {}

    public VoiceBurst {
        if (voice.length() != VOICE_BYTES) {
            throw new IllegalArgumentException(
                    "voice: expected 27 octets, found " + voice.length());
        }
    }

    static Decoded<VoiceBurst> decodeFirst(byte[] octets, SyncPattern.Match sync) {
        return Decoded.message(
                new VoiceBurst(voiceOf(octets), new First(sync.pattern(), sync.errors())));
    }

    /// A burst that is known to be one of B to F, whatever its middle looks like.
    public static Decoded<VoiceBurst> decodeEmbedded(byte[] octets) {
        if (octets.length != LENGTH_BYTES) {
            return DataBurst.wrongLength(octets.length);
        }
        long middle = DataBurst.middle(octets);
        int word = (int) (middle >> (FRAGMENT + EMB_HALF) << EMB_HALF | (middle & 0xFF));
        return switch (EmbeddedSignalling.decode(word)) {
            case Decoded.Rejected<EmbeddedSignalling>(RejectReason reason, String detail) ->
                    Decoded.rejected(reason, "burst: no sync; " + detail);
            case Decoded.Message<EmbeddedSignalling>(EmbeddedSignalling emb) ->
                    Decoded.message(
                            new VoiceBurst(
                                    voiceOf(octets),
                                    new Following(emb, (int) (middle >> EMB_HALF))));
        };
    }

    private static Octets voiceOf(byte[] octets) {
        byte[] voice = new byte[VOICE_BYTES];
        // both halves begin on the border of a nibble: 13 octets and a nibble, a nibble and 13
        System.arraycopy(octets, 0, voice, 0, HALF / 8);
        voice[HALF / 8] = (byte) ((octets[HALF / 8] & 0xF0) | (octets[19] & 0x0F));
        System.arraycopy(octets, 20, voice, HALF / 8 + 1, HALF / 8);
        return Octets.of(voice);
    }

    @Override
    public byte[] encode() {
        byte[] burst = new byte[LENGTH_BYTES];
        byte[] speech = voice.toArray();
        System.arraycopy(speech, 0, burst, 0, HALF / 8 + 1);
        System.arraycopy(speech, HALF / 8, burst, 19, HALF / 8 + 1);
        long middle =
                switch (centre) {
                    case First(SyncPattern pattern, int _) -> pattern.bits();
                    case Following(EmbeddedSignalling emb, int fragment) -> {
                        long word = emb.encode();
                        yield word >> EMB_HALF << (FRAGMENT + EMB_HALF)
                                | (fragment & 0xFFFF_FFFFL) << EMB_HALF
                                | (word & 0xFF);
                    }
                };
        Bits.write(burst, BurstBits.MIDDLE_AT, BurstBits.MIDDLE_COUNT, middle);
        return burst;
    }

    @Override
    public int correctedBits() {
        return switch (centre) {
            case First(SyncPattern _, int errors) -> errors;
            case Following(EmbeddedSignalling emb, int _) -> emb.correctedBits();
        };
    }
}
