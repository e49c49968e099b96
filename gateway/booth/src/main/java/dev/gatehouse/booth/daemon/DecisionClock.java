package dev.gatehouse.booth.daemon;

import dev.gatehouse.core.decision.BoothClock;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.util.OptionalLong;

/// The booth's time as the decision sees it.
record DecisionClock(BoothTime time) implements BoothClock {
    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public long wallMs() {
        return time.read().wallMs();
    }

    @Override
    public TimeQuality quality() {
        return time.read().quality();
    }

    @Override
    public OptionalLong boundMs() {
        long bound = time.read().boundMs();
        return bound < 0 ? OptionalLong.empty() : OptionalLong.of(bound);
    }
}
