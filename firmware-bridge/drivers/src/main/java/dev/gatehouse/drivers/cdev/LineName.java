package dev.gatehouse.drivers.cdev;

import java.util.OptionalInt;

/// How a configuration names a line: `GPIO17`, `17`, or `GPIO17@17` where both must agree.
///
/// @param name in the device tree; empty when only the offset is given
/// @param offset on the chip
public record LineName(String name, OptionalInt offset) {

    private static final int NAME_MAX = 31;
    private static final int OFFSET_MAX = 65_535;

    public LineName {
        if (name.isEmpty() && offset.isEmpty()) {
            throw new IllegalArgumentException("GPIO line: expected a name, an offset or both");
        }
        if (name.length() > NAME_MAX || !name.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "GPIO line: expected a name of at most " + NAME_MAX + " characters of ASCII");
        }
    }

    /// Reads the word of a configuration.
    ///
    /// @throws IllegalArgumentException stating what was expected
    public static LineName parse(String text) {
        int at = text.lastIndexOf('@');
        if (at >= 0) {
            return new LineName(
                    text.substring(0, at), OptionalInt.of(number(text.substring(at + 1))));
        }
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? new LineName("", OptionalInt.of(number(text)))
                : new LineName(text, OptionalInt.empty());
    }

    private static int number(String text) {
        try {
            int value = Integer.parseInt(text);
            if (value >= 0 && value <= OFFSET_MAX) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "GPIO line: expected an offset of 0.." + OFFSET_MAX + " as a decimal number");
    }

    @Override
    public String toString() {
        return name + (offset.isPresent() ? "@" + offset.getAsInt() : "");
    }
}
