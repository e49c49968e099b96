package dev.gatehouse.protocols.document;

import java.util.List;

/// Layouts of machine readable zones (fact sheet of lookout matching, section 2.1). Positions count
/// from 0 over the lines joined.
@SuppressWarnings("ImmutableEnumChecker") // records and unmodifiable lists of them
public enum MrzForm {
    /// Card of credit card size, ICAO Doc 9303-5, section 4.2.
    TD1(
            3,
            30,
            5,
            45,
            30,
            37,
            38,
            new Span(15, 30),
            new Span(60, 90),
            List.of(new Span(5, 30), new Span(30, 37), new Span(38, 45), new Span(48, 59)),
            59),
    /// Larger card, ICAO Doc 9303-6, section 4.2.
    TD2(
            2,
            36,
            36,
            46,
            49,
            56,
            57,
            new Span(64, 71),
            new Span(5, 36),
            List.of(new Span(36, 46), new Span(49, 56), new Span(57, 71)),
            71),
    /// Passport, ICAO Doc 9303-4, section 4.2.
    TD3(
            2,
            44,
            44,
            54,
            57,
            64,
            65,
            new Span(72, 86),
            new Span(5, 44),
            List.of(new Span(44, 54), new Span(57, 64), new Span(65, 87)),
            87),
    /// Full-size visa, ICAO Doc 9303-7, section 4.2: no composite.
    MRVA(2, 44, 44, 54, 57, 64, 65, new Span(72, 88), new Span(5, 44), List.of(), -1),
    /// Small visa, ICAO Doc 9303-7, section 5.2: no composite.
    MRVB(2, 36, 36, 46, 49, 56, 57, new Span(64, 72), new Span(5, 36), List.of(), -1);

    public static final int NUMBER_CHARS = 9;
    public static final int DATE_CHARS = 6;
    public static final int STATE_CHARS = 3;

    /// The optional field of a passport has a check digit of its own.
    private static final int TD3_OPTIONAL_CHECK = 86;

    /// Characters `[from, to)`.
    public record Span(int from, int to) {
        public String of(String zone) {
            return zone.substring(from, to);
        }
    }

    private final int lines;
    private final int columns;
    private final int number;
    private final int nationality;
    private final int birth;
    private final int sex;
    private final int expiry;
    private final Span optional;
    private final Span name;
    private final List<Span> compositeOver;
    private final int composite;

    MrzForm(
            int lines,
            int columns,
            int number,
            int nationality,
            int birth,
            int sex,
            int expiry,
            Span optional,
            Span name,
            List<Span> compositeOver,
            int composite) {
        this.lines = lines;
        this.columns = columns;
        this.number = number;
        this.nationality = nationality;
        this.birth = birth;
        this.sex = sex;
        this.expiry = expiry;
        this.optional = optional;
        this.name = name;
        this.compositeOver = compositeOver;
        this.composite = composite;
    }

    public int lines() {
        return lines;
    }

    public int columns() {
        return columns;
    }

    public int chars() {
        return lines * columns;
    }

    /// First character of the document number; its check digit is nine further on.
    public int number() {
        return number;
    }

    public int nationality() {
        return nationality;
    }

    /// First character of a date; its check digit is six further on.
    public int birth() {
        return birth;
    }

    public int sex() {
        return sex;
    }

    public int expiry() {
        return expiry;
    }

    /// The optional field that a long number may run into.
    public Span optional() {
        return optional;
    }

    /// The second optional field, which cards have; empty elsewhere.
    public Span optional2() {
        return this == TD1 ? new Span(48, 59) : new Span(optional.to(), optional.to());
    }

    public Span nameField() {
        return name;
    }

    public List<Span> compositeOver() {
        return compositeOver;
    }

    public boolean hasComposite() {
        return composite >= 0;
    }

    public int composite() {
        return composite;
    }

    public boolean hasOptionalCheck() {
        return this == TD3;
    }

    public int optionalCheck() {
        return TD3_OPTIONAL_CHECK;
    }

    /// Only cards may carry a number of more than nine characters (Doc 9303-5 and 9303-6, section
    /// 4.2).
    public boolean hasLongNumbers() {
        return this == TD1 || this == TD2;
    }

    /// Visas begin with V, nothing else does.
    public boolean isVisa() {
        return this == MRVA || this == MRVB;
    }
}
