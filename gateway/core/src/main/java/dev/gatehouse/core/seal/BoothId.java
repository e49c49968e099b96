package dev.gatehouse.core.seal;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/// A booth's pseudonym: 8 random octets, which say nothing about where it stands.
///
/// @param value the octets, big-endian
public record BoothId(long value) {
    public static final int LENGTH_BYTES = 8;
    private static final int HEX_DIGITS = 2 * LENGTH_BYTES;

    /// Reads what [#hex()] wrote.
    ///
    /// @return empty unless the text is exactly 16 lower-case hexadecimal digits, so that one booth
    ///   has one spelling
    public static Optional<BoothId> fromHex(String text) {
        if (text.length() != HEX_DIGITS) {
            return Optional.empty();
        }
        for (int i = 0; i < HEX_DIGITS; i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean letter = c >= 'a' && c <= 'f';
            if (!digit && !letter) {
                return Optional.empty();
            }
        }
        return Optional.of(new BoothId(HexFormat.fromHexDigitsToLong(text)));
    }

    /// Reads what [#bytes()] wrote.
    ///
    /// @return empty unless there are exactly 8 octets
    public static Optional<BoothId> fromBytes(byte[] octets) {
        return octets.length == LENGTH_BYTES
                ? Optional.of(new BoothId(ByteBuffer.wrap(octets).getLong()))
                : Optional.empty();
    }

    /// Sixteen lower-case hexadecimal digits.
    public String hex() {
        return HexFormat.of().toHexDigits(value);
    }

    /// Eight octets, big-endian.
    public byte[] bytes() {
        return ByteBuffer.allocate(LENGTH_BYTES).putLong(value).array();
    }

    @Override
    public String toString() {
        return hex();
    }
}
