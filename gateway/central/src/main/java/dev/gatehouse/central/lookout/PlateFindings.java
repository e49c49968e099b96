package dev.gatehouse.central.lookout;

import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.match.PlateAnswer;
import dev.gatehouse.core.match.PlateForm;

/// What an answer comes to for whoever wants one best entry: hits of the read's own jurisdiction,
/// or of one unknown on either side. An equal plate of another known jurisdiction is a lead and
/// never the best.
final class PlateFindings {
    private final PlateAnswer answer;

    PlateFindings(PlateAnswer answer) {
        this.answer = answer;
    }

    /// The best hit: strongest grade, then an agreeing jurisdiction before an unknown one, then an
    /// error that readers make often before any other, then the order of the list.
    ///
    /// @return -1 when there is none
    int best() {
        int best = -1;
        for (int hit = 0; hit < answer.size(); hit++) {
            if (!answer.jurisdictionDiffers(hit) && (best < 0 || isBetter(hit, best))) {
                best = hit;
            }
        }
        return best;
    }

    private boolean isBetter(int hit, int than) {
        int grades = answer.grade(hit).compareTo(answer.grade(than));
        if (grades != 0) {
            return grades < 0;
        }
        if (answer.jurisdictionUnknown(hit) != answer.jurisdictionUnknown(than)) {
            return answer.jurisdictionUnknown(than);
        }
        return answer.isOftenMisread(hit) && !answer.isOftenMisread(than);
    }

    boolean isFound() {
        return best() >= 0;
    }

    /// Word of the column `grade`.
    String grade() {
        int best = best();
        if (best >= 0) {
            return answer.grade(best).name();
        }
        boolean complete = answer.status() == PlateForm.Status.READ && !answer.capReached();
        return complete ? "NONE" : "QUERY_BY_HAND";
    }

    /// Column `edits`: edits between the folded forms, empty without a hit.
    String edits() {
        int best = best();
        return best < 0 ? "" : answer.grade(best) == Grade.EDIT1 ? "1" : "0";
    }
}
