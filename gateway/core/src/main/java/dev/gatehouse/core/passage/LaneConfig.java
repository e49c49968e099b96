package dev.gatehouse.core.passage;

/// One lane of the booth.
///
/// @param laneId 1 to 64 characters of `[A-Za-z0-9._-]`, the lane's name in topics
/// @param presence the lane has a vehicle loop or beam; without one a passage is opened and ended
///   by its reads alone, and there is nothing to hold its count against
public record LaneConfig(String laneId, boolean presence) {
    private static final int MAX_ID_CHARS = 64;

    public LaneConfig {
        if (laneId.isEmpty()
                || laneId.length() > MAX_ID_CHARS
                || !laneId.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "lane id: expected 1..64 characters of [A-Za-z0-9._-], found "
                            + laneId.length());
        }
    }
}
