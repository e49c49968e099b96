package dev.gatehouse.core.lookout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/// The key of a site's built lists: 32 octets, in its file as 64 hexadecimal digits.
public final class ListKey {
    /// Octets of a key.
    public static final int OCTETS = 32;

    static final int ID_OCTETS = 8;
    private static final int MAX_FILE_OCTETS = 2 * OCTETS + 2;
    private static final byte[] ID_LABEL =
            "gatehouse lookout list key".getBytes(StandardCharsets.US_ASCII);

    private final byte[] octets;

    private ListKey(byte[] octets) {
        this.octets = octets;
    }

    /// A key of these octets.
    ///
    /// @throws IllegalArgumentException when there are not 32
    public static ListKey of(byte[] octets) {
        if (octets.length != OCTETS) {
            throw new IllegalArgumentException("key: expected 32 octets, found " + octets.length);
        }
        return new ListKey(octets.clone());
    }

    /// A new key.
    public static ListKey random(SecureRandom random) {
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        return new ListKey(octets);
    }

    /// The key in a file; empty when the file holds anything else.
    ///
    /// @throws IOException when the file cannot be read
    public static Optional<ListKey> read(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MAX_FILE_OCTETS + 1);
        }
        if (content.length > MAX_FILE_OCTETS) {
            return Optional.empty();
        }
        String text = new String(content, StandardCharsets.ISO_8859_1).strip();
        boolean hex = text.length() == 2 * OCTETS && text.chars().allMatch(HexFormat::isHexDigit);
        return hex ? Optional.of(new ListKey(HexFormat.of().parseHex(text))) : Optional.empty();
    }

    /// What its file holds.
    public String fileText() {
        return HexFormat.of().formatHex(octets) + "\n";
    }

    /// Tells one key from another and says nothing of it.
    byte[] id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ID_LABEL);
            return java.util.Arrays.copyOf(digest.digest(octets), ID_OCTETS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    SecretKeySpec aes() {
        return new SecretKeySpec(octets, "AES");
    }

    /// Keys are never printed.
    @Override
    public String toString() {
        return "ListKey[withheld]";
    }
}
