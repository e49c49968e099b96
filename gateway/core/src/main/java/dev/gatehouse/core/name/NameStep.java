package dev.gatehouse.core.name;

import java.util.List;
import java.util.Locale;

/// One step of how a score came about; the score can be computed again from the steps alone
/// ([NameScore#recompute]).
///
/// @param code what was found, neutral of language
/// @param detail how, for [Code#PART] the likeness and else a word about the operands; may be empty
/// @param left operand of the first name, may be empty
/// @param right operand of the second name, may be empty
/// @param weight of a part in hundredths, else 0
/// @param points in ten-thousandths: similarity of a part, what is added, the cap or the factor
public record NameStep(
        Code code, String detail, String left, String right, int weight, int points) {
    /// What a step does to the score.
    public enum Effect {
        /// Goes into the weighted mean that the score starts from.
        SUPPORT,
        /// Added, mostly less than nothing.
        ADD,
        /// The score is multiplied.
        FACTOR,
        /// The score is at most so much.
        CAP,
        /// Nothing.
        NOTE
    }

    /// What a step says.
    public enum Code {
        /// Two parts were compared.
        PART(Effect.SUPPORT),
        /// A part of the first name has no counterpart.
        ONLY_FIRST(Effect.ADD),
        /// A part of the second name has no counterpart.
        ONLY_SECOND(Effect.ADD),
        /// Words of an organisation have no counterpart on one side.
        COVERAGE(Effect.FACTOR),
        /// A part was replaced by another.
        CONTRADICTION(Effect.CAP),
        /// Another number, series or year is another object.
        SERIES(Effect.CAP),
        /// X BIN Y is not Y BIN X.
        ORDER_REVERSED(Effect.CAP),
        /// Much more of the longer name is open than agrees.
        MOSTLY_OPEN(Effect.CAP),
        /// Only one part agrees and the other name has more.
        SINGLE_PART(Effect.CAP),
        /// Nothing but initials, titles or common words agrees.
        NOTHING_DISTINCTIVE(Effect.CAP),
        /// More than one part is only near.
        NEAR_PARTS(Effect.ADD),
        /// More than one part differs by letters, one of them by two or more.
        FAR_PARTS(Effect.CAP),
        /// A short name of one part must be equal.
        SHORT_NAME(Effect.CAP),
        /// Surname and given name stand the other way round although both are labelled.
        SWAPPED(Effect.ADD),
        /// Generations differ.
        SUFFIX(Effect.ADD),
        /// Legal forms.
        LEGAL_FORM(Effect.ADD),
        /// Two legal forms that one body cannot have: two companies of one group, mostly.
        OTHER_BODY(Effect.CAP),
        /// One name is the first letters of the other's words.
        ACRONYM(Effect.CAP),
        /// The name field was full: its end may be missing.
        TRUNCATED(Effect.NOTE),
        /// The name field had no room for given names.
        SURNAME_ONLY(Effect.CAP),
        /// A form of address was taken off.
        TITLE(Effect.NOTE),
        /// Birth dates.
        DOB(Effect.ADD),
        /// Both sexes are known and differ.
        SEX(Effect.ADD),
        /// Nationality or issuing country.
        NATIONALITY(Effect.ADD),
        /// What agrees is common, and no birth date fits.
        COMMON_NAME(Effect.CAP),
        /// Issuer and number of a document are equal.
        DOCUMENT(Effect.NOTE),
        /// More parts than are compared.
        TOO_MANY_PARTS(Effect.NOTE);

        private final Effect effect;

        Code(Effect effect) {
            this.effect = effect;
        }

        /// What it does to the score.
        public Effect effect() {
            return effect;
        }
    }

    /// Steps as one line, parted by `; `: `PART EQUAL PETROV=PETROV w=1.00 s=1.0000; ...`.
    public static String line(List<NameStep> steps) {
        StringBuilder line = new StringBuilder();
        for (NameStep step : steps) {
            if (!line.isEmpty()) {
                line.append("; ");
            }
            line.append(step.text());
        }
        return line.toString();
    }

    /// The step in words; holds the operands, so it is content.
    public String text() {
        StringBuilder text = new StringBuilder(code.name());
        if (!detail.isEmpty()) {
            text.append(' ').append(detail);
        }
        if (!left.isEmpty() || !right.isEmpty()) {
            text.append(' ').append(left);
            if (!left.isEmpty() && !right.isEmpty()) {
                text.append(points == PartComparison.EQUAL && code == Code.PART ? '=' : '/');
            }
            text.append(right);
        }
        switch (code.effect()) {
            case SUPPORT ->
                    text.append(
                            String.format(Locale.ROOT, " w=%.2f s=%.4f", weight / 100.0, share()));
            case ADD -> text.append(String.format(Locale.ROOT, " %+.4f", share()));
            case FACTOR -> text.append(String.format(Locale.ROOT, " x%.4f", share()));
            case CAP -> text.append(String.format(Locale.ROOT, " CAP %.4f", share()));
            case NOTE -> {}
        }
        return text.toString();
    }

    private double share() {
        return points / 10_000.0;
    }

    /// Names are content: never printed by accident.
    @Override
    public String toString() {
        return "NameStep[" + code + "]";
    }
}
