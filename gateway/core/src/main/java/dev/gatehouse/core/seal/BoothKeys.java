package dev.gatehouse.core.seal;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The booth's side of the keys: its pseudonym, PSK, both signing keys, and what it needs of
/// central. Immutable.
///
/// With these a booth can seal and sign; nothing here opens what it sealed once the epoch has
/// ended.
public final class BoothKeys {
    private static final String KIND = "booth";
    private static final String FILE = "booth.key";
    static final int MAX_PSK_ID_BYTES = 64;

    private final BoothId id;
    private final byte[] psk;
    private final byte[] pskId;
    private final byte[] ed25519Seed;
    private final byte[] mlDsaSeed;
    private final byte[] prekeyPublic;
    private final byte[] centralEd25519Public;

    /// Takes copies of everything.
    ///
    /// @throws IllegalArgumentException when a length is wrong; above all, when the PSK is under 32
    ///   octets
    BoothKeys(
            BoothId id,
            byte[] psk,
            byte[] pskId,
            byte[] ed25519Seed,
            byte[] mlDsaSeed,
            byte[] prekeyPublic,
            byte[] centralEd25519Public) {
        this.id = id;
        this.psk = checked("psk", psk, Suite.MIN_PSK_BYTES, Suite.MAX_PSK_BYTES);
        this.pskId = checked("psk id", pskId, 1, MAX_PSK_ID_BYTES);
        this.ed25519Seed = checked("ed25519", ed25519Seed, Signatures.ED25519_SEED_BYTES);
        this.mlDsaSeed = checked("ml-dsa", mlDsaSeed, Signatures.ML_DSA_SEED_BYTES);
        this.prekeyPublic = checked("prekey", prekeyPublic, Suite.PREKEY_PUBLIC_BYTES);
        this.centralEd25519Public =
                checked("central ed25519", centralEd25519Public, Signatures.ED25519_PUBLIC_BYTES);
    }

    /// Reads the keys of a booth.
    ///
    /// @param directory as [#write] left it: 0700, its file 0600
    public static BoothKeys read(Path directory) throws KeyFileException {
        KeyFile keys = KeyFile.read(directory.resolve(FILE), KIND);
        return new BoothKeys(
                new BoothId(keys.longField("booth")),
                keys.field("psk", Suite.MIN_PSK_BYTES, Suite.MAX_PSK_BYTES),
                keys.field("psk_id", 1, MAX_PSK_ID_BYTES),
                keys.field("ed25519_seed", Signatures.ED25519_SEED_BYTES),
                keys.field("ml_dsa_44_seed", Signatures.ML_DSA_SEED_BYTES),
                keys.field("central_x_wing_public", Suite.PREKEY_PUBLIC_BYTES),
                keys.field("central_ed25519_public", Signatures.ED25519_PUBLIC_BYTES));
    }

    /// Writes the keys; makes the directory when it is not there, and never overwrites.
    public void write(Path directory) throws KeyFileException {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        fields.put("booth", id.bytes());
        fields.put("psk", psk);
        fields.put("psk_id", pskId);
        fields.put("ed25519_seed", ed25519Seed);
        fields.put("ml_dsa_44_seed", mlDsaSeed);
        fields.put("central_x_wing_public", prekeyPublic);
        fields.put("central_ed25519_public", centralEd25519Public);
        KeyFile.write(directory.resolve(FILE), KIND, fields);
    }

    /// The pseudonym on the wire.
    public BoothId id() {
        return id;
    }

    /// Which of central's prekeys new epochs are sealed to.
    public long prekeyId() {
        return Prekey.id(prekeyPublic);
    }

    byte[] psk() {
        return psk.clone();
    }

    byte[] pskId() {
        return pskId.clone();
    }

    byte[] ed25519Seed() {
        return ed25519Seed.clone();
    }

    byte[] mlDsaSeed() {
        return mlDsaSeed.clone();
    }

    byte[] prekeyPublic() {
        return prekeyPublic.clone();
    }

    byte[] centralEd25519Public() {
        return centralEd25519Public.clone();
    }

    @Override
    public String toString() {
        return "BoothKeys[" + id + "]";
    }

    private static byte[] checked(String what, byte[] octets, int lengthBytes) {
        return checked(what, octets, lengthBytes, lengthBytes);
    }

    private static byte[] checked(String what, byte[] octets, int minBytes, int maxBytes) {
        if (octets.length < minBytes || octets.length > maxBytes) {
            throw new IllegalArgumentException(
                    what
                            + ": expected "
                            + minBytes
                            + " to "
                            + maxBytes
                            + " octets, found "
                            + octets.length);
        }
        return octets.clone();
    }
}
