package dev.gatehouse.core.passage;

import dev.gatehouse.proto.v1.PassageEnd;
import dev.gatehouse.proto.v1.Stamp;

/// What a lane tells its owner, and what it asks of him.
public interface PassageEvents {
    /// Id of the passage that this event opens: the same event gives the same id, also after a
    /// restart.
    String passageId(String laneId, String deviceId, String eventId);

    /// The wall clock now, for annotation.
    Stamp stamp();

    /// A passage ended.
    void closed(OpenPassage passage, PassageEnd end);

    /// A vehicle passed over the loop, and a radiation portal that was there did not count it: once
    /// for each passage.
    void unscreened(OpenPassage passage);

    /// A radiation portal counted a vehicle that neither loop nor reader saw: the first in a window
    /// of counts.
    void unseen(String laneId);
}
