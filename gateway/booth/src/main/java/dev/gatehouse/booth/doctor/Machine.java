package dev.gatehouse.booth.doctor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What is asked of the machine. Nothing that is asked changes anything: no port is bound and no
/// lock is taken, for the booth may start at that moment.
interface Machine {
    Instant now();

    /// Octets that this user may still write there; empty when it cannot be told.
    OptionalLong freeBytes(Path folder);

    /// Whether any program of this machine listens on the port.
    boolean listening(int port);

    /// Whether any process holds a lock on the file.
    boolean locked(Path file);

    /// Bound of the error of the machine's clock by chrony, milliseconds; infinite when chrony runs
    /// and is not synchronised, empty where there is no chrony.
    OptionalDouble chronyBoundMs();

    /// Whether somebody takes connections at the address.
    boolean answers(String host, int port);
}
