package dev.gatehouse.drivers;

import dev.gatehouse.protocols.observation.Observation;
import java.util.List;

/// The bounded way into the booth; called on a link's thread, returns at once.
@FunctionalInterface
public interface ObservationSink {

    /// Takes all observations of one frame, or none.
    ///
    /// @param observations at least one
    /// @param acknowledgement the sink's from now on when it returns true: it calls it once all are
    ///   on disk
    /// @return false when full; the acknowledgement then stays with the caller
    boolean offer(List<Observation> observations, Acknowledgement acknowledgement);
}
