package dev.gatehouse.core.passage;

import java.util.Set;

/// One lane of the booth.
///
/// @param laneId 1 to 64 characters of `[A-Za-z0-9._-]`, the lane's name in topics
/// @param presence the lane has a vehicle loop or beam; without one a passage is opened and ended
///   by its reads alone, and there is nothing to hold its count against
/// @param portals ids of its radiation portals; until one says that it is up, what passes is not
///   screened
/// @param rearReaders ids of plate readers that see vehicles from behind as they leave the loop:
///   what they read is of who leaves, never of who comes
public record LaneConfig(
        String laneId, boolean presence, Set<String> portals, Set<String> rearReaders) {
    private static final int MAX_ID_CHARS = 64;

    /// A lane without radiation portals, whose readers may see anybody.
    public LaneConfig(String laneId, boolean presence) {
        this(laneId, presence, Set.of(), Set.of());
    }

    public LaneConfig {
        portals = Set.copyOf(portals);
        rearReaders = Set.copyOf(rearReaders);
        if (laneId.isEmpty()
                || laneId.length() > MAX_ID_CHARS
                || !laneId.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "lane id: expected 1..64 characters of [A-Za-z0-9._-], found "
                            + laneId.length());
        }
    }
}
