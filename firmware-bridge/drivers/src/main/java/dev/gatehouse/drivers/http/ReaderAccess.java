package dev.gatehouse.drivers.http;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who may post as one reader (plate reader sheet, section 5). Secrets come from files, are kept as
/// digests only, and are compared in constant time.
final class ReaderAccess {

    static final int MIN_SECRET_CHARS = 22;
    private static final int MAX_SECRET_BYTES = 512;

    /// How a request proves itself.
    enum Scheme {
        NONE(""),
        BASIC("Basic realm=\"gatehouse\", charset=\"UTF-8\""),
        BEARER("Bearer"),
        HEADER("");

        private final String challenge;

        Scheme(String challenge) {
            this.challenge = challenge;
        }

        /// Value of `WWW-Authenticate`; empty for none.
        String challenge() {
            return challenge;
        }
    }

    private final Scheme scheme;
    private final String header;
    private final byte[] secretDigest;
    private final Optional<byte[]> pathDigest;
    private final Optional<InetAddress> source;

    private ReaderAccess(
            Scheme scheme,
            String header,
            byte[] secretDigest,
            Optional<byte[]> pathDigest,
            Optional<InetAddress> source) {
        this.scheme = scheme;
        this.header = header;
        this.secretDigest = secretDigest;
        this.pathDigest = pathDigest;
        this.source = source;
    }

    /// Reads the parameters `token_file` with optional `token_header`, `basic_file`,
    /// `path_secret_file`, `source`.
    ///
    /// @throws IllegalArgumentException when a file or a combination cannot be used; never quotes a
    ///   secret
    static ReaderAccess of(Map<String, String> parameters) {
        if (parameters.containsKey("token_file") && parameters.containsKey("basic_file")) {
            throw new IllegalArgumentException(
                    "http link: expected one of token_file and basic_file, found both");
        }
        Scheme scheme = Scheme.NONE;
        byte[] secret = new byte[0];
        String header =
                parameters.getOrDefault("token_header", "authorization").toLowerCase(Locale.ROOT);
        if (parameters.containsKey("basic_file")) {
            scheme = Scheme.BASIC;
            secret = secret("basic_file", parameters.get("basic_file"));
            if (new String(secret, StandardCharsets.UTF_8).indexOf(':') <= 0) {
                throw new IllegalArgumentException(
                        "http link: basic_file: expected `user:password`");
            }
        } else if (parameters.containsKey("token_file")) {
            scheme = header.equals("authorization") ? Scheme.BEARER : Scheme.HEADER;
            secret = secret("token_file", parameters.get("token_file"));
        }
        return new ReaderAccess(
                scheme,
                header,
                sha256(secret),
                Optional.ofNullable(parameters.get("path_secret_file"))
                        .map(file -> sha256(secret("path_secret_file", file))),
                Optional.ofNullable(parameters.get("source")).map(ReaderAccess::address));
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("http link: source: expected an IP address", e);
        }
    }

    private static byte[] secret(String parameter, @Nullable String file) {
        try {
            Path path = Path.of(String.valueOf(file));
            if (Files.size(path) > MAX_SECRET_BYTES) {
                throw new IllegalArgumentException(
                        "http link: "
                                + parameter
                                + ": expected at most "
                                + MAX_SECRET_BYTES
                                + " octets");
            }
            String text = Files.readString(path, StandardCharsets.UTF_8).strip();
            if (text.length() < MIN_SECRET_CHARS) {
                throw new IllegalArgumentException(
                        "http link: "
                                + parameter
                                + ": expected at least "
                                + MIN_SECRET_CHARS
                                + " characters (128 bit in base64)");
            }
            return text.getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "http link: " + parameter + ": the file cannot be read", e);
        }
    }

    Scheme scheme() {
        return scheme;
    }

    /// A secret follows the reader's path as its last segment.
    boolean hasPathSecret() {
        return pathDigest.isPresent();
    }

    boolean hasSource() {
        return source.isPresent();
    }

    boolean pathSecretFits(String segment) {
        return pathDigest.isPresent()
                && MessageDigest.isEqual(
                        pathDigest.get(), sha256(segment.getBytes(StandardCharsets.UTF_8)));
    }

    boolean sourceFits(InetAddress sender) {
        return source.isEmpty() || source.get().equals(sender);
    }

    /// Name of the header that proves the request.
    String header() {
        return header;
    }

    /// Whether the request proves itself.
    ///
    /// @param value of `header()`, empty when absent
    boolean admits(String value) {
        return switch (scheme) {
            case NONE -> true;
            case HEADER -> fits(value.getBytes(StandardCharsets.UTF_8));
            case BEARER ->
                    startsWith(value, "bearer ")
                            && fits(rest(value, 7).getBytes(StandardCharsets.UTF_8));
            case BASIC -> startsWith(value, "basic ") && fits(decoded(rest(value, 6)));
        };
    }

    private boolean fits(byte[] candidate) {
        return MessageDigest.isEqual(secretDigest, sha256(candidate));
    }

    private static boolean startsWith(String value, String word) {
        return value.regionMatches(true, 0, word, 0, word.length());
    }

    private static String rest(String value, int from) {
        return value.substring(from).strip();
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
