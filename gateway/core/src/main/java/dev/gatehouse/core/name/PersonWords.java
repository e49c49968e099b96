package dev.gatehouse.core.name;

import java.util.HashMap;
import java.util.Map;

/// Words in a person's name that are not a part of it.
final class PersonWords {
    /// What such a word is.
    enum Word {
        /// A form of address, before the name only.
        TITLE,
        /// A form of address, anywhere.
        HONORIFIC,
        /// Generation, at the end.
        SUFFIX,
        /// Arabic article.
        ARTICLE,
        /// Arabic article before a sun letter; only with a hyphen after it.
        SUN,
        /// VAN, DE, LA.
        PARTICLE,
        /// Child of.
        PATRONYMIC,
        /// Father or mother of.
        KUNYA,
        /// "No name" in a register.
        UNKNOWN,
        /// None of these.
        NONE
    }

    private final Map<String, Word> words = new HashMap<>();

    PersonWords(TableText table, Letters letters) {
        for (Word word : Word.values()) {
            for (String text : table.words(word.name().toLowerCase(java.util.Locale.ROOT))) {
                words.putIfAbsent(letters.latin(text).forms().getFirst(), word);
            }
        }
    }

    Word of(String text) {
        return words.getOrDefault(text, Word.NONE);
    }
}
