package dev.gatehouse.booth.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A pairing code as its file holds it: role, wall time of its making, salted SHA-256. The code
/// itself is printed once and kept nowhere.
///
/// 12 characters of Crockford's alphabet (no I, L, O, U) are 60 bits. A plain hash is enough: the
/// file is readable by the booth's user alone, who could read more than that, and the code lives
/// ten minutes.
///
/// ```
/// gatehouse-pairing 1
/// role viewer
/// made_ms 1795327200000
/// salt 00112233445566778899aabbccddeeff
/// sha256 <64 hexadecimal digits>
/// ```
record PairingCode(Role role, long madeMs, byte[] salt, byte[] hash) {
    static final Duration LIFE = Duration.ofMinutes(10);
    static final int CHARACTERS = 12;

    /// Octets of its file at most.
    static final int FILE_MAX_BYTES = 512;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int GROUP = 4;
    private static final int SALT_BYTES = 16;

    /// Longest entry looked at: the code with room for separators.
    private static final int ENTRY_MAX_CHARS = 32;

    private static final Pattern FILE =
            Pattern.compile(
                    """
                    gatehouse-pairing 1
                    role ([a-z]{1,16})
                    made_ms ([0-9]{1,15})
                    salt ([0-9a-f]{32})
                    sha256 ([0-9a-f]{64})
                    """);

    /// A new code: what is typed, and what is kept.
    record Fresh(String typed, PairingCode kept) {
        @Override
        public String toString() {
            return "Fresh[" + kept + "]";
        }
    }

    static Fresh make(Role role, long nowMs, SecureRandom random) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < CHARACTERS; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        PairingCode kept = new PairingCode(role, nowMs, salt, hash(salt, code.toString()));
        return new Fresh(String.join("-", groups(code.toString())), kept);
    }

    private static List<String> groups(String code) {
        return List.of(
                code.substring(0, GROUP),
                code.substring(GROUP, 2 * GROUP),
                code.substring(2 * GROUP));
    }

    private static byte[] hash(byte[] salt, String code) {
        return Tokens.sha256(salt, code.getBytes(StandardCharsets.US_ASCII));
    }

    /// What somebody typed as the code's own characters: separators, case and the letters that look
    /// like digits do not matter. Empty when it cannot be a code.
    static Optional<String> normal(String typed) {
        if (typed.length() > ENTRY_MAX_CHARS) {
            return Optional.empty();
        }
        String code =
                typed.toUpperCase(Locale.ROOT)
                        .replaceAll("[-\\s]", "")
                        .replace('O', '0')
                        .replace('I', '1')
                        .replace('L', '1');
        boolean fits =
                code.length() == CHARACTERS
                        && code.chars().allMatch(letter -> ALPHABET.indexOf(letter) >= 0);
        return fits ? Optional.of(code) : Optional.empty();
    }

    /// Compares in constant time.
    boolean is(String normalCode) {
        return MessageDigest.isEqual(hash, hash(salt, normalCode));
    }

    String file() {
        HexFormat hex = HexFormat.of();
        return "gatehouse-pairing 1\nrole %s\nmade_ms %d\nsalt %s\nsha256 %s\n"
                .formatted(role.word(), madeMs, hex.formatHex(salt), hex.formatHex(hash));
    }

    /// The reverse of [#file]; empty for anything else.
    static Optional<PairingCode> parse(String text) {
        Matcher found = FILE.matcher(text);
        if (text.length() > FILE_MAX_BYTES || !found.matches()) {
            return Optional.empty();
        }
        HexFormat hex = HexFormat.of();
        return Role.of(found.group(1))
                .map(role ->
                        new PairingCode(
                                role,
                                Long.parseLong(found.group(2)),
                                hex.parseHex(found.group(3)),
                                hex.parseHex(found.group(4))));
    }

    /// Salt and hash withheld.
    @Override
    public String toString() {
        return "PairingCode[" + role + "]";
    }
}
