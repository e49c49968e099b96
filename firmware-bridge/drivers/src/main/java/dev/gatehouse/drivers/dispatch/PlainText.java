package dev.gatehouse.drivers.dispatch;

import dev.gatehouse.protocols.observation.RadioText;

/// Text of a radio as the rest of the booth may have it.
public final class PlainText {

    private PlainText() {}

    /// Control characters and halves of characters replaced, the rest kept up to the limit.
    public static String of(String received) {
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < received.length()) {
            int point = received.codePointAt(at);
            at += Character.charCount(point);
            boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
            int kept = half || Character.isISOControl(point) ? 0xFFFD : point;
            if (kept == 0xFFFD && (point == '\n' || point == '\r' || point == '\t')) {
                kept = ' ';
            }
            if (plain.length() + Character.charCount(kept) > RadioText.MAX_TEXT_CHARS) {
                break;
            }
            plain.appendCodePoint(kept);
        }
        return plain.toString();
    }
}
