package dev.gatehouse.core.name;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MrzNameTest {
    private final NameScorer scorer = new NameScorer();

    private static NameForm mrz(String name, int chars) {
        String field = name + "<".repeat(Math.max(0, chars - name.length()));
        return MrzName.read(field).orElseThrow();
    }

    private int score(NameForm form, String listed) {
        return scorer.score(form, NameReader.read(NameKind.PERSON, listed));
    }

    @Test
    void primaryIsTheSurnameAndSecondaryAreTheGivenNames() {
        NameForm form = mrz("VARGA<KOVACS<<ILONA<MARIA", MrzName.TD3_CHARS);
        assertTrue(form.labelled());
        assertFalse(form.truncated());
        assertEquals(10_000, score(form, "Varga Kovács, Ilona Mária"));
        assertEquals(10_000, score(form, "Ilona Maria Varga Kovacs"));
    }

    @Test
    void aNameOfOneIdentifierIsNotLabelled() {
        NameForm form = mrz("WIJAYANTO", MrzName.TD1_CHARS);
        assertFalse(form.labelled());
        assertFalse(form.surnameOnly());
        assertEquals(10_000, score(form, "Wijayanto"));
        assertEquals(10_000, score(mrz("WIJAYANTO<BUDI<HARTONO", 30), "Budi Hartono Wijayanto"));
    }

    @Test
    void aFullFieldMayEndInsideAPart() {
        NameForm form = full("KOROSTYLENKO<<ALEXANDRINA<MARGARETHE");
        assertTrue(form.truncated());
        int points = score(form, "Korostylenko, Alexandrina Margarethe Sophia");
        assertTrue(points >= NameScorer.DEFAULT_THRESHOLD, () -> "points " + points);
        NameForm other = NameReader.read(NameKind.PERSON, "Korostylenko, Alexandrina Viktoria");
        assertTrue(scorer.score(form, other) < NameScorer.DEFAULT_THRESHOLD);
    }

    /// A field of TD2 that the name fills.
    private static NameForm full(String name) {
        return MrzName.read(name.substring(0, MrzName.TD2_CHARS)).orElseThrow();
    }

    @Test
    void aFieldWithoutRoomForGivenNamesIsAtMostPossible() {
        NameForm form = full("PAPATHANASOPOULOSKONSTANTINIDIS");
        assertTrue(form.surnameOnly());
        int points = score(form, "Papathanasopouloskonstantinidis, Eleni");
        assertTrue(
                points >= NameScorer.DEFAULT_THRESHOLD && points < BandLimits.DEFAULT.probable(),
                () -> "points " + points);
    }

    @Test
    void alternativesOfTransliterationAreOneName() {
        assertEquals(10_000, score(mrz("MUXXLLER<<JORG", 30), "Muller, Jorg"));
        assertTrue(score(mrz("MUXXLLER<<JORG", 30), "Müller, Jörg") >= 9_700);
        assertTrue(score(mrz("MUELLER<<JOERG", 30), "Müller, Jörg") >= 9_700);
        assertTrue(score(mrz("AASETH<<SOEREN", 30), "Åseth, Søren") >= 9_700);
    }

    @Test
    void exactTransliterationOfArabicIsComparedOnConsonants() {
        NameForm form = mrz("AL<BKRY<<MXHMD", 30);
        assertTrue(score(form, "Mohammed al-Bakri") >= NameScorer.DEFAULT_THRESHOLD);
        assertTrue(score(form, "Tariq al-Bakri") < NameScorer.DEFAULT_THRESHOLD);
    }

    @Test
    void anythingElseIsNoNameField() {
        assertEquals(Optional.empty(), MrzName.read("VARGA<<ILONA"));
        assertEquals(Optional.empty(), MrzName.read("VARGA<<ILON4" + "<".repeat(18)));
        assertEquals(Optional.empty(), MrzName.read("varga<<ilona" + "<".repeat(18)));
        assertTrue(MrzName.read("<".repeat(30)).orElseThrow().isEmpty());
    }
}
