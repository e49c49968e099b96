package dev.gatehouse.core.lookout;

import dev.gatehouse.core.match.FalseHits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The lookouts in force at one moment: a base list, and over it the layers of the deltas since,
/// newest last. Immutable: a reader takes one reference and keeps it for the whole passage.
///
/// A delta becomes a layer of its own, and what it replaces is marked dead in the layers below, so
/// that applying one costs what the delta holds and not what the list holds. Layers are joined
/// again by [#compacted] and [#folded], off the path of any answer.
public final class LookoutSnapshot {
    /// Layers above the base; with more, [#compacted] is due.
    public static final int MAX_LAYERS = 4;

    /// Lookouts in the layers above the base; with more, [#folded] is due.
    public static final int MAX_LAYERED = 65_536;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /// A twentieth of the base is layered before it is folded in.
    private static final int FOLD_PART = 20;

    /// No lookouts, of no generation: for searches while there is no list.
    public static final LookoutSnapshot NONE =
            new LookoutSnapshot(
                    0,
                    0,
                    new ListAge(Instant.EPOCH, 0, 0),
                    new StalenessLimits(Duration.ofSeconds(1), Duration.ofSeconds(1)),
                    List.of(),
                    LoadReport.NONE);

    private final long generation;
    private final long sequence;
    private final ListAge age;
    private final StalenessLimits limits;
    private final List<ListSegment> segments;
    private final LoadReport report;

    private LookoutSnapshot(
            long generation,
            long sequence,
            ListAge age,
            StalenessLimits limits,
            List<ListSegment> segments,
            LoadReport report) {
        this.generation = generation;
        this.sequence = sequence;
        this.age = age;
        this.limits = limits;
        this.segments = List.copyOf(segments);
        this.report = report;
    }

    /// A new generation.
    static LookoutSnapshot of(
            long generation,
            ListAge age,
            StalenessLimits limits,
            LookoutList list,
            LoadReport report) {
        return new LookoutSnapshot(
                generation, 0, age, limits, List.of(ListSegment.of(list)), report);
    }

    /// Counts up with each list loaded, from 1.
    public long generation() {
        return generation;
    }

    /// Deltas applied to it; 0 for none.
    public long sequence() {
        return sequence;
    }

    /// Issue time of the list.
    public Instant issuedAt() {
        return age.issuedAt();
    }

    /// Layers, the base first.
    List<ListSegment> segments() {
        return segments;
    }

    /// Lookouts in force.
    public int size() {
        return segments.stream().mapToInt(ListSegment::live).sum();
    }

    /// Measures how many passages that nobody looks for hit a plate of the base all the same.
    ///
    /// @param reads made up; more take longer and tell more exactly
    public FalseHits falseHits(long seed, int reads) {
        return segments.isEmpty()
                ? LookoutList.EMPTY.falseHits(seed, reads)
                : segments.getFirst().list().falseHits(seed, reads);
    }

    /// Whether anybody is listed by name.
    public boolean hasNames() {
        return segments.stream().anyMatch(segment -> segment.list().table().namedCount() > 0);
    }

    /// The lookout of an id, if it is in force.
    public Optional<Lookout> lookout(String id) {
        for (ListSegment segment : segments.reversed()) {
            OptionalInt row = segment.liveRow(id);
            if (row.isPresent()) {
                return Optional.of(segment.list().table().get(row.getAsInt()));
            }
        }
        return Optional.empty();
    }

    /// Every lookout in force, layer by layer.
    public List<Lookout> lookouts() {
        List<Lookout> all = new ArrayList<>();
        for (ListSegment segment : segments) {
            for (int row = 0; row < segment.list().size(); row++) {
                if (segment.isLive(row)) {
                    all.add(segment.list().table().get(row));
                }
            }
        }
        return all;
    }

    /// What loading the base found.
    public LoadReport report() {
        return report;
    }

    /// Bytes held by tables and indexes.
    public long memoryBytes() {
        return segments.stream().mapToLong(segment -> segment.list().memoryBytes()).sum();
    }

    /// With a delta on top.
    ///
    /// @param layer of the delta's changed lookouts
    /// @throws IllegalArgumentException when the delta is not the next one of this generation
    LookoutSnapshot with(LookoutDelta delta, LookoutList layer, ListAge issued) {
        if (delta.base() != generation || delta.sequence() != sequence + 1) {
            throw new IllegalArgumentException(
                    "delta: expected "
                            + generation
                            + "."
                            + (sequence + 1)
                            + ", found "
                            + delta.base()
                            + "."
                            + delta.sequence());
        }
        List<ListSegment> layered = new ArrayList<>();
        for (ListSegment segment : segments) {
            BitSet replaced = new BitSet();
            LookoutTable below = segment.list().table();
            if (below.size() > 0) {
                below.markSame(delta.changed(), replaced);
                for (String id : delta.withdrawn()) {
                    below.row(id).ifPresent(replaced::set);
                }
            }
            layered.add(segment.without(replaced));
        }
        layered.add(ListSegment.of(layer));
        return new LookoutSnapshot(generation, delta.sequence(), issued, limits, layered, report);
    }

    /// Whether the layers should be joined.
    boolean isCompactionDue() {
        return segments.size() - 1 > MAX_LAYERS;
    }

    /// Whether the layers should become part of the base.
    boolean isFoldDue() {
        int layered = 0;
        for (ListSegment segment : segments.subList(1, segments.size())) {
            layered += segment.list().size();
        }
        int dead = segments.getFirst().dead().cardinality();
        int many = Math.clamp(segments.getFirst().list().size() / FOLD_PART, 1_024, MAX_LAYERED);
        return Math.max(layered, dead) > many;
    }

    /// The same lookouts with one layer above the base.
    LookoutSnapshot compacted() {
        ListSegment above = joined(segments.subList(1, segments.size()));
        return layered(List.of(segments.getFirst(), above));
    }

    /// The same lookouts in a base alone.
    LookoutSnapshot folded() {
        return layered(List.of(joined(segments)));
    }

    private static ListSegment joined(List<ListSegment> layers) {
        LookoutTableBuilder builder = new LookoutTableBuilder();
        for (ListSegment segment : layers) {
            for (int row = 0; row < segment.list().size(); row++) {
                if (segment.isLive(row)) {
                    builder.add(segment.list().table().get(row));
                }
            }
        }
        return ListSegment.of(LookoutList.of(builder.build()));
    }

    /// Other lookouts under the name and age of this list: a part of it, to be searched alone.
    LookoutSnapshot only(LookoutList part) {
        return layered(List.of(ListSegment.of(part)));
    }

    private LookoutSnapshot layered(List<ListSegment> other) {
        return new LookoutSnapshot(generation, sequence, age, limits, other, report);
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
        return "LookoutSnapshot[generation="
                + generation
                + "."
                + sequence
                + ", lookouts="
                + size()
                + "]";
    }

    ListState state(long nanos, ListSource source) {
        long ageNanos = age.atNanos(nanos);
        return new ListState(
                generation, sequence, ageNanos / NANOS_PER_SECOND, limits.level(ageNanos), source);
    }

    LookoutSnapshot withAge(ListAge other) {
        return new LookoutSnapshot(generation, sequence, other, limits, segments, report);
    }
}
