package dev.gatehouse.core.lookout;

import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Lists for tests of other packages, without files.
public final class TestLists {
    private static final StalenessLimits LIMITS =
            new StalenessLimits(Duration.ofDays(1), Duration.ofDays(2));
    private static final String SIGNS = "AB8O0D?";
    private static final List<String> JURISDICTIONS = List.of("US-NY", "CA-ON", "ZZ");

    private TestLists() {}

    /// A list in force.
    ///
    /// @param nanos monotonic time at which it is new, or older than its hard limit
    public static ListView view(
            long generation, List<Lookout> lookouts, boolean fresh, long nanos) {
        return new ListView(
                Optional.of(snapshot(generation, lookouts, fresh, nanos)), ListSource.GOOD);
    }

    public static LookoutSnapshot snapshot(
            long generation, List<Lookout> lookouts, boolean fresh, long nanos) {
        LookoutTableBuilder builder = new LookoutTableBuilder();
        lookouts.forEach(builder::add);
        long age = fresh ? 0 : Duration.ofDays(3).toNanos();
        return LookoutSnapshot.of(
                generation,
                new ListAge(Instant.EPOCH, age, nanos),
                LIMITS,
                LookoutList.of(builder.build()),
                new LoadReport(0, Map.of(), 0, 0, 0, 0, 0, 0, 0, 0, List.of()));
    }

    /// The same list issued anew.
    public static ListView again(ListView view, boolean fresh, long nanos) {
        long age = fresh ? 0 : Duration.ofDays(3).toNanos();
        return new ListView(
                view.snapshot().map(old -> old.withAge(new ListAge(Instant.EPOCH, age, nanos))),
                view.source());
    }

    /// With a delta on top.
    public static LookoutSnapshot with(
            LookoutSnapshot base, List<Lookout> changed, List<String> withdrawn) {
        LookoutTableBuilder builder = new LookoutTableBuilder();
        changed.forEach(builder::add);
        LookoutTable table = builder.build();
        return base.with(
                new LookoutDelta(
                        base.generation(), base.sequence() + 1, Instant.EPOCH, table, withdrawn),
                LookoutList.of(table),
                new ListAge(Instant.EPOCH, 0, 0));
    }

    /// The same lookouts, joined into a base alone.
    public static LookoutSnapshot folded(LookoutSnapshot layered) {
        return layered.folded();
    }

    /// A lookout of one plate.
    public static Lookout plate(
            String id, int version, String jurisdiction, String plate, LookoutAction action) {
        return plate(id, version, jurisdiction, plate, action, Lookout.NO_START, Lookout.NO_END);
    }

    public static Lookout plate(
            String id,
            int version,
            String jurisdiction,
            String plate,
            LookoutAction action,
            int from,
            int until) {
        return new Lookout(
                id,
                version,
                List.of(new Subject.Plate(Jurisdiction.ofIso(jurisdiction), PlateForm.of(plate))),
                3,
                action,
                from,
                until,
                Terms.PLAIN);
    }

    /// A made-up plate of few characters, so that many are alike.
    public static String plate(RandomGenerator random) {
        StringBuilder plate = new StringBuilder("X");
        for (int i = random.nextInt(4, 6); i > 0; i--) {
            plate.append(SIGNS.charAt(random.nextInt(SIGNS.length() - 1)));
        }
        return plate.toString();
    }

    public static String jurisdiction(RandomGenerator random) {
        return JURISDICTIONS.get(random.nextInt(JURISDICTIONS.size()));
    }
}
