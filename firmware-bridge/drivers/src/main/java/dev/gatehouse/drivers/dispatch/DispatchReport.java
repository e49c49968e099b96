package dev.gatehouse.drivers.dispatch;

import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.Received;
import java.util.Optional;
import java.util.function.Consumer;

/// What a machine has to tell the booth.
///
/// @param report what happened
/// @param captured when, by the best clock there is
/// @param received when the datagram arrived
/// @param onceDurable run on the machine's thread when the report is on disk, with the time then:
///   only then may a radio hear that its text has arrived
public record DispatchReport(
        RadioReport report,
        CaptureTime captured,
        Received received,
        Optional<Consumer<Received>> onceDurable) {

    /// Told for its own sake.
    public static DispatchReport of(RadioReport report, Received received) {
        return new DispatchReport(
                report,
                new CaptureTime(received.at(), CaptureTime.Quality.RECEIVED),
                received,
                Optional.empty());
    }

    /// With a time of the radio's own.
    public DispatchReport captured(CaptureTime at) {
        return new DispatchReport(report, at, received, onceDurable);
    }

    /// Answered once it is on disk.
    public DispatchReport then(Consumer<Received> answer) {
        return new DispatchReport(report, captured, received, Optional.of(answer));
    }
}
