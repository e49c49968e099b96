package dev.gatehouse.core.seal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Central's side of the keys, and the only ones that open. Safe for any number of threads.
///
/// ```
/// <directory>/central.key                          Ed25519 seed, signs receipts
/// <directory>/prekeys/<id>.key                     X-Wing key pairs
/// <directory>/booths/<name>/booth-record.key       PSK and public keys of one booth
/// ```
public final class CentralKeys {
    private static final String KIND = "central";
    private static final String FILE = "central.key";
    private static final String PREKEYS = "prekeys";
    private static final String BOOTHS = "booths";
    private static final int MAX_PREKEYS = 1024;
    private static final int MAX_BOOTHS = 100_000;

    /// Names are directory names: nothing in them may climb or hide.
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Path directory;
    private final byte[] ed25519Seed;
    private final byte[] ed25519Public;
    private final Map<Long, Prekey> prekeys = new ConcurrentHashMap<>();
    private final Map<BoothId, BoothRecord> booths = new ConcurrentHashMap<>();

    private CentralKeys(Path directory, byte[] ed25519Seed) {
        this.directory = directory;
        this.ed25519Seed = ed25519Seed.clone();
        this.ed25519Public = Signatures.ed25519Public(ed25519Seed);
    }

    /// Makes central's signing key and a first prekey.
    ///
    /// @throws KeyFileException when there are keys already
    public static CentralKeys create(Path directory, SecureRandom random) throws KeyFileException {
        byte[] seed = randomOctets(random, Signatures.ED25519_SEED_BYTES);
        KeyFile.write(directory.resolve(FILE), KIND, Map.of("ed25519_seed", seed));
        KeyFile.createDirectory(directory.resolve(PREKEYS));
        KeyFile.createDirectory(directory.resolve(BOOTHS));
        CentralKeys keys = new CentralKeys(directory, seed);
        keys.addPrekey(random);
        return keys;
    }

    /// Reads everything that [#create], [#addPrekey] and [#enrol] wrote.
    public static CentralKeys open(Path directory) throws KeyFileException {
        KeyFile own = KeyFile.read(directory.resolve(FILE), KIND);
        CentralKeys keys =
                new CentralKeys(
                        directory, own.field("ed25519_seed", Signatures.ED25519_SEED_BYTES));
        keys.refresh();
        return keys;
    }

    /// Takes in prekeys and booths that another process has added since, and drops what it removed.
    public synchronized void refresh() throws KeyFileException {
        Map<Long, Prekey> foundPrekeys = new ConcurrentHashMap<>();
        for (Path file : list(directory.resolve(PREKEYS), MAX_PREKEYS)) {
            if (file.toString().endsWith(".key")) {
                Prekey prekey = Prekey.read(file);
                foundPrekeys.put(prekey.id(), prekey);
            }
        }
        Map<BoothId, BoothRecord> foundBooths = new ConcurrentHashMap<>();
        for (Path entry : list(directory.resolve(BOOTHS), MAX_BOOTHS)) {
            if (Files.exists(entry.resolve(BoothRecord.FILE), LinkOption.NOFOLLOW_LINKS)) {
                BoothRecord booth = BoothRecord.read(String.valueOf(entry.getFileName()), entry);
                if (foundBooths.put(booth.id(), booth) != null) {
                    throw new KeyFileException(booth.name() + ": its pseudonym is another's too");
                }
            }
        }
        prekeys.putAll(foundPrekeys);
        prekeys.keySet().retainAll(foundPrekeys.keySet());
        booths.putAll(foundBooths);
        booths.keySet().retainAll(foundBooths.keySet());
    }

    /// Makes a booth's keys, keeps central's half on disk and hands out the booth's half, which
    /// central does not keep.
    ///
    /// @param name lower-case letters, digits and hyphens, at most 63; not used yet
    public synchronized BoothKeys enrol(String name, SecureRandom random) throws KeyFileException {
        if (!NAME.matcher(name).matches()) {
            throw new KeyFileException(
                    "booth name: expected 1 to 63 lower-case letters, digits and hyphens");
        }
        BoothId id = freshId(random);
        byte[] psk = randomOctets(random, Suite.MIN_PSK_BYTES);
        byte[] pskId = id.bytes();
        byte[] ed25519 = randomOctets(random, Signatures.ED25519_SEED_BYTES);
        byte[] mlDsa = randomOctets(random, Signatures.ML_DSA_SEED_BYTES);
        BoothRecord booth =
                new BoothRecord(
                        name,
                        id,
                        psk,
                        pskId,
                        Signatures.ed25519Public(ed25519),
                        Signatures.mlDsaPublic(mlDsa));
        KeyFile.createDirectory(directory.resolve(BOOTHS));
        booth.write(directory.resolve(BOOTHS).resolve(name));
        booths.put(id, booth);
        return new BoothKeys(
                id, psk, pskId, ed25519, mlDsa, newestPrekey().publicOctets(), ed25519Public);
    }

    /// The booth of this pseudonym.
    public Optional<BoothRecord> booth(BoothId id) {
        return Optional.ofNullable(booths.get(id));
    }

    /// All booths by name.
    public List<BoothRecord> booths() {
        List<BoothRecord> sorted = new ArrayList<>(booths.values());
        sorted.sort(Comparator.comparing(BoothRecord::name));
        return List.copyOf(sorted);
    }

    /// Makes a prekey that booths enrolled from now on seal to.
    ///
    /// @return its id
    public synchronized long addPrekey(SecureRandom random) throws KeyFileException {
        long created = prekeys.values().stream().mapToLong(Prekey::created).max().orElse(0) + 1;
        Prekey prekey = Prekey.generate(created, random);
        prekey.write(directory.resolve(PREKEYS));
        prekeys.put(prekey.id(), prekey);
        return prekey.id();
    }

    /// Erases a prekey: from then on nobody opens what was sealed to it, once openers that still
    /// remember its epochs are gone too.
    public synchronized void erasePrekey(long id) throws KeyFileException {
        KeyFile.erase(directory.resolve(PREKEYS).resolve(Prekey.fileName(id)));
        prekeys.remove(id);
    }

    /// Ed25519 public key that verifies receipts, 32 octets.
    public byte[] ed25519Public() {
        return ed25519Public.clone();
    }

    byte[] ed25519Seed() {
        return ed25519Seed.clone();
    }

    Optional<Prekey> prekey(long id) {
        return Optional.ofNullable(prekeys.get(id));
    }

    @Override
    public String toString() {
        return "CentralKeys[booths=" + booths.size() + ", prekeys=" + prekeys.size() + "]";
    }

    private Prekey newestPrekey() throws KeyFileException {
        return prekeys.values().stream()
                .max(Comparator.comparingLong(Prekey::created))
                .orElseThrow(() -> new KeyFileException(PREKEYS + ": there is no prekey"));
    }

    private BoothId freshId(SecureRandom random) {
        BoothId id = new BoothId(random.nextLong());
        while (id.value() == 0 || booths.containsKey(id)) {
            id = new BoothId(random.nextLong());
        }
        return id;
    }

    private static List<Path> list(Path directory, int limit) throws KeyFileException {
        KeyFile.requirePrivateDirectory(directory);
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path path : stream) {
                if (found.size() == limit) {
                    throw new KeyFileException(
                            directory.getFileName() + ": more than " + limit + " entries");
                }
                found.add(path);
            }
        } catch (KeyFileException e) {
            throw e;
        } catch (IOException e) {
            throw new KeyFileException(directory.getFileName() + ": cannot be listed", e);
        }
        return found;
    }

    private static byte[] randomOctets(SecureRandom random, int lengthBytes) {
        byte[] octets = new byte[lengthBytes];
        random.nextBytes(octets);
        return octets;
    }
}
