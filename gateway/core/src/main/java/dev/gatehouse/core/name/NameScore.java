package dev.gatehouse.core.name;

import java.util.List;

/// How alike two names are, and why.
///
/// @param points 0 to 10,000
/// @param contradicted whether a cap for a contradiction holds, which keeps the highest band away
/// @param steps in the order in which they count
public record NameScore(int points, boolean contradicted, List<NameStep> steps) {
    /// Points of two equal names.
    public static final int MAX_POINTS = 10_000;

    public NameScore {
        steps = List.copyOf(steps);
        if (points < 0 || points > MAX_POINTS) {
            throw new IllegalArgumentException("0 to 10,000 points, not " + points);
        }
    }

    /// 0 to 1.
    public double value() {
        return points / (double) MAX_POINTS;
    }

    /// The points that these steps give.
    public static int recompute(List<NameStep> steps) {
        ScoreSum sum = new ScoreSum();
        for (NameStep step : steps) {
            sum.take(step.code().effect(), step.weight(), step.points());
        }
        return sum.points();
    }

    /// Names are content: never printed by accident.
    @Override
    public String toString() {
        return "NameScore[" + points + "]";
    }
}
