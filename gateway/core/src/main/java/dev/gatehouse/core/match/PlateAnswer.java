package dev.gatehouse.core.match;

import java.util.Arrays;
import java.util.List;

/// What a search found; reused from read to read, and nothing is allocated while nothing is found. Owned by one thread.
///
/// Hits stand in the order (priority, grade, entry). An entry is the number that the list gave when the index was built.
/// An empty answer means "not listed" only when [#status] is `READ` and [#capReached] is false.
public final class PlateAnswer {
    /// Candidates compared before a search gives up and says so; one limit for equal plates and one for all others.
    public static final int MAX_CANDIDATES = 4_096;

    private static final int INITIAL_HITS = 16;
    private static final int PRIORITY_SHIFT = 40;
    private static final int RANK_SHIFT = 8;
    private static final int GRADE_SHIFT = 36;
    private static final int RESULT_MASK = 0xFF;
    private static final int RANK_MASK = 0xFFFFFF;

    private PlateForm.Status status = PlateForm.Status.NO_READ;
    private long readRaw;
    private boolean capReached;
    private int candidates;
    private int budget;
    private int size;
    /// Priority, grade, rank and verifier's result in one sortable number.
    private long[] found = new long[INITIAL_HITS];
    private int[] entries = new int[INITIAL_HITS];
    private long[] listedRaw = new long[INITIAL_HITS];

    /// What could be done with the read; all but `READ` were not searched.
    public PlateForm.Status status() {
        return status;
    }

    /// Hits found.
    public int size() {
        return size;
    }

    /// Entry of a hit, strongest claim first.
    public int entry(int hit) {
        return entries[checked(hit)];
    }

    /// Grade of a hit.
    public Grade grade(int hit) {
        return PlateVerifier.grade(result(checked(hit)));
    }

    /// The read or the lookout has no jurisdiction, or the reader doubted its own.
    public boolean jurisdictionUnknown(int hit) {
        return (PlateVerifier.flags(result(checked(hit))) & PlateVerifier.JURISDICTION_UNKNOWN) != 0;
    }

    /// Both jurisdictions are known and differ; only ever with `EXACT` and `CONFUSABLE`, and then a lead.
    public boolean jurisdictionDiffers(int hit) {
        return (PlateVerifier.flags(result(checked(hit))) & PlateVerifier.JURISDICTION_DIFFERS) != 0;
    }

    /// Canonical text of the listed plate; allocates.
    public String listed(int hit) {
        return PlateForm.textOf(listedRaw[checked(hit)]);
    }

    /// Why a hit has its grade; computed on each call. Empty for an exact hit of the same jurisdiction.
    public List<MatchStep> steps(int hit) {
        return PlateExplanation.steps(readRaw, listedRaw[checked(hit)], result(hit));
    }

    /// The search met more candidates than it may compare: hits stand, their absence proves nothing.
    public boolean capReached() {
        return capReached;
    }

    /// Listed plates compared, repetitions included.
    public int candidates() {
        return candidates;
    }

    /// Plates are content: never printed by accident.
    @Override
    public String toString() {
        return "PlateAnswer[" + status + ", hits=" + size + ", capReached=" + capReached + "]";
    }

    void begin(PlateQuery query) {
        status = query.status();
        readRaw = query.raw();
        capReached = false;
        candidates = 0;
        size = 0;
        beginPhase();
    }

    /// Each phase has its own budget, so that a flood of weak candidates cannot hide an equal plate.
    void beginPhase() {
        budget = MAX_CANDIDATES;
    }

    /// Takes one comparison from the budget.
    ///
    /// @return false when there is none left; the answer then carries the mark
    boolean spend() {
        if (budget == 0) {
            capReached = true;
            return false;
        }
        budget--;
        candidates++;
        return true;
    }

    void add(int rank, int priority, int result) {
        if (size == found.length) {
            found = Arrays.copyOf(found, 2 * size);
        }
        long grade = PlateVerifier.grade(result).ordinal();
        found[size++] =
                (long) priority << PRIORITY_SHIFT
                        | grade << GRADE_SHIFT
                        | (long) rank << RANK_SHIFT
                        | result;
    }

    /// Puts the hits in order, drops repetitions and looks up what the index knows of each.
    void finish(int[] entryOfRank, long[] rawOfRank) {
        if (size == 0) {
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
        if (entries.length < size) {
            entries = new int[found.length];
            listedRaw = new long[found.length];
        }
        for (int i = 0; i < size; i++) {
            int rank = (int) (found[i] >>> RANK_SHIFT) & RANK_MASK;
            entries[i] = entryOfRank[rank];
            listedRaw[i] = rawOfRank[rank];
        }
    }

    private int result(int hit) {
        return (int) found[hit] & RESULT_MASK;
    }

    private int checked(int hit) {
        if (hit < 0 || hit >= size) {
            throw new IndexOutOfBoundsException("hit: expected 0 to " + (size - 1) + ", found " + hit);
        }
        return hit;
    }
}
