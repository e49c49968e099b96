package dev.gatehouse.protocols.homebrew;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads and writes the fields of a message at their offsets.
final class HomebrewFields {

    static final int ID_LENGTH = 4;
    static final int RADIO_ID_LENGTH = 3;
    static final int MAX_RADIO_ID = 0xFF_FFFF;

    private HomebrewFields() {}

    static int at(byte[] message, int at) {
        return Byte.toUnsignedInt(message[at]);
    }

    static int id(byte[] message, int at) {
        return ByteBuffer.wrap(message).getInt(at);
    }

    static int radioId(byte[] message, int at) {
        return (at(message, at) << 16) | (at(message, at + 1) << 8) | at(message, at + 2);
    }

    static boolean startsWith(byte[] message, String text) {
        if (message.length < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (message[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Printable text of a field: ended by NUL or padded by blanks, anything unprintable replaced.
    static String text(byte[] message, int from, int length) {
        StringBuilder text = new StringBuilder();
        int end = Math.min(message.length, from + length);
        for (int i = from; i < end && message[i] != 0; i++) {
            boolean shown = message[i] >= ' ' && message[i] <= '~';
            text.append(shown ? (char) message[i] : '.');
        }
        return text.toString().strip();
    }

    /// A message of `length` octets that begins with `text`, the rest zero.
    static ByteBuffer begin(String text, int length) {
        return ByteBuffer.allocate(length).put(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// What was written from the beginning of a message to its end.
    static byte[] all(ByteBuffer message) {
        byte[] octets = new byte[message.capacity()];
        message.rewind().get(octets);
        return octets;
    }

    static ByteBuffer putRadioId(ByteBuffer to, int radioId) {
        return to.put((byte) (radioId >> 16)).put((byte) (radioId >> 8)).put((byte) radioId);
    }

    /// Text padded by blanks, cut where it is too long.
    static ByteBuffer putText(ByteBuffer to, String text, int length) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < length; i++) {
            to.put(i < octets.length ? octets[i] : (byte) ' ');
        }
        return to;
    }

    static int requireRadioId(int radioId) {
        if (radioId < 0 || radioId > MAX_RADIO_ID) {
            throw new IllegalArgumentException("radio id: expected 24 bits, found " + radioId);
        }
        return radioId;
    }
}
