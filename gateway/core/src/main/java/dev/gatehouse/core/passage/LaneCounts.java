package dev.gatehouse.core.passage;

import dev.gatehouse.proto.v1.LaneReconciliation;
import dev.gatehouse.proto.v1.Stamp;

/// Independent counts of one lane, held against each other window by window (mission, point 1).
///
/// The difference is carried from window to window, so that a vehicle at the border of two is no
/// difference and a slow drift is one; tailgating that the reader told apart is expected and taken
/// out.
final class LaneCounts {
    private final String laneId;
    private final int toleranceVehicles;
    private Stamp from;
    private long vehicles;
    private long passages;
    private long checked;
    private long tailgates;
    private long readsWithoutPresence;
    private long presenceWithoutRead;
    private long carriedVehicles;

    LaneCounts(String laneId, int toleranceVehicles, Stamp from) {
        this.laneId = laneId;
        this.toleranceVehicles = toleranceVehicles;
        this.from = from;
    }

    void vehicle() {
        vehicles++;
    }

    void opened() {
        passages++;
    }

    void tailgate() {
        tailgates++;
    }

    void closed(OpenPassage passage) {
        if (passage.answer().counts()) {
            checked++;
        }
        if (!passage.everPresent()) {
            readsWithoutPresence++;
        } else if (passage.reads() == 0) {
            presenceWithoutRead++;
        }
    }

    /// Ends the window.
    LaneReconciliation close(Stamp to) {
        carriedVehicles += passages - tailgates - vehicles;
        boolean alarm = Math.abs(carriedVehicles) > toleranceVehicles;
        LaneReconciliation record =
                LaneReconciliation.newBuilder()
                        .setLaneId(laneId)
                        .setFrom(from)
                        .setTo(to)
                        .setPresenceCount(vehicles)
                        .setPassages(passages)
                        .setPassagesChecked(checked)
                        .setReadsWithoutPresence(readsWithoutPresence)
                        .setPresenceWithoutRead(presenceWithoutRead)
                        .setAlarm(alarm)
                        .build();
        from = to;
        vehicles = 0;
        passages = 0;
        checked = 0;
        tailgates = 0;
        readsWithoutPresence = 0;
        presenceWithoutRead = 0;
        if (alarm) {
            carriedVehicles = 0;
        }
        return record;
    }
}
