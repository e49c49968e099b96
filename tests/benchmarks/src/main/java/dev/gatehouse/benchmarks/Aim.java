package dev.gatehouse.benchmarks;

import java.util.Locale;

/// A bound a figure is held against.
///
/// @param direction whether less or more is better
/// @param bound still met when equal
record Aim(Direction direction, double bound) {
    /// Which side of the bound is good.
    enum Direction {
        AT_MOST("<="),
        AT_LEAST(">=");

        private final String sign;

        Direction(String sign) {
            this.sign = sign;
        }
    }

    static Aim atMost(double bound) {
        return new Aim(Direction.AT_MOST, bound);
    }

    static Aim atLeast(double bound) {
        return new Aim(Direction.AT_LEAST, bound);
    }

    boolean metBy(double value) {
        return switch (direction) {
            case AT_MOST -> value <= bound;
            case AT_LEAST -> value >= bound;
        };
    }

    String text(String unit) {
        return String.format(Locale.ROOT, "%s %s %s", direction.sign, Figure.number(bound), unit)
                .strip();
    }
}
