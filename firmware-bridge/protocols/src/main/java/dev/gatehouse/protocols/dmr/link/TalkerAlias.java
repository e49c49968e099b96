package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.coding.Bits;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the speaker calls itself (TS 102 361-2, clauses 7.2.18 and 7.2.19): free text of the radio,
/// proof of nothing.
///
/// ```
///  28 octets over four blocks: format(2) length(5) then characters:
///  7-bit     from bit 7 on, 7 bits each, at most 31
///  8-bit     from octet 1 on, ISO 8859-1, at most 27
///  UTF-8     from octet 1 on; the length counts characters with some makers, octets with others
///  UTF-16    from octet 1 on, big endian, at most 13
/// ```
///
/// @param format as sent
/// @param text without control characters, trailing blanks and whatever follows a NUL
public record TalkerAlias(Format format, String text) {

    /// How the characters are coded.
    public enum Format {
        ISO_7_BIT(31),
        ISO_8_BIT(27),
        UTF_8(27),
        UTF_16(13);

        private final int maxLength;

        Format(int maxLength) {
            this.maxLength = maxLength;
        }

        /// Most characters, of UTF-8 most octets.
        public int maxLength() {
            return maxLength;
        }
    }

    /// Octets of all blocks.
    public static final int LENGTH_BYTES = TalkerAliasBlock.COUNT * LinkControl.CONTENT_BYTES;

    private static final Format[] FORMATS = Format.values();
    private static final int FORMAT_SHIFT = 6;
    private static final int LENGTH_MASK = 0x1F;
    private static final int SEVEN = 7;
    private static final int FIRST_CHARACTER_BIT = 7;
    private static final char REPLACEMENT = '\uFFFD';

    /// How many of the four blocks the alias that begins with `first` fills.
    static int blocksNeeded(Octets first) {
        int length = first.at(0) >> 1 & LENGTH_MASK;
        int bits =
                switch (FORMATS[first.at(0) >> FORMAT_SHIFT]) {
                    case ISO_7_BIT -> FIRST_CHARACTER_BIT + SEVEN * length;
                    case ISO_8_BIT -> 8 + 8 * length;
                    // characters or octets: all that there is room for
                    case UTF_8 -> 8 + 8 * (length == 0 ? 0 : LENGTH_BYTES - 1);
                    case UTF_16 -> 8 + 16 * length;
                };
        int blockBits = 8 * LinkControl.CONTENT_BYTES;
        return Math.clamp((bits + blockBits - 1) / blockBits, 1, TalkerAliasBlock.COUNT);
    }

    /// From the 28 octets, unknown ones zero. Never fails: makers send wrong lengths and formats,
    /// so what cannot be shown is left out.
    static TalkerAlias decode(byte[] octets) {
        Format format = FORMATS[octets[0] >> FORMAT_SHIFT & 3];
        int length = octets[0] >> 1 & LENGTH_MASK;
        return new TalkerAlias(
                format,
                switch (format) {
                    case ISO_7_BIT -> sevenBit(octets, Math.min(length, format.maxLength()));
                    case ISO_8_BIT ->
                            shown(
                                    new String(
                                            octets,
                                            1,
                                            Math.min(length, format.maxLength()),
                                            StandardCharsets.ISO_8859_1));
                    case UTF_8 -> utf8(octets, length);
                    case UTF_16 ->
                            shown(
                                    new String(
                                            octets,
                                            1,
                                            2 * Math.min(length, format.maxLength()),
                                            StandardCharsets.UTF_16BE));
                });
    }

    private static String sevenBit(byte[] octets, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) Bits.read(octets, FIRST_CHARACTER_BIT + SEVEN * i, SEVEN));
        }
        return shown(text.toString());
    }

    private static String utf8(byte[] octets, int length) {
        String text = shown(new String(octets, 1, LENGTH_BYTES - 1, StandardCharsets.UTF_8));
        int end = Math.min(length, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, end)).stripTrailing();
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        int nul = text.indexOf('\0');
        text.substring(0, nul < 0 ? text.length() : nul)
                .codePoints()
                .filter(c -> c != REPLACEMENT && !Character.isISOControl(c))
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .forEach(shown::appendCodePoint);
        return shown.toString().strip();
    }

    /// The blocks that say `text`, or nothing where it does not fit the format.
    public static Optional<List<TalkerAliasBlock>> encode(Format format, String text) {
        Optional<byte[]> coded = coded(format, text);
        if (coded.isEmpty()) {
            return Optional.empty();
        }
        byte[] characters = coded.get();
        int length = format == Format.UTF_16 ? characters.length / 2 : characters.length;
        if (length > format.maxLength()) {
            return Optional.empty();
        }
        byte[] octets = new byte[LENGTH_BYTES];
        int counted = format == Format.UTF_8 ? text.codePointCount(0, text.length()) : length;
        octets[0] = (byte) (code(format) << FORMAT_SHIFT | counted << 1);
        if (format == Format.ISO_7_BIT) {
            for (int i = 0; i < length; i++) {
                Bits.write(octets, FIRST_CHARACTER_BIT + SEVEN * i, SEVEN, characters[i]);
            }
        } else {
            System.arraycopy(characters, 0, octets, 1, characters.length);
        }
        List<TalkerAliasBlock> blocks = new ArrayList<>();
        int needed = blocksNeeded(Octets.of(octets));
        for (int i = 0; i < needed; i++) {
            blocks.add(
                    TalkerAliasBlock.of(
                            i,
                            Octets.of(
                                    octets,
                                    i * LinkControl.CONTENT_BYTES,
                                    LinkControl.CONTENT_BYTES)));
        }
        return Optional.of(blocks);
    }

    private static int code(Format format) {
        return switch (format) {
            case ISO_7_BIT -> 0;
            case ISO_8_BIT -> 1;
            case UTF_8 -> 2;
            case UTF_16 -> 3;
        };
    }

    private static Optional<byte[]> coded(Format format, String text) {
        Charset charset =
                switch (format) {
                    case ISO_7_BIT -> StandardCharsets.US_ASCII;
                    case ISO_8_BIT -> StandardCharsets.ISO_8859_1;
                    case UTF_8 -> StandardCharsets.UTF_8;
                    case UTF_16 -> StandardCharsets.UTF_16BE;
                };
        CharsetEncoder encoder =
                charset.newEncoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            ByteBuffer buffer = encoder.encode(CharBuffer.wrap(text));
            byte[] octets = new byte[buffer.remaining()];
            buffer.get(octets);
            return Optional.of(octets);
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "TalkerAlias[" + format + ", " + text.length() + " characters withheld]";
    }
}
