package dev.gatehouse.drivers.air;

import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.Received;
import java.util.function.Consumer;

/// Where the air's news go.
interface AirOut {

    /// Tells the booth; what cannot be taken is held or counted as lost.
    void tell(RadioReport report, Received received);

    /// Tells the booth of something whose sender waits for an answer and will send it again.
    ///
    /// @param onceDurable run on the station's thread when it is on disk
    /// @return false when the booth is full: as if nothing had come
    boolean tell(RadioReport report, Received received, Consumer<Received> onceDurable);
}
