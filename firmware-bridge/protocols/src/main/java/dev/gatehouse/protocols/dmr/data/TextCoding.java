package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.coding.Bits;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// How characters are coded: the formats of defined short data (TS 102 361-1, clause 9.3.40), and
/// what to make of makers that name one and send another.
public final class TextCoding {

    /// Format of octets that are no text; one maker sends UTF-16 under it.
    public static final int BINARY = 0x00;

    /// Format of digits; Hytera sends UTF-16, least significant octet first, under it.
    public static final int BCD = 0x01;

    /// Seven bits a character.
    public static final int ISO_7_BIT = 0x02;

    /// ISO 8859-1.
    public static final int LATIN_1 = 0x03;

    public static final int UTF_8 = 0x12;

    public static final int UTF_16 = 0x13;

    public static final int UTF_16_BE = 0x14;

    public static final int UTF_16_LE = 0x15;

    /// Longest text that is handed on, in octets of UTF-8.
    public static final int MAX_UTF8_BYTES = 512;

    private static final int FIRST_ISO = 0x03;
    private static final int LAST_ISO = 0x11;
    private static final int UTF_32 = 0x16;
    private static final int UTF_32_BE = 0x17;
    private static final int UTF_32_LE = 0x18;
    private static final int SEVEN = 7;
    private static final int ISO_WITHOUT = 12;
    private static final char REPLACEMENT = '\uFFFD';

    private TextCoding() {}

    /// The text of `data` in format `format`, else in whichever of UTF-16 and ISO 8859-1 makes
    /// sense of it.
    public static String read(int format, Octets data) {
        if (format == ISO_7_BIT) {
            return clean(sevenBit(data));
        }
        if (format == BCD || format == BINARY) {
            return guess(data);
        }
        return charset(format)
                .map(charset -> new String(data.toArray(), charset))
                .filter(TextCoding::sensible)
                .map(TextCoding::clean)
                .orElseGet(() -> guess(data));
    }

    /// UTF-16 by where its zero octets stand, else ISO 8859-1. For plain letters zeros at even
    /// places mean that the most significant octet comes first.
    public static String guess(Octets data) {
        int even = 0;
        int odd = 0;
        for (int at = 0; at + 1 < data.length(); at += 2) {
            even += data.at(at) == 0 && data.at(at + 1) != 0 ? 1 : 0;
            odd += data.at(at) != 0 && data.at(at + 1) == 0 ? 1 : 0;
        }
        if (even == 0 && odd == 0) {
            String little = new String(data.toArray(), StandardCharsets.UTF_16LE);
            String big = new String(data.toArray(), StandardCharsets.UTF_16BE);
            String latin = new String(data.toArray(), StandardCharsets.ISO_8859_1);
            return clean(latinish(latin) ? latin : sensible(little) ? little : big);
        }
        return clean(
                new String(
                        data.toArray(),
                        odd >= even ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE));
    }

    private static boolean latinish(String text) {
        return text.chars()
                .takeWhile(c -> c != 0)
                .allMatch(c -> (c >= ' ' && c < 0x7F) || c == '\r' || c == '\n' || c == '\t');
    }

    private static boolean sensible(String text) {
        int nul = text.indexOf('\0');
        return text.substring(0, nul < 0 ? text.length() : nul)
                .codePoints()
                .allMatch(c ->
                        c != REPLACEMENT
                                && Character.isDefined(c)
                                && Character.getType(c) != Character.PRIVATE_USE
                                && (!Character.isISOControl(c) || Character.isWhitespace(c)));
    }

    /// What may be shown: up to the first NUL, line breaks at the ends and other control characters
    /// left out, no longer than [#MAX_UTF8_BYTES].
    static String clean(String text) {
        int nul = text.indexOf('\0');
        StringBuilder shown = new StringBuilder();
        int bytes = 0;
        for (int c : text.substring(0, nul < 0 ? text.length() : nul).codePoints().toArray()) {
            boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (surrogate || c == REPLACEMENT || (Character.isISOControl(c) && c != '\n')) {
                continue;
            }
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x1_0000 ? 3 : 4;
            if (bytes > MAX_UTF8_BYTES) {
                break;
            }
            shown.appendCodePoint(c);
        }
        return shown.toString().strip();
    }

    private static String sevenBit(Octets data) {
        byte[] octets = data.toArray();
        StringBuilder text = new StringBuilder();
        for (int at = 0; at + SEVEN <= 8 * octets.length; at += SEVEN) {
            text.append((char) Bits.read(octets, at, SEVEN));
        }
        return text.toString();
    }

    private static Optional<Charset> charset(int format) {
        if (format >= FIRST_ISO && format <= LAST_ISO) {
            int part = format - FIRST_ISO + 1;
            // there is no part 12
            return isoPart(part < ISO_WITHOUT ? part : part + 1);
        }
        return switch (format) {
            case UTF_8 -> Optional.of(StandardCharsets.UTF_8);
            case UTF_16 -> Optional.of(StandardCharsets.UTF_16);
            case UTF_16_BE -> Optional.of(StandardCharsets.UTF_16BE);
            case UTF_16_LE -> Optional.of(StandardCharsets.UTF_16LE);
            case UTF_32 -> Optional.of(StandardCharsets.UTF_32);
            case UTF_32_BE -> Optional.of(StandardCharsets.UTF_32BE);
            case UTF_32_LE -> Optional.of(StandardCharsets.UTF_32LE);
            default -> Optional.empty();
        };
    }

    private static Optional<Charset> isoPart(int part) {
        String name = "ISO-8859-" + part;
        return Charset.isSupported(name) ? Optional.of(Charset.forName(name)) : Optional.empty();
    }

    /// The octets of `text` in a format, or nothing where it cannot be said in it.
    public static Optional<Octets> write(int format, String text) {
        if (format == ISO_7_BIT) {
            return sevenBit(text);
        }
        Optional<Charset> charset =
                format == BCD ? Optional.of(StandardCharsets.UTF_16LE) : charset(format);
        return charset.filter(one -> one.newEncoder().canEncode(text))
                .map(one -> Octets.of(text.getBytes(one)));
    }

    private static Optional<Octets> sevenBit(String text) {
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            return Optional.empty();
        }
        byte[] octets = new byte[(SEVEN * text.length() + 7) / 8];
        for (int i = 0; i < text.length(); i++) {
            Bits.write(octets, SEVEN * i, SEVEN, text.charAt(i));
        }
        return Optional.of(Octets.of(octets));
    }
}
