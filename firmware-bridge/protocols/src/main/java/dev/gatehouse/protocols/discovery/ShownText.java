package dev.gatehouse.protocols.discovery;

import java.nio.charset.StandardCharsets;

/// Text of a stranger made fit to be shown and kept: one line, no control characters, bounded.
public final class ShownText {
    /// Characters of one value as it is kept (covered equipment sheet, section 6).
    public static final int MAX_CHARS = 256;

    private static final char INSTEAD = '?';

    private ShownText() {}

    /// Octets as text; what is no UTF-8 becomes U+FFFD.
    public static String of(byte[] octets) {
        int from = Math.min(octets.length, 4 * MAX_CHARS);
        return of(new String(octets, 0, from, StandardCharsets.UTF_8));
    }

    /// Blanks around are taken off, whatever is no visible character becomes a question mark.
    public static String of(String text) {
        StringBuilder shown = new StringBuilder();
        text.strip()
                .codePoints()
                .limit(MAX_CHARS)
                .forEach(point -> shown.appendCodePoint(isShown(point) ? point : INSTEAD));
        while (shown.length() > MAX_CHARS) {
            shown.setLength(shown.offsetByCodePoints(shown.length(), -1));
        }
        return shown.toString().strip();
    }

    /// Directional marks would let a name be shown as another one.
    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
