package dev.gatehouse.core.name;

import java.util.List;

/// One written word of a name.
///
/// @param forms Latin forms, the first of them the one of the tables
/// @param raw as written, only for words of Han characters and of Hangul; else empty
/// @param before what parts it from the word before: [NameTokens#SPACE], [NameTokens#HYPHEN],
///   [NameTokens#COMMA] or [NameTokens#TOUCHING]
/// @param abjad whether its vowels are mostly not written
record NameToken(List<String> forms, String raw, char before, boolean abjad) {
    NameToken {
        forms = List.copyOf(forms);
        if (forms.isEmpty()) {
            throw new IllegalArgumentException("a word without a form");
        }
    }

    static NameToken of(String text, char before) {
        return new NameToken(List.of(text), "", before, false);
    }

    String text() {
        return forms.getFirst();
    }

    boolean single() {
        return text().length() == 1 && raw.isEmpty();
    }

    boolean hasDigit() {
        String text = text();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                return true;
            }
        }
        return false;
    }

    /// Names are content: never printed by accident.
    @Override
    public String toString() {
        return "NameToken[" + text().length() + "]";
    }
}
