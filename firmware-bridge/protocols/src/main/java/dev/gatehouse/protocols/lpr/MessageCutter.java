package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.Decoded;
import java.util.List;

/// Cuts a stream of octets into a reader's messages, however they arrive: coalesced, or in pieces.
/// Holds at most one message's limit. Used by one thread at a time.
public interface MessageCutter {

    /// Takes what arrived together and gives what it completes, in order: messages, and refusals of
    /// what had the form of one (too long, wrong sum).
    List<Decoded<byte[]>> take(byte[] octets);

    /// Octets between messages that belonged to none.
    long discarded();

    /// Whether a message has begun and not ended.
    boolean midway();

    /// Forgets what has begun: a connection that is new does not go on where the last one broke.
    void reset();
}
