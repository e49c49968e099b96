package dev.gatehouse.protocols.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes zones of documents that do not exist, with right check digits: for simulated readers and
/// tests. Numbers of more than nine characters are not written.
public final class MrzWriter {

    private MrzWriter() {}

    /// Lines of a zone.
    ///
    /// @param code one or two letters
    /// @param state issuer and nationality, one to three letters
    /// @param number 1 to 9 characters
    /// @param name with its fillers, cut where it is too long
    /// @param birth six digits
    /// @param sex `M`, `F` or `<`
    /// @param expiry six digits
    /// @throws IllegalArgumentException when a field does not fit
    public static List<String> lines(
            MrzForm form,
            String code,
            String state,
            String number,
            String name,
            String birth,
            char sex,
            String expiry) {
        char[] zone = new char[form.chars()];
        Arrays.fill(zone, MrzText.FILLER);
        put(zone, 0, code, 2);
        put(zone, 2, state, MrzForm.STATE_CHARS);
        put(zone, form.number(), number, MrzForm.NUMBER_CHARS);
        check(zone, form.number(), MrzForm.NUMBER_CHARS);
        put(zone, form.nationality(), state, MrzForm.STATE_CHARS);
        put(zone, form.birth(), birth, MrzForm.DATE_CHARS);
        check(zone, form.birth(), MrzForm.DATE_CHARS);
        zone[form.sex()] = sex;
        put(zone, form.expiry(), expiry, MrzForm.DATE_CHARS);
        check(zone, form.expiry(), MrzForm.DATE_CHARS);
        MrzForm.Span field = form.nameField();
        put(zone, field.from(), cut(name, field.to() - field.from()), field.to() - field.from());
        if (form.hasComposite()) {
            int sum = 0;
            int place = 0;
            CharSequence text = new String(zone);
            for (MrzForm.Span span : form.compositeOver()) {
                sum += MrzText.sum(text, span.from(), span.to(), place);
                place += span.to() - span.from();
            }
            zone[form.composite()] = digit(sum);
        }
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < form.lines(); line++) {
            lines.add(new String(zone, line * form.columns(), form.columns()));
        }
        Arrays.fill(zone, MrzText.FILLER);
        return lines;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    private static void put(char[] zone, int at, String text, int length) {
        if (text.isEmpty()
                || text.length() > length
                || !text.chars().allMatch(c -> MrzText.isZone((char) c))) {
            throw new IllegalArgumentException("zone: expected a field of 1.." + length);
        }
        text.getChars(0, text.length(), zone, at);
    }

    private static void check(char[] zone, int at, int length) {
        zone[at + length] = digit(MrzText.sum(new String(zone), at, at + length, 0));
    }

    private static char digit(int sum) {
        return (char) ('0' + sum % MrzText.MODULUS);
    }
}
