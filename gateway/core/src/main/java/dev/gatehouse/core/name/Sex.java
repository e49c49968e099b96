package dev.gatehouse.core.name;

/// Sex as documents and registers state it.
public enum Sex {
    /// `M`.
    MALE,
    /// `F`.
    FEMALE,
    /// `X`, `<`, or nothing.
    UNSPECIFIED;

    /// From a register or an MRZ; anything but M and F is unspecified.
    public static Sex of(String text) {
        return switch (text.strip()) {
            case "M", "m", "Male", "MALE", "male" -> MALE;
            case "F", "f", "Female", "FEMALE", "female" -> FEMALE;
            default -> UNSPECIFIED;
        };
    }
}
