package dev.gatehouse.simulators;

import java.util.OptionalLong;

/// How far the simulated devices of one lane have come, for status pages.
///
/// @param laneId configured lane
/// @param scenario `busy-lane` or `replay`
/// @param vehiclesPlanned empty when the scenario has no end
/// @param vehiclesSent vehicles that have wholly passed every open device of the lane
/// @param eventsSent plate reader events handed over at least once; repeats are not counted
/// @param eventsAcknowledged of these, the ones the booth has acknowledged as durable
/// @param eventsRefused given up because the booth called them malformed
/// @param resends frames sent again because they were refused or not answered
/// @param edgesSent presence edges handed over
/// @param edgesRefused presence edges the booth did not take: lost, since a loop cannot send again
/// @param finished every open device is at its end and nothing waits for an acknowledgement
public record Progress(
        String laneId,
        String scenario,
        OptionalLong vehiclesPlanned,
        long vehiclesSent,
        long eventsSent,
        long eventsAcknowledged,
        long eventsRefused,
        long resends,
        long edgesSent,
        long edgesRefused,
        boolean finished) {}
