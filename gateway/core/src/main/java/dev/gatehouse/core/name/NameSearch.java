package dev.gatehouse.core.name;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/// Searches one [NameIndex]. One instance for each thread: it works in tables of its own.
public final class NameSearch {
    private static final Comparator<NameAnswer.Hit> BEST_FIRST =
            Comparator.comparingInt(NameAnswer.Hit::points)
                    .reversed()
                    .thenComparingInt(NameAnswer.Hit::name);

    private final NameIndex index;
    private final int threshold;
    private final int cap;
    private final NameScorer scorer = new NameScorer();
    private final Proposals proposals;
    private final FormPoints points;
    private final SearchWork work = new SearchWork();

    /// A search with the cap of the sheet.
    ///
    /// @param threshold least points of a hit, at least [NameScorer#DEFAULT_THRESHOLD]: below it
    ///   the index does not know all candidates
    public NameSearch(NameIndex index, int threshold) {
        this(index, threshold, NameIndex.CANDIDATE_CAP);
    }

    /// A search that compares every candidate however many there are: for measurements, not for
    /// travellers who wait.
    public static NameSearch uncapped(NameIndex index, int threshold) {
        return new NameSearch(index, threshold, Integer.MAX_VALUE);
    }

    NameSearch(NameIndex index, int threshold, int cap) {
        if (threshold < NameScorer.DEFAULT_THRESHOLD || cap < 1) {
            throw new IllegalArgumentException("a threshold below the one the index is made for");
        }
        this.index = index;
        this.threshold = threshold;
        this.cap = cap;
        proposals = new Proposals(index, work);
        points = new FormPoints(index);
    }

    /// Listed names that score at least the threshold against a name.
    ///
    /// @param form of the kind of the index
    /// @param birthYear used only to choose when the cap is reached
    public NameAnswer search(NameForm form, OptionalInt birthYear) {
        IntList candidates = proposals.propose(form);
        candidates.sort();
        points.clear();
        List<NameAnswer.Hit> hits = new ArrayList<>();
        boolean complete = score(form, candidates, hits);
        boolean narrowed = !complete && birthYear.isPresent();
        if (narrowed) {
            hits.clear();
            points.clear();
            complete = score(form, ofBirthYear(candidates, birthYear.getAsInt()), hits);
        }
        hits.sort(BEST_FIRST);
        work.scored = points.size();
        return new NameAnswer(hits, points.size(), narrowed, !complete);
    }

    /// Scores names in their order, those that are the same but once.
    ///
    /// @return whether that was all of them within the cap
    private boolean score(NameForm form, IntList names, List<NameAnswer.Hit> hits) {
        for (int i = 0; i < names.size(); i++) {
            int name = names.get(i);
            int known = points.get(name);
            if (known == FormPoints.UNKNOWN) {
                if (points.size() == cap) {
                    return false;
                }
                known = scorer.score(form, index.form(name));
                points.put(name, known);
            }
            if (known >= threshold) {
                if (hits.size() == cap) {
                    return false;
                }
                hits.add(new NameAnswer.Hit(name, known));
            }
        }
        return true;
    }

    private IntList ofBirthYear(IntList candidates, int year) {
        IntList chosen = new IntList();
        for (int i = 0; i < candidates.size(); i++) {
            int known = index.birthYear(candidates.get(i));
            if (known == 0 || Math.abs(known - year) <= 1) {
                chosen.add(candidates.get(i));
            }
        }
        return chosen;
    }

    /// Numbers of the names that are proposed, in no order; valid until the next call.
    IntList propose(NameForm form) {
        return proposals.propose(form);
    }

    /// What the last search did.
    SearchWork work() {
        return work;
    }
}
