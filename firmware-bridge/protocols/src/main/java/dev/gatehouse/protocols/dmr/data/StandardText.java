package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;
import java.nio.charset.StandardCharsets;

/// A text on UDP port 5016: UTF-16 behind a line break, most significant octet first by the
/// standard. Radios send the other order too, and one the break in one order and the text in the
/// other.
final class StandardText {

    private static final int CR = 0x0D;
    private static final int LF = 0x0A;

    private StandardText() {}

    static String read(Octets payload) {
        int from = 0;
        while (from + 1 < payload.length() && breaks(payload.u16(from))) {
            from += 2;
        }
        return TextCoding.guess(payload.slice(from, payload.length()));
    }

    private static boolean breaks(int unit) {
        return unit == CR || unit == LF || unit == CR << 8 || unit == LF << 8;
    }

    static Octets write(String text) {
        return Octets.of(("\r\n" + text + "\0").getBytes(StandardCharsets.UTF_16BE));
    }
}
