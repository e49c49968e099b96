package dev.gatehouse.booth.inventory;

import dev.gatehouse.proto.v1.Stamp;
import java.time.Instant;

/// The booth's time as the inventory needs it.
public interface InventoryClock {
    /// Monotonic, nanoseconds.
    long nanos();

    /// Wall clock, whether right or wrong.
    Instant wall();

    /// Central has confirmed the time since the start.
    boolean confirmed();

    /// Of records.
    Stamp stamp();
}
