package dev.gatehouse.bus;

import java.util.Map;

/// What the bus has counted since it started.
///
/// @param clients authenticated now
/// @param retained topics with a retained message now
/// @param refused messages that this process refused and that wait to be handed over again; each
///   holds a place in the window of an external broker, never on the own listener
/// @param counts every [BusCounter]
public record BusStats(int clients, int retained, int refused, Map<BusCounter, Long> counts) {

    public BusStats {
        counts = Map.copyOf(counts);
    }

    public long of(BusCounter counter) {
        return counts.getOrDefault(counter, 0L);
    }
}
