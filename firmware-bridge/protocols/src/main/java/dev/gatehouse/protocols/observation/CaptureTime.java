package dev.gatehouse.protocols.observation;

import java.time.Instant;

/// When the device says it saw something.
///
/// @param at instant used from here on
/// @param quality how it was obtained
public record CaptureTime(Instant at, Quality quality) {
    /// Order of trust as in the plate reader sheet, section 1.
    public enum Quality {
        SOURCE_UTC,
        SOURCE_OFFSET,
        SOURCE_LOCAL_ASSUMED,
        RECEIVED
    }
}
