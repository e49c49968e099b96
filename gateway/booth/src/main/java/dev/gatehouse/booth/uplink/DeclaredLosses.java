package dev.gatehouse.booth.uplink;

import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.proto.v1.DeclaredLoss;
import java.util.Optional;

/// What the booth has signed away: these records are never sent, their declaration is. Any thread
/// may ask.
public interface DeclaredLosses {
    /// The declaration that a record falls under; of several the one that reaches furthest.
    Optional<DeclaredLoss> covering(RecordClass recordClass, long sequence);
}
