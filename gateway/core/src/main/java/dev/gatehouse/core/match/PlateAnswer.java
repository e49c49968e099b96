package dev.gatehouse.core.match;

import java.util.List;

/// What a search found; reused from read to read, and nothing is allocated while nothing is found.
/// Owned by one thread.
///
/// Hits stand in the order (priority, grade, entry). An entry is the number that the list gave when
/// the index was built. An empty answer means "not listed" only when [#status] is `READ` and
/// [#capReached] is false.
public final class PlateAnswer {
    /// Candidates compared before a search gives up and says so; one limit for equal plates and one
    /// for all others.
    public static final int MAX_CANDIDATES = RankedHits.MAX_CANDIDATES;

    private static final long[] NO_PLATES = {};
    private final RankedHits hits = new RankedHits();
    private final PlateScan scan = new PlateScan(this);
    private PlateForm.Status status = PlateForm.Status.NO_READ;
    private long readRaw;

    /// What is being searched, and nothing between two searches: an answer keeps no list alive.
    private PlateEntries searched = PlateEntries.NONE;

    private PlateQuery query = new PlateQuery();
    private boolean equalOnly;
    private long[] listedRaw = NO_PLATES;

    /// What could be done with the read; all but `READ` were not searched.
    public PlateForm.Status status() {
        return status;
    }

    /// Hits found.
    public int size() {
        return hits.size();
    }

    /// Entry of a hit, strongest claim first.
    public int entry(int hit) {
        return hits.rank(hit);
    }

    /// Grade of a hit.
    public Grade grade(int hit) {
        return PlateVerifier.grade(hits.result(hit));
    }

    /// The read or the lookout has no jurisdiction, or the reader doubted its own.
    public boolean jurisdictionUnknown(int hit) {
        return (PlateVerifier.flags(hits.result(hit)) & PlateVerifier.JURISDICTION_UNKNOWN) != 0;
    }

    /// Both jurisdictions are known and differ; only ever with `EXACT` and `CONFUSABLE`, and then a
    /// lead.
    public boolean jurisdictionDiffers(int hit) {
        return (PlateVerifier.flags(hits.result(hit)) & PlateVerifier.JURISDICTION_DIFFERS) != 0;
    }

    /// Whether a hit of one edit differs by an error that readers make often: a character too many,
    /// too few or like another one. It ranks such hits and changes no grade.
    public boolean isOftenMisread(int hit) {
        return grade(hit) == Grade.EDIT1 && ReaderErrors.isOften(readRaw, listedRaw[checked(hit)]);
    }

    /// Canonical text of the listed plate; allocates.
    public String listed(int hit) {
        return PlateForm.textOf(listedRaw[checked(hit)]);
    }

    /// Why a hit has its grade; computed on each call. Empty for an exact hit of the same
    /// jurisdiction.
    public List<MatchStep> steps(int hit) {
        return PlateExplanation.steps(readRaw, listedRaw[checked(hit)], hits.result(hit));
    }

    /// The search met more candidates than it may compare: hits stand, their absence proves
    /// nothing.
    public boolean capReached() {
        return hits.capReached();
    }

    /// Listed plates compared, repetitions included.
    public int candidates() {
        return hits.candidates();
    }

    /// Pieces of 64 octets read of keys and lists, see [SearchBound].
    public long linesRead() {
        return scan.lines();
    }

    /// Plates are content: never printed by accident.
    @Override
    public String toString() {
        return "PlateAnswer[" + status + ", hits=" + size() + ", capReached=" + capReached() + "]";
    }

    /// @param exactly whether equal plates alone are hits
    void begin(PlateEntries listed, PlateQuery read, boolean exactly) {
        equalOnly = exactly;
        status = read.status();
        readRaw = read.raw();
        searched = listed;
        query = read;
        hits.begin();
        scan.begin(listed, read);
    }

    /// Each phase has its own budget, so that a flood of weak candidates cannot hide an equal
    /// plate.
    void beginPhase() {
        hits.beginPhase();
    }

    /// What the search that was begun asks for.
    PlateScan scan() {
        return scan;
    }

    /// Verifies one candidate and keeps it when it matches.
    ///
    /// @return false when no more candidates are taken
    boolean offer(int place) {
        if (!hits.spend()) {
            return false;
        }
        if (equalOnly && searched.raw(place) != readRaw) {
            return true;
        }
        int result = searched.verify(place, query);
        if (result != PlateVerifier.NONE) {
            hits.add(
                    searched.number(place),
                    searched.priority(place),
                    PlateVerifier.strength(result),
                    result,
                    place);
        }
        return true;
    }

    /// Puts the hits in order, drops repetitions and looks up what the index knows of each.
    void finish() {
        hits.finish();
        int size = hits.size();
        if (listedRaw.length < size) {
            listedRaw = new long[Integer.highestOneBit(size) << 1];
        }
        for (int i = 0; i < size; i++) {
            listedRaw[i] = searched.raw(hits.place(i));
        }
        searched = PlateEntries.NONE;
        scan.end();
    }

    private int checked(int hit) {
        if (hit < 0 || hit >= size()) {
            throw new IndexOutOfBoundsException(
                    "hit: expected 0 to " + (size() - 1) + ", found " + hit);
        }
        return hit;
    }
}
