package dev.gatehouse.core.name;

import java.util.Arrays;

/// Keys of a part: two parts share one when they are spellings of one name, or differ in one letter
/// and spellings of one sound, or when [PartComparison] finds them alike by a table. Rare cases in
/// which they do not are counted by the recall figure.
///
/// The spelling's keys are the shape ([Skeleton#shape]) and the shapes without each letter; short
/// words have their letters instead. Two words that are one edit apart are equal without the letter
/// in question, whatever that letter does to its neighbours' sounds. Words that are two or more
/// edits apart share no key: the scorer takes such a pair only beside parts that agree
/// ([NearParts]). Keys are hashes: a false one costs a comparison. Not for two threads at a time.
final class PartKeys {
    /// Keys of one part that are kept; a longer word's further letters have none.
    static final int MAX_KEYS = 256;

    private static final int SHORTEST_KEY = 2;
    private static final int SHORTEST_SHAPED = 5;
    private static final int LONGEST_LETTERED = 6;
    private static final int LONGEST_EDITED = 20;
    private static final int LONGEST_SYLLABLE = 6;

    private static final int SHAPE = 0x51ed_270b;
    private static final int LETTERS = 0x2c1b_3c6d;
    private static final int FOLD = 0x297a_2d39;
    private static final int NICKNAME = 0x6b43_a9b5;
    private static final int WRITTEN_FULL = 0x52dc_e729;
    private static final int WITHOUT_VOWELS = 0x68e3_1da4;
    private static final int ONE_SYLLABLE = 0x3849_5ab5;
    private static final int TWO_SYLLABLES = 0x2f8b_66d1;
    private static final int BEGINNING = 0x7a35_2c4f;
    private static final int JOINED = 0x1656_67b1;

    private final int[] keys = new int[MAX_KEYS];
    private int count;
    private int same;
    private int tables;

    /// Keys from 0 to here are those of words that sound alike.
    int sameCount() {
        return same;
    }

    /// Keys from [#sameCount] to here are those of words without a letter, those behind come from
    /// tables.
    int spelledCount() {
        return tables;
    }

    int count() {
        return count;
    }

    int key(int at) {
        return keys[at];
    }

    /// Computes the keys under which a listed part is kept.
    void ofListed(NamePart part) {
        take(part, WRITTEN_FULL, WITHOUT_VOWELS);
        syllables(part, ONE_SYLLABLE, TWO_SYLLABLES);
        if (!part.isPlain()) {
            add(hash(BEGINNING, part.text(), -1));
        }
        count = distinct(tables);
    }

    /// Computes the keys under which the parts are kept that a part is like.
    void ofAsked(NamePart part) {
        take(part, WITHOUT_VOWELS, WRITTEN_FULL);
        syllables(part, TWO_SYLLABLES, ONE_SYLLABLE);
        for (int length = 1; length <= Math.min(part.text().length(), LONGEST_EDITED); length++) {
            add(hash(BEGINNING, part.text().substring(0, length), -1));
        }
        count = distinct(tables);
    }

    /// Computes the key of two neighbours of a query together: other spellings of the same sounds.
    void ofTogether(NamePart part) {
        count = 0;
        same = 0;
        tables = 0;
        add(hash(SHAPE, part.shape()));
    }

    /// A part with vowels and one of a script that leaves them out meet by their consonants: each
    /// is kept under one word and asked for under the other.
    private void take(NamePart part, int full, int bare) {
        count = 0;
        for (String form : part.forms()) {
            same(form);
        }
        count = distinct(0);
        same = count;
        for (String form : part.forms()) {
            near(form);
        }
        count = distinct(same);
        tables = count;
        if (!part.joined().isEmpty()) {
            add(hash(SHAPE, Skeleton.shape(part.joined())));
        }
        if (!part.fold().isEmpty()) {
            add(hash(FOLD, part.fold(), -1));
        }
        add(hash(NICKNAME, part.text(), -1));
        for (String name : part.full()) {
            add(hash(NICKNAME, name, -1));
        }
        boolean abjad = part.is(NamePart.Trait.ABJAD);
        add(hash(abjad ? bare : full, Skeleton.of(part.text()), -1));
    }

    /// A given name of two syllables and one syllable of it meet in the same way.
    private void syllables(NamePart part, int one, int two) {
        if (part.is(NamePart.Trait.SYLLABLES)) {
            int longest = Math.min(LONGEST_SYLLABLE, part.text().length() - 1);
            for (int length = SHORTEST_KEY; length <= longest; length++) {
                add(hash(two, part.text().substring(0, length), -1));
            }
        } else if (EastAsian.isSyllable(part.text())) {
            add(hash(one, part.text(), -1));
        }
    }

    /// Key of two neighbours that were written together or apart.
    static int keyOfJoined(String text) {
        return hash(JOINED, Skeleton.shape(text));
    }

    /// Key of words of one shape.
    static int keyOfShape(String text) {
        return hash(SHAPE, Skeleton.shape(text));
    }

    private void same(String form) {
        add(hash(SHAPE, Skeleton.shape(form)));
        if (form.indexOf('J') >= 0) {
            // J is written for DJ, and G is written for it
            add(hash(SHAPE, Skeleton.shape(form.replace('J', 'G'))));
            add(hash(SHAPE, Skeleton.shape(form.replace('J', 'Y'))));
        }
    }

    private void near(String form) {
        int letters = form.length();
        for (int i = 0; letters >= SHORTEST_SHAPED && i < Math.min(letters, LONGEST_EDITED); i++) {
            String without = form.substring(0, i).concat(form.substring(i + 1));
            add(hash(SHAPE, Skeleton.shape(without)));
        }
        if (letters > SHORTEST_KEY && letters <= LONGEST_LETTERED) {
            String plain = plain(form);
            add(hash(LETTERS, plain, -1));
            for (int i = 0; i < plain.length(); i++) {
                add(hash(LETTERS, plain, i));
            }
        }
    }

    /// Letters without what cheap edits change most: doubled ones, H, and Y for I.
    private static String plain(String form) {
        StringBuilder plain = new StringBuilder(form.length());
        char last = 0;
        for (int i = 0; i < form.length(); i++) {
            char c =
                    switch (form.charAt(i)) {
                        case 'Y', 'J' -> 'I';
                        case 'W' -> 'V';
                        case 'Q', 'C' -> 'K';
                        case 'Z' -> 'S';
                        default -> form.charAt(i);
                    };
            if (c != last && (c != 'H' || i == 0)) {
                plain.append(c);
            }
            last = c;
        }
        return plain.toString();
    }

    private void add(int key) {
        if (count < MAX_KEYS) {
            keys[count++] = key;
        }
    }

    private int distinct(int from) {
        Arrays.sort(keys, from, count);
        int kept = from;
        for (int i = from; i < count; i++) {
            if (i == from || keys[i] != keys[i - 1]) {
                keys[kept++] = keys[i];
            }
        }
        return kept;
    }

    private static int hash(int salt, long shape) {
        long hash = (shape ^ salt) * 0x9e37_79b9_7f4a_7c15L;
        return (int) (hash ^ hash >>> 29 ^ hash >>> 41);
    }

    /// Hash of a text without the character at a position, -1 for none.
    private static int hash(int salt, String text, int without) {
        int hash = salt;
        for (int i = 0; i < text.length(); i++) {
            if (i != without) {
                hash = hash * 31 + text.charAt(i);
            }
        }
        hash ^= hash >>> 15;
        hash *= 0x2c1b_3c6d;
        hash ^= hash >>> 13;
        return hash;
    }
}
