package dev.gatehouse.simulators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UnansweredTest {

    /// Close to where the nanosecond clock passes its end.
    private final long now = Long.parseLong("9223372031854775807");

    private final Unanswered unanswered = new Unanswered(new SplittableRandom(1));

    @Test
    void withoutAnAnswerTheEventIsDueAgain() {
        Unanswered.Entry entry = unanswered.add("e1", false, new byte[0]);
        unanswered.sent(entry, now);
        assertTrue(unanswered.due(now + Unanswered.ANSWER_LIMIT_NANOS - 1).isEmpty());
        // The nanosecond clock passes its end here.
        assertTrue(unanswered.due(now + Unanswered.ANSWER_LIMIT_NANOS).isPresent());
        assertEquals(
                1_000, unanswered.waitNanos(now + Unanswered.ANSWER_LIMIT_NANOS - 1_000, 1L << 40));
    }

    @Test
    void backOffGrowsToItsLimitWithJitter() {
        Unanswered.Entry entry = unanswered.add("e1", false, new byte[0]);
        for (int attempt = 1; attempt <= 40; attempt++) {
            unanswered.sent(entry, now);
            unanswered.refused(entry.key, attempt, now);
            long wait = unanswered.waitNanos(now, Long.MAX_VALUE);
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
        unanswered.sent(entry, now);
        unanswered.sent(entry, now);
        unanswered.refused(entry.key, 1, now);
        assertEquals(Unanswered.ANSWER_LIMIT_NANOS, unanswered.waitNanos(now, Long.MAX_VALUE));
        assertTrue(unanswered.remove(entry.key).isPresent());
        assertTrue(unanswered.remove(entry.key).isEmpty());
        unanswered.refused(entry.key, 2, now);
        assertTrue(unanswered.isEmpty());
    }

    @Test
    void memoryHasALimit() {
        for (int i = 0; i < Unanswered.LIMIT; i++) {
            assertFalse(unanswered.full());
            unanswered.sent(unanswered.add("e" + i, false, new byte[0]), now);
        }
        assertTrue(unanswered.full());
    }
}
