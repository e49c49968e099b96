package dev.gatehouse.core.replay;

import dev.gatehouse.core.lookout.Strength;
import dev.gatehouse.proto.v1.LateHit;
import dev.gatehouse.proto.v1.LateKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The late hits of a run, each passage, lookout and version once and at its strongest: a passage
/// is seen in several readings, and the weaker must not stand in for the stronger.
final class LateFindings {
    /// Late hits of one run; with more it is run again when these are told.
    static final int MAX_FOUND = 4_096;

    private static final int DIFFERS = 1 << 20;
    private static final int BEST_POINTS = 10_000;

    private final Set<String> known;
    private final int max;
    private final Map<String, Candidate> found = new LinkedHashMap<>();
    private boolean overflow;

    private record Candidate(Entry.Told late, int weakness) {}

    /// @param known keys that need not be told again
    LateFindings(Set<String> known, int max) {
        this.known = known;
        this.max = max;
    }

    /// Names a late hit once and for all.
    static String key(LateHit late) {
        return key(
                late.getPassageId(),
                late.getHit().getLookoutId(),
                late.getHit().getLookoutVersion(),
                late.getKind() == LateKind.LATE_KIND_WITHDRAWN_REVIEW);
    }

    private static String key(String passage, String lookout, int version, boolean review) {
        return passage + (review ? " withdrawn " : " ") + lookout + " " + version;
    }

    /// Whether there is no need to look closer.
    boolean isKnown(String passage, String lookout, int version) {
        return known.contains(key(passage, lookout, version, false));
    }

    /// A match of now.
    void add(Entry.Told late, Strength strength, boolean jurisdictionDiffers) {
        add(late, weakness(strength) + (jurisdictionDiffers ? DIFFERS : 0));
    }

    /// A match of then, to be reviewed.
    void addReview(Entry.Told late) {
        add(late, 0);
    }

    private void add(Entry.Told late, int weakness) {
        String key = key(late.late());
        if (known.contains(key)) {
            return;
        }
        Candidate other = found.get(key);
        if (other == null && found.size() == max) {
            overflow = true;
        } else if (other == null || weakness < other.weakness()) {
            found.put(key, new Candidate(late, weakness));
        }
    }

    private static int weakness(Strength strength) {
        return switch (strength) {
            case Strength.Graded graded ->
                    switch (graded.grade()) {
                        case EXACT -> 0;
                        case CONFUSABLE -> 1;
                        case EDIT1 -> 2;
                        case PARTIAL -> 3;
                    };
            case Strength.Banded banded ->
                    banded.numberReused() ? 0 : Math.max(0, BEST_POINTS - banded.points());
        };
    }

    /// There were more than are kept.
    boolean overflow() {
        return overflow;
    }

    /// All found, the most urgent first.
    List<Entry.Told> byUrgency() {
        List<Candidate> all = new ArrayList<>(found.values());
        all.sort(
                Comparator.comparingInt((Candidate one) -> one.late().late().getHit().getPriority())
                        .thenComparingInt(Candidate::weakness));
        return all.stream().map(Candidate::late).toList();
    }

    @Override
    public String toString() {
        return "LateFindings[" + found.size() + "]";
    }
}
