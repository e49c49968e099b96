package dev.gatehouse.protocols.portal;

import java.util.Locale;
import java.util.Optional;

/// A decimal field of a line as it was written, so that it is written again the same way.
///
/// @param text digits with at most one point between them, 1 to [#MAX_CHARS] characters
public record PortalDecimal(String text) {
    /// Six are usual, as `03.032`.
    public static final int MAX_CHARS = 12;

    public PortalDecimal {
        if (!fits(text)) {
            throw new IllegalArgumentException("decimal: expected digits and at most one point");
        }
    }

    /// Reads a field; empty when it is no decimal.
    static Optional<PortalDecimal> read(String field) {
        return fits(field) ? Optional.of(new PortalDecimal(field)) : Optional.empty();
    }

    /// Six characters of a number, cut where it does not fit any more.
    ///
    /// @param wholeDigits digits in front of the point, 1 to 4
    /// @throws IllegalArgumentException when the number is negative or needs more digits
    public static PortalDecimal of(double value, int wholeDigits) {
        String text = String.format(Locale.ROOT, "%06." + (5 - wholeDigits) + "f", value);
        if (value < 0 || text.length() != 6) {
            throw new IllegalArgumentException("decimal: expected a number of 6 characters");
        }
        return new PortalDecimal(text);
    }

    private static boolean fits(String text) {
        int point = text.indexOf('.');
        return !text.isEmpty()
                && text.length() <= MAX_CHARS
                && point != 0
                && point != text.length() - 1
                && point == text.lastIndexOf('.')
                && text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    /// The number.
    public double value() {
        return Double.parseDouble(text);
    }
}
