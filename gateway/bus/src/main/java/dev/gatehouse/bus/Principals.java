package dev.gatehouse.bus;

import dev.gatehouse.bus.tls.ClientCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/// Who may log in, and the salted hashes of their passwords. Immutable.
///
/// Passwords are made by [#generatePassword], never chosen: 144 random bits in 24 characters.
/// Nobody can guess such a password from its SHA-256, so a slow hash would only give strangers a
/// way to keep the booth's processor busy. Shorter ones than 22 characters of `[A-Za-z0-9_-]`
/// (under 128 bits) are refused.
///
/// Who shows a certificate needs no password: its common name is the principal's, and a user name,
/// when one is sent, must be the same. Who vouches for the certificate the listener has checked.
///
/// File format, UTF-8, one principal a line, fields parted by one space, `#` begins a comment line:
///
/// ```
/// gatehouse-principals 1
/// lpr-1 DEVICE device=lpr-1 salt=<22 of base64url> sha256=<43 of base64url>
/// off-1001 OFFICER badge=1001 roles=officer,superintendent salt=... sha256=...
/// ```
///
/// where `sha256` = SHA-256(salt octets, password in ASCII). Fields come in this order: `booth lane
/// device badge roles salt sha256`, only those that the kind has.
public final class Principals implements Authenticator {

    /// Most principals in one file.
    public static final int MAX_PRINCIPALS = 1_024;

    /// Shortest password, in characters.
    public static final int MIN_PASSWORD_LENGTH = 22;

    static final int MAX_PASSWORD_LENGTH = 256;
    static final int SALT_BYTES = 16;
    static final int MAX_FILE_BYTES = 1 << 20;
    private static final int PASSWORD_BYTES = 18;

    private final Map<String, Credential> byName;

    private Principals(Map<String, Credential> byName) {
        this.byName = byName;
    }

    /// One principal and the proof of its password.
    record Credential(Principal principal, byte[] salt, byte[] hash) {

        @Override
        public String toString() {
            return "Credential[" + principal.name() + "]";
        }
    }

    /// Collects principals and hashes their passwords.
    public static final class Builder {
        private final SecureRandom random;
        private final Map<String, Credential> byName = new LinkedHashMap<>();

        private Builder(SecureRandom random) {
            this.random = random;
        }

        /// Adds one principal.
        ///
        /// @throws IllegalArgumentException when the name is taken, the password is weak, or there
        ///   are too many
        public Builder add(Principal principal, String password) {
            requireStrong(password);
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            byte[] hash = hash(salt, password.getBytes(StandardCharsets.US_ASCII));
            add(new Credential(principal, salt, hash));
            return this;
        }

        void add(Credential credential) {
            if (byName.size() >= MAX_PRINCIPALS) {
                throw new IllegalArgumentException(
                        "expected at most " + MAX_PRINCIPALS + " principals, found more");
            }
            String name = credential.principal().name();
            if (byName.putIfAbsent(name, credential) != null) {
                throw new IllegalArgumentException(
                        "expected every principal once, found " + name + " twice");
            }
        }

        public Principals build() {
            return new Principals(new LinkedHashMap<>(byName));
        }
    }

    /// Begins an empty set.
    ///
    /// @param random source of salts
    public static Builder builder(SecureRandom random) {
        return new Builder(random);
    }

    /// A new password: 24 characters of `[A-Za-z0-9_-]`, 144 random bits.
    public static String generatePassword(SecureRandom random) {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void requireStrong(String password) {
        boolean safe =
                password.chars()
                        .allMatch(c ->
                                (c >= 'A' && c <= 'Z')
                                        || (c >= 'a' && c <= 'z')
                                        || (c >= '0' && c <= '9')
                                        || c == '_'
                                        || c == '-');
        if (!safe
                || password.length() < MIN_PASSWORD_LENGTH
                || password.length() > MAX_PASSWORD_LENGTH) {
            throw new IllegalArgumentException(
                    "expected a generated password of "
                            + MIN_PASSWORD_LENGTH
                            + " to "
                            + MAX_PASSWORD_LENGTH
                            + " characters of [A-Za-z0-9_-], found one of "
                            + password.length());
        }
    }

    @Override
    public Optional<Principal> authenticate(
            String name, byte[] password, Optional<SSLSession> tls) {
        if (tls.isPresent() && ClientCertificate.isShown(tls.get())) {
            return ClientCertificate.commonName(tls.get())
                    .filter(own -> name.isEmpty() || name.equals(own))
                    .flatMap(this::find);
        }
        Credential credential = byName.get(name);
        if (credential == null || password.length > MAX_PASSWORD_LENGTH) {
            return Optional.empty();
        }
        boolean right = MessageDigest.isEqual(credential.hash(), hash(credential.salt(), password));
        return right ? Optional.of(credential.principal()) : Optional.empty();
    }

    /// Everybody, in file order.
    public List<Principal> all() {
        return byName.values().stream().map(Credential::principal).toList();
    }

    public Optional<Principal> find(String name) {
        return Optional.ofNullable(byName.get(name)).map(Credential::principal);
    }

    Collection<Credential> credentials() {
        return byName.values();
    }

    /// Reads a file that [#write] wrote.
    ///
    /// @throws PrincipalsException when the file breaks the format
    public static Principals read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_FILE_BYTES + 1);
        }
        return PrincipalsFile.parse(bytes);
    }

    /// Writes the file for its owner alone (mode 0600), whole or not at all: new file, fsync,
    /// rename.
    public void write(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        if (folder == null) {
            throw new IOException("expected a file in a folder");
        }
        Path fresh =
                Files.createTempFile(
                        folder,
                        ".principals",
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            ByteBuffer bytes = ByteBuffer.wrap(PrincipalsFile.print(this));
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(
                    fresh,
                    absolute,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    static byte[] hash(byte[] salt, byte[] password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(password);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
