package dev.gatehouse.core.match;

import java.util.Arrays;

/// Sorts numbers whose upper bits are a hash: dealt to streams by the first of those bits, each
/// stream to small buckets by the next ones, each bucket sorted by itself. A stream fits the
/// processor's cache, so that nothing waits for memory; a booth that starts waits for the sorting.
///
/// Every number is told twice: [#count] each, [#counted], [#put] each again, [#sorted].
final class KeyPairs {
    private static final int BUCKET_PAIRS = 8;
    private static final int STREAM_PAIRS = 1 << 15;
    private static final int STREAM_BITS_MAX = 10;
    private static final int BUCKET_BITS_MAX = 15;

    /// Longer buckets have many pairs of few keys, which insertion would take for ever to sort.
    private static final int INSERTION_MAX = 48;

    private final long base;
    private final int streamShift;
    private final int[] streamEnds;
    private final int bucketBits;
    private final int[] bucketEnds;
    private long[] pairs = new long[0];
    private long[] dealt = new long[0];

    /// @param expected how many there will be, about
    /// @param base below or at the least of them
    /// @param bits all are below `base + (1 << bits)`
    KeyPairs(int expected, long base, int bits) {
        this.base = base;
        int streamBits = bitsFor(expected / STREAM_PAIRS, Math.min(STREAM_BITS_MAX, bits));
        streamEnds = new int[1 << streamBits];
        streamShift = bits - streamBits;
        bucketBits =
                bitsFor(
                        (expected >>> streamBits) / BUCKET_PAIRS,
                        Math.min(BUCKET_BITS_MAX, streamShift));
        bucketEnds = new int[1 << bucketBits];
    }

    private static int bitsFor(int count, int most) {
        return Math.clamp(Integer.SIZE - Integer.numberOfLeadingZeros(count), 0, most);
    }

    void count(long pair) {
        streamEnds[(int) ((pair - base) >>> streamShift)]++;
    }

    /// From lengths to where each stream begins; putting moves that to where it ends.
    void counted() {
        pairs = new long[beginsOfLengths(streamEnds)];
    }

    void put(long pair) {
        pairs[streamEnds[(int) ((pair - base) >>> streamShift)]++] = pair;
    }

    /// All of them in ascending order.
    long[] sorted() {
        int begin = 0;
        for (int end : streamEnds) {
            sortStream(begin, end);
            begin = end;
        }
        dealt = new long[0];
        return pairs;
    }

    private void sortStream(int from, int to) {
        if (dealt.length < to - from) {
            dealt = new long[to - from];
        }
        Arrays.fill(bucketEnds, 0);
        int shift = streamShift - bucketBits;
        long mask = bucketEnds.length - 1L;
        for (int i = from; i < to; i++) {
            bucketEnds[(int) (((pairs[i] - base) >>> shift) & mask)]++;
        }
        var _ = beginsOfLengths(bucketEnds);
        for (int i = from; i < to; i++) {
            dealt[bucketEnds[(int) (((pairs[i] - base) >>> shift) & mask)]++] = pairs[i];
        }
        int begin = 0;
        for (int end : bucketEnds) {
            if (end - begin > INSERTION_MAX) {
                Arrays.sort(dealt, begin, end);
            } else {
                insertionSort(begin, end);
            }
            begin = end;
        }
        System.arraycopy(dealt, 0, pairs, from, to - from);
    }

    private static int beginsOfLengths(int[] lengths) {
        int begin = 0;
        for (int i = 0; i < lengths.length; i++) {
            int length = lengths[i];
            lengths[i] = begin;
            begin = Math.addExact(begin, length);
        }
        return begin;
    }

    private void insertionSort(int begin, int end) {
        for (int i = begin + 1; i < end; i++) {
            long pair = dealt[i];
            int at = i;
            while (at > begin && dealt[at - 1] > pair) {
                dealt[at] = dealt[at - 1];
                at--;
            }
            dealt[at] = pair;
        }
    }
}
