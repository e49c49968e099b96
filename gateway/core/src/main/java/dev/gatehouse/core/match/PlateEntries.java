package dev.gatehouse.core.match;

import java.util.Arrays;

/// Listed plates by place: first those of an unknown jurisdiction, then the others jurisdiction by
/// jurisdiction, each in the order (number given when added). A place therefore tells the
/// jurisdiction, and nothing need be read to pass an entry by.
///
/// ```text
/// raws          packed raw forms, see PlateFold      8 octets an entry
/// priorities    1 to 5                               1
/// numbers       given when added                     4
/// untilMinutes  first minute since the epoch at      4, none when no entry expires
///               which it no longer matches
/// ```
final class PlateEntries {
    static final PlateEntries NONE =
            new PlateEntries(new long[0], new byte[0], new byte[0], new int[0]);

    private static final int BYTES_PER_ENTRY = 8 + 1 + 4;

    private final long[] raws;
    private final byte[] priorities;
    private final int[] numbers;
    private final int[] untilMinutes;

    /// Where each jurisdiction begins, by id, and one more.
    private final int[] begins = new int[Jurisdiction.count() + 1];

    /// Columns by number, which are copied.
    PlateEntries(long[] raws, byte[] jurisdictions, byte[] priorities, int[] untilMinutes) {
        int size = raws.length;
        this.raws = new long[size];
        this.priorities = new byte[size];
        this.untilMinutes = new int[untilMinutes.length];
        numbers = new int[size];
        for (byte id : jurisdictions) {
            begins[id + 1]++;
        }
        for (int id = 0; id < begins.length - 1; id++) {
            begins[id + 1] += begins[id];
        }
        int[] next = begins.clone();
        for (int number = 0; number < size; number++) {
            int place = next[jurisdictions[number]]++;
            this.raws[place] = raws[number];
            this.priorities[place] = priorities[number];
            numbers[place] = number;
            if (untilMinutes.length > 0) {
                this.untilMinutes[place] = untilMinutes[number];
            }
        }
    }

    int size() {
        return raws.length;
    }

    long memoryBytes() {
        return (long) BYTES_PER_ENTRY * size() + 4L * untilMinutes.length;
    }

    long raw(int place) {
        return raws[place];
    }

    int priority(int place) {
        return priorities[place];
    }

    int number(int place) {
        return numbers[place];
    }

    /// First place of a jurisdiction.
    int begin(int jurisdictionId) {
        return begins[jurisdictionId];
    }

    /// Behind its last place.
    int end(int jurisdictionId) {
        return begins[jurisdictionId + 1];
    }

    /// Id of the jurisdiction at a place.
    int jurisdiction(int place) {
        int found = Arrays.binarySearch(begins, place + 1);
        int id = found >= 0 ? found - 1 : -found - 2;
        while (begins[id] > place) {
            id--;
        }
        return id;
    }

    /// What the verifier says of one entry; nothing when it has expired.
    int verify(int place, PlateQuery query) {
        int result = PlateVerifier.verify(query, raws[place], jurisdiction(place, query));
        boolean expires = result != PlateVerifier.NONE && untilMinutes.length > 0;
        return expires && !PlateVerifier.active(untilMinutes[place], query.nowMinute())
                ? PlateVerifier.NONE
                : result;
    }

    /// Unknown, the query's own, or another one, which is all that the verifier asks.
    private int jurisdiction(int place, PlateQuery query) {
        int own = query.jurisdiction().id();
        if (place < begins[1]) {
            return 0;
        }
        return place >= begins[own] && place < begins[own + 1] ? own : begins.length;
    }

    @Override
    public String toString() {
        return "PlateEntries[size=" + size() + "]";
    }
}
