package dev.gatehouse.core.name;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every different part of the names of a list, once, and the way to those that are like a given
/// one. Immutable after [Builder#build].
final class PartDictionary {
    private final NamePart[] parts;
    private final KeyTable keys;

    /// What a look at a part needs, side by side, so that it costs one access to memory: its shape,
    /// then its brief in the high half and its letters in the low one, its letters folded, and as a
    /// whole.
    private final long[] looks;

    private final byte[] firstLetters;

    private static final int LOOK = 4;
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
        looks = new long[LOOK * parts.length];
        firstLetters = new byte[parts.length];
        for (int i = 0; i < parts.length; i++) {
            String text = parts[i].text();
            looks[LOOK * i] = parts[i].shape();
            looks[LOOK * i + 1] =
                    ((long) brief(parts[i]) << Integer.SIZE) | (letters(text) & 0xffff_ffffL);
            looks[LOOK * i + 2] = FoldedLetters.of(text);
            looks[LOOK * i + 3] = PackedPart.of(parts[i]);
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
        return (int) looks[LOOK * id + 1];
    }

    /// Letters of a part, at most 31.
    int length(int id) {
        return letters(id) >>> LENGTH_AT;
    }

    /// See [FoldedLetters].
    long folded(int id) {
        return looks[LOOK * id + 2];
    }

    /// See [PackedPart].
    long packed(int id) {
        return looks[LOOK * id + 3];
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
        return (int) (looks[LOOK * id + 1] >>> Integer.SIZE);
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
        return looks[LOOK * id];
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
        return keys.bytes() + (PART_BYTES + (long) LOOK * Long.BYTES + 1) * parts.length;
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

        /// The dictionary. Its numbers are not those that were given out: words of one shape stand
        /// side by side, so that what a search looks at together is together in memory.
        PartDictionary build() {
            long[] order = order();
            NamePart[] ordered = new NamePart[order.length];
            PartKeys keys = new PartKeys();
            LongList entries = new LongList();
            for (int id = 0; id < order.length; id++) {
                ordered[id] = parts.get((int) (order[id] & ID));
                keys.ofListed(ordered[id]);
                for (int i = 0; i < keys.count(); i++) {
                    entries.add(KeyTable.entry(keys.key(i), id));
                }
            }
            return new PartDictionary(ordered, new KeyTable(entries.array(), entries.size()));
        }

        /// Puts the numbers of the dictionary for those that were given out.
        void renumber(int[] ids) {
            long[] order = order();
            int[] numbers = new int[order.length];
            for (int id = 0; id < order.length; id++) {
                numbers[(int) (order[id] & ID)] = id;
            }
            for (int i = 0; i < ids.length; i++) {
                ids[i] = numbers[ids[i]];
            }
        }

        /// Numbers that were given out in the low bits, in the order of the first sounds.
        private long[] order() {
            long[] order = new long[parts.size()];
            for (int id = 0; id < order.length; id++) {
                order[id] = (Long.reverse(parts.get(id).shape()) & ~ID) | id;
            }
            Arrays.sort(order);
            return order;
        }

        private static final long ID = (1 << 28) - 1;
    }
}
