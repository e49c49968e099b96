package dev.gatehouse.benchmarks;

import dev.gatehouse.core.decision.Sighting;
import dev.gatehouse.core.disk.FileDisk;
import dev.gatehouse.core.lookout.LoadOutcome;
import dev.gatehouse.core.lookout.LookoutStore;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.lookout.StalenessLimits;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.replay.LateDoor;
import dev.gatehouse.core.replay.ReplayLimits;
import dev.gatehouse.core.replay.Replayer;
import dev.gatehouse.proto.v1.LateHit;
import dev.gatehouse.proto.v1.ListReplay;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// How long a list that changes takes to be held against the recent passages, disk and all.
final class ReplayBenchmark implements Benchmark {
    private static final int PASSAGES = 100_000;
    private static final int LISTED = 100_000;
    private static final int LATE = 100;
    private static final int BRIEF_PART = 50;
    private static final int ROUNDS = 5;
    private static final double MS_A_SECOND = 1_000;
    private static final double NANOS_A_US = 1e3;
    private static final double NANOS_A_MS = 1e6;
    private static final double MIB = 1 << 20;
    private static final double AIM_BYTES = 100;

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String about() {
        return "a changed list of 100,000 held against 100,000 recent passages";
    }

    @Override
    public Report run(Run run) throws IOException {
        int part = run.brief() ? BRIEF_PART : 1;
        List<Figure> figures = new ArrayList<>();
        try (Trial plates = new Trial(run, PASSAGES / part, LISTED / part)) {
            figures.addAll(plates.measure());
        }
        return new Report(
                "replay",
                "The replayer of the booth over a list file: loaded, compared with the one in force, and every passage searched, by one thread. Worst of "
                        + ROUNDS
                        + " changes of "
                        + LATE
                        + " lookouts; one at a time finds its passage.",
                figures);
    }

    /// A replayer with its passages, and a list to change.
    private static final class Trial implements LateDoor, AutoCloseable {
        private final int passages;
        private final int listed;
        private final Path folder;
        private final Path csv;
        private final FileDisk disk;
        private final MadeUpPlates plates;
        private final SplittableRandom random;
        private final LookoutStore store;
        private final List<String> seen = new ArrayList<>();
        private final List<String> list;
        private Replayer replayer;
        private long late;
        private long sawNanos;

        Trial(Run run, int passages, int listed) throws IOException {
            this.passages = passages;
            this.listed = listed;
            this.folder = Files.createDirectories(run.folder().resolve("replay"));
            this.csv = folder.resolve("list.csv");
            this.disk = FileDisk.open(folder.resolve("state"));
            this.plates = new MadeUpPlates(run.seed());
            this.random = new SplittableRandom(run.seed());
            this.store =
                    new LookoutStore(
                            new StalenessLimits(Duration.ofDays(1), Duration.ofDays(2)),
                            System::nanoTime,
                            Instant::now);
            this.list = new ArrayList<>(plates.listed(listed));
            this.replayer = newReplayer();
            load(0);
            pass();
        }

        private Replayer newReplayer() {
            return new Replayer(
                    new Replayer.Parts(
                            ReplayLimits.ofHours(72),
                            disk,
                            new byte[32],
                            new SecureRandom(),
                            System::nanoTime,
                            System::currentTimeMillis),
                    store::view,
                    this);
        }

        private void load(int round) throws IOException {
            try (BufferedWriter out = Files.newBufferedWriter(csv)) {
                out.write("id,kind,jurisdiction,plate,priority,action,valid_until\n");
                for (int i = 0; i < list.size(); i++) {
                    out.write(
                            "BENCH-%06d,PLATE,%s,%s,3,REFER_MANDATORY,2099-12-31\n"
                                    .formatted(i, MadeUpPlates.LISTED_JURISDICTION, list.get(i)));
                }
            }
            Files.setLastModifiedTime(
                    csv, FileTime.from(Instant.now().minusSeconds(3_600 - 10L * round)));
        }

        private void swap() {
            if (!(store.load(csv) instanceof LoadOutcome.Loaded)) {
                throw new IllegalStateException("the list was not taken");
            }
        }

        private void pass() {
            swap();
            replayer.step(true);
            Jurisdiction issuer = Jurisdiction.ofIso(MadeUpPlates.LISTED_JURISDICTION);
            for (int i = 0; i < passages; i++) {
                String plate = plates.unlisted();
                seen.add(plate);
                Presented what = new Presented.Plate(plate, issuer);
                long before = System.nanoTime();
                replayer.saw(
                        new Sighting(
                                String.format("%016x", i),
                                "lane-1",
                                System.currentTimeMillis(),
                                TimeQuality.SYNCED,
                                before,
                                false,
                                what,
                                List.of()));
                sawNanos += System.nanoTime() - before;
                if (i % 10_000 == 0) {
                    replayer.step(true);
                }
            }
            replayer.step(true);
            if (replayer.counters().kept() != passages) {
                throw new IllegalStateException("passages were not kept: " + replayer.counters());
            }
        }

        List<Figure> measure() throws IOException {
            List<Figure> figures = new ArrayList<>();
            figures.add(changed());
            figures.add(
                    Figure.of(
                                    "bytes_per_passage",
                                    "memory of a recent passage with a plate",
                                    replayer.counters().bytes() / (double) passages,
                                    "B a passage")
                            .with(Aim.atMost(AIM_BYTES)));
            figures.add(
                    Figure.of(
                            "disk_mib",
                            "disk of " + Figure.number(passages) + " passages",
                            diskBytes() / MIB,
                            "MiB"));
            figures.add(
                    Figure.of(
                            "saw_us",
                            "cost to the booth thread, mean",
                            sawNanos / NANOS_A_US / passages,
                            "us"));
            figures.addAll(restarted());
            return figures;
        }

        private long diskBytes() throws IOException {
            long bytes = 0;
            for (String name : disk.list()) {
                bytes += Files.size(folder.resolve("state").resolve(name));
            }
            return bytes;
        }

        /// Lists change by some lookouts, one of which has passed.
        Figure changed() throws IOException {
            long worstNanos = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                for (int i = 0; i < LATE - 1; i++) {
                    list.set(random.nextInt(listed), plates.listed(1).getFirst());
                }
                list.add(seen.get(random.nextInt(seen.size() / 2)));
                load(round);
                swap();
                long lateBefore = late;
                long before = System.nanoTime();
                replayer.step(true);
                worstNanos = Math.max(worstNanos, System.nanoTime() - before);
                if (late == lateBefore) {
                    throw new IllegalStateException("a late lookout found nothing");
                }
            }
            return Figure.of(
                            "changed_ms",
                            "from the list in force to its late hits handed over, worst of "
                                    + ROUNDS,
                            worstNanos / NANOS_A_MS,
                            "ms")
                    .with(Aim.atMost(MS_A_SECOND));
        }

        /// Everything read back, and held against the whole list.
        private List<Figure> restarted() {
            replayer.close();
            replayer = newReplayer();
            long before = System.nanoTime();
            replayer.step(false);
            long read = System.nanoTime();
            replayer.step(true);
            long searched = System.nanoTime();
            if (replayer.counters().kept() != passages) {
                throw new IllegalStateException("a restart forgot: " + replayer.counters());
            }
            return List.of(
                    Figure.of(
                            "read_back_ms",
                            "read back after a restart",
                            (read - before) / NANOS_A_MS,
                            "ms"),
                    Figure.of(
                                    "whole_ms",
                                    "all passages in the whole list of "
                                            + Figure.number(listed)
                                            + ", as after a restart",
                                    (searched - read) / NANOS_A_MS,
                                    "ms")
                            .with(Aim.atMost(MS_A_SECOND)));
        }

        @Override
        public boolean late(LateHit hit, Outcome outcome) {
            late++;
            outcome.durable();
            return true;
        }

        @Override
        public boolean replayed(ListReplay run, Outcome outcome) {
            outcome.durable();
            return true;
        }

        @Override
        public void close() throws IOException {
            replayer.close();
            disk.close();
        }
    }
}
