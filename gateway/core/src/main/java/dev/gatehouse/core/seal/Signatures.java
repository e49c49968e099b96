package dev.gatehouse.core.seal;

import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.MLDSASigner;

/// Ed25519 (RFC 8032, 5.1) and ML-DSA-44 (FIPS 204, deterministic variant, empty context).
final class Signatures {
    static final int ED25519_SEED_BYTES = 32;
    static final int ED25519_PUBLIC_BYTES = 32;
    static final int ED25519_BYTES = 64;
    static final int ML_DSA_SEED_BYTES = 32;
    static final int ML_DSA_PUBLIC_BYTES = 1312;
    static final int ML_DSA_BYTES = 2420;

    private Signatures() {}

    static byte[] ed25519Public(byte[] seed) {
        return new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
    }

    static byte[] mlDsaPublic(byte[] seed) {
        return mlDsaPrivate(seed).getPublicKeyParameters().getEncoded();
    }

    static MLDSAPrivateKeyParameters mlDsaPrivate(byte[] seed) {
        return new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, seed);
    }

    static byte[] ed25519(Ed25519PrivateKeyParameters key, byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    static byte[] mlDsa(MLDSAPrivateKeyParameters key, byte[] message) {
        MLDSASigner signer = new MLDSASigner();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("ML-DSA-44 signing failed", e);
        }
    }

    /// Never throws on a hostile signature; a public key comes from our own files.
    static boolean ed25519Fits(byte[] publicKey, byte[] message, byte[] signature) {
        if (signature.length != ED25519_BYTES) {
            return false;
        }
        Ed25519Signer verifier = new Ed25519Signer();
        verifier.init(false, new Ed25519PublicKeyParameters(publicKey));
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }

    /// Never throws on a hostile signature; a public key comes from our own files.
    static boolean mlDsaFits(byte[] publicKey, byte[] message, byte[] signature) {
        if (signature.length != ML_DSA_BYTES) {
            return false;
        }
        MLDSASigner verifier = new MLDSASigner();
        verifier.init(false, new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_44, publicKey));
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }
}
