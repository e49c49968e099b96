package dev.gatehouse.core.decision;

import dev.gatehouse.proto.v1.ListState;
import dev.gatehouse.proto.v1.NotCheckedReason;
import java.util.EnumSet;
import java.util.Set;

/// Whether the booth may say CLEAR at all: list and clock confirmed since the start, list not
/// stale.
final class Standing {
    private final ClockWatch clock;
    private boolean listConfirmed;
    private boolean restarting = true;

    Standing(ClockWatch clock) {
        this.clock = clock;
    }

    void confirmList() {
        listConfirmed = true;
        settle();
    }

    /// The clock may have been confirmed.
    void settle() {
        if (listConfirmed && clock.confirmed()) {
            restarting = false;
        }
    }

    /// List and clock were both confirmed once since the start.
    boolean restarted() {
        return !restarting;
    }

    /// Why no hit is not clear at this moment, whatever is searched.
    Set<NotCheckedReason> doubts(Lookouts.View view, ListState list) {
        Set<NotCheckedReason> doubts = EnumSet.noneOf(NotCheckedReason.class);
        if (restarting) {
            doubts.add(NotCheckedReason.NOT_CHECKED_REASON_RESTART);
        }
        if (!clock.confirmed()) {
            doubts.add(NotCheckedReason.NOT_CHECKED_REASON_CLOCK_UNCONFIRMED);
        }
        if (view.damaged()) {
            doubts.add(NotCheckedReason.NOT_CHECKED_REASON_DAMAGED_LIST);
        }
        switch (list.getLevel()) {
            case LIST_LEVEL_GREEN, LIST_LEVEL_AMBER -> {}
            case LIST_LEVEL_RED -> doubts.add(NotCheckedReason.NOT_CHECKED_REASON_STALE_LIST);
            case LIST_LEVEL_ABSENT, LIST_LEVEL_UNSPECIFIED, UNRECOGNIZED -> {
                if (!view.damaged()) {
                    doubts.add(NotCheckedReason.NOT_CHECKED_REASON_NO_LIST);
                }
            }
        }
        return doubts;
    }
}
