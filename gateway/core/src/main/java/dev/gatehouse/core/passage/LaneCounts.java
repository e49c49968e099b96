package dev.gatehouse.core.passage;

import dev.gatehouse.proto.v1.LaneReconciliation;
import dev.gatehouse.proto.v1.Stamp;

/// Independent counts of one lane, held against each other window by window (mission, point 1).
///
/// The difference is carried from window to window, so that a vehicle at the border of two is no
/// difference and a slow drift is one. Taken out is what is expected: tailgating that the reader
/// told apart, and vehicles that were read and not felt, such as motorcycles; but when those follow
/// each other, or are many of the last ones, the loop is at fault.
final class LaneCounts {
    /// So many in a row that the loop did not feel: it is at fault.
    private static final int UNFELT_RUN = 5;

    /// Or so many of the last 64.
    private static final int UNFELT_OF_64 = 16;

    private final String laneId;
    private final int toleranceVehicles;
    private Stamp from;
    private long vehicles;
    private long passages;
    private long checked;
    private long tailgates;
    private long readsWithoutPresence;
    private long presenceWithoutRead;
    private long occupancies;
    private long unseen;
    private long unscreened;
    private long carriedVehicles;
    private int unfeltRun;

    /// The last 64 passages, a set bit for one that was not felt.
    private long unfelt;

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

    /// A radiation portal counted a vehicle.
    void occupancy() {
        occupancies++;
    }

    /// Nobody else saw a vehicle that a portal counted.
    ///
    /// @return whether it is the first of the window
    boolean unseen() {
        return unseen++ == 0;
    }

    /// A portal that was there did not count a vehicle.
    void unscreened() {
        unscreened++;
    }

    void tailgate() {
        tailgates++;
    }

    /// The tailgating vehicle came onto the loop after all: it had only been seen early.
    void noTailgate() {
        tailgates--;
    }

    void closed(OpenPassage passage) {
        if (passage.answer().counts()) {
            checked++;
        }
        boolean felt = passage.everPresent();
        unfelt = unfelt << 1 | (felt ? 0 : 1);
        unfeltRun = felt ? 0 : unfeltRun + 1;
        if (!felt) {
            readsWithoutPresence++;
        } else if (passage.reads() == 0) {
            presenceWithoutRead++;
        }
    }

    /// Ends the window.
    LaneReconciliation close(Stamp to) {
        carriedVehicles += passages - tailgates - vehicles - readsWithoutPresence;
        boolean unfeeling = unfeltRun >= UNFELT_RUN || Long.bitCount(unfelt) >= UNFELT_OF_64;
        boolean alarm = unfeeling || Math.abs(carriedVehicles) > toleranceVehicles;
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
                        .setOccupancies(occupancies)
                        .setOccupanciesWithoutPassage(unseen)
                        .setPassagesWithoutOccupancy(unscreened)
                        .build();
        from = to;
        vehicles = 0;
        passages = 0;
        checked = 0;
        tailgates = 0;
        readsWithoutPresence = 0;
        presenceWithoutRead = 0;
        occupancies = 0;
        unseen = 0;
        unscreened = 0;
        if (alarm) {
            carriedVehicles = 0;
            unfeltRun = 0;
            unfelt = 0;
        }
        return record;
    }
}
