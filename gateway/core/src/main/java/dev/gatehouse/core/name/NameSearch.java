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
    }

    /// Listed names that score at least the threshold against a name.
    ///
    /// @param form of the kind of the index
    /// @param birthYear used only to choose when there are more candidates than the cap
    public NameAnswer search(NameForm form, OptionalInt birthYear) {
        IntList candidates = proposals.propose(form);
        boolean narrowed = candidates.size() > cap && birthYear.isPresent();
        IntList chosen = narrowed ? ofBirthYear(candidates, birthYear.getAsInt()) : candidates;
        chosen.sort();
        boolean capReached = chosen.size() > cap;
        int compare = Math.min(chosen.size(), cap);
        work.scored = compare;
        List<NameAnswer.Hit> hits = new ArrayList<>();
        for (int i = 0; i < compare; i++) {
            int points = scorer.score(form, index.form(chosen.get(i)));
            if (points >= threshold) {
                hits.add(new NameAnswer.Hit(chosen.get(i), points));
            }
        }
        hits.sort(BEST_FIRST);
        return new NameAnswer(hits, compare, narrowed, capReached);
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
