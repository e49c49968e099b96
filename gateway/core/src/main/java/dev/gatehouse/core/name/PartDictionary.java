package dev.gatehouse.core.name;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every different part of the names of a list, once, and the way to those that are like a given
/// one. Immutable after [Builder#build].
final class PartDictionary {
    private final NamePart[] parts;
    private final KeyTable keys;

    /// What a look at a part needs, side by side, so that it costs one access to memory: its shape,
    /// then its brief in the high half and its letters in the low one.
    private final long[] looks;

    private final long[] folded;
    private final byte[] firstLetters;

    private static final int COUNTED = 1 << 27;
    private static final int PLAIN = 1 << 28;
    private static final int EDITS_AT = 29;
    private static final int ALPHABET = (1 << 27) - 2;
    private static final int LENGTH_AT = 27;
    private static final int LONGEST = 31;

    /// Bits of [Skeleton#sounds] in a brief.
    static final int SOUNDS = COUNTED - 1;

    private PartDictionary(NamePart[] parts, KeyTable keys) {
        this.parts = parts;
        this.keys = keys;
        looks = new long[2 * parts.length];
        folded = new long[parts.length];
        firstLetters = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            String text = parts[i].text();
            looks[2 * i] = parts[i].shape();
            looks[2 * i + 1] =
                    ((long) brief(parts[i]) << Integer.SIZE) | (letters(text) & 0xffff_ffffL);
            folded[i] = FoldedLetters.of(text);
            firstLetters[i] = (byte) text.charAt(0);
        }
    }

    /// Which letters of the alphabet a word has, and how many letters: equal for words that are the
    /// same letters in another order.
    static int letters(String text) {
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            letters |= 1 << (text.charAt(i) & LONGEST);
        }
        return (letters & ALPHABET) | (Math.min(text.length(), LONGEST) << LENGTH_AT);
    }

    /// See [#letters(String)].
    int letters(int id) {
        return (int) looks[2 * id + 1];
    }

    /// See [FoldedLetters].
    long folded(int id) {
        return folded[id];
    }

    /// The low octet of the first letter.
    byte firstLetter(int id) {
        return firstLetters[id];
    }

    /// Consonants of a part, whether it counts, whether it is plain, and how many edits it bears.
    static int brief(NamePart part) {
        int edits = SpellingDistance.edits(part.text().length());
        return part.sounds()
                | (part.isCounted() ? COUNTED : 0)
                | (part.isPlain() ? PLAIN : 0)
                | edits << EDITS_AT;
    }

    int brief(int id) {
        return (int) (looks[2 * id + 1] >>> Integer.SIZE);
    }

    /// Whether two parts, by their briefs, have too different consonants for their letters to be
    /// near, and nothing but their letters can make them alike.
    static boolean soundsFar(int one, int other) {
        int edits = Math.min(edits(one), edits(other));
        return (one & other & PLAIN) != 0
                && Integer.bitCount((one ^ other) & SOUNDS) > 2 * edits + 1;
    }

    private static int edits(int brief) {
        return brief >>> EDITS_AT & 3;
    }

    /// Whether two parts, by their briefs, bear so many edits of their shape.
    static boolean bear(int one, int other, int edits) {
        return edits <= Math.min(edits(one), edits(other));
    }

    static boolean arePlain(int one, int other) {
        return (one & other & PLAIN) != 0;
    }

    long shape(int id) {
        return looks[2 * id];
    }

    /// Whether a part that is open can contradict.
    boolean isCounted(int id) {
        return isCountedBrief(brief(id));
    }

    /// The same by the brief of the part.
    static boolean isCountedBrief(int brief) {
        return (brief & COUNTED) != 0;
    }

    int size() {
        return parts.length;
    }

    NamePart part(int id) {
        return parts[id];
    }

    /// Parts by [PartKeys#ofListed].
    KeyTable keys() {
        return keys;
    }

    /// Octets of the arrays; the parts themselves, which many names share, are estimated.
    long bytes() {
        return keys.bytes() + (PART_BYTES + 3L * Long.BYTES + 1) * parts.length;
    }

    private static final int PART_BYTES = 240;

    /// Collects parts. Not for two threads at a time.
    static final class Builder {
        private final Map<NamePart, Integer> ids = new HashMap<>();
        private final List<NamePart> parts = new ArrayList<>();

        /// Number of a part, the same for equal ones.
        int id(NamePart part) {
            Integer known = ids.get(part);
            if (known != null) {
                return known;
            }
            int id = parts.size();
            ids.put(part, id);
            parts.add(part);
            return id;
        }

        PartDictionary build() {
            PartKeys keys = new PartKeys();
            LongList entries = new LongList();
            for (int id = 0; id < parts.size(); id++) {
                keys.ofListed(parts.get(id));
                for (int i = 0; i < keys.count(); i++) {
                    entries.add(KeyTable.entry(keys.key(i), id));
                }
            }
            return new PartDictionary(
                    parts.toArray(NamePart[]::new), new KeyTable(entries.array(), entries.size()));
        }
    }
}
