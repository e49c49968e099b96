package dev.gatehouse.drivers.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.LaneOutput.ManualAnswer;
import dev.gatehouse.drivers.LaneOutput.ManualOrder;
import dev.gatehouse.drivers.LaneOutput.Outcome;
import dev.gatehouse.drivers.LaneOutput.Part;
import dev.gatehouse.drivers.output.ManualChange.State;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManualChangeTest {

    private static final ManualOrder OPEN = new ManualOrder(Part.BARRIER, true);
    private static final long SECOND = 1_000_000_000L;
    private static final long HOLD = 20 * SECOND;

    private final ManualChange change = new ManualChange(HOLD);

    private static Outcome outcome(ManualAnswer answer) {
        return answer.outcome();
    }

    @Test
    void askedConfirmedHeldAndOver() {
        ManualAnswer asked = change.ask(OPEN, 0);
        assertEquals(Outcome.CONFIRM, asked.outcome());
        assertEquals(Optional.empty(), change.held());
        assertEquals(Outcome.HELD, outcome(change.confirm(asked.number(), 9 * SECOND)));
        assertEquals(Optional.of(OPEN), change.held());
        assertFalse(change.tick(9 * SECOND + HOLD - 1));
        assertTrue(change.tick(9 * SECOND + HOLD));
        assertEquals(Optional.empty(), change.held());
        assertEquals(State.NONE, change.state());
    }

    @Test
    void whatIsNotConfirmedInTimeIsForgotten() {
        ManualAnswer asked = change.ask(OPEN, 0);
        assertEquals(Outcome.NOTHING_ASKED, outcome(change.confirm(asked.number(), 10 * SECOND)));
        assertFalse(change.tick(11 * SECOND), "nothing was held");
    }

    /// A number confirms the one question it was given for.
    @Test
    void anOldNumberConfirmsNothing() {
        long old = change.ask(OPEN, 0).number();
        assertEquals(Outcome.REVERTED, outcome(change.revert(1)));
        long now = change.ask(OPEN, 2).number();
        assertEquals(Outcome.NOTHING_ASKED, outcome(change.confirm(old, 3)));
        assertEquals(State.ASKED, change.state());
        assertEquals(Outcome.HELD, outcome(change.confirm(now, 4)));
    }

    /// Every state against every word that does not belong to it.
    @Test
    void whatDoesNotBelongIsRefusedAndChangesNothing() {
        assertEquals(Outcome.NOTHING_ASKED, outcome(change.confirm(0, 0)));
        assertEquals(Outcome.NOTHING_ASKED, outcome(change.confirm(1, 0)));
        assertEquals(Outcome.NOTHING_ASKED, outcome(change.revert(0)));
        assertEquals(State.NONE, change.state());

        long number = change.ask(OPEN, 0).number();
        assertEquals(Outcome.BUSY, outcome(change.ask(new ManualOrder(Part.RED, true), 1)));
        assertEquals(State.ASKED, change.state());

        change.confirm(number, 2);
        assertEquals(Outcome.BUSY, outcome(change.ask(OPEN, 3)));
        assertEquals(Outcome.NOTHING_ASKED, outcome(change.confirm(number, 3)));
        assertEquals(State.HELD, change.state());
        assertEquals(Optional.of(OPEN), change.held());
        assertEquals(Outcome.REVERTED, outcome(change.revert(4)));
        assertEquals(State.NONE, change.state());
    }
}
