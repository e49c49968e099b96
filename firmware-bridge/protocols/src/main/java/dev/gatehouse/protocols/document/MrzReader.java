package dev.gatehouse.protocols.document;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.document.MrzCheck.Outcome;
import dev.gatehouse.protocols.document.MrzForm.Span;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Reads machine readable zones (ICAO Doc 9303, parts 3 to 7). Shape is lines, columns and
/// characters; whatever else is wrong is a check that disagrees, so that it is reported with the
/// fields as printed. Nothing is repaired.
///
/// Lines are apart by line ends, or joined. Blanks are dropped, letters raised, and `>` and `«`,
/// which some readers send, are fillers.
public final class MrzReader {
    /// Longest text looked at: three lines with their line ends and blanks between characters.
    public static final int MAX_TEXT_CHARS = 256;

    private static final char FILLER = '<';
    private static final int CODE_CHARS = 2;

    private final MrzForm form;
    private final String zone;
    private final Map<MrzCheck, Outcome> checks = new EnumMap<>(MrzCheck.class);

    private MrzReader(MrzForm form, String zone) {
        this.form = form;
        this.zone = zone;
    }

    /// Reads a zone of a known form.
    public static Decoded<MrzDocument> read(MrzForm form, String text) {
        if (text.length() > MAX_TEXT_CHARS) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG,
                    "expected at most " + MAX_TEXT_CHARS + " characters, found " + text.length());
        }
        StringBuilder joined = new StringBuilder(form.chars());
        int lines = 0;
        for (String line : text.split("\\R", -1)) {
            int before = joined.length();
            if (!append(joined, line)) {
                return Decoded.rejected(RejectReason.BAD_ENCODING, "a character that no zone has");
            }
            int length = joined.length() - before;
            lines += length > 0 ? 1 : 0;
            if (length > 0 && length != form.columns() && length != form.chars()) {
                return Decoded.rejected(
                        length < form.columns() ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                        "expected lines of " + form.columns() + " characters, found " + length);
            }
        }
        if (joined.length() != form.chars() || (lines != form.lines() && lines != 1)) {
            return Decoded.rejected(
                    RejectReason.BAD_SYNTAX,
                    "expected "
                            + form.lines()
                            + " lines of "
                            + form.columns()
                            + " characters, found "
                            + lines);
        }
        return new MrzReader(form, joined.toString()).document();
    }

    /// The form that lines and first letter tell; nothing when no form has them.
    public static Optional<MrzForm> formOf(String text) {
        if (text.length() > MAX_TEXT_CHARS) {
            return Optional.empty();
        }
        StringBuilder joined = new StringBuilder();
        if (!append(joined, text.replaceAll("\\R", "")) || joined.isEmpty()) {
            return Optional.empty();
        }
        boolean visa = joined.charAt(0) == 'V';
        for (MrzForm form : MrzForm.values()) {
            if (form.chars() == joined.length() && form.isVisa() == visa) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    private static boolean append(StringBuilder joined, String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c >= 'a' && c <= 'z') {
                joined.append((char) (c - 'a' + 'A'));
            } else if (MrzText.isLetter(c) || MrzText.isDigit(c) || c == FILLER) {
                joined.append(c);
            } else if (c == '>' || c == '\u00AB') {
                joined.append(FILLER);
            } else if (c != ' ' && c != '\t') {
                return false;
            }
        }
        return true;
    }

    private Decoded<MrzDocument> document() {
        char first = zone.charAt(0);
        if (!MrzText.isLetter(first)) {
            return Decoded.rejected(
                    RejectReason.BAD_VALUE, "expected a letter as the document's code");
        }
        if ((first == 'V') != form.isVisa()) {
            return Decoded.rejected(
                    RejectReason.UNSUPPORTED,
                    form.isVisa() ? "expected a visa's code" : "a visa's code in another form");
        }
        String number = number();
        if (number.isEmpty()) {
            return Decoded.rejected(
                    RejectReason.MISSING_FIELD, "expected a document number, found fillers");
        }
        int issuer = CODE_CHARS;
        MrzDate birth = date(MrzCheck.BIRTH_DATE, form.birth());
        MrzDate expiry = date(MrzCheck.EXPIRY, form.expiry());
        char sex = sex();
        optionalCheck();
        composite();
        String nameField = form.nameField().of(zone);
        return Decoded.message(
                new MrzDocument(
                        form,
                        withoutFillers(zone.substring(0, CODE_CHARS)),
                        withoutFillers(zone.substring(issuer, issuer + MrzForm.STATE_CHARS)),
                        number,
                        withoutFillers(
                                zone.substring(
                                        form.nationality(),
                                        form.nationality() + MrzForm.STATE_CHARS)),
                        birth,
                        sex,
                        expiry,
                        nameField,
                        MrzNames.of(nameField),
                        optionalData(),
                        checks));
    }

    /// The number and its check. A card's number of more than nine characters has a filler in the
    /// place of its check digit; the rest and the check digit over the whole open the optional
    /// field and end with a filler (Doc 9303-5, section 4.2).
    private String number() {
        int end = form.number() + MrzForm.NUMBER_CHARS;
        String field = zone.substring(form.number(), end);
        char printed = zone.charAt(end);
        int rest = longNumberRest();
        if (rest > 0) {
            int from = form.optional().from();
            int last = from + rest - 1;
            int sum =
                    MrzText.sum(zone, form.number(), end, 0)
                            + MrzText.sum(zone, from, last, MrzForm.NUMBER_CHARS);
            checks.put(MrzCheck.NUMBER, outcome(sum, zone.charAt(last)));
            return field + zone.substring(from, last);
        }
        checks.put(
                MrzCheck.NUMBER,
                printed == FILLER
                        ? Outcome.NOT_PRINTED
                        : outcome(MrzText.sum(zone, form.number(), end, 0), printed));
        return withoutFillers(field);
    }

    /// Characters of the optional field that belong to a long number and its check digit; 0 when
    /// the number is not long.
    private int longNumberRest() {
        int end = form.number() + MrzForm.NUMBER_CHARS;
        boolean full = zone.substring(form.number(), end).indexOf(FILLER) < 0;
        if (!form.hasLongNumbers() || !full || zone.charAt(end) != FILLER) {
            return 0;
        }
        String optional = form.optional().of(zone);
        int filler = optional.indexOf(FILLER);
        int rest = filler < 0 ? optional.length() : filler;
        // one character would be a check digit without any further character of the number
        return rest > 1 ? rest : 0;
    }

    private MrzDate date(MrzCheck check, int at) {
        int end = at + MrzForm.DATE_CHARS;
        MrzDate date = new MrzDate(zone.substring(at, end));
        Outcome digit = outcome(MrzText.sum(zone, at, end, 0), zone.charAt(end));
        checks.put(check, date.isDate() ? digit : Outcome.DISAGREES);
        return date;
    }

    /// X is how the visual zone prints "unspecified"; here it is the filler.
    private char sex() {
        char sex = zone.charAt(form.sex()) == 'X' ? FILLER : zone.charAt(form.sex());
        boolean known = sex == 'M' || sex == 'F' || sex == FILLER;
        checks.put(MrzCheck.SEX, known ? Outcome.AGREES : Outcome.DISAGREES);
        return sex;
    }

    /// When the field is empty its check digit may be printed as 0 or as a filler (Doc 9303-4,
    /// section 4.2).
    private void optionalCheck() {
        if (!form.hasOptionalCheck()) {
            return;
        }
        Span field = form.optional();
        char printed = zone.charAt(form.optionalCheck());
        boolean empty = withoutFillers(field.of(zone)).isEmpty();
        int sum = MrzText.sum(zone, field.from(), field.to(), 0);
        checks.put(
                MrzCheck.OPTIONAL,
                empty && printed == FILLER ? Outcome.AGREES : outcome(sum, printed));
    }

    private void composite() {
        if (!form.hasComposite()) {
            return;
        }
        int sum = 0;
        int place = 0;
        for (Span span : form.compositeOver()) {
            sum += MrzText.sum(zone, span.from(), span.to(), place);
            place += span.to() - span.from();
        }
        checks.put(MrzCheck.COMPOSITE, outcome(sum, zone.charAt(form.composite())));
    }

    private static Outcome outcome(int sum, char printed) {
        return printed == '0' + sum % 10 ? Outcome.AGREES : Outcome.DISAGREES;
    }

    private String optionalData() {
        Span optional = form.optional();
        String first = zone.substring(optional.from() + longNumberRest(), optional.to());
        return (trimmed(first) + FILLER + trimmed(form.optional2().of(zone)))
                .replaceAll("^<+|<+$", "");
    }

    private static String trimmed(String field) {
        return field.replaceAll("<+$", "");
    }

    private static String withoutFillers(String field) {
        return field.replace("<", "");
    }
}
