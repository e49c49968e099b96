package dev.gatehouse.core.match;

/// What one search asks for and has met so far; reused from search to search. Owned by one thread.
///
/// Candidates are held back and compared some at a time: comparisons then do not wait for each
/// other's memory.
final class PlateScan {
    /// Most keys of one search: a read with two unread characters.
    static final int MAX_KEYS = PlateFold.SYMBOLS;

    /// Candidates held back.
    static final int HELD = 64;

    /// Entries of a key that are asked for.
    enum Part {
        /// Those that have the key as their whole form, of any jurisdiction.
        WHOLE,
        /// Those that have it when a character is deleted, of the jurisdictions asked for.
        DELETED,
        /// Both, of the jurisdictions asked for.
        BOTH
    }

    private final long[] hashes = new long[MAX_KEYS];
    private final int[] held = new int[HELD];
    private final PlateAnswer answer;
    private int keys;
    private int holding;
    private int unknownEnd;
    private int ownBegin;
    private int ownEnd;
    private PlateEntries entries = PlateEntries.NONE;
    private long lines;
    private int touched;

    PlateScan(PlateAnswer answer) {
        this.answer = answer;
    }

    void begin(PlateEntries searched, PlateQuery query) {
        keys = 0;
        holding = 0;
        lines = 0;
        entries = searched;
        int own = query.jurisdiction().id();
        unknownEnd = query.anyJurisdiction() ? searched.size() : searched.end(0);
        ownBegin = query.anyJurisdiction() ? searched.size() : searched.begin(own);
        ownEnd = query.anyJurisdiction() ? searched.size() : searched.end(own);
    }

    /// Forgets the list, and keeps the counts.
    void end() {
        entries = PlateEntries.NONE;
    }

    /// Whether the entry at a place has a jurisdiction asked for.
    boolean wants(int place) {
        return place < unknownEnd || (place >= ownBegin && place < ownEnd);
    }

    /// Whether any entry has.
    boolean wantsAny() {
        return unknownEnd > 0 || ownBegin < ownEnd;
    }

    /// Behind the last entry of an unknown jurisdiction; behind the last of all when every
    /// jurisdiction is asked for.
    int unknownEnd() {
        return unknownEnd;
    }

    /// First entry of the read's jurisdiction, unless every one is asked for.
    int ownBegin() {
        return ownBegin;
    }

    /// Behind its last one.
    int ownEnd() {
        return ownEnd;
    }

    /// Takes the next key's hash.
    void add(long hash) {
        hashes[keys++] = hash;
    }

    int keys() {
        return keys;
    }

    long hash(int key) {
        return hashes[key];
    }

    /// Lines of keys and lists read so far.
    long lines() {
        return lines;
    }

    void read(long moreLines) {
        lines += moreLines;
    }

    /// Keeps what was loaded ahead of its use from being optimised away.
    void touch(int sum) {
        touched = sum;
    }

    int touched() {
        return touched;
    }

    /// Takes one candidate.
    ///
    /// @return false when no more are taken
    boolean offer(int entry) {
        held[holding++] = entry;
        return holding < HELD || flush();
    }

    /// Compares what is held back.
    ///
    /// @return false when no more are taken
    boolean flush() {
        int count = holding;
        holding = 0;
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += entries.raw(held[i]);
        }
        touch((int) sum);
        for (int i = 0; i < count; i++) {
            if (!answer.offer(held[i])) {
                return false;
            }
        }
        return true;
    }
}
