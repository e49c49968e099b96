package dev.gatehouse.core.seal;

import dev.gatehouse.protocols.document.DocumentPseudonym;
import dev.gatehouse.protocols.llrp.Epc;
import dev.gatehouse.protocols.llrp.EpcPseudonym;
import dev.gatehouse.protocols.observation.TagRead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// The key that all booths of a site share, so that a transponder or a document has one pseudonym
/// at all of them and nobody without the key can try codes or numbers against it (LLRP sheet,
/// section 7; sheet of document readers, clause 6).
public final class SiteKey {
    private static final String FILE = "site.key";
    private static final String KIND = "site";
    private static final String FIELD = "tags";
    private static final int ID_BYTES = 4;

    private final byte[] key;
    private final String id;

    private SiteKey(byte[] key) {
        this.key = key.clone();
        this.id = id(key);
    }

    private static String id(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, ID_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// A new one.
    public static SiteKey generate(SecureRandom random) {
        byte[] key = new byte[EpcPseudonym.MIN_KEY_BYTES];
        random.nextBytes(key);
        return new SiteKey(key);
    }

    /// Central's, made when the first booth is enrolled.
    public static SiteKey ofSite(Path directory, SecureRandom random) throws KeyFileException {
        Optional<SiteKey> known = read(directory);
        if (known.isPresent()) {
            return known.get();
        }
        SiteKey made = generate(random);
        made.write(directory);
        return made;
    }

    /// The key in a folder of keys; empty where a booth was enrolled without one.
    public static Optional<SiteKey> read(Path directory) throws KeyFileException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(
                new SiteKey(KeyFile.read(file, KIND).field(FIELD, EpcPseudonym.MIN_KEY_BYTES)));
    }

    /// Writes it into a folder of keys; never overwrites.
    public void write(Path directory) throws KeyFileException {
        KeyFile.write(directory.resolve(FILE), KIND, Map.of(FIELD, key));
    }

    /// Which key of the site, 8 hexadecimal digits of its hash.
    public String id() {
        return id;
    }

    /// The pseudonym of a transponder, 16 octets.
    public byte[] pseudonym(TagRead read) {
        return HexFormat.of().parseHex(EpcPseudonym.of(key, new Epc(read.epcBits(), read.epc())));
    }

    /// The pseudonym of a travel document, 16 octets.
    public byte[] pseudonym(String issuer, String number) {
        return DocumentPseudonym.of(key, issuer, number);
    }

    @Override
    public String toString() {
        return "SiteKey[" + id + "]";
    }
}
