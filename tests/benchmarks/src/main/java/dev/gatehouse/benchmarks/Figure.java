package dev.gatehouse.benchmarks;

import java.util.Locale;
import java.util.Optional;

/// One measured number.
///
/// @param name key in the line of JSON, unit last
/// @param metric the same in words, for the table
/// @param unit empty for a plain ratio or count
/// @param aim absent: for information
record Figure(String name, String metric, double value, String unit, Optional<Aim> aim) {
    private static final double WHOLE_FROM = 1_000;
    private static final double TENTHS_FROM = 100;

    Figure {
        if (!name.matches("[a-z0-9_]+")) {
            throw new IllegalArgumentException("name: expected [a-z0-9_]+, found " + name);
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + ": expected a finite number");
        }
    }

    static Figure of(String name, String metric, double value, String unit) {
        return new Figure(name, metric, value, unit, Optional.empty());
    }

    Figure with(Aim bound) {
        return new Figure(name, metric, value, unit, Optional.of(bound));
    }

    boolean missed() {
        return aim.isPresent() && !aim.get().metBy(value);
    }

    /// `| metric | figure | aim | met |`, the columns of [Report#HEAD].
    String row() {
        return "| %s | %s | %s | %s |"
                .formatted(
                        metric,
                        (number(value) + " " + unit).strip(),
                        aim.map(bound -> bound.text(unit)).orElse(""),
                        aim.map(bound -> bound.metBy(value) ? "yes" : "**missed**").orElse(""));
    }

    /// Three significant digits or so: more would pretend.
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= WHOLE_FROM) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size == Math.rint(size)) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, size >= TENTHS_FROM ? "%.1f" : "%.2f", value);
    }
}
