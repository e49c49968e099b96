package dev.gatehouse.core.decision;

import dev.gatehouse.protocols.observation.TimeQuality;
import java.util.OptionalLong;

/// The booth's two clocks. Decisions and durations use [#nanos]; the wall clock annotates.
public interface BoothClock {
    /// Monotonic, the domain of `System.nanoTime()`.
    long nanos();

    /// Milliseconds since 1970-01-01T00:00:00Z as far as the booth knows.
    long wallMs();

    /// How [#wallMs] may be trusted.
    TimeQuality quality();

    /// Half-width of the interval that holds the true time, milliseconds; empty when not known.
    OptionalLong boundMs();
}
