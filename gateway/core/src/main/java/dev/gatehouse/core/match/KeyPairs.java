package dev.gatehouse.core.match;

import java.util.Arrays;

/// Sorts numbers whose upper bits are a hash: dealt to small buckets by those bits, each bucket
/// sorted by itself. That takes a third of the time of sorting the whole, and a booth that starts
/// waits for it.
///
/// Every number is told twice: [#count] each, [#counted], [#put] each again, [#sorted].
final class KeyPairs {
    private static final int BUCKET_PAIRS = 8;
    private static final int BUCKET_BITS_MAX = 20;

    /// Longer buckets have many pairs of few keys, which insertion would take for ever to sort.
    private static final int INSERTION_MAX = 48;

    private final long base;
    private final int shift;
    private final int[] ends;
    private long[] pairs = new long[0];

    /// @param expected how many there will be, about
    /// @param base below or at the least of them
    /// @param bits all are below `base + (1 << bits)`
    KeyPairs(int expected, long base, int bits) {
        this.base = base;
        int bucketBits =
                Math.clamp(
                        Integer.SIZE - Integer.numberOfLeadingZeros(expected / BUCKET_PAIRS),
                        1,
                        Math.min(BUCKET_BITS_MAX, bits));
        ends = new int[1 << bucketBits];
        shift = bits - bucketBits;
    }

    void count(long pair) {
        ends[(int) (pair - base >>> shift)]++;
    }

    /// From lengths to where each bucket begins; putting moves that to where it ends.
    void counted() {
        int begin = 0;
        for (int bucket = 0; bucket < ends.length; bucket++) {
            int length = ends[bucket];
            ends[bucket] = begin;
            begin = Math.addExact(begin, length);
        }
        pairs = new long[begin];
    }

    void put(long pair) {
        pairs[ends[(int) (pair - base >>> shift)]++] = pair;
    }

    /// All of them in ascending order.
    long[] sorted() {
        int begin = 0;
        for (int end : ends) {
            if (end - begin > INSERTION_MAX) {
                Arrays.sort(pairs, begin, end);
            } else {
                insertionSort(begin, end);
            }
            begin = end;
        }
        return pairs;
    }

    private void insertionSort(int begin, int end) {
        for (int i = begin + 1; i < end; i++) {
            long pair = pairs[i];
            int at = i;
            while (at > begin && pairs[at - 1] > pair) {
                pairs[at] = pairs[at - 1];
                at--;
            }
            pairs[at] = pair;
        }
    }
}
