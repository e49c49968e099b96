package dev.gatehouse.drivers.stream;

import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.Received;

/// The way out of a machine; nothing here blocks.
public interface StreamOut {

    /// Tells the booth, later if it is full.
    ///
    /// @param received of the octets that caused it, or now
    /// @param urgent goes before whatever waits, and waits when others are dropped
    default void report(Observation.Body body, Received received, boolean urgent) {
        report(
                body,
                new CaptureTime(received.at(), CaptureTime.Quality.RECEIVED),
                received,
                urgent);
    }

    /// The same with the device's own time.
    void report(Observation.Body body, CaptureTime captured, Received received, boolean urgent);

    /// Puts octets on their way.
    ///
    /// @return false when the line does not take them
    boolean send(byte[] octets);

    /// Closes the line and opens it again after a pause.
    void reopen(String reason);
}
