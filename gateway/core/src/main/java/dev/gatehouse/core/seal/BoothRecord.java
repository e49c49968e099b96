package dev.gatehouse.core.seal;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What central holds of one booth: its name, pseudonym, PSK and public keys. Immutable.
public final class BoothRecord {
    private static final String KIND = "booth-record";
    static final String FILE = "booth-record.key";

    private final String name;
    private final BoothId id;
    private final byte[] psk;
    private final byte[] pskId;
    private final byte[] ed25519Public;
    private final byte[] mlDsaPublic;

    BoothRecord(
            String name,
            BoothId id,
            byte[] psk,
            byte[] pskId,
            byte[] ed25519Public,
            byte[] mlDsaPublic) {
        this.name = name;
        this.id = id;
        this.psk = psk.clone();
        this.pskId = pskId.clone();
        this.ed25519Public = ed25519Public.clone();
        this.mlDsaPublic = mlDsaPublic.clone();
    }

    static BoothRecord read(String name, Path directory) throws KeyFileException {
        KeyFile keys = KeyFile.read(directory.resolve(FILE), KIND);
        return new BoothRecord(
                name,
                new BoothId(keys.longField("booth")),
                keys.field("psk", Suite.MIN_PSK_BYTES, Suite.MAX_PSK_BYTES),
                keys.field("psk_id", 1, BoothKeys.MAX_PSK_ID_BYTES),
                keys.field("ed25519_public", Signatures.ED25519_PUBLIC_BYTES),
                keys.field("ml_dsa_44_public", Signatures.ML_DSA_PUBLIC_BYTES));
    }

    void write(Path directory) throws KeyFileException {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        fields.put("booth", id.bytes());
        fields.put("psk", psk);
        fields.put("psk_id", pskId);
        fields.put("ed25519_public", ed25519Public);
        fields.put("ml_dsa_44_public", mlDsaPublic);
        KeyFile.write(directory.resolve(FILE), KIND, fields);
    }

    /// The name given at enrolment; central's own, it is not on the wire.
    public String name() {
        return name;
    }

    /// The pseudonym on the wire.
    public BoothId id() {
        return id;
    }

    /// Ed25519 public key, 32 octets.
    public byte[] ed25519Public() {
        return ed25519Public.clone();
    }

    /// ML-DSA-44 public key, 1,312 octets.
    public byte[] mlDsaPublic() {
        return mlDsaPublic.clone();
    }

    byte[] psk() {
        return psk.clone();
    }

    byte[] pskId() {
        return pskId.clone();
    }

    @Override
    public String toString() {
        return "BoothRecord[" + id + "]";
    }
}
