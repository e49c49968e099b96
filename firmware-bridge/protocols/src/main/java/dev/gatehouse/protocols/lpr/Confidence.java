package dev.gatehouse.protocols.lpr;

import java.math.BigDecimal;
import java.util.OptionalDouble;

/// A reader's certainty as 0..1 (plate reader sheet, section 1): what is out of range is absent,
/// never 1.0.
final class Confidence {

    /// Rounding of readers goes this far over full certainty.
    private static final double MAX_OVER = 1.01;

    private Confidence() {}

    /// At most 1 % over counts as full.
    static OptionalDouble ofPercent(OptionalDouble percent) {
        if (percent.isEmpty()) {
            return percent;
        }
        double share = share(percent.getAsDouble());
        return share >= 0 && share <= MAX_OVER
                ? OptionalDouble.of(Math.min(share, 1))
                : OptionalDouble.empty();
    }

    /// Sums over frames pass 100: clamped, since only their order counts (section 7).
    static OptionalDouble ofSummedPercent(OptionalDouble percent) {
        if (percent.isEmpty() || !(percent.getAsDouble() >= 0)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.min(share(percent.getAsDouble()), 1));
    }

    /// In decimal, so that 93.41 becomes 0.9341 and not its binary neighbour.
    private static double share(double percent) {
        return BigDecimal.valueOf(percent).movePointLeft(2).doubleValue();
    }
}
