package dev.gatehouse.protocols.observation;

import java.util.OptionalInt;
import java.util.OptionalLong;

/// The start or the end of a voice call.
///
/// @param phase which of the two
/// @param lateEntry known from link control embedded in voice, its header was missed
/// @param privacy the caller's service options say that the voice is encrypted; it is never
///   decrypted
/// @param emergency the service options say emergency
/// @param durationMs at the end: from the first to the last burst
/// @param rssiDbm mean received signal strength
/// @param bitErrorsPpm at the end: corrected bits of a million protected ones
/// @param end at the end: how it was known
public record RadioCall(
        Phase phase,
        boolean lateEntry,
        boolean privacy,
        boolean emergency,
        OptionalLong durationMs,
        OptionalInt rssiDbm,
        OptionalInt bitErrorsPpm,
        End end)
        implements RadioEvent {

    /// Start or end.
    public enum Phase {
        START,
        END
    }

    /// How the end was known.
    public enum End {
        /// Not ended yet.
        NONE,
        /// Terminator with link control.
        TERMINATOR,
        /// Nothing came for too long.
        SILENCE,
        /// Another call took the slot.
        SUPERSEDED,
        /// The link went away.
        LINK_LOST
    }
}
