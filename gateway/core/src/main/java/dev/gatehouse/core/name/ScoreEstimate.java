package dev.gatehouse.core.name;

/// What a name can score at most, from how like its parts are to those of the query, before it is
/// put together and compared.
///
/// Every part is taken with its best partner, though two may have the same; what the scorer takes
/// off for order, labels and generations is left out. A margin covers the weights of another
/// pairing. What it loses all the same is part of the recall figure.
final class ScoreEstimate {
    private static final int MARGIN = 200;
    private static final int MAX = NameScore.MAX_POINTS;

    private int weights;
    private long exact;
    private long besideOpen;
    private int agreed;
    private int nearPairs;

    void clear() {
        weights = 0;
        exact = 0;
        besideOpen = 0;
        agreed = 0;
        nearPairs = 0;
    }

    void pair(int weight, int similarity, boolean near) {
        weights += weight;
        exact += (long) weight * similarity;
        besideOpen += (long) weight * (near ? NameScorer.nearBesideOpen(similarity) : similarity);
        agreed += near ? weight / 2 : weight;
        nearPairs += near ? 1 : 0;
    }

    /// Whether the score can reach a threshold.
    ///
    /// @param openListed weight of the listed parts without a partner
    /// @param openQuery weight of the parts of the query without one
    boolean reaches(int threshold, int openListed, int openQuery) {
        if (weights == 0) {
            return false;
        }
        int open = openListed + openQuery;
        long points = (open > 0 ? besideOpen : exact) / weights;
        points += (long) NameScorer.OPEN_PART * open / 100;
        points += nearPairs > 1 ? (long) NameScorer.FURTHER_NEAR * (nearPairs - 1) : 0;
        int longer = weights + Math.max(openListed, openQuery);
        boolean mostlyOpen =
                (agreed + agreed / 10) * 100L < (long) longer * NameScorer.LEAST_COVERED_PERCENT;
        return Math.min(points, MAX) + MARGIN >= threshold && !mostlyOpen;
    }
}
