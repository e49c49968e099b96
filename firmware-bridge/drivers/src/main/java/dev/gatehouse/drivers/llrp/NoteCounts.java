package dev.gatehouse.drivers.llrp;

import dev.gatehouse.drivers.Counters;
import dev.gatehouse.protocols.llrp.DecodeNotes;

/// Carries over what the codec left out into the reader's counters. Owned by the machine.
final class NoteCounts {

    private final DecodeNotes notes;
    private final Counters<LlrpCounter> counters;
    private long unknown;
    private long leftover;
    private long dropped;

    NoteCounts(DecodeNotes notes, Counters<LlrpCounter> counters) {
        this.notes = notes;
        this.counters = counters;
    }

    void update() {
        var _ = counters.add(LlrpCounter.UNKNOWN_PARAMETERS, notes.unknownParameters() - unknown);
        var _ = counters.add(LlrpCounter.LEFTOVER_OCTETS, notes.leftoverOctets() - leftover);
        var _ = counters.add(LlrpCounter.TAGS_UNREADABLE, notes.droppedTags() - dropped);
        unknown = notes.unknownParameters();
        leftover = notes.leftoverOctets();
        dropped = notes.droppedTags();
    }
}
