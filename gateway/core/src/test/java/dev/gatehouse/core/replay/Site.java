package dev.gatehouse.core.replay;

import dev.gatehouse.core.decision.Sighting;
import dev.gatehouse.core.disk.SimulatedDisk;
import dev.gatehouse.core.lookout.Finding;
import dev.gatehouse.core.lookout.ListSource;
import dev.gatehouse.core.lookout.ListView;
import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.LookoutSearch;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.lookout.TestLists;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.LateHit;
import dev.gatehouse.proto.v1.LateKind;
import dev.gatehouse.proto.v1.ListReplay;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A replayer with a list, a clock, a disk and a booth thread in memory.
final class Site implements LateDoor {
    static final long START_MS = 1_795_000_000_000L;
    static final byte[] KEY = new byte[32];
    static final ReplayLimits LIMITS =
            new ReplayLimits(72 * 3_600_000L, 3 * 3_600_000L, 8L << 20, 128, 0);

    final SimulatedDisk disk;
    ReplayLimits limits = LIMITS;
    long nanos = 1_000_000_000L;
    long wallMs = START_MS;
    ListView view = new ListView(Optional.empty(), ListSource.ABSENT);
    long generation;
    Replayer replayer;

    /// What reached the journal, by key, and how often it came.
    final List<LateHit> late = new ArrayList<>();

    final List<ListReplay> runs = new ArrayList<>();
    final Set<String> journal = new HashSet<>();
    int repeated;
    boolean full;
    private int passages;
    private final LookoutSearch search = new LookoutSearch();

    Site(long seed) {
        disk = new SimulatedDisk(seed);
        replayer = newReplayer();
    }

    private Replayer newReplayer() {
        return new Replayer(
                new Replayer.Parts(
                        limits, disk, KEY, new SecureRandom(), () -> nanos, () -> wallMs),
                () -> view,
                this);
    }

    @Override
    public boolean late(LateHit hit, Outcome outcome) {
        if (full) {
            outcome.refused();
            return true;
        }
        if (journal.add(LateFindings.key(hit))) {
            late.add(hit);
        } else {
            repeated++;
        }
        outcome.durable();
        return true;
    }

    @Override
    public boolean replayed(ListReplay run, Outcome outcome) {
        if (full) {
            outcome.refused();
            return true;
        }
        runs.add(run);
        run.getSilentHitsList().forEach(hit -> journal.add(LateFindings.key(hit)));
        outcome.durable();
        return true;
    }

    void list(boolean fresh, List<Lookout> lookouts) {
        view = TestLists.view(++generation, lookouts, fresh, nanos);
    }

    /// A plate passes and is answered by the list in force.
    Sighting passes(String jurisdiction, String plate) {
        return passes(String.format("%016x", ++passages), jurisdiction, plate);
    }

    Sighting passes(String passageId, String jurisdiction, String plate) {
        Presented.Plate what = new Presented.Plate(plate, Jurisdiction.ofIso(jurisdiction));
        List<Hit> hits = new ArrayList<>();
        for (Finding found : search.find(view.inForce(), what, wallMs).hits()) {
            Lookout lookout = found.lookout();
            hits.add(
                    Hit.newBuilder()
                            .setLookoutId(lookout.id())
                            .setLookoutVersion(lookout.version())
                            .setSilent(lookout.silent())
                            .setPriority(lookout.priority())
                            .build());
        }
        Sighting sighting =
                new Sighting(
                        passageId,
                        "lane-1",
                        wallMs,
                        TimeQuality.SYNCED,
                        nanos,
                        !view.state(nanos).level().mayClear(),
                        what,
                        hits);
        replayer.saw(sighting);
        pass(100);
        return sighting;
    }

    void pass(long ms) {
        nanos += ms * 1_000_000;
        wallMs += ms;
    }

    /// Two looks: what the first hands over is answered at the second.
    Site look() {
        replayer.step(true);
        pass(1_100);
        replayer.step(true);
        return this;
    }

    void restart() {
        replayer.close();
        replayer = newReplayer();
    }

    /// As if the power had been cut.
    void crash() {
        disk.crash();
        replayer = newReplayer();
    }

    /// `passage lookout version kind` of what reached the journal since the last question.
    List<String> told() {
        List<String> told =
                late.stream()
                        .map(hit ->
                                hit.getPassageId().replaceFirst("^0+", "")
                                        + " "
                                        + hit.getHit().getLookoutId()
                                        + " "
                                        + hit.getHit().getLookoutVersion()
                                        + " "
                                        + word(hit.getKind()))
                        .toList();
        late.clear();
        return told;
    }

    private static String word(LateKind kind) {
        return kind.name().replace("LATE_KIND_", "");
    }
}
