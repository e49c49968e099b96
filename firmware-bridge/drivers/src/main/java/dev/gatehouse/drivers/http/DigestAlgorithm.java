package dev.gatehouse.drivers.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/// Algorithms of HTTP Digest (RFC 7616, 3.4), the better one first.
enum DigestAlgorithm {
    SHA_256("SHA-256", "SHA-256"),
    MD5("MD5", "MD5");

    private final String word;
    private final String hash;

    DigestAlgorithm(String word, String hash) {
        this.word = word;
        this.hash = hash;
    }

    /// As headers have it.
    String word() {
        return word;
    }

    /// A header without algorithm means MD5.
    static Optional<DigestAlgorithm> of(String word) {
        String wanted = word.isEmpty() ? MD5.word : word;
        return Stream.of(values()).filter(one -> one.word.equalsIgnoreCase(wanted)).findFirst();
    }

    /// Hash of the parts with colons between, in hex.
    String hex(String... parts) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance(hash)
                                    .digest(
                                            String.join(":", parts)
                                                    .getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has " + hash, e);
        }
    }

    /// The answer to a challenge with `qop=auth` (RFC 7616, 3.4.1).
    ///
    /// @param secret hash of user, realm and password
    String response(
            String secret, String nonce, String nc, String cnonce, String method, String uri) {
        return hex(secret, nonce, nc, cnonce, "auth", hex(method, uri));
    }
}
