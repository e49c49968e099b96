package dev.gatehouse.bus;

import java.util.Map;

/// What the bus has counted since it started.
///
/// @param clients authenticated now
/// @param retained topics with a retained message now
/// @param counts every [BusCounter]
public record BusStats(int clients, int retained, Map<BusCounter, Long> counts) {

    public BusStats {
        counts = Map.copyOf(counts);
    }

    public long of(BusCounter counter) {
        return counts.getOrDefault(counter, 0L);
    }
}
