package dev.gatehouse.core.match;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The authority that issued a plate: ISO 3166-2 of Canada, the United States and Mexico, own codes for what ISO does
/// not cover, and one value for "not known" (fact sheet of lookout matching, section 3.3).
///
/// There is one object per code, so `==` compares. Whatever is not in the table is [#UNKNOWN]: searching too widely
/// costs a second look, searching the wrong partition costs a lookout.
public final class Jurisdiction {
    /// Not read, not listed, or not mapped; behaves as unknown and never as a jurisdiction of its own.
    public static final Jurisdiction UNKNOWN = new Jurisdiction(0, "ZZ");

    /// Longest text looked at; anything longer is unknown.
    static final int MAX_TEXT_CHARS = 64;

    private static final List<Jurisdiction> ALL = new ArrayList<>();
    private static final Map<String, Jurisdiction> BY_CODE = new HashMap<>();
    private static final Map<String, Jurisdiction> BY_SHORT_FORM = new HashMap<>();

    static {
        register(UNKNOWN);
        for (String code : JurisdictionTable.CODES) {
            register(new Jurisdiction(ALL.size(), code));
        }
        for (String row : JurisdictionTable.SHORT_FORMS) {
            String[] forms = row.split("\\|", -1);
            Jurisdiction jurisdiction = BY_CODE.get(forms[0]);
            if (jurisdiction == null) {
                throw new IllegalStateException("short form of an unknown code: " + forms[0]);
            }
            for (int i = 1; i < forms.length; i++) {
                Jurisdiction other = BY_SHORT_FORM.put(lettersOf(forms[i]), jurisdiction);
                if (other != null && other != jurisdiction) {
                    throw new IllegalStateException("short form has two meanings: " + forms[i]);
                }
            }
        }
    }

    private final int id;
    private final String code;

    private Jurisdiction(int id, String code) {
        this.id = id;
        this.code = code;
    }

    private static void register(Jurisdiction jurisdiction) {
        ALL.add(jurisdiction);
        BY_CODE.put(jurisdiction.code, jurisdiction);
    }

    /// The jurisdiction of a code as the plate reader drivers give it: ISO 3166-2 in either case, or an own code.
    ///
    /// A bare country code is unknown, since `CA` says no province; the territories that ISO 3166-1 lists as countries
    /// too (`PR`, `GU`, ...) are the exception. Never a short form: `DE` is a country here and not Delaware.
    public static Jurisdiction ofIso(String text) {
        String code = normal(text);
        Jurisdiction found = BY_CODE.get(code);
        if (found == null && JurisdictionTable.TERRITORIES_AS_COUNTRIES.contains(code)) {
            found = BY_CODE.get("US-" + code);
        }
        return found == null ? UNKNOWN : found;
    }

    /// The jurisdiction of a text as readers, lists and officers write it: everything [#ofIso] takes, and the short forms
    /// and names of states and provinces (`ON`, `ONT`, `Ont.`, `New York`).
    ///
    /// A bare two-letter code is a state or province here: `CA` is California. A form with two meanings is unknown.
    public static Jurisdiction ofShortForm(String text) {
        String code = normal(text);
        Jurisdiction found = BY_CODE.get(code);
        if (found == null) {
            found = BY_SHORT_FORM.get(lettersOf(code));
        }
        return found == null ? UNKNOWN : found;
    }

    /// The jurisdiction with this id.
    ///
    /// @throws IndexOutOfBoundsException when there is none
    public static Jurisdiction ofId(int id) {
        return ALL.get(id);
    }

    /// How many there are, the unknown one included; ids run from 0 to one less.
    public static int count() {
        return ALL.size();
    }

    /// Small number, 0 for unknown; stable within a build only, never stored.
    public int id() {
        return id;
    }

    /// ISO 3166-2 or own code, `ZZ` for unknown.
    public String code() {
        return code;
    }

    /// True for every value but [#UNKNOWN].
    public boolean isKnown() {
        return id != 0;
    }

    /// The issuing authority alone is no content.
    @Override
    public String toString() {
        return code;
    }

    private static String normal(String text) {
        if (text.length() > MAX_TEXT_CHARS) {
            return "";
        }
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .strip()
                .toUpperCase(Locale.ROOT)
                .replace('_', '-');
    }

    /// Letters only, accents removed, so that `Qué.`, `N.Y.` and `New-York` meet their table rows.
    private static String lettersOf(String text) {
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
        var letters = new StringBuilder(decomposed.length());
        for (int i = 0; i < decomposed.length(); i++) {
            char c = decomposed.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                letters.append(c);
            }
        }
        return letters.toString();
    }
}
