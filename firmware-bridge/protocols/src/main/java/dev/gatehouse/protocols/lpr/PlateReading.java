package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.observation.PlateRead;
import java.time.Instant;
import java.util.Optional;

/// One vehicle of a reader's message in the common model (plate reader sheet, section 1).
///
/// @param eventId 1 to 128 characters
/// @param ownId the reader gave the id, or parts of which it is made; false when it stands for the
///   message's content
/// @param time the reader's clock; empty when it sent none that can be understood
/// @param read the plate, or an empty one for a vehicle without read
public record PlateReading(
        String eventId, boolean ownId, Optional<SourceTime> time, PlateRead read) {

    static final int MAX_EVENT_ID_CHARS = 128;

    public PlateReading {
        if (eventId.isEmpty() || eventId.length() > MAX_EVENT_ID_CHARS) {
            throw new IllegalArgumentException(
                    "event id: expected 1..128 characters, found " + eventId.length());
        }
    }

    /// The reader's clock where it is absolute.
    public Optional<Instant> sourceTime() {
        return time.filter(SourceTime.Absolute.class::isInstance)
                .map(absolute -> ((SourceTime.Absolute) absolute).at());
    }
}
