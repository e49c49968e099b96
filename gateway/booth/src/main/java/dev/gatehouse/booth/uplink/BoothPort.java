package dev.gatehouse.booth.uplink;

import dev.gatehouse.core.journal.RecordClass;

/// The uplink's only door into the booth thread; each call enqueues a message and returns.
public interface BoothPort {
    /// Asks for the signed state of every class; it comes by [UplinkMailbox#hello].
    void helloWanted();

    /// Central's signed time was believed. The booth thread sets the clock, so that no decision
    /// ever sees a step that it was not told of.
    ///
    /// @param centralMs central's clock
    /// @param askedNanos when the question left
    /// @param answeredNanos when the answer came
    void clockConfirmed(long centralMs, long askedNanos, long answeredNanos);

    /// Asks for signed declarations that records cannot be delivered; they come by
    /// [DeclaredLosses].
    ///
    /// @param first that cannot
    /// @param end next one that can, or the end of what is durable
    void lossMet(RecordClass recordClass, long first, long end);
}
