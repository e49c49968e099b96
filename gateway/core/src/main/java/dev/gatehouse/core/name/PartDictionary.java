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
    private final int[] sounds;
    private final byte[] letters;
    private final short[] weights;
    private final long[] shapes;
    private final boolean[] counted;

    private PartDictionary(NamePart[] parts, KeyTable keys) {
        this.parts = parts;
        this.keys = keys;
        sounds = new int[parts.length];
        letters = new byte[parts.length];
        weights = new short[parts.length];
        shapes = new long[parts.length];
        counted = new boolean[parts.length];
        for (int i = 0; i < parts.length; i++) {
            sounds[i] = parts[i].sounds();
            shapes[i] = parts[i].shape();
            weights[i] = (short) parts[i].weight();
            NamePart.Role role = parts[i].role();
            counted[i] = role != NamePart.Role.TITLE && role != NamePart.Role.NUMBER;
            letters[i] = (byte) Math.min(Byte.MAX_VALUE, parts[i].text().length());
        }
    }

    /// Whether two parts that share a key of their spelling differ in too many consonants.
    boolean hopeless(int id, NamePart part) {
        int shorter = Math.min(letters[id], part.text().length());
        return SpellingDistance.hopeless(sounds[id], part.sounds(), shorter);
    }

    /// Length of a part, of those that count.
    int letters(int id) {
        return letters[id];
    }

    long shape(int id) {
        return shapes[id];
    }

    int weight(int id) {
        return weights[id];
    }

    /// Whether a part that is open can contradict.
    boolean isCounted(int id) {
        return counted[id];
    }

    int size() {
        return parts.length;
    }

    NamePart part(int id) {
        return parts[id];
    }

    KeyTable keys() {
        return keys;
    }

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

        NamePart part(int id) {
            return parts.get(id);
        }

        PartDictionary build() {
            PartKeys keys = new PartKeys();
            LongList entries = new LongList();
            for (int id = 0; id < parts.size(); id++) {
                keys.take(parts.get(id));
                for (int i = 0; i < keys.count(); i++) {
                    entries.add(KeyTable.entry(keys.key(i), id));
                }
            }
            return new PartDictionary(
                    parts.toArray(NamePart[]::new), new KeyTable(entries.array(), entries.size()));
        }
    }
}
