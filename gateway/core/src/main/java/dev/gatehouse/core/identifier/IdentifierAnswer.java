package dev.gatehouse.core.identifier;

import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.match.KeyTable;
import dev.gatehouse.core.match.MatchStep;
import dev.gatehouse.core.match.RankedHits;
import java.util.List;

/// What a search found; reused from search to search, and nothing is allocated while nothing is
/// found. Owned by one thread.
///
/// Hits stand in the order (priority, grade, entry). An empty answer means "not listed" only when
/// [#searched] is true and [#capReached] is false.
public final class IdentifierAnswer {
    private final RankedHits hits = new RankedHits();
    private final KeyTable.Candidates verifier = this::offer;
    private boolean searched;
    private IdentifierEntries listed = IdentifierEntries.NONE;
    private IdentifierQuery query = new IdentifierQuery();

    /// Nothing searched.
    public IdentifierAnswer() {
        // nothing to set
    }

    /// Whether there was anything to search by; when not, a person looks.
    public boolean searched() {
        return searched;
    }

    /// Hits found.
    public int size() {
        return hits.size();
    }

    /// Number of a hit's entry, as the builder gave it.
    public int entry(int hit) {
        return listed.entry(hits.rank(hit));
    }

    /// Grade of a hit.
    public Grade grade(int hit) {
        return IdentifierVerifier.grade(hits.result(hit));
    }

    /// The document's issuer, or the check digit of an IMEI, is not known on one side.
    public boolean qualifierUnknown(int hit) {
        return (IdentifierVerifier.flags(hits.result(hit)) & IdentifierVerifier.QUALIFIER_UNKNOWN)
                != 0;
    }

    /// Why a hit has its grade; computed on each call. Valid until the query or the answer is used
    /// again. Empty for an exact hit without reservation.
    public List<MatchStep> steps(int hit) {
        return IdentifierExplanation.steps(query, listed, hits.rank(hit), hits.result(hit));
    }

    /// The search met more candidates than it may compare: hits stand, their absence proves
    /// nothing.
    public boolean capReached() {
        return hits.capReached();
    }

    /// Listed identifiers compared, repetitions included.
    public int candidates() {
        return hits.candidates();
    }

    /// Forgets what was found, and the list that it was found in.
    public void clear() {
        searched = false;
        listed = IdentifierEntries.NONE;
        hits.begin();
    }

    /// Identifiers are content: never printed by accident.
    @Override
    public String toString() {
        return "IdentifierAnswer[hits=" + size() + ", capReached=" + capReached() + "]";
    }

    void begin(IdentifierEntries all, IdentifierQuery reading) {
        searched = reading.searchable();
        listed = all;
        query = reading;
        hits.begin();
    }

    void beginPhase() {
        hits.beginPhase();
    }

    KeyTable.Candidates verifier() {
        return verifier;
    }

    private boolean offer(int rank) {
        if (!hits.spend()) {
            return false;
        }
        int result = listed.verify(rank, query);
        if (result != IdentifierVerifier.NONE) {
            hits.add(rank, listed.priority(rank), IdentifierVerifier.strength(result), result);
        }
        return true;
    }

    void finish() {
        hits.finish();
    }
}
