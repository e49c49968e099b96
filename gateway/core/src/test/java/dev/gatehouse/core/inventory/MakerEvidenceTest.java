package dev.gatehouse.core.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.protocols.observation.RadioReport.MakerSign;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The cases of the sheet of makers, section 6.
class MakerEvidenceTest {
    private static HeardRadio.Sign sign(MakerSign.Kind kind, String value, long times) {
        return new HeardRadio.Sign(new MakerSign(kind, value), times);
    }

    private static MakerEvidence of(HeardRadio.Sign... signs) {
        return MakerEvidence.of(List.of(signs));
    }

    @Test
    void theStandardFeatureSetSaysNothing() {
        MakerEvidence evidence = of(sign(MakerSign.Kind.FEATURE_SET_ID, "00", 100));
        assertEquals("unknown", evidence.words());
        assertEquals(MakerEvidence.Covered.NO_EVIDENCE, evidence.covered());
    }

    @Test
    void aFeatureSetCountsFromItsThirdSightingAndStaysAHint() {
        assertEquals("unknown", of(sign(MakerSign.Kind.FEATURE_SET_ID, "10", 2)).words());
        assertEquals(
                "unknown (hint: Motorola)",
                of(sign(MakerSign.Kind.FEATURE_SET_ID, "10", 3)).words());
    }

    @Test
    void infrastructureIsProbablyItsHolders() {
        MakerEvidence evidence = of(sign(MakerSign.Kind.INFRASTRUCTURE_BLOCK, "68/0A", 3));
        assertEquals("probably Hytera", evidence.words());
        assertEquals(MakerEvidence.Covered.POSSIBLE, evidence.covered());
    }

    @Test
    void twoDialectsOfOneRadioAreNoMaker() {
        MakerEvidence evidence =
                of(
                        sign(MakerSign.Kind.TEXT_DIALECT, "HYTERA", 1),
                        sign(MakerSign.Kind.TEXT_DIALECT, "MOTOROLA", 1));
        assertEquals("", evidence.maker());
        assertEquals("unknown (hint: Hytera, Motorola)", evidence.words());
        assertEquals(MakerEvidence.Covered.POSSIBLE, evidence.covered());
    }

    @Test
    void twoStrongSignsThatDisagreeSayNothing() {
        MakerEvidence evidence =
                of(
                        sign(MakerSign.Kind.LINK_PROTOCOL, "HYTERA", 1),
                        sign(MakerSign.Kind.INFRASTRUCTURE_BLOCK, "10/29", 5));
        assertEquals("", evidence.maker());
        assertEquals(MakerEvidence.Covered.YES, evidence.covered());
    }

    @Test
    void aRepeatersOwnAnswerIsAFact() {
        MakerEvidence evidence =
                of(
                        sign(MakerSign.Kind.IDENTITY, "Hytera RD985", 1),
                        sign(MakerSign.Kind.FEATURE_SET_ID, "10", 9));
        assertEquals("Hytera", evidence.words());
        assertEquals(95, evidence.confidence());
        assertEquals(MakerEvidence.Covered.YES, evidence.covered());
    }

    @Test
    void anUnknownFeatureSetIsNoMaker() {
        assertEquals("unknown", of(sign(MakerSign.Kind.FEATURE_SET_ID, "9F", 50)).words());
    }
}
