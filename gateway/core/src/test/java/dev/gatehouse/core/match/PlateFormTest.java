package dev.gatehouse.core.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PlateFormTest {
    private static final String ALL = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    @Test
    void canonicalFormOfSection31() {
        assertForm("abc 12-34", "ABC1234", PlateForm.Status.READ);
        assertForm("  A·B.C/1  ", "ABC1", PlateForm.Status.READ);
        assertForm("\uFF21\uFF22\uFF23\uFF11\uFF12", "ABC12", PlateForm.Status.READ);
        assertForm("0012345", "0012345", PlateForm.Status.READ);
        assertForm("A#C*12_4", "A?C?12?4", PlateForm.Status.UNREADABLE);
        assertForm("A#C*124", "A?C?124", PlateForm.Status.READ);
        assertForm("", "", PlateForm.Status.NO_READ);
        assertForm(" - ", "", PlateForm.Status.NO_READ);
        assertForm("A", "A", PlateForm.Status.READ);
        assertForm("ABCDEFGHIJ", "ABCDEFGHIJ", PlateForm.Status.READ);
        assertForm("ABCDEFGHIJK", "", PlateForm.Status.MANUAL);
        assertForm("A".repeat(PlateForm.MAX_INPUT_CHARS + 1), "", PlateForm.Status.MANUAL);
    }

    @Test
    void unreadCharactersOfSection34() {
        assertForm("ABC?", "ABC?", PlateForm.Status.UNREADABLE);
        assertForm("ABCD?", "ABCD?", PlateForm.Status.READ);
        assertForm("?ABCD?", "?ABCD?", PlateForm.Status.READ);
        assertForm("????", "????", PlateForm.Status.UNREADABLE);
        assertForm("???ABCD", "???ABCD", PlateForm.Status.UNREADABLE);
        assertTrue(PlateForm.of("???ABCD").listable(), "a witness may know four of seven");
        assertFalse(PlateForm.of("????ABC").listable());
        assertFalse(PlateForm.of("").listable());
        assertFalse(PlateForm.of("ABCDEFGHIJK").listable());
        assertEquals(3, PlateForm.of("???ABCD").unreadChars());
    }

    /// Dropping a letter of another script would search for a different plate.
    @Test
    void otherScriptsAreForAPerson() {
        assertForm("\u0410\u0412\u0421123", "", PlateForm.Status.MANUAL);
        assertForm("ABC\u0661\u0662", "", PlateForm.Status.MANUAL);
        assertForm("AB\uD83D\uDE0012", "", PlateForm.Status.MANUAL);
    }

    @Test
    void equalByCanonicalForm() {
        assertEquals(PlateForm.of("abc-123"), PlateForm.of("ABC 123"));
        assertEquals(PlateForm.of("abc-123").hashCode(), PlateForm.of("ABC 123").hashCode());
        assertNotEquals(PlateForm.of("A"), PlateForm.of("AA"));
    }

    @Test
    void everyCharacterAtEveryPlaceSurvivesPacking() {
        for (int length = 1; length <= PlateForm.MAX_CHARS; length++) {
            for (int place = 0; place < length; place++) {
                for (char c : (ALL + "?").toCharArray()) {
                    String text = "Z".repeat(place) + c + "9".repeat(length - place - 1);
                    assertEquals(text, PlateForm.of(text).text());
                }
            }
        }
    }

    @Test
    void foldsTheSixClassesAndNothingElse() {
        Set<Long> symbols = new HashSet<>();
        for (char a : ALL.toCharArray()) {
            symbols.add(folded(a));
            for (char b : ALL.toCharArray()) {
                boolean same = a == b;
                for (String members : new String[] {"0ODQ", "1I", "2Z", "5S", "8B", "6G"}) {
                    same |= members.indexOf(a) >= 0 && members.indexOf(b) >= 0;
                }
                assertEquals(same, folded(a) == folded(b), a + " and " + b);
                assertEquals(
                        same, PlateFold.representative(a) == PlateFold.representative(b));
            }
        }
        assertEquals(28, symbols.size());
        assertEquals(PlateFold.SYMBOLS, symbols.size());
        assertTrue(symbols.stream().allMatch(s -> s >= 1 && s <= PlateFold.SYMBOLS));
    }

    private static long folded(char c) {
        return PlateFold.fold(PlateForm.of(String.valueOf(c)).packed());
    }

    private static void assertForm(String raw, String canonical, PlateForm.Status status) {
        PlateForm form = PlateForm.of(raw);
        assertEquals(status, form.status(), canonical);
        assertEquals(canonical, form.text());
    }
}
