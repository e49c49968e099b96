package dev.gatehouse.core.name;

import java.util.Arrays;

/// Keys of a part: two parts that [PartComparison] finds alike share at least one, but for rare
/// cases that the recall figure counts.
///
/// Deletion neighbourhoods of the skeleton (vowels and spellings of one sound do not count there)
/// and, for short words, of the letters. Keys are hashes: a false one costs a comparison. Not for
/// two threads at a time.
final class PartKeys {
    /// Keys of one part that are kept; the further ones of a very long word are left out.
    static final int MAX_KEYS = 400;

    private static final int SHORTEST_KEY = 2;
    private static final int ONE_EDIT_LETTERS = 3;
    private static final int TWO_EDIT_LETTERS = 6;
    private static final int LONGEST_SHORT = 6;
    private static final int LONGEST_SKELETON = 12;
    private static final int LONGEST_SYLLABLE = 6;

    private static final int SKELETON = 0x51ed_270b;
    private static final int LETTERS = 0x2c1b_3c6d;
    private static final int FOLD = 0x297a_2d39;
    private static final int NICKNAME = 0x6b43_a9b5;
    private static final int INITIAL = 0x52dc_e729;
    private static final int SYLLABLE = 0x3849_5ab5;
    private static final int JOINED = 0x1656_67b1;

    private final int[] keys = new int[MAX_KEYS];
    private int count;
    private int spelled;

    int count() {
        return count;
    }

    int key(int at) {
        return keys[at];
    }

    /// Keys from 0 to here come from the spelling: parts that share one need to differ in few
    /// consonants.
    int spelledCount() {
        return spelled;
    }

    /// Computes the keys of a part.
    void take(NamePart part) {
        count = 0;
        for (String form : part.forms()) {
            spelled(form);
        }
        if (!part.joined().isEmpty()) {
            spelled(part.joined());
        }
        count = distinct(0);
        spelled = count;
        if (!part.fold().isEmpty()) {
            add(hash(FOLD, part.fold(), -1, -1));
        }
        add(hash(NICKNAME, part.text(), -1, -1));
        for (String full : part.full()) {
            add(hash(NICKNAME, full, -1, -1));
        }
        if (part.is(NamePart.Trait.INITIAL)) {
            add(keyOfInitial(part));
        }
        if (part.is(NamePart.Trait.SYLLABLES)) {
            int longest = Math.min(LONGEST_SYLLABLE, part.text().length() - 1);
            for (int length = SHORTEST_KEY; length <= longest; length++) {
                add(hash(SYLLABLE, part.text().substring(0, length), -1, -1));
            }
        } else if (EastAsian.isSyllable(part.text())) {
            add(hash(SYLLABLE, part.text(), -1, -1));
        }
        count = distinct(spelled);
    }

    /// Key by which a name finds the initials that may stand for it. An initial finds no names by
    /// key: a list holds too many that begin with it.
    static int keyOfInitial(NamePart name) {
        return hash(INITIAL, name.text().substring(0, 1), -1, -1);
    }

    /// Key of two neighbours that were written together or apart.
    static int keyOfJoined(String text) {
        return hash(JOINED, Skeleton.of(text), -1, -1);
    }

    private void spelled(String form) {
        String skeleton = Skeleton.of(form);
        int letters = form.length();
        int symbols = Math.min(LONGEST_SKELETON, skeleton.length());
        add(hash(SKELETON, skeleton, -1, -1));
        if (letters >= ONE_EDIT_LETTERS && symbols > SHORTEST_KEY) {
            for (int i = 0; i < symbols; i++) {
                add(hash(SKELETON, skeleton, i, -1));
                boolean two = letters >= TWO_EDIT_LETTERS && symbols > SHORTEST_KEY + 1;
                for (int j = i + 1; two && j < symbols; j++) {
                    add(hash(SKELETON, skeleton, i, j));
                }
            }
        }
        if (form.charAt(0) == 'J') {
            // J is written for DJ, and G is written for it
            add(hash(SKELETON, Skeleton.of("G" + form.substring(1)), -1, -1));
        }
        if (letters >= ONE_EDIT_LETTERS && letters <= LONGEST_SHORT) {
            String plain = plain(form);
            add(hash(LETTERS, plain, -1, -1));
            for (int i = 0; i < plain.length(); i++) {
                add(hash(LETTERS, plain, i, -1));
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

    /// Hash of a text without the characters at two positions, -1 for none.
    private static int hash(int salt, String text, int without, int orWithout) {
        int hash = salt;
        for (int i = 0; i < text.length(); i++) {
            if (i != without && i != orWithout) {
                hash = hash * 31 + text.charAt(i);
            }
        }
        hash ^= hash >>> 15;
        hash *= 0x2c1b_3c6d;
        hash ^= hash >>> 13;
        return hash;
    }
}
