package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The booth's own secret: what it must read again after a restart is encrypted under it, and ids and
/// de-duplication tags are keyed with it. It never leaves the board.
///
/// Kept in a file it protects nothing against a thief of the card; that is why the daemon takes it only with
/// `--insecure-demo` until hardware holds it (security design, keys at rest).
public final class DeviceKey {
    static final String FILE = "device.key";
    private static final int LENGTH_BYTES = 32;

    private final byte[] secret;

    DeviceKey(byte[] secret) {
        if (secret.length != LENGTH_BYTES) {
            throw new IllegalArgumentException("device key: expected 32 octets, found " + secret.length);
        }
        this.secret = secret.clone();
    }

    /// Reads the key, or makes it at the first start.
    static DeviceKey open(Path keysDir, SecureRandom random) throws CommandFailure {
        Path file = keysDir.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[LENGTH_BYTES];
                random.nextBytes(fresh);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, HexFormat.of().formatHex(fresh) + "\n", StandardOpenOption.DSYNC);
            }
            if (!PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).endsWith("------")) {
                throw new CommandFailure("gatehouse: " + file + " can be read by others; run: chmod 600 " + file);
            }
            return new DeviceKey(HexFormat.of().parseHex(Files.readString(file).strip()));
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(
                    "gatehouse: cannot use " + file + " (" + e.getClass().getSimpleName()
                            + "); restore it, or move it and the data folder away to start as a new booth",
                    e);
        }
    }

    /// A key for one purpose.
    byte[] derive(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(("gatehouse device key v1 " + purpose).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is in every Java platform", e);
        }
    }
}
