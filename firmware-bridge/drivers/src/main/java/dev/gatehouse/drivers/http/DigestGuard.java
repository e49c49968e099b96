package dev.gatehouse.drivers.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The server's side of HTTP Digest for one reader (RFC 7616; plate reader sheet, section 5):
/// `qop=auth` only, a nonce lives 5 min and its count must rise. Owned by the listener's loop.
///
/// ```
///  nonce   8 octets time, s | 8 octets number | 16 octets HMAC-SHA-256 over both
/// ```
final class DigestGuard {

    static final String REALM = "gatehouse";
    static final long NONCE_LIFE_S = 300;

    /// Nonces in use at once; older ones are stale then.
    static final int MAX_NONCES = 256;

    private static final int TIME_BYTES = 16;
    private static final int MAC_BYTES = 16;
    private static final String MAC = "HmacSHA256";

    private final String user;
    private final Map<DigestAlgorithm, String> secrets = new EnumMap<>(DigestAlgorithm.class);
    private final LongSupplier nanos;
    private final SecretKeySpec key;
    private final Map<Long, Long> counts = new LinkedHashMap<>();
    private long issued;
    private long forgotten;

    /// @param userAndPassword `user:password`
    /// @param algorithms that are offered
    /// @param key of the nonces, 32 octets nobody can guess
    DigestGuard(
            String userAndPassword,
            List<DigestAlgorithm> algorithms,
            LongSupplier nanos,
            byte[] key) {
        int colon = userAndPassword.indexOf(':');
        this.user = userAndPassword.substring(0, colon);
        String password = userAndPassword.substring(colon + 1);
        for (DigestAlgorithm algorithm : algorithms) {
            secrets.put(algorithm, algorithm.hex(user, REALM, password));
        }
        this.nanos = nanos;
        this.key = new SecretKeySpec(key, MAC);
    }

    /// Values of `WWW-Authenticate`, the best first.
    ///
    /// @param stale the secret was right and only the nonce was too old
    List<String> challenges(boolean stale) {
        String nonce = nonce();
        List<String> challenges = new ArrayList<>();
        for (DigestAlgorithm algorithm : secrets.keySet()) {
            challenges.add(
                    "Digest realm=\""
                            + REALM
                            + "\", qop=\"auth\", algorithm="
                            + algorithm.word()
                            + ", nonce=\""
                            + nonce
                            + "\""
                            + (stale ? ", stale=true" : ""));
        }
        return challenges;
    }

    /// Whether a request proves itself.
    Admission judge(String method, String uri, String authorization) {
        Optional<DigestHeader> parsed = DigestHeader.parse(authorization);
        if (parsed.isEmpty()) {
            return Admission.REFUSED;
        }
        DigestHeader header = parsed.get();
        Optional<DigestAlgorithm> algorithm = DigestAlgorithm.of(header.get("algorithm"));
        String secret = algorithm.map(secrets::get).orElse(null);
        OptionalLong count = count(header.get("nc"));
        if (secret == null
                || algorithm.isEmpty()
                || count.isEmpty()
                || !header.get("realm").equals(REALM)
                || !header.get("qop").equals("auth")
                || !header.get("uri").equals(uri)
                || header.get("cnonce").isEmpty()) {
            return Admission.REFUSED;
        }
        String expected =
                algorithm
                        .get()
                        .response(
                                secret,
                                header.get("nonce"),
                                header.get("nc"),
                                header.get("cnonce"),
                                method,
                                uri);
        boolean right =
                same(expected, header.get("response")) && same(user, header.get("username"));
        return right ? fresh(header.get("nonce"), count.getAsLong()) : Admission.REFUSED;
    }

    private static boolean same(String expected, String found) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
    }

    /// Eight hex digits.
    private static OptionalLong count(String nc) {
        boolean hex = nc.length() == 8 && nc.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        return hex ? OptionalLong.of(Long.parseLong(nc, 16)) : OptionalLong.empty();
    }

    private String nonce() {
        ByteBuffer nonce = ByteBuffer.allocate(TIME_BYTES + MAC_BYTES);
        nonce.putLong(nowS()).putLong(++issued);
        nonce.put(mac(nonce.array()));
        return Base64.getEncoder().encodeToString(nonce.array());
    }

    private long nowS() {
        return TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong());
    }

    private byte[] mac(byte[] nonce) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            mac.update(nonce, 0, TIME_BYTES);
            return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has " + MAC, e);
        }
    }

    /// A nonce that is not ours or too old, and a count that does not rise, ask for another try.
    private Admission fresh(String text, long count) {
        byte[] nonce;
        try {
            nonce = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Admission.STALE;
        }
        if (nonce.length != TIME_BYTES + MAC_BYTES
                || !MessageDigest.isEqual(
                        mac(nonce), Arrays.copyOfRange(nonce, TIME_BYTES, nonce.length))) {
            return Admission.STALE;
        }
        ByteBuffer fields = ByteBuffer.wrap(nonce);
        long ageS = nowS() - fields.getLong();
        long number = fields.getLong();
        if (ageS > NONCE_LIFE_S
                || number <= forgotten
                || count <= counts.getOrDefault(number, 0L)) {
            return Admission.STALE;
        }
        counts.put(number, count);
        if (counts.size() > MAX_NONCES) {
            // What is forgotten must not count again: all up to it are stale from now on.
            long oldest = counts.keySet().stream().mapToLong(Long::longValue).min().orElse(0);
            counts.remove(oldest);
            forgotten = Math.max(forgotten, oldest);
        }
        return Admission.ADMITTED;
    }
}
