package dev.gatehouse.core.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;

/// Suite 1: HPKE (RFC 9180) mode_psk with X-Wing (KEM 0x647A, draft-connolly-cfrg-xwing-kem),
/// HKDF-SHA256, export-only; records under ChaCha20-Poly1305 (RFC 8439) with exported keys.
///
/// X-Wing is still a draft: a change of it is another suite id, never another meaning of this one.
final class Suite {
    static final int VERSION = 1;
    static final int ID = 1;
    static final int ENCAPSULATION_BYTES = 1120;
    static final int PREKEY_PUBLIC_BYTES = 1216;
    static final int PREKEY_SEED_BYTES = 32;

    /// RFC 9180, 5.1 and 9.5: a PSK needs 32 octets of entropy; the library would accept an empty
    /// one.
    static final int MIN_PSK_BYTES = 32;

    static final int MAX_PSK_BYTES = 64;
    private static final byte[] INFO_LABEL = ascii("gatehouse/v1 epoch");

    private Suite() {}

    static HPKE hpke() {
        return new HPKE(
                HPKE.mode_psk, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_EXPORT_ONLY);
    }

    /// Keys of a new epoch and the encapsulation that lets central have them too.
    record Sent(EpochKeys keys, Encapsulation encapsulation) {}

    /// The 1,120 octets of X-Wing's ciphertext.
    static final class Encapsulation {
        private final byte[] octets;

        private Encapsulation(byte[] octets) {
            this.octets = octets;
        }

        byte[] octets() {
            return octets;
        }
    }

    /// The booth's half: encapsulates to central's prekey. The encapsulation's randomness is the
    /// library's own (its system generator), because RFC 9180 gives the caller no place to hand it
    /// in.
    static Sent send(BoothKeys booth, long epoch) {
        HPKE hpke = hpke();
        byte[] psk = booth.psk();
        try {
            HPKEContextWithEncapsulation context =
                    hpke.SetupPSKS(
                            hpke.deserializePublicKey(booth.prekeyPublic()),
                            info(booth.id(), epoch, booth.prekeyId()),
                            psk,
                            booth.pskId());
            return new Sent(exported(context), new Encapsulation(context.getEncapsulation()));
        } finally {
            Arrays.fill(psk, (byte) 0);
        }
    }

    /// Central's half. A wrong psk or an altered encapsulation gives other keys and no error
    /// (implicit rejection): the first tag fails.
    ///
    /// @return empty when the library refuses the encapsulation outright
    static Optional<EpochKeys> receive(
            BoothRecord booth, Prekey prekey, long epoch, byte[] encapsulation) {
        HPKE hpke = hpke();
        byte[] psk = booth.psk();
        byte[] seed = prekey.seed();
        try {
            AsymmetricCipherKeyPair pair = hpke.deserializePrivateKey(seed, prekey.publicOctets());
            HPKEContext context =
                    hpke.setupPSKR(
                            encapsulation,
                            pair,
                            info(booth.id(), epoch, prekey.id()),
                            psk,
                            booth.pskId());
            return Optional.of(exported(context));
        } catch (IllegalArgumentException | IllegalStateException _) {
            return Optional.empty();
        } finally {
            Arrays.fill(psk, (byte) 0);
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static EpochKeys exported(HPKEContext context) {
        ErasableContext erasable = new ErasableContext(context);
        try {
            byte[][] keys = new byte[SealClass.COUNT][];
            byte[][] baseNonces = new byte[SealClass.COUNT][];
            for (SealClass c : SealClass.values()) {
                keys[c.index()] = erasable.export(label(c, "key"), EpochKeys.KEY_BYTES);
                baseNonces[c.index()] =
                        erasable.export(label(c, "base_nonce"), EpochKeys.NONCE_BYTES);
            }
            return new EpochKeys(keys, baseNonces);
        } finally {
            erasable.erase();
        }
    }

    /// Binds the epoch's secret to who made it, for which prekey, and under which identifier.
    static byte[] info(BoothId booth, long epoch, long prekeyId) {
        return ByteBuffer.allocate(INFO_LABEL.length + 2 * Integer.BYTES + 3 * Long.BYTES)
                .put(INFO_LABEL)
                .putInt(VERSION)
                .putInt(ID)
                .putLong(booth.value())
                .putLong(epoch)
                .putLong(prekeyId)
                .array();
    }

    /// The exporter context: it names the class, so that no two classes share a key.
    static byte[] label(SealClass c, String what) {
        return ascii("gatehouse/v1 " + c.name() + " " + what);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Shares the exporter secret of the context it is made from, and can therefore erase it.
    private static final class ErasableContext extends HPKEContextWithEncapsulation {
        ErasableContext(HPKEContext context) {
            super(context, new byte[0]);
        }

        void erase() {
            Arrays.fill(exporterSecret, (byte) 0);
        }
    }
}
