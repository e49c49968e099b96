package dev.gatehouse.protocols.gpio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Names in the kernel's structures: 32 octets, the last of them always NUL.
final class StructText {

    static final int LENGTH_BYTES = 32;

    private StructText() {}

    /// What stands before the first NUL; octets that are no printing ASCII become `?`, because the
    /// text goes into messages.
    static String get(ByteBuffer from, int at) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < LENGTH_BYTES - 1; index++) {
            int octet = from.get(at + index) & 0xFF;
            if (octet == 0) {
                break;
            }
            text.append(octet >= ' ' && octet < 0x7F ? (char) octet : '?');
        }
        return text.toString();
    }

    static void put(ByteBuffer to, int at, String text) {
        to.put(at, text.getBytes(StandardCharsets.US_ASCII));
    }

    /// @throws IllegalArgumentException when the name does not fit or is no ASCII
    static void require(String what, String text) {
        if (text.length() >= LENGTH_BYTES || !text.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    what + ": expected at most " + (LENGTH_BYTES - 1) + " characters of ASCII");
        }
    }
}
