package dev.gatehouse.protocols.lpr;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;

/// A reader's certainty as 0..1 (plate reader sheet, section 1): what is out of range is absent,
/// never 1.0.
final class Confidence {

    /// Rounding of readers goes this far over full certainty.
    private static final double MAX_OVER = 1.01;

    private static final int MAX_CHARS = 32;

    private Confidence() {}

    /// At most 1 % over counts as full.
    static OptionalDouble ofPercent(OptionalDouble percent) {
        return of(percent, 100);
    }

    /// Of a scale that ends at `full`: 1, 100 or 255. At most 1 % over counts as full.
    static OptionalDouble of(OptionalDouble value, int full) {
        if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
            return OptionalDouble.empty();
        }
        double share = share(value.getAsDouble(), full);
        return share >= 0 && share <= MAX_OVER
                ? OptionalDouble.of(Math.min(share, 1))
                : OptionalDouble.empty();
    }

    /// Of a number that comes as text; with a point, as no reader's language is known.
    static OptionalDouble of(String text, int full) {
        return of(decimal(text), full);
    }

    /// A finite decimal number; empty for anything else.
    static OptionalDouble decimal(String text) {
        String plain = text.strip();
        boolean number =
                !plain.isEmpty()
                        && plain.length() <= MAX_CHARS
                        && plain.chars()
                                .allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-');
        if (!number) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(plain));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /// Sums over frames pass 100: clamped, since only their order counts (section 7).
    static OptionalDouble ofSummedPercent(OptionalDouble percent) {
        if (percent.isEmpty() || !(percent.getAsDouble() >= 0)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Math.min(share(percent.getAsDouble(), 100), 1));
    }

    /// In decimal, so that 93.41 becomes 0.9341 and not its binary neighbour.
    private static double share(double value, int full) {
        return BigDecimal.valueOf(value)
                .divide(BigDecimal.valueOf(full), MathContext.DECIMAL64)
                .doubleValue();
    }
}
