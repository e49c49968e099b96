package dev.gatehouse.core.replay;

import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.LateHit;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.util.List;

/// What is remembered, one after the other.
sealed interface Entry {

    /// A hit, and when its lookout ends.
    ///
    /// @param untilMinute first minute at which the lookout no longer counts
    record Found(int untilMinute, Hit hit) {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Found[content withheld]";
        }
    }

    /// Something that a passage presented.
    ///
    /// @param doubtful answered without a complete, fresh list
    /// @param hits found when it was answered
    record Seen(
            String passageId,
            String laneId,
            long wallMs,
            TimeQuality quality,
            boolean doubtful,
            Presented what,
            List<Found> hits)
            implements Entry {
        public Seen {
            hits = List.copyOf(hits);
        }

        /// Whether this lookout was found when it was answered.
        boolean found(String lookoutId, int version) {
            for (Found one : hits) {
                if (one.hit().getLookoutVersion() == version
                        && one.hit().getLookoutId().equals(lookoutId)) {
                    return true;
                }
            }
            return false;
        }

        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Seen[passage=" + passageId + ", content withheld]";
        }
    }

    /// A late hit whose record is on disk.
    ///
    /// @param untilMinute first minute at which the lookout no longer counts
    record Told(int untilMinute, LateHit late) implements Entry {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Told[passage=" + late.getPassageId() + ", content withheld]";
        }
    }
}
