package dev.gatehouse.core.vault;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Frames of one vault file: written and opened under a key of that file alone, so that a frame's
/// number can be its nonce. Big-endian.
///
/// ```
/// header, one sector
///    0 | magic "GHRV"    u32
///    4 | version 2       u32
///    8 | salt            32 octets, random
///   40 | zeros to 512
/// frame, whole sectors
///    0 | mark "GHRF"     u32
///    4 | sealed length   u32  l, tag included
///    8 | number          u64  dense from 0
///   16 | CRC32C          u32  over salt and octets 0..15: a frame whose content is missing is known
///   20 | ChaCha20-Poly1305 (RFC 8439): key HMAC-SHA256(vault key, label | salt),
///      |   nonce 4 zero octets | number, associated data header 0..39 | frame 0..19
/// 20+l | 0xFF to the next sector
/// ```
///
/// No sector of a written frame is all zeros, because it ends in 0xFF or in ciphertext; a sector
/// that never reached the medium is.
final class VaultFrames {
    static final int SECTOR_BYTES = 512;
    static final int SALT_BYTES = 32;
    static final int FRAME_HEAD_BYTES = 20;
    private static final int NUMBER = 8;
    private static final int CRC = 16;
    static final int TAG_BYTES = 16;

    private static final int MAGIC = 0x4748_5256;
    private static final int VERSION = 2;
    private static final int MARK = 0x4748_5246;
    private static final int SALT = 8;
    private static final int HEADER_BYTES = SALT + SALT_BYTES;
    private static final int NONCE_BYTES = 12;
    private static final byte FILLER = (byte) 0xFF;
    private static final byte[] LABEL = {
        'g', 'a', 't', 'e', 'h', 'o', 'u', 's', 'e', ' ', 'v', '2'
    };

    private final byte[] header;
    private final SecretKeySpec key;

    private VaultFrames(byte[] header, byte[] vaultKey) {
        this.header = header;
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(vaultKey, "HmacSHA256"));
            mac.update(LABEL);
            mac.update(header, SALT, SALT_BYTES);
            this.key = new SecretKeySpec(mac.doFinal(), "ChaCha20");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is in every Java platform", e);
        }
    }

    /// Frames of a new file.
    ///
    /// @param salt 32 octets never used before
    static VaultFrames fresh(byte[] vaultKey, byte[] salt) {
        byte[] header =
                ByteBuffer.allocate(HEADER_BYTES).putInt(MAGIC).putInt(VERSION).put(salt).array();
        return new VaultFrames(header, vaultKey);
    }

    /// Frames of a file found; empty when it does not begin as one.
    static Optional<VaultFrames> of(byte[] image, byte[] vaultKey) {
        if (image.length < SECTOR_BYTES
                || int32(image, 0) != MAGIC
                || int32(image, Integer.BYTES) != VERSION) {
            return Optional.empty();
        }
        return Optional.of(new VaultFrames(Arrays.copyOf(image, HEADER_BYTES), vaultKey));
    }

    /// Octets a frame of this content takes in the file.
    static int frameBytes(int contentBytes) {
        return sectors(FRAME_HEAD_BYTES + contentBytes + TAG_BYTES);
    }

    private static int sectors(int bytes) {
        return Math.ceilDiv(bytes, SECTOR_BYTES) * SECTOR_BYTES;
    }

    /// The first sector of the file.
    byte[] header() {
        return Arrays.copyOf(header, SECTOR_BYTES);
    }

    /// A frame as it is written.
    ///
    /// @param number never used before in this file
    byte[] seal(long number, byte[] content) {
        byte[] frame = new byte[frameBytes(content.length)];
        ByteBuffer head = ByteBuffer.wrap(frame);
        head.putInt(MARK).putInt(content.length + TAG_BYTES).putLong(number);
        head.putInt(crc(frame, 0));
        try {
            var _ =
                    cipher(Cipher.ENCRYPT_MODE, number, frame, 0)
                            .doFinal(content, 0, content.length, frame, FRAME_HEAD_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ChaCha20-Poly1305 is in every Java platform", e);
        }
        Arrays.fill(frame, FRAME_HEAD_BYTES + content.length + TAG_BYTES, frame.length, FILLER);
        return frame;
    }

    private int crc(byte[] frame, int at) {
        CRC32C crc = new CRC32C();
        crc.update(header, SALT, SALT_BYTES);
        crc.update(frame, at, CRC);
        return (int) crc.getValue();
    }

    private static int int32(byte[] octets, int at) {
        return ByteBuffer.wrap(octets).getInt(at);
    }

    /// Whether a frame's head stands intact at `at` and its length stays within the image.
    boolean begins(byte[] image, int at) {
        return image.length - at >= SECTOR_BYTES
                && int32(image, at) == MARK
                && int32(image, at + CRC) == crc(image, at)
                && sealedBytes(image, at) >= TAG_BYTES
                && sealedBytes(image, at) <= image.length - at - FRAME_HEAD_BYTES;
    }

    /// Number the frame at `at` gives itself.
    long number(byte[] image, int at) {
        return ByteBuffer.wrap(image).getLong(at + NUMBER);
    }

    /// Behind the frame at `at`.
    int end(byte[] image, int at) {
        return at + sectors(FRAME_HEAD_BYTES + sealedBytes(image, at));
    }

    private static int sealedBytes(byte[] image, int at) {
        return int32(image, at + Integer.BYTES);
    }

    /// Content of the frame that begins at `at`; empty when an octet of it is not as it was
    /// written.
    Optional<byte[]> open(byte[] image, int at) {
        if (!begins(image, at)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, number(image, at), image, at)
                            .doFinal(image, at + FRAME_HEAD_BYTES, sealedBytes(image, at)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, long number, byte[] frame, int at)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        ByteBuffer nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(number);
        cipher.init(mode, key, new IvParameterSpec(nonce.array()));
        cipher.updateAAD(header);
        cipher.updateAAD(frame, at, FRAME_HEAD_BYTES);
        return cipher;
    }
}
