package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.observation.PlateRead.ImageDigest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// Hashes base64 images in small steps, so that a picture never stands decoded in memory and is
/// never kept. What is over a limit or not base64 is dropped and counted; the read stays (plate
/// reader sheet, section 4).
final class ImageHasher {

    static final int MAX_IMAGES = 4;
    static final int MAX_IMAGE_BYTES = 4 << 20;
    private static final int STEP_BYTES = 8192;

    private int taken;
    private int dropped;

    int dropped() {
        return dropped;
    }

    /// Counts an image that is not looked at.
    void drop() {
        dropped++;
    }

    /// Digest of one image; empty for an empty text and for a dropped image.
    Optional<ImageDigest> hash(char[] chars, int from, int length) {
        if (length == 0) {
            return Optional.empty();
        }
        Optional<ImageDigest> digest =
                taken < MAX_IMAGES ? decode(chars, from, length) : Optional.empty();
        if (digest.isPresent()) {
            taken++;
        } else {
            drop();
        }
        return digest;
    }

    /// Digest of an image that came as it is; empty for no octets and for a dropped image.
    Optional<ImageDigest> hash(byte[] bytes, int from, int length) {
        if (length == 0) {
            return Optional.empty();
        }
        if (taken == MAX_IMAGES || length > MAX_IMAGE_BYTES) {
            drop();
            return Optional.empty();
        }
        taken++;
        MessageDigest sha256 = sha256();
        sha256.update(bytes, from, length);
        byte[] head = new byte[4];
        System.arraycopy(bytes, from, head, 0, Math.min(length, head.length));
        return Optional.of(
                new ImageDigest(
                        HexFormat.of().formatHex(sha256.digest()), mediaType(head), length));
    }

    /// Digest of an image as base64 text, as XML has it.
    Optional<ImageDigest> hash(String base64) {
        return hash(base64.toCharArray(), 0, base64.length());
    }

    private static Optional<ImageDigest> decode(char[] chars, int from, int length) {
        MessageDigest sha256 = sha256();
        byte[] step = new byte[STEP_BYTES];
        byte[] head = new byte[4];
        long lengthBytes = 0;
        try (InputStream decoded = Base64.getDecoder().wrap(new AsciiChars(chars, from, length))) {
            int read = decoded.readNBytes(step, 0, step.length);
            System.arraycopy(step, 0, head, 0, head.length);
            while (read > 0) {
                lengthBytes += read;
                if (lengthBytes > MAX_IMAGE_BYTES) {
                    return Optional.empty();
                }
                sha256.update(step, 0, read);
                read = decoded.readNBytes(step, 0, step.length);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        String hex = HexFormat.of().formatHex(sha256.digest());
        return Optional.of(new ImageDigest(hex, mediaType(head), lengthBytes));
    }

    /// By the first octets: the field's name says JPEG, firmware does not always.
    private static String mediaType(byte[] head) {
        if (head[0] == (byte) 0xFF && head[1] == (byte) 0xD8) {
            return "image/jpeg";
        }
        if (head[0] == (byte) 0x89 && head[1] == 'P' && head[2] == 'N' && head[3] == 'G') {
            return "image/png";
        }
        return "application/octet-stream";
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /// Characters as octets; one outside ASCII becomes an octet that is not in the base64 alphabet.
    private static final class AsciiChars extends InputStream {
        private final char[] chars;
        private final int end;
        private int at;

        AsciiChars(char[] chars, int from, int length) {
            this.chars = chars;
            this.at = from;
            this.end = from + length;
        }

        @Override
        public int read() {
            if (at == end) {
                return -1;
            }
            char next = chars[at++];
            return next < 0x80 ? next : 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at == end) {
                return length == 0 ? 0 : -1;
            }
            int count = Math.min(length, end - at);
            for (int i = 0; i < count; i++) {
                into[offset + i] = (byte) read();
            }
            return count;
        }
    }
}
