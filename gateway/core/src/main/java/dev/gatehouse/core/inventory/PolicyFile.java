package dev.gatehouse.core.inventory;

import dev.gatehouse.core.seal.PolicyKey;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// A policy and its signature in one file. Two lines, then the policy's own octets to the end,
/// which are what is signed, so that no second way of writing the same JSON can be slipped in:
///
/// ```text
/// gatehouse-policy 1
/// ed25519=<128 lower-case hex digits>
/// {"version": 7, "lists": [ ...
/// ```
public final class PolicyFile {
    private static final byte[] FIRST = "gatehouse-policy 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SECOND = "ed25519=".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGITS = 2 * PolicyKey.SIGNATURE_OCTETS;
    private static final int HEAD = FIRST.length + SECOND.length + DIGITS + 1;

    private PolicyFile() {}

    /// Signs a policy's octets, which must be a policy without a refused waiver.
    ///
    /// @return the file's octets, or why not
    public static Decoded<byte[]> sign(byte[] policy, PolicyKey key) {
        return switch (CoveredPolicy.read(policy)) {
            case Decoded.Rejected<CoveredPolicy>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<CoveredPolicy>(var read) -> {
                if (!read.refusedWaivers().isEmpty()) {
                    yield Decoded.rejected(
                            RejectReason.BAD_VALUE,
                            "waiver " + String.join(" | waiver ", read.refusedWaivers()));
                }
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                out.writeBytes(FIRST);
                out.writeBytes(SECOND);
                out.writeBytes(
                        HexFormat.of()
                                .formatHex(key.sign(policy))
                                .getBytes(StandardCharsets.US_ASCII));
                out.write('\n');
                out.writeBytes(policy);
                yield Decoded.message(out.toByteArray());
            }
        };
    }

    /// Reads a file: the signature first, the policy only when it fits.
    public static Decoded<CoveredPolicy> read(byte[] octets, PolicyKey.Public key) {
        if (octets.length > HEAD + CoveredPolicy.MAX_OCTETS) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG,
                    "file: expected at most " + (HEAD + CoveredPolicy.MAX_OCTETS) + " octets");
        }
        String head =
                new String(octets, 0, Math.min(HEAD, octets.length), StandardCharsets.ISO_8859_1);
        String start =
                new String(FIRST, StandardCharsets.US_ASCII)
                        + new String(SECOND, StandardCharsets.US_ASCII);
        String digits = head.length() == HEAD ? head.substring(start.length(), HEAD - 1) : "";
        if (head.length() < HEAD
                || !head.startsWith(start)
                || !head.endsWith("\n")
                || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            return Decoded.rejected(RejectReason.BAD_SYNTAX, "file: expected a signed policy");
        }
        byte[] policy = Arrays.copyOfRange(octets, HEAD, octets.length);
        if (!key.fits(policy, HexFormat.of().parseHex(digits))) {
            return Decoded.rejected(
                    RejectReason.BAD_CHECKSUM, "file: the signature does not fit the policy key");
        }
        return CoveredPolicy.read(policy);
    }
}
