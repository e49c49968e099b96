package dev.gatehouse.core.referral;

import dev.gatehouse.proto.v1.ReferralTransition;
import dev.gatehouse.proto.v1.Stamp;

/// What the book of referrals tells its owner, and what it asks of him.
public interface ReferralEvents {
    /// Monotonic time now.
    long nanos();

    /// The wall clock now, for annotation.
    Stamp stamp();

    /// Appends one step to the journal.
    ///
    /// @param keep hold the step in memory when the journal is full: what has happened is not
    ///   undone for want of room
    /// @return false when the journal is full and the step was not to be held
    boolean append(ReferralTransition step, boolean keep);

    /// Whether the journal has taken a step, durable yet or not; false while it is held in memory.
    boolean taken(ReferralTransition step);

    /// Nobody acted in time.
    void escalated(Referral referral);
}
