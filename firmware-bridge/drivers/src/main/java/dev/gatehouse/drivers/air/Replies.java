package dev.gatehouse.drivers.air;

import dev.gatehouse.protocols.dmr.data.Answer;
import dev.gatehouse.protocols.dmr.data.BlockMap;
import dev.gatehouse.protocols.dmr.data.ResponseHeader;
import dev.gatehouse.protocols.dmr.data.Route;
import dev.gatehouse.protocols.dmr.data.TextDialect;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.observation.Received;
import java.util.Optional;

/// What the one who listens has for the one who sends: answers to ours, and answers that we owe.
interface Replies {

    /// Whether a packet is addressed to us alone.
    boolean isOurs(Route route);

    /// A radio answered a packet of ours.
    void response(ResponseHeader response, Optional<BlockMap> map, Received now);

    /// A radio acknowledged the text of ours with this number.
    void acknowledged(RadioAddress source, int sequence, Received now);

    /// Sends an answer that is owed, where sending is permitted.
    void owe(Answer answer, int slot, Received now);

    /// Acknowledges a text, where sending is permitted.
    void oweText(RadioAddress to, TextDialect dialect, int sequence, int slot, Received now);
}
