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
/// @param portalMs how long a vehicle may take between a portal and the loop or a reader; 0 where
///   what a portal counts has nothing to do with the loop
public record LaneConfig(
        String laneId,
        boolean presence,
        Set<String> portals,
        Set<String> rearReaders,
        long portalMs) {
    /// Where nothing else is configured: some 20 m at walking pace.
    public static final long PORTAL_MS = 15_000;

    private static final int MAX_ID_CHARS = 64;

    /// A lane without radiation portals, whose readers may see anybody.
    public LaneConfig(String laneId, boolean presence) {
        this(laneId, presence, Set.of(), Set.of(), PORTAL_MS);
    }

    public LaneConfig {
        if (portalMs < 0) {
            throw new IllegalArgumentException("portalMs: expected at least 0, found " + portalMs);
        }
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
