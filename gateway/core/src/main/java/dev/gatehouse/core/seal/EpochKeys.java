package dev.gatehouse.core.seal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The record keys of one epoch: a key and a base nonce per class. One thread at a time.
///
/// The nonce is base XOR sequence (RFC 9180, 5.2), so records open out of order. Whoever seals owes
/// it that no (class, sequence) comes twice; see [Sealer].
final class EpochKeys {
    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;
    private static final String TRANSFORMATION = "ChaCha20-Poly1305";

    private final byte[][] keys;
    private final byte[][] baseNonces;
    private final Cipher cipher;
    private boolean erased;

    /// Takes the arrays over; [#erase()] zeroes them.
    EpochKeys(byte[][] keys, byte[][] baseNonces) {
        this.keys = keys;
        this.baseNonces = baseNonces;
        try {
            this.cipher = Cipher.getInstance(TRANSFORMATION);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("the platform lacks " + TRANSFORMATION, e);
        }
    }

    byte[] encrypt(SealClass c, long sequence, byte[] associatedData, byte[] plaintext) {
        try {
            return run(Cipher.ENCRYPT_MODE, c, sequence, associatedData, plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    /// Opens one record.
    ///
    /// @return empty when the tag does not fit
    Optional<byte[]> decrypt(SealClass c, long sequence, byte[] associatedData, byte[] ciphertext) {
        try {
            return Optional.of(run(Cipher.DECRYPT_MODE, c, sequence, associatedData, ciphertext));
        } catch (AEADBadTagException _) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("opening failed", e);
        }
    }

    private byte[] run(int mode, SealClass c, long sequence, byte[] associatedData, byte[] input)
            throws GeneralSecurityException {
        if (erased) {
            throw new IllegalStateException("the epoch's keys are erased");
        }
        cipher.init(
                mode,
                new SecretKeySpec(keys[c.index()], "ChaCha20"),
                new IvParameterSpec(nonce(c, sequence)));
        cipher.updateAAD(associatedData);
        return cipher.doFinal(input);
    }

    /// base XOR I2OSP(sequence, 12).
    byte[] nonce(SealClass c, long sequence) {
        byte[] nonce = baseNonces[c.index()].clone();
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[NONCE_BYTES - 1 - i] ^= (byte) (sequence >>> (Byte.SIZE * i));
        }
        return nonce;
    }

    /// Zeroes every key, and the copy in the cipher by giving it a key of zeros (the JDK's cipher
    /// overwrites the one it had). Copies that the collector has not reused yet are out of reach of
    /// any Java program.
    void erase() {
        if (erased) {
            return;
        }
        erased = true;
        for (SealClass c : SealClass.values()) {
            Arrays.fill(keys[c.index()], (byte) 0);
            Arrays.fill(baseNonces[c.index()], (byte) 0);
        }
        try {
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(new byte[KEY_BYTES], "ChaCha20"),
                    new IvParameterSpec(new byte[NONCE_BYTES]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("erasing failed", e);
        }
    }

    /// The live array, for the proof that it is zero afterwards.
    byte[] key(SealClass c) {
        return keys[c.index()];
    }

    boolean erased() {
        return erased;
    }
}
