package dev.gatehouse.core.seal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;

/// One of central's X-Wing key pairs. Erasing it after retention is what makes old envelopes
/// unreadable for good.
final class Prekey {
    private static final String KIND = "prekey";

    private final long created;
    private final byte[] publicOctets;
    private final byte[] seed;

    private Prekey(long created, byte[] publicOctets, byte[] seed) {
        this.created = created;
        this.publicOctets = publicOctets;
        this.seed = seed;
    }

    /// Makes a key pair.
    ///
    /// @param created order of making; the highest is what new booths get
    static Prekey generate(long created, SecureRandom random) {
        byte[] ikm = new byte[Suite.PREKEY_SEED_BYTES];
        random.nextBytes(ikm);
        HPKE hpke = Suite.hpke();
        AsymmetricCipherKeyPair pair = hpke.deriveKeyPair(ikm);
        return new Prekey(
                created,
                hpke.serializePublicKey(pair.getPublic()),
                hpke.serializePrivateKey(pair.getPrivate()));
    }

    static Prekey read(Path file) throws KeyFileException {
        KeyFile keys = KeyFile.read(file, KIND);
        return new Prekey(
                keys.longField("created"),
                keys.field("x_wing_public", Suite.PREKEY_PUBLIC_BYTES),
                keys.field("x_wing_seed", Suite.PREKEY_SEED_BYTES));
    }

    void write(Path directory) throws KeyFileException {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        fields.put("created", ByteBuffer.allocate(Long.BYTES).putLong(created).array());
        fields.put("x_wing_public", publicOctets);
        fields.put("x_wing_seed", seed);
        KeyFile.write(directory.resolve(fileName(id())), KIND, fields);
    }

    static String fileName(long id) {
        return HexFormat.of().toHexDigits(id) + ".key";
    }

    /// SHA-256 of the public key, first 8 octets.
    static long id(byte[] publicOctets) {
        return ByteBuffer.wrap(Sha256.of(publicOctets)).getLong();
    }

    long id() {
        return id(publicOctets);
    }

    long created() {
        return created;
    }

    byte[] publicOctets() {
        return publicOctets.clone();
    }

    byte[] seed() {
        return seed.clone();
    }
}
