package dev.gatehouse.core.decision;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Keyed names of things that happened: the same event has the same tag and the same ids, after a
/// crash too, and nobody without the booth's key can tell an event from its tag. HMAC-SHA256 over
/// length-prefixed parts, cut.
final class Tags {
    static final int TAG_BYTES = 16;
    static final int MIN_KEY_BYTES = 32;
    private static final int ID_BYTES = 8;

    private final Mac mac;

    Tags(byte[] key) {
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "tag key: expected " + MIN_KEY_BYTES + " octets, found " + key.length);
        }
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java runtime", e);
        }
    }

    /// 16 octets.
    byte[] tag(String kind, String... parts) {
        return Arrays.copyOf(digest(kind, parts), TAG_BYTES);
    }

    /// 16 hexadecimal digits.
    String id(String kind, String... parts) {
        return HexFormat.of().formatHex(digest(kind, parts), 0, ID_BYTES);
    }

    private byte[] digest(String kind, String... parts) {
        add(kind);
        for (String part : parts) {
            add(part);
        }
        return mac.doFinal();
    }

    private void add(String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        mac.update(bytes);
    }
}
