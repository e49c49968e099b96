package dev.gatehouse.core.lookout;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/// The lookouts in force. One thread loads (`lookout-sync`); any thread reads, through one volatile reference.
public final class LookoutStore {
    private final StalenessLimits limits;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private volatile ListView view = new ListView(Optional.empty(), ListSource.ABSENT);

    /// @param limits ages at which a list turns AMBER and RED
    /// @param nanos monotonic clock
    /// @param wall clock that dates lists when they are loaded
    public LookoutStore(StalenessLimits limits, LongSupplier nanos, InstantSource wall) {
        this.limits = limits;
        this.nanos = nanos;
        this.wall = wall;
    }

    /// The list in force and its source; take it once per passage.
    public ListView view() {
        return view;
    }

    /// Generation, age and level now.
    public ListState state() {
        return view.state(nanos.getAsLong());
    }

    /// Loads a list if it has changed since the last call.
    public LoadOutcome load(Path csv) {
        return new LoadOutcome.Unsettled();
    }

    /// Dates the list in force anew, after the wall clock has been confirmed.
    public void clockConfirmed() {}

    @Override
    public String toString() {
        return "LookoutStore[" + limits + wall + "]";
    }
}
