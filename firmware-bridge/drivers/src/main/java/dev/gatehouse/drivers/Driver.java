package dev.gatehouse.drivers;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.observation.Observation;
import java.util.List;
import java.util.Map;

/// Turns the frames of one device into observations. Stateful (de-duplication, reader runs); called
/// by one thread at a time.
public interface Driver extends SelfDescribed {

    /// Decodes one frame.
    ///
    /// @return the observations of the frame, possibly none (heartbeats), or why it was refused
    Decoded<List<Observation>> decode(Frame frame);

    /// Whether what the link delivers makes no sense any more, so that a stream had better begin
    /// anew; asked after each frame, told once.
    default boolean wantsFreshConnection() {
        return false;
    }

    /// What the driver noticed beyond frames and refusals (clock, identity, gaps), by stable name;
    /// from any thread.
    default Map<String, Long> counters() {
        return Map.of();
    }
}
