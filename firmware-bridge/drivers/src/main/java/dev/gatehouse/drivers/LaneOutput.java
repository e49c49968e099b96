package dev.gatehouse.drivers;

import java.util.Set;

/// A station that shows in its lane what the booth decided, by lamps and a barrier. What it shows
/// is never a state that stays by itself: it goes out when it is not renewed.
public interface LaneOutput {

    /// Shows something from now on; any thread, returns at once.
    void show(LaneShow show);

    /// What it has, for the officers of the lane.
    Set<Part> parts();

    /// Asks for a change by hand. Nothing changes before it is confirmed.
    ManualAnswer ask(ManualOrder order);

    /// Confirms what was asked.
    ///
    /// @param number that the answer to [#ask] gave
    ManualAnswer confirm(long number);

    /// Ends a change by hand, or drops what was asked and not confirmed.
    ManualAnswer revert();

    /// What a lane shows.
    enum Signal {
        /// The conveyance was held against the lookouts, and nothing was found.
        CHECKED,
        REFER,
        QUERY_BY_HAND,
        /// Nobody is in the lane.
        IDLE
    }

    /// One output of a lane, as its officers know it.
    enum Part {
        RED,
        AMBER,
        GREEN,
        BARRIER
    }

    /// What the booth says, renewed while it lives.
    ///
    /// @param validForMs after which, not renewed, it is to be taken as unsaid; at least 1
    record LaneShow(Signal signal, int validForMs) {
        public LaneShow {
            if (validForMs < 1) {
                throw new IllegalArgumentException("validity of a signal: expected at least 1 ms");
            }
        }
    }

    /// A change by hand.
    ///
    /// @param active lit, or open
    record ManualOrder(Part part, boolean active) {}

    /// What became of a word by hand.
    ///
    /// @param number to confirm with; 0 unless something waits to be confirmed
    /// @param validMs how long it waits to be confirmed, or is held; 0 for neither
    record ManualAnswer(Outcome outcome, long number, long validMs) {
        /// Of what waits for nothing and holds nothing.
        public static ManualAnswer of(Outcome outcome) {
            return new ManualAnswer(outcome, 0, 0);
        }
    }

    /// Outcomes of [ManualAnswer].
    enum Outcome {
        /// It waits to be confirmed.
        CONFIRM,
        /// It is done, and reverts by itself.
        HELD,
        /// What the booth says is shown again.
        REVERTED,
        /// Another change by hand is asked or held.
        BUSY,
        /// Nothing waits under this number, or it waited too long.
        NOTHING_ASKED,
        /// There is no such part, or nobody may set it by hand.
        NOT_ALLOWED,
        /// The booth says nothing at present, or the lines are not there.
        NOT_ALIVE
    }
}
