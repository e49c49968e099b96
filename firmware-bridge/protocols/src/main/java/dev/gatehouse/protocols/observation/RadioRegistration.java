package dev.gatehouse.protocols.observation;

import java.util.OptionalLong;

/// A radio came to a system, or left it.
///
/// @param state what became of it
/// @param renewWithinS seconds in which it must renew, as granted; absent where it need not
public record RadioRegistration(State state, OptionalLong renewWithinS) implements RadioEvent {
    /// What became of a registration.
    public enum State {
        REGISTERED,
        DEREGISTERED,
        /// It did not renew in time.
        EXPIRED,
        /// Refused by policy.
        REFUSED
    }
}
