package dev.gatehouse.simulators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UnansweredTest {

    private static final long NOW = Long.MAX_VALUE - 5_000_000_000L;

    private final Unanswered unanswered = new Unanswered(new SplittableRandom(1));

    @Test
    void withoutAnAnswerTheEventIsDueAgain() {
        Unanswered.Entry entry = unanswered.add("e1", false, new byte[0]);
        unanswered.sent(entry, NOW);
        assertTrue(unanswered.due(NOW + Unanswered.ANSWER_LIMIT_NANOS - 1).isEmpty());
        // The nanosecond clock passes its end here.
        assertTrue(unanswered.due(NOW + Unanswered.ANSWER_LIMIT_NANOS).isPresent());
        assertEquals(
                1_000, unanswered.waitNanos(NOW + Unanswered.ANSWER_LIMIT_NANOS - 1_000, 1L << 40));
    }

    @Test
    void backOffGrowsToItsLimitWithJitter() {
        Unanswered.Entry entry = unanswered.add("e1", false, new byte[0]);
        for (int attempt = 1; attempt <= 40; attempt++) {
            unanswered.sent(entry, NOW);
            unanswered.refused(entry.key, attempt, NOW);
            long wait = unanswered.waitNanos(NOW, Long.MAX_VALUE);
            double mean =
                    Math.min(
                            Unanswered.LONGEST_BACKOFF_NANOS,
                            Unanswered.FIRST_BACKOFF_NANOS * Math.pow(2, attempt - 1));
            assertTrue(
                    wait >= 0.75 * mean - 1 && wait <= 1.25 * mean + 1,
                    "attempt " + attempt + ": " + wait);
        }
    }

    @Test
    void anAnswerToAnEarlierSendingDoesNotPutOffTheLatest() {
        Unanswered.Entry entry = unanswered.add("e1", false, new byte[0]);
        unanswered.sent(entry, NOW);
        unanswered.sent(entry, NOW);
        unanswered.refused(entry.key, 1, NOW);
        assertEquals(Unanswered.ANSWER_LIMIT_NANOS, unanswered.waitNanos(NOW, Long.MAX_VALUE));
        assertTrue(unanswered.remove(entry.key).isPresent());
        assertTrue(unanswered.remove(entry.key).isEmpty());
        unanswered.refused(entry.key, 2, NOW);
        assertTrue(unanswered.isEmpty());
    }

    @Test
    void memoryHasALimit() {
        for (int i = 0; i < Unanswered.LIMIT; i++) {
            assertFalse(unanswered.full());
            unanswered.sent(unanswered.add("e" + i, false, new byte[0]), NOW);
        }
        assertTrue(unanswered.full());
    }
}
