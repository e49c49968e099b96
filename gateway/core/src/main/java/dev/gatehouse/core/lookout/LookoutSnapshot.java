package dev.gatehouse.core.lookout;

import dev.gatehouse.core.match.PlateIndex;
import java.time.Instant;
import java.util.List;

/// The lookouts in force at one moment. Immutable: a reader takes one reference and keeps it for
/// the whole passage.
public final class LookoutSnapshot {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final long generation;
    private final ListAge age;
    private final StalenessLimits limits;
    private final PlateIndex plates;
    private final LookoutTable lookouts;
    private final LoadReport report;

    LookoutSnapshot(
            long generation,
            ListAge age,
            StalenessLimits limits,
            PlateIndex plates,
            LookoutTable lookouts,
            LoadReport report) {
        this.generation = generation;
        this.age = age;
        this.limits = limits;
        this.plates = plates;
        this.lookouts = lookouts;
        this.report = report;
    }

    /// Counts up with each list loaded, from 1.
    public long generation() {
        return generation;
    }

    /// Issue time of the list.
    public Instant issuedAt() {
        return age.issuedAt();
    }

    /// Index of the plates; its entries are what [#lookout] takes.
    public PlateIndex plates() {
        return plates;
    }

    /// The lookout of an entry.
    public Lookout lookout(int entry) {
        return lookouts.get(entry);
    }

    /// Lookouts that are matched, in the order of their ids.
    public List<Lookout> lookouts() {
        return lookouts;
    }

    /// What loading found.
    public LoadReport report() {
        return report;
    }

    /// Generation, age and level at a monotonic time, as if the source were good.
    ///
    /// @param nanos of the clock that the store was given
    public ListState state(long nanos) {
        return state(nanos, ListSource.GOOD);
    }

    /// Generation, level and number of lookouts are no content.
    @Override
    public String toString() {
        return "LookoutSnapshot[generation=" + generation + ", lookouts=" + lookouts.size() + "]";
    }

    ListState state(long nanos, ListSource source) {
        long ageNanos = age.atNanos(nanos);
        return new ListState(
                generation, ageNanos / NANOS_PER_SECOND, limits.level(ageNanos), source);
    }

    LookoutSnapshot withAge(ListAge other) {
        return new LookoutSnapshot(generation, other, limits, plates, lookouts, report);
    }
}
