package dev.gatehouse.core.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignaturesTest {
    /// FIPS 204 public key as X.509: SEQUENCE, AlgorithmIdentifier id-ml-dsa-44, BIT STRING.
    private static final byte[] ML_DSA_44_X509 =
            HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    /// RFC 8032, 7.1, tests 1 and 2.
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701c"
                + "f9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0"
                + "f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    })
    void ed25519KeepsTheRfcsVectors(String seed, String key, String message, String signature) {
        assertArrayEquals(hex(key), Signatures.ed25519Public(hex(seed)));
        assertArrayEquals(
                hex(signature),
                Signatures.ed25519(new Ed25519PrivateKeyParameters(hex(seed)), hex(message)));
        assertTrue(Signatures.ed25519Fits(hex(key), hex(message), hex(signature)));
        byte[] altered = hex(signature);
        altered[63] ^= 0x40;
        assertFalse(Signatures.ed25519Fits(hex(key), hex(message), altered));
    }

    @Test
    void hostileSignaturesAreOnlyFalse() {
        byte[] ed = Signatures.ed25519Public(new byte[32]);
        byte[] ml = Signatures.mlDsaPublic(new byte[32]);
        byte[] message = {1};
        for (int fill : new int[] {0, 1, 0x7f, 0xff}) {
            for (int length : new int[] {0, 1, 63, 64, 65, 2419, 2420, 2421}) {
                byte[] signature = new byte[length];
                Arrays.fill(signature, (byte) fill);
                assertFalse(Signatures.ed25519Fits(ed, message, signature));
                assertFalse(Signatures.mlDsaFits(ml, message, signature));
            }
        }
    }

    @Test
    void mlDsaFromARebuiltSeedFitsAndTheJdkAgrees() throws GeneralSecurityException {
        byte[] seed = Sha256.of(new byte[] {9});
        byte[] message = Enrolment.text("a tree head");
        byte[] publicKey = Signatures.mlDsaPublic(seed);
        byte[] signature = Signatures.mlDsa(Signatures.mlDsaPrivate(seed.clone()), message);
        assertEquals(Signatures.ML_DSA_PUBLIC_BYTES, publicKey.length);
        assertEquals(Signatures.ML_DSA_BYTES, signature.length);
        assertTrue(Signatures.mlDsaFits(publicKey, message, signature));
        Signature jdk = Signature.getInstance("ML-DSA-44");
        jdk.initVerify(
                KeyFactory.getInstance("ML-DSA-44")
                        .generatePublic(
                                new X509EncodedKeySpec(
                                        JdkSuite.concat(ML_DSA_44_X509, publicKey))));
        jdk.update(message);
        assertTrue(jdk.verify(signature));
        signature[100] ^= 1;
        assertFalse(Signatures.mlDsaFits(publicKey, message, signature));
    }
}
