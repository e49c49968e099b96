package dev.gatehouse.drivers.http;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who may post as one reader (plate reader sheet, section 5). Secrets come from files, are kept as
/// digests only, and are compared in constant time.
final class ReaderAccess {

    static final int MIN_SECRET_CHARS = 22;
    private static final int MAX_SECRET_BYTES = 512;
    private static final int KEY_HASH_BYTES = 32;

    /// How a request proves itself.
    enum Scheme {
        NONE(""),
        BASIC("Basic realm=\"gatehouse\", charset=\"UTF-8\""),
        DIGEST(""),
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
    private final Optional<DigestGuard> digest;
    private final Optional<byte[]> key;

    private ReaderAccess(
            Scheme scheme,
            String header,
            byte[] secretDigest,
            Optional<byte[]> pathDigest,
            Optional<InetAddress> source,
            Optional<DigestGuard> digest,
            Optional<byte[]> key) {
        this.digest = digest;
        this.key = key;
        this.scheme = scheme;
        this.header = header;
        this.secretDigest = secretDigest;
        this.pathDigest = pathDigest;
        this.source = source;
    }

    /// Reads the parameters `token_file` with optional `token_header`, `basic_file`, `digest_file`
    /// with optional `digest_algorithms`, `path_secret_file`, `source`, `client_key_sha256`.
    ///
    /// @param nanos ages the nonces of Digest
    /// @param random makes their key
    /// @throws IllegalArgumentException when a file or a combination cannot be used; never quotes a
    ///   secret
    static ReaderAccess of(
            Map<String, String> parameters, LongSupplier nanos, SecureRandom random) {
        if (Stream.of("token_file", "basic_file", "digest_file")
                        .filter(parameters::containsKey)
                        .count()
                > 1) {
            throw new IllegalArgumentException(
                    "http link: expected one of token_file, basic_file and digest_file");
        }
        Scheme scheme = Scheme.NONE;
        byte[] secret = new byte[0];
        String header =
                parameters.getOrDefault("token_header", "authorization").toLowerCase(Locale.ROOT);
        Optional<DigestGuard> digest = Optional.empty();
        if (parameters.containsKey("basic_file")) {
            scheme = Scheme.BASIC;
            secret = userAndPassword("basic_file", parameters.get("basic_file"));
        } else if (parameters.containsKey("digest_file")) {
            scheme = Scheme.DIGEST;
            byte[] key = new byte[32];
            random.nextBytes(key);
            digest =
                    Optional.of(
                            new DigestGuard(
                                    new String(
                                            userAndPassword(
                                                    "digest_file", parameters.get("digest_file")),
                                            StandardCharsets.UTF_8),
                                    algorithms(
                                            parameters.getOrDefault(
                                                    "digest_algorithms", "sha-256")),
                                    nanos,
                                    key));
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
                Optional.ofNullable(parameters.get("source")).map(ReaderAccess::address),
                digest,
                Optional.ofNullable(parameters.get("client_key_sha256")).map(ReaderAccess::hash));
    }

    private static byte[] hash(String hex) {
        try {
            byte[] hash = HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT));
            if (hash.length == KEY_HASH_BYTES) {
                return hash;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "https link: client_key_sha256: expected " + 2 * KEY_HASH_BYTES + " hex digits");
    }

    /// The sender must hold a key.
    boolean hasKey() {
        return key.isPresent();
    }

    /// @param sender SHA-256 of the key that the sender proved
    boolean keyFits(Optional<byte[]> sender) {
        return key.isEmpty()
                || (sender.isPresent() && MessageDigest.isEqual(key.get(), sender.get()));
    }

    /// `sha-256`, `md5`, or both: MD5 is for cameras that know nothing else.
    private static List<DigestAlgorithm> algorithms(String words) {
        List<DigestAlgorithm> found = new ArrayList<>();
        for (String word : words.split(",", -1)) {
            found.add(
                    DigestAlgorithm.of(word.isEmpty() ? "none" : word)
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "http link: digest_algorithms: expected sha-256, md5 or both")));
        }
        return found;
    }

    private static byte[] userAndPassword(String parameter, @Nullable String file) {
        byte[] secret = secret(parameter, file);
        if (new String(secret, StandardCharsets.UTF_8).indexOf(':') <= 0) {
            throw new IllegalArgumentException(
                    "http link: " + parameter + ": expected `user:password`");
        }
        return secret;
    }

    /// The text of a file with `user:password` of at least 22 characters.
    ///
    /// @throws IllegalArgumentException when the file cannot be used; never quotes it
    static String credentials(String parameter, String file) {
        return new String(userAndPassword(parameter, file), StandardCharsets.UTF_8);
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

    /// Values of `WWW-Authenticate`; none where a request cannot help itself.
    List<String> challenges(boolean stale) {
        if (digest.isPresent()) {
            return digest.get().challenges(stale);
        }
        return scheme.challenge().isEmpty() ? List.of() : List.of(scheme.challenge());
    }

    /// Whether the request proves itself.
    ///
    /// @param value of `header()`, empty when absent
    Admission judge(String method, String uri, String value) {
        return digest.isPresent()
                ? digest.get().judge(method, uri, value)
                : admits(value) ? Admission.ADMITTED : Admission.REFUSED;
    }

    private boolean admits(String value) {
        return switch (scheme) {
            case NONE -> true;
            case DIGEST -> false;
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
