package dev.gatehouse.core.seal;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KEM;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/// A second implementation of the suite, from the specifications and the JDK's own primitives:
/// ML-KEM-768 (FIPS 203), X25519 (RFC 7748), SHA3-256 and HMAC. Only the expansion of X-Wing's seed
/// by SHAKE256 is borrowed, and a wrong one would give another public key. It shares no code with
/// what it judges.
final class JdkSuite {
    private static final int ML_KEM_PUBLIC_BYTES = 1184;
    private static final int ML_KEM_CIPHERTEXT_BYTES = 1088;

    /// draft-connolly-cfrg-xwing-kem, 5.3: the label `\.//^\`.
    private static final byte[] X_WING_LABEL = HexFormat.of().parseHex("5c2e2f2f5e5c");

    /// FIPS 203 public key as X.509: SEQUENCE, AlgorithmIdentifier id-alg-ml-kem-768, BIT STRING.
    private static final byte[] ML_KEM_768_X509 =
            HexFormat.of().parseHex("308204b2300b0609608648016503040402038204a100");

    private JdkSuite() {}

    /// Record key and base nonce of one class, in that order, 32 and 12 octets.
    static byte[] classKeys(byte[] sharedSecret, byte[] info, byte[] psk, byte[] pskId, String c)
            throws GeneralSecurityException {
        byte[] exporterSecret = exporterSecret(sharedSecret, info, psk, pskId);
        byte[] key = export(exporterSecret, "gatehouse/v1 " + c + " key", 32);
        byte[] nonce = export(exporterSecret, "gatehouse/v1 " + c + " base_nonce", 12);
        return concat(key, nonce);
    }

    /// RFC 8439 under the nonce of RFC 9180, 5.2.
    static byte[] aead(int mode, byte[] keys, long sequence, byte[] associatedData, byte[] input)
            throws GeneralSecurityException {
        byte[] base = Arrays.copyOfRange(keys, 32, 44);
        BigInteger nonce =
                new BigInteger(1, base).xor(new BigInteger(Long.toUnsignedString(sequence)));
        byte[] padded = ByteBuffer.allocate(12).array();
        byte[] octets = nonce.toByteArray();
        int length = Math.min(12, octets.length);
        System.arraycopy(octets, octets.length - length, padded, 12 - length, length);
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(mode, new SecretKeySpec(keys, 0, 32, "ChaCha20"), new IvParameterSpec(padded));
        cipher.updateAAD(associatedData);
        return cipher.doFinal(input);
    }

    /// X-Wing's decapsulation from the 32-octet seed.
    static byte[] decapsulate(byte[] seed, byte[] encapsulation) throws GeneralSecurityException {
        KeyPair mlKem = mlKemPair(expanded(seed));
        byte[] x25519 = Arrays.copyOfRange(expanded(seed), 64, 96);
        byte[] mlKemCiphertext = Arrays.copyOf(encapsulation, ML_KEM_CIPHERTEXT_BYTES);
        byte[] ephemeral =
                Arrays.copyOfRange(encapsulation, ML_KEM_CIPHERTEXT_BYTES, encapsulation.length);
        byte[] first =
                KEM.getInstance("ML-KEM-768")
                        .newDecapsulator(mlKem.getPrivate())
                        .decapsulate(mlKemCiphertext)
                        .getEncoded();
        byte[] second = agree(x25519(x25519), ephemeral);
        return combine(first, second, ephemeral, x25519Public(x25519));
    }

    /// X-Wing's public key from the 32-octet seed.
    static byte[] publicKey(byte[] seed) throws GeneralSecurityException {
        byte[] expanded = expanded(seed);
        byte[] encoded = mlKemPair(expanded).getPublic().getEncoded();
        byte[] mlKem =
                Arrays.copyOfRange(encoded, encoded.length - ML_KEM_PUBLIC_BYTES, encoded.length);
        return concat(mlKem, x25519Public(Arrays.copyOfRange(expanded, 64, 96)));
    }

    /// X-Wing's encapsulation: shared secret (32), then ciphertext (1,120).
    static byte[] encapsulate(byte[] publicKey, SecureRandom random)
            throws GeneralSecurityException {
        PublicKey mlKem =
                KeyFactory.getInstance("ML-KEM-768")
                        .generatePublic(
                                new X509EncodedKeySpec(
                                        concat(
                                                ML_KEM_768_X509,
                                                Arrays.copyOf(publicKey, ML_KEM_PUBLIC_BYTES))));
        KEM.Encapsulated encapsulated =
                KEM.getInstance("ML-KEM-768").newEncapsulator(mlKem, random).encapsulate();
        byte[] scalar = new byte[32];
        random.nextBytes(scalar);
        byte[] peer = Arrays.copyOfRange(publicKey, ML_KEM_PUBLIC_BYTES, publicKey.length);
        byte[] ephemeral = x25519Public(scalar);
        byte[] secret =
                combine(
                        encapsulated.key().getEncoded(),
                        agree(x25519(scalar), peer),
                        ephemeral,
                        peer);
        return concat(secret, encapsulated.encapsulation(), ephemeral);
    }

    /// draft-connolly-cfrg-xwing-kem, 5.3.
    private static byte[] combine(byte[] first, byte[] second, byte[] ephemeral, byte[] peer)
            throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA3-256")
                .digest(concat(first, second, ephemeral, peer, X_WING_LABEL));
    }

    /// RFC 9180, 5.1: key schedule in mode_psk, as far as the exporter secret.
    private static byte[] exporterSecret(byte[] sharedSecret, byte[] info, byte[] psk, byte[] pskId)
            throws GeneralSecurityException {
        byte[] context =
                concat(
                        new byte[] {1},
                        labeledExtract(new byte[0], "psk_id_hash", pskId),
                        labeledExtract(new byte[0], "info_hash", info));
        byte[] secret = labeledExtract(sharedSecret, "secret", psk);
        return labeledExpand(secret, "exp", context, 32);
    }

    private static byte[] export(byte[] exporterSecret, String context, int length)
            throws GeneralSecurityException {
        return labeledExpand(exporterSecret, "sec", ascii(context), length);
    }

    /// "HPKE" || kem 0x647A || kdf 1 || aead 0xFFFF.
    private static final byte[] SUITE_ID = HexFormat.of().parseHex("48504b45647a0001ffff");

    private static byte[] labeledExtract(byte[] salt, String label, byte[] ikm)
            throws GeneralSecurityException {
        byte[] key = salt.length == 0 ? new byte[32] : salt;
        return hmac(key, concat(ascii("HPKE-v1"), SUITE_ID, ascii(label), ikm));
    }

    private static byte[] labeledExpand(byte[] prk, String label, byte[] info, int length)
            throws GeneralSecurityException {
        byte[] head = ByteBuffer.allocate(2).putShort((short) length).array();
        byte[] labeled = concat(head, ascii("HPKE-v1"), SUITE_ID, ascii(label), info);
        return Arrays.copyOf(hmac(prk, concat(labeled, new byte[] {1})), length);
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    private static byte[] expanded(byte[] seed) {
        SHAKEDigest shake = new SHAKEDigest(256);
        shake.update(seed, 0, seed.length);
        byte[] expanded = new byte[96];
        shake.doFinal(expanded, 0, expanded.length);
        return expanded;
    }

    /// The JDK draws d and then z (FIPS 203, algorithm 19) from the generator it is given.
    private static KeyPair mlKemPair(byte[] expanded) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("ML-KEM-768");
        generator.initialize(
                NamedParameterSpec.ML_KEM_768, new Scripted(Arrays.copyOf(expanded, 64)));
        return generator.generateKeyPair();
    }

    private static PrivateKey x25519(byte[] scalar) throws GeneralSecurityException {
        return KeyFactory.getInstance("X25519")
                .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, scalar));
    }

    private static byte[] x25519Public(byte[] scalar) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("X25519");
        generator.initialize(NamedParameterSpec.X25519, new Scripted(scalar));
        return littleEndian(((XECPublicKey) generator.generateKeyPair().getPublic()).getU());
    }

    private static byte[] agree(PrivateKey own, byte[] peer) throws GeneralSecurityException {
        byte[] reversed = littleEndian(new BigInteger(1, peer));
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(own);
        PublicKey key =
                KeyFactory.getInstance("X25519")
                        .generatePublic(
                                new XECPublicKeySpec(
                                        NamedParameterSpec.X25519, new BigInteger(1, reversed)));
        var _ = agreement.doPhase(key, true);
        return agreement.generateSecret();
    }

    private static byte[] littleEndian(BigInteger value) {
        byte[] big = value.toByteArray();
        byte[] little = new byte[32];
        for (int i = 0; i < Math.min(32, big.length); i++) {
            little[i] = big[big.length - 1 - i];
        }
        return little;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /// Gives out the octets it was made with, once.
    private static final class Scripted extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final transient ByteBuffer octets;

        Scripted(byte[] octets) {
            this.octets = ByteBuffer.wrap(octets);
        }

        @Override
        public void nextBytes(byte[] target) {
            octets.get(target);
        }
    }
}
