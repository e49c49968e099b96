package dev.gatehouse.booth.uplink;

import dev.gatehouse.core.journal.RecordClass;
import java.util.Optional;

/// The uplink's only door into the booth thread; each call enqueues a message and returns.
public interface BoothPort {
    /// Asks for the signed state of every class; it comes by [UplinkMailbox#hello].
    void helloWanted();

    void clockConfirmed();

    /// Asks for a signed declaration of loss; it comes by [UplinkMailbox#loss].
    ///
    /// @param state the chain's saved state at `first + count`, where the journal kept it
    void lossMet(RecordClass recordClass, long first, long count, Optional<byte[]> state);
}
