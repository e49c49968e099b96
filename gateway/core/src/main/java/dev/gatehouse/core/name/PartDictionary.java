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

    /// What one look tells of a part: its consonants, then the bits below.
    private final int[] brief;

    private final long[] shapes;

    private static final int COUNTED = 1 << 27;
    private static final int PLAIN = 1 << 28;
    private static final int EDITS_AT = 29;

    /// Bits of [Skeleton#sounds] in a brief.
    static final int SOUNDS = COUNTED - 1;

    private PartDictionary(NamePart[] parts, KeyTable keys) {
        this.parts = parts;
        this.keys = keys;
        brief = new int[parts.length];
        shapes = new long[parts.length];
        for (int i = 0; i < parts.length; i++) {
            brief[i] = brief(parts[i]);
            shapes[i] = parts[i].shape();
        }
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
        return brief[id];
    }

    /// Whether two parts, by their briefs, have too different consonants for their letters to be
    /// near, and nothing but their letters can make them alike.
    static boolean soundsFar(int one, int other) {
        int edits = Math.min(one >>> EDITS_AT, other >>> EDITS_AT);
        return (one & other & PLAIN) != 0
                && Integer.bitCount((one ^ other) & SOUNDS) > 2 * edits + 1;
    }

    /// Whether two parts, by their briefs, bear so many edits of their shape.
    static boolean bear(int one, int other, int edits) {
        return edits <= Math.min(one >>> EDITS_AT, other >>> EDITS_AT);
    }

    static boolean arePlain(int one, int other) {
        return (one & other & PLAIN) != 0;
    }

    long shape(int id) {
        return shapes[id];
    }

    /// Whether a part that is open can contradict.
    boolean isCounted(int id) {
        return (brief[id] & COUNTED) != 0;
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
        return keys.bytes() + (PART_BYTES + 4L + 8) * parts.length;
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
