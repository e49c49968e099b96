package dev.gatehouse.core.lookout;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Closes and opens the segments of one built list, AES-256-GCM each. Owned by one thread.
///
/// ```text
/// nonce            salt of the file (8), then the segment's number (4), whose highest bit marks the last one
/// associated data  the header
/// ```
///
/// A file that ends at the border of two segments is seen to be cut, because what is then its last
/// segment was not closed as such; so is one with segments in another order or of another file.
final class SegmentCipher {
    /// Octets of a whole segment before it is closed.
    static final int SEGMENT_OCTETS = 1 << 20;

    static final int TAG_OCTETS = 16;
    private static final int NONCE_OCTETS = 12;
    private static final int LAST = 0x8000_0000;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] salt;
    private final byte[] header;
    private int number;

    SegmentCipher(ListKey key, byte[] salt, byte[] header) {
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES in GCM", e);
        }
        this.key = key.aes();
        this.salt = salt;
        this.header = header;
    }

    /// Closes the next segment.
    ///
    /// @param closed room for [#TAG_OCTETS] more
    /// @return octets of the closed one
    int close(byte[] plain, int length, byte[] closed, boolean last) {
        try {
            begin(Cipher.ENCRYPT_MODE, last);
            return cipher.doFinal(plain, 0, length, closed, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a segment cannot be closed", e);
        }
    }

    /// Opens the next segment.
    ///
    /// @return octets of the opened one
    int open(byte[] closed, int length, byte[] plain, boolean last) throws ListFault {
        try {
            begin(Cipher.DECRYPT_MODE, last);
            return cipher.doFinal(closed, 0, length, plain, 0);
        } catch (AEADBadTagException e) {
            throw new ListFault(ListDamage.Reason.NOT_AUTHENTIC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a segment cannot be opened", e);
        }
    }

    private void begin(int mode, boolean last) throws GeneralSecurityException {
        ByteBuffer nonce = ByteBuffer.allocate(NONCE_OCTETS);
        nonce.put(salt).putInt(last ? number | LAST : number);
        number++;
        cipher.init(mode, key, new GCMParameterSpec(8 * TAG_OCTETS, nonce.array()));
        cipher.updateAAD(header);
    }
}
