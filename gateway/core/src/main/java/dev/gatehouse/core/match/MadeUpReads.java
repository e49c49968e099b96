package dev.gatehouse.core.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Reads that look like the plates of a list: the shape of a listed plate, and at each place a
/// character that listed plates of that shape and jurisdiction have there. A shape that hardly any
/// plate has takes any letter for a letter and any digit for a digit.
final class MadeUpReads {
    private static final int SAMPLE = 8_192;

    /// Plates of one shape from which on their own characters are taken.
    private static final int FEW = 16;

    private static final int DIGITS = 10;
    private static final int LETTERS = 26;
    private static final int KIND_BITS = 2;

    private final SplittableRandom random;
    private final PlateEntries entries;
    private final int[] sample;
    private final Map<Long, List<Integer>> places = new HashMap<>();

    MadeUpReads(PlateEntries entries, SplittableRandom random) {
        this.entries = entries;
        this.random = random;
        sample = new int[Math.min(SAMPLE, entries.size())];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = sample.length == entries.size() ? i : random.nextInt(entries.size());
            var _ = places.computeIfAbsent(shape(sample[i]), _ -> new ArrayList<>()).add(sample[i]);
        }
    }

    boolean isEmpty() {
        return sample.length == 0;
    }

    /// A packed raw form and the id of a jurisdiction.
    record MadeUp(long raw, int jurisdictionId) {
        /// Reads are content, even made-up ones.
        @Override
        public String toString() {
            return "MadeUp[content withheld]";
        }
    }

    /// The next read.
    MadeUp next() {
        int like = sample[random.nextInt(sample.length)];
        List<Integer> alike = places.getOrDefault(shape(like), List.of());
        long pattern = entries.raw(like);
        int length = PlateFold.length(pattern);
        long raw = (long) length << PlateFold.LENGTH_SHIFT;
        for (int at = 0; at < length; at++) {
            int code =
                    alike.size() < FEW
                            ? any(PlateFold.rawAt(pattern, at))
                            : codeLike(alike, at, PlateFold.rawAt(pattern, at));
            raw |= (long) code << (PlateFold.RAW_BITS * at);
        }
        return new MadeUp(raw, entries.jurisdiction(like));
    }

    /// The read without so many of its characters, drawn anew.
    long unread(MadeUp read, int characters) {
        long raw = read.raw();
        int left = characters;
        while (left > 0) {
            int at = random.nextInt(PlateFold.length(raw));
            if (PlateFold.rawAt(raw, at) != PlateFold.RAW_UNREAD) {
                raw |= (long) PlateFold.RAW_UNREAD << (PlateFold.RAW_BITS * at);
                left--;
            }
        }
        return raw;
    }

    private int codeLike(List<Integer> alike, int at, int pattern) {
        int code = PlateFold.rawAt(entries.raw(alike.get(random.nextInt(alike.size()))), at);
        return code == PlateFold.RAW_UNREAD ? any(pattern) : code;
    }

    private int any(int pattern) {
        return kind(pattern) == 1
                ? 1 + random.nextInt(DIGITS)
                : 1 + DIGITS + random.nextInt(LETTERS);
    }

    /// Jurisdiction, and letter or digit at each place; an unknown character counts as a letter.
    private long shape(int place) {
        long raw = entries.raw(place);
        long shape = entries.jurisdiction(place);
        for (int at = 0; at < PlateFold.length(raw); at++) {
            shape = shape << KIND_BITS | kind(PlateFold.rawAt(raw, at));
        }
        return shape << KIND_BITS;
    }

    private static int kind(int code) {
        return code <= DIGITS ? 1 : 2;
    }
}
