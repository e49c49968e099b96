package dev.gatehouse.core.replay;

import dev.gatehouse.proto.v1.LateHit;
import dev.gatehouse.proto.v1.ListReplay;

/// The way to the booth thread. Any answer may come from another thread.
public interface LateDoor {
    /// What became of something handed over; exactly one of them is called.
    interface Outcome {
        /// Its record is on disk.
        void durable();

        /// It was not taken and is to be handed over again.
        void refused();
    }

    /// Hands over a late hit that is not silent.
    ///
    /// @return false when there is no room at this moment; no outcome follows
    boolean late(LateHit hit, Outcome outcome);

    /// Hands over the account of a run, with its silent hits.
    ///
    /// @return false when there is no room at this moment; no outcome follows
    boolean replayed(ListReplay run, Outcome outcome);
}
