package dev.gatehouse.central.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// One line of the heads file: `<number> <body> <chain>`, where chain = SHA-256(previous chain ||
/// number || body) in hex and the chain before line 1 is 64 zeros. Bodies, fields parted by one
/// blank:
///
/// ```
/// head  <booth> <class> <size> <root hex> <checkpoint, base64url>
/// loss  <booth> <class> <first> <resume size> <SHA-256 of the declaration>
/// alarm <booth> <class> <sequence> <kind> <alarm id> <SHA-256 of both evidences>
/// clear <alarm id> <SHA-256 of actor and reason>
/// export <export id> <SHA-256 of who, when, why, range and destination>
/// exported <export id> <SHA-256 of when, outcome, counts and the output's SHA-256>
/// ```
public record HeadLine(long number, String body, String chain) {
    static final int MAX_LINE_BYTES = 8_192;
    private static final String GENESIS = "0".repeat(64);

    public HeadLine {
        if (number < 1 || chain.length() != 64 || body.isEmpty() || body.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("head line out of shape, number " + number);
        }
    }

    /// The line that follows `last`, or the first line.
    static HeadLine after(Optional<HeadLine> last, String body) {
        long number = last.map(l -> l.number + 1).orElse(1L);
        return new HeadLine(
                number, body, chain(last.map(HeadLine::chain).orElse(GENESIS), number, body));
    }

    /// True when this line is the one that may stand after `last`.
    public boolean follows(Optional<HeadLine> last) {
        return number == last.map(l -> l.number + 1).orElse(1L)
                && chain.equals(chain(last.map(HeadLine::chain).orElse(GENESIS), number, body));
    }

    String text() {
        return number + " " + body + " " + chain;
    }

    /// Empty when the text is not a line of this format; whether it follows is a second question.
    static Optional<HeadLine> parse(String text) {
        int first = text.indexOf(' ');
        int last = text.lastIndexOf(' ');
        if (first < 1 || first > 18 || last <= first + 1 || text.length() - last - 1 != 64) {
            return Optional.empty();
        }
        for (int i = 0; i < first; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return Optional.empty();
            }
        }
        long number = Long.parseLong(text.substring(0, first));
        return number < 1
                ? Optional.empty()
                : Optional.of(
                        new HeadLine(
                                number, text.substring(first + 1, last), text.substring(last + 1)));
    }

    private static String chain(String previous, long number, String body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((previous + number + " " + body).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
