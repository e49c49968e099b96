package dev.gatehouse.core.name;

/// Adds up a score: weighted mean of the parts first, then what the further steps do in their
/// order. Whole numbers, so that the same steps give the same score everywhere.
final class ScoreSum {
    private static final int MAX = NameScore.MAX_POINTS;

    private long weighted;
    private long weights;
    private int points;
    private boolean begun;

    void clear() {
        weighted = 0;
        weights = 0;
        points = 0;
        begun = false;
    }

    void take(NameStep.Effect effect, int weight, int value) {
        switch (effect) {
            case SUPPORT -> {
                weighted += (long) weight * value;
                weights += weight;
            }
            case ADD -> points = Math.clamp((long) support() + value, 0, MAX);
            case FACTOR -> points = (int) ((long) support() * value / MAX);
            case CAP -> points = Math.min(support(), value);
            case NOTE -> {}
        }
    }

    /// The mean before the first other step, what has become of it afterwards.
    private int support() {
        if (!begun) {
            points = weights == 0 ? 0 : (int) (weighted / weights);
            begun = true;
        }
        return points;
    }

    int points() {
        return support();
    }
}
