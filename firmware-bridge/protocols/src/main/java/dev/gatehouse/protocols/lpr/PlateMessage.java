package dev.gatehouse.protocols.lpr;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What one message of a reader says.
///
/// @param kind of the message
/// @param readings one for each vehicle; empty unless `kind` is `READS`
/// @param time of a heartbeat, by which a reader's clock is proven
/// @param counter that goes up by one with each message; empty where the reader counts nothing
/// @param imagesDropped images that were over a limit or could not be decoded
public record PlateMessage(
        Kind kind,
        List<PlateReading> readings,
        Optional<SourceTime> time,
        OptionalLong counter,
        int imagesDropped) {

    /// What a message is about.
    public enum Kind {
        READS,
        HEARTBEAT,
        /// Well formed, and nothing that is read here: answered with success, counted, ignored.
        OTHER
    }

    public PlateMessage {
        readings = List.copyOf(readings);
    }

    static PlateMessage of(Kind kind) {
        return new PlateMessage(kind, List.of(), Optional.empty(), OptionalLong.empty(), 0);
    }

    static PlateMessage reads(List<PlateReading> readings, int imagesDropped) {
        return new PlateMessage(
                Kind.READS, readings, Optional.empty(), OptionalLong.empty(), imagesDropped);
    }

    PlateMessage counted(OptionalLong value) {
        return new PlateMessage(kind, readings, time, value, imagesDropped);
    }
}
