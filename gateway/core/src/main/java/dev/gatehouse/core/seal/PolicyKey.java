package dev.gatehouse.core.seal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;

/// The Ed25519 key (RFC 8032) of whoever makes the covered-equipment policy. Booths have the public
/// half, in a file of 64 hexadecimal digits.
///
/// What is signed begins with a label that no other message of ours has, so that a signature of a
/// policy fits nothing else.
public final class PolicyKey {
    /// Octets of a signature.
    public static final int SIGNATURE_OCTETS = Signatures.ED25519_BYTES;

    private static final String KIND = "policy";
    private static final String SEED = "ed25519-seed";
    private static final byte[] LABEL = "gatehouse/v1 policy\0".getBytes(StandardCharsets.US_ASCII);

    private final byte[] seed;

    private PolicyKey(byte[] seed) {
        this.seed = seed;
    }

    /// The public half.
    public static final class Public {
        private static final int MAX_FILE_OCTETS = 2 * Signatures.ED25519_PUBLIC_BYTES + 2;
        private final byte[] octets;

        private Public(byte[] octets) {
            this.octets = octets;
        }

        /// The key in a file; empty when the file holds anything else.
        ///
        /// @throws IOException when the file cannot be read
        public static Optional<Public> read(Path file) throws IOException {
            byte[] content;
            try (InputStream in = Files.newInputStream(file)) {
                content = in.readNBytes(MAX_FILE_OCTETS + 1);
            }
            String text = new String(content, StandardCharsets.ISO_8859_1).strip();
            boolean hex =
                    text.length() == 2 * Signatures.ED25519_PUBLIC_BYTES
                            && text.chars().allMatch(HexFormat::isHexDigit);
            return hex ? of(HexFormat.of().parseHex(text)) : Optional.empty();
        }

        private static Optional<Public> of(byte[] octets) {
            try {
                return Optional.of(new Public(new Ed25519PublicKeyParameters(octets).getEncoded()));
            } catch (IllegalArgumentException e) {
                // no point of the curve
                return Optional.empty();
            }
        }

        /// What its file holds.
        public String fileText() {
            return HexFormat.of().formatHex(octets) + "\n";
        }

        /// Whether a policy was signed by the other half. Never throws on a hostile signature.
        public boolean fits(byte[] policy, byte[] signature) {
            return Signatures.ed25519Fits(octets, labelled(policy), signature);
        }
    }

    /// Makes a key and writes it to its file, readable by its owner alone.
    public static PolicyKey create(Path file, SecureRandom random) throws KeyFileException {
        byte[] seed = new byte[Signatures.ED25519_SEED_BYTES];
        random.nextBytes(seed);
        KeyFile.write(file, KIND, Map.of(SEED, seed));
        return new PolicyKey(seed);
    }

    /// Reads a key from its file.
    public static PolicyKey open(Path file) throws KeyFileException {
        return new PolicyKey(KeyFile.read(file, KIND).field(SEED, Signatures.ED25519_SEED_BYTES));
    }

    /// The half that booths have.
    public Public toPublic() {
        return new Public(Signatures.ed25519Public(seed));
    }

    /// Signs a policy.
    public byte[] sign(byte[] policy) {
        return Signatures.ed25519(new Ed25519PrivateKeyParameters(seed), labelled(policy));
    }

    private static byte[] labelled(byte[] policy) {
        byte[] all = java.util.Arrays.copyOf(LABEL, LABEL.length + policy.length);
        System.arraycopy(policy, 0, all, LABEL.length, policy.length);
        return all;
    }

    /// Keys are never printed.
    @Override
    public String toString() {
        return "PolicyKey[withheld]";
    }
}
