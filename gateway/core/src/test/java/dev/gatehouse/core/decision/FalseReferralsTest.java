package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.match.DeletionPlateIndex;
import dev.gatehouse.core.match.FalseHits;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import dev.gatehouse.core.match.PlateIndexBuilder;
import org.junit.jupiter.api.Test;

class FalseReferralsTest {
    /// A tenth of a short series of digits is listed, so that most others are one edit off.
    private static FalseHits dense() {
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        for (int i = 0; i < 10_000; i++) {
            int number = i * 7_919 % 100_000;
            var _ =
                    builder.add(
                            PlateForm.of("%05d".formatted(number)),
                            Jurisdiction.ofIso("US-NY"),
                            3,
                            Long.MAX_VALUE);
        }
        return builder.build().falseHits(5, 4_000);
    }

    @Test
    void theTableDecidesWhatAFalseHitCosts() {
        FalseHits hits = dense();
        FalseReferrals usual = FalseReferrals.of(ActionPolicy.standard(), hits);
        assertEquals(hits.perThousand(FalseHits.Kind.CONFUSABLE, true), usual.refer(), 1e-9);
        assertEquals(
                hits.perThousand(FalseHits.Kind.EDIT1, true)
                        + hits.perThousand(FalseHits.Kind.LEAD, true),
                usual.reread(),
                1e-9);
        assertTrue(usual.reread() > 100, "prompts of a crowded series: " + usual.reread());
        FalseReferrals silent =
                FalseReferrals.of(
                        ActionTable.read(
                                """
                                kind,match,priority,second,causes
                                *,NUMBER_REUSED|EXACT|CONFUSABLE|STRONG|PROBABLE,1-5,-,REFER
                                """),
                        hits);
        assertEquals(usual.refer(), silent.refer(), 1e-9);
        assertEquals(0, silent.reread(), 1e-9);
    }

    @Test
    void theUsualPriorityIsThatOfAListThatSaysNone() {
        assertEquals(3, Lookout.DEFAULT_PRIORITY);
    }
}
