package dev.gatehouse.core.match;

import java.util.Arrays;

/// Hits of one search by rank, in the order (priority, grade, rank), each once, and the budget of
/// comparisons that bounds the search. Reused from search to search, and nothing is allocated while
/// nothing is found. Owned by one thread.
public final class RankedHits {
    /// Candidates compared in one phase of a search before it gives up and says so.
    public static final int MAX_CANDIDATES = 4_096;

    /// Results are below this.
    public static final int MAX_RESULT = 0xFF;

    private static final int INITIAL_HITS = 16;
    private static final int PRIORITY_SHIFT = 60;
    private static final int GRADE_SHIFT = 56;
    private static final int RANK_SHIFT = 32;
    private static final int PLACE_SHIFT = 8;
    private static final int RANK_MASK = 0xFFFFFF;

    private boolean capReached;
    private int candidates;
    private int budget;
    private int size;

    /// Priority, grade, rank, place and verifier's result in one sortable number.
    private long[] found = new long[INITIAL_HITS];

    /// Nothing found.
    public RankedHits() {
        // nothing to set
    }

    /// Forgets the search before.
    public void begin() {
        capReached = false;
        candidates = 0;
        size = 0;
        beginPhase();
    }

    /// Each phase has its own budget, so that a flood of weak candidates cannot hide an equal one.
    public void beginPhase() {
        budget = MAX_CANDIDATES;
    }

    /// Takes one comparison from the budget.
    ///
    /// @return false when there is none left; the search then carries the mark
    public boolean spend() {
        if (budget == 0) {
            capReached = true;
            return false;
        }
        budget--;
        candidates++;
        return true;
    }

    /// Adds one hit, which may be there already.
    ///
    /// @param strength 1 for the strongest grade, counting up, at most 15
    /// @param result of the verifier, at most [#MAX_RESULT]
    public void add(int rank, int priority, int strength, int result) {
        add(rank, priority, strength, result, rank);
    }

    /// Adds one hit whose entry does not stand where its rank says.
    ///
    /// @param place where it stands
    void add(int rank, int priority, int strength, int result, int place) {
        if (size == found.length) {
            found = Arrays.copyOf(found, 2 * size);
        }
        found[size++] =
                (long) priority << PRIORITY_SHIFT
                        | (long) strength << GRADE_SHIFT
                        | (long) rank << RANK_SHIFT
                        | (long) place << PLACE_SHIFT
                        | result;
    }

    /// Puts the hits in order and drops repetitions.
    public void finish() {
        if (size < 2) {
            return;
        }
        Arrays.sort(found, 0, size);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || found[i] != found[kept - 1]) {
                found[kept++] = found[i];
            }
        }
        size = kept;
    }

    /// Hits found.
    public int size() {
        return size;
    }

    /// Rank of a hit.
    public int rank(int hit) {
        return (int) (found[checked(hit)] >>> RANK_SHIFT) & RANK_MASK;
    }

    /// Where a hit's entry stands.
    int place(int hit) {
        return (int) (found[checked(hit)] >>> PLACE_SHIFT) & RANK_MASK;
    }

    /// What the verifier said of a hit.
    public int result(int hit) {
        return (int) found[checked(hit)] & MAX_RESULT;
    }

    /// The search met more candidates than it may compare: hits stand, their absence proves
    /// nothing.
    public boolean capReached() {
        return capReached;
    }

    /// Comparisons made, repetitions included.
    public int candidates() {
        return candidates;
    }

    private int checked(int hit) {
        if (hit < 0 || hit >= size) {
            throw new IndexOutOfBoundsException(
                    "hit: expected 0 to " + (size - 1) + ", found " + hit);
        }
        return hit;
    }
}
