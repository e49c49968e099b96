package dev.gatehouse.core.name;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads the name field of a machine readable zone (ICAO Doc 9303-3, section 4.6; section 5.3 of
/// the fact sheet): `PRIMARY<PARTS<<SECONDARY<PARTS<<<`.
public final class MrzName {
    /// Characters of the name field of TD3 and MRV-A.
    public static final int TD3_CHARS = 39;

    /// Characters of the name field of TD2 and MRV-B.
    public static final int TD2_CHARS = 31;

    /// Characters of the name field of TD1.
    public static final int TD1_CHARS = 30;

    private static final char FILLER = '<';

    private static final String[][] NO_MARKS = {};

    /// Doc 9303-3 section 6, table for Arabic script; longest first.
    private static final String[][] ARABIC = {
        {"XTH", "TH"}, {"XKH", "KH"}, {"XDH", "DH"}, {"XSH", "SH"}, {"XSS", "S"}, {"XDZ", "D"},
        {"XTT", "T"}, {"XZZ", "Z"}, {"XAA", "A"}, {"XAE", "A"}, {"XAY", "A"}, {"XTA", "A"},
        {"XAH", "A"}, {"XYA", "Y"}, {"XKK", "K"}, {"XGG", "G"}, {"XH", "H"}, {"XE", ""},
        {"XC", "CH"}, {"XJ", "ZH"}
    };

    private MrzName() {}

    /// Reads the name field.
    ///
    /// @param field the whole name field with its fillers
    /// @return the name, or nothing when the field has not the length of a name field or holds
    ///   anything but A-Z and fillers
    public static Optional<NameForm> read(String field) {
        boolean length =
                field.length() == TD3_CHARS
                        || field.length() == TD2_CHARS
                        || field.length() == TD1_CHARS;
        if (!length || !field.chars().allMatch(c -> c == FILLER || (c >= 'A' && c <= 'Z'))) {
            return Optional.empty();
        }
        boolean full = field.charAt(field.length() - 1) != FILLER;
        int split = field.indexOf("<<");
        boolean noSecondary = split < 0;
        boolean arabic = isExactArabic(field);
        List<NameToken> primary = tokens(noSecondary ? field : field.substring(0, split), arabic);
        List<NameToken> secondary =
                noSecondary ? List.of() : tokens(field.substring(split), arabic);
        List<NameToken> all = new ArrayList<>(secondary);
        all.addAll(primary);
        // some issuers put the whole name in the primary identifier: nothing is labelled then
        int surnameWords = secondary.isEmpty() ? 0 : primary.size();
        NameForm form = new PersonReader(NameTables.get()).read(all, surnameWords, full);
        return Optional.of(noSecondary && full ? surnameOnly(form) : cutAt(form, full, secondary));
    }

    /// The cut part is the last one that was printed: the last given name, or the surname.
    private static NameForm cutAt(NameForm form, boolean full, List<NameToken> secondary) {
        if (!full || secondary.isEmpty() || form.isEmpty()) {
            return form;
        }
        List<NamePart> parts = new ArrayList<>(form.parts());
        String last = secondary.getLast().text();
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (parts.get(i).text().endsWith(last)) {
                parts.set(i, parts.get(i).truncated());
                break;
            }
        }
        return with(form, parts, false);
    }

    private static NameForm surnameOnly(NameForm form) {
        List<NamePart> parts = new ArrayList<>(form.parts());
        if (!parts.isEmpty()) {
            parts.set(parts.size() - 1, parts.getLast().truncated());
        }
        return with(form, parts, true);
    }

    private static NameForm with(NameForm form, List<NamePart> parts, boolean surnameOnly) {
        return new NameForm(
                form.kind(),
                parts,
                form.links(),
                form.legalForms(),
                form.titles(),
                form.suffix(),
                form.labelled(),
                true,
                surnameOnly);
    }

    private static List<NameToken> tokens(String part, boolean arabic) {
        List<NameToken> tokens = new ArrayList<>();
        for (String word : part.split("<+", -1)) {
            if (!word.isEmpty()) {
                tokens.add(token(word, arabic));
            }
        }
        return tokens;
    }

    private static NameToken token(String word, boolean arabic) {
        String plain = word;
        for (String[] mark : arabic ? ARABIC : NO_MARKS) {
            plain = plain.replace(mark[0], mark[1]);
        }
        return new NameToken(List.of(plain.isEmpty() ? word : plain), "", NameTokens.SPACE, arabic);
    }

    /// The exact transliteration of Arabic marks with X what Latin lacks and writes no short vowel:
    /// a field with such a mark and without I, O and U.
    private static boolean isExactArabic(String field) {
        boolean vowels = field.chars().anyMatch(c -> "IOU".indexOf(c) >= 0);
        return !vowels && Arrays.stream(ARABIC).anyMatch(mark -> field.contains(mark[0]));
    }
}
