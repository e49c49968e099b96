package dev.gatehouse.booth.console;

import dev.gatehouse.proto.v1.ConsoleAccess;

/// The door to the booth thread, which journals who came, left or was refused.
@FunctionalInterface
public interface AccessRecords {
    /// Hands one record over; returns at once.
    ///
    /// @return false when the booth's inbox is full
    boolean offer(ConsoleAccess access);
}
