package dev.gatehouse.drivers.http;

import java.util.List;
import java.util.Optional;

/// The client's side of HTTP Digest (RFC 7616): answers a server's challenge, SHA-256 before MD5.
/// Basic is never answered: without TLS it would hand the password to whoever listens. Used by one
/// thread.
final class DigestAnswer {

    private final DigestHeader challenge;
    private final DigestAlgorithm algorithm;
    private int count;

    private DigestAnswer(DigestHeader challenge, DigestAlgorithm algorithm) {
        this.challenge = challenge;
        this.algorithm = algorithm;
    }

    /// Of the challenges of one answer; empty when none can be met.
    static Optional<DigestAnswer> to(List<String> challenges) {
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            for (String value : challenges) {
                Optional<DigestHeader> parsed = DigestHeader.parse(value);
                if (parsed.isPresent()
                        && DigestAlgorithm.of(parsed.get().get("algorithm"))
                                .filter(algorithm::equals)
                                .isPresent()
                        && List.of(parsed.get().get("qop").split("[, ]+", -1)).contains("auth")
                        && isPlain(parsed.get().get("realm"))
                        && isPlain(parsed.get().get("nonce"))
                        && isPlain(parsed.get().get("opaque"))) {
                    return Optional.of(new DigestAnswer(parsed.get(), algorithm));
                }
            }
        }
        return Optional.empty();
    }

    /// What a server says is repeated to it inside quotes and in one line, or not at all.
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c != 0x7F && c != '"' && c != '\\');
    }

    /// Value of `Authorization`.
    ///
    /// @param userAndPassword `user:password`
    /// @param cnonce not seen before
    String authorization(String userAndPassword, String method, String uri, String cnonce) {
        int colon = userAndPassword.indexOf(':');
        String user = userAndPassword.substring(0, colon);
        String realm = challenge.get("realm");
        String nonce = challenge.get("nonce");
        String nc = String.format(java.util.Locale.ROOT, "%08x", ++count);
        String secret = algorithm.hex(user, realm, userAndPassword.substring(colon + 1));
        String opaque = challenge.get("opaque");
        return "Digest username=\""
                + user
                + "\", realm=\""
                + realm
                + "\", nonce=\""
                + nonce
                + "\", uri=\""
                + uri
                + "\", algorithm="
                + algorithm.word()
                + ", qop=auth, nc="
                + nc
                + ", cnonce=\""
                + cnonce
                + "\", response=\""
                + algorithm.response(secret, nonce, nc, cnonce, method, uri)
                + "\""
                + (opaque.isEmpty() ? "" : ", opaque=\"" + opaque + "\"");
    }
}
