package dev.gatehouse.benchmarks;

import dev.gatehouse.core.lookout.ListFile;
import dev.gatehouse.core.lookout.ListKey;
import dev.gatehouse.core.lookout.ListScope;
import dev.gatehouse.core.lookout.LoadOutcome;
import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.LookoutAction;
import dev.gatehouse.core.lookout.LookoutDelta;
import dev.gatehouse.core.lookout.LookoutSearch;
import dev.gatehouse.core.lookout.LookoutStore;
import dev.gatehouse.core.lookout.LookoutTable;
import dev.gatehouse.core.lookout.LookoutTableBuilder;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.lookout.StalenessLimits;
import dev.gatehouse.core.lookout.Terms;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// What it takes to load a built list of 1,000,000 plates and to bring it up to date by deltas of
/// 10,000 entries, and what a search pays meanwhile: from the files to the list in force, by the
/// booth's own store.
final class DeltaBenchmark implements Benchmark {
    private static final int STORES = 3;
    private static final int DELTAS = 4;
    private static final int REPLACED_OF_TEN = 5;
    private static final int NEW_OF_TEN = 4;
    private static final int LONGEST_NS = 1_000_000_000;
    private static final double NANOS_A_MS = 1e6;
    private static final double NANOS_A_US = 1e3;
    private static final double P999 = 99.9;
    private static final double MEDIAN = 50;
    private static final double LOAD_AIM_MS = 2_000;
    private static final double APPLY_AIM_MS = 50;
    private static final double RATIO_AIM = 2;
    private static final String[] STATES = {"US-NY", "CA-ON", "US-MI", "US-TX", "MX-SON", "CA-QC"};
    private static final String SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789";

    private final SecureRandom secure = new SecureRandom();

    /// What the searches of one time took.
    private enum Time {
        /// Not counted: the program is not warm yet, or something else is being measured.
        BETWEEN,
        QUIET,
        APPLYING,
        TIDYING
    }

    /// Searches one after the other, on a thread of its own, until it is ended.
    private static final class Searcher {
        private final LookoutStore store;
        private final List<Presented.Plate> reads;
        private final Histogram[] times = {
            new Histogram(LONGEST_NS, 3),
            new Histogram(LONGEST_NS, 3),
            new Histogram(LONGEST_NS, 3),
            new Histogram(LONGEST_NS, 3)
        };
        private final Thread thread;
        private volatile Time now = Time.BETWEEN;
        private volatile boolean ended;
        private long hits;

        Searcher(LookoutStore store, List<Presented.Plate> reads) {
            this.store = store;
            this.reads = reads;
            thread = Thread.ofPlatform().name("searcher").start(this::run);
        }

        private void run() {
            LookoutSearch search = new LookoutSearch();
            for (int i = 0; !ended; i = (i + 1) % reads.size()) {
                Time before = now;
                long begin = System.nanoTime();
                hits +=
                        search.find(
                                        store.view().inForce(),
                                        reads.get(i),
                                        LookoutSearch.TIME_UNKNOWN)
                                .hits()
                                .size();
                long took = System.nanoTime() - begin;
                if (before == now) {
                    of(before).recordValue(Math.min(took, LONGEST_NS));
                }
            }
        }

        Histogram of(Time time) {
            return times[
                    switch (time) {
                        case BETWEEN -> 0;
                        case QUIET -> 1;
                        case APPLYING -> 2;
                        case TIDYING -> 3;
                    }];
        }

        void end() throws InterruptedException {
            ended = true;
            thread.join();
        }

        void requireHits() {
            if (hits == 0) {
                throw new IllegalStateException("no search found anything: nothing was measured");
            }
        }
    }

    @Override
    public String name() {
        return "delta";
    }

    @Override
    public String about() {
        return "an encrypted list of 1,000,000 plates loaded, deltas of 10,000 applied while it is searched";
    }

    @Override
    public Report run(Run run) throws IOException, InterruptedException {
        int entries = run.choose(1_000_000, 5_000);
        int changes = run.choose(10_000, 500);
        SplittableRandom random = new SplittableRandom(run.seed());
        Files.createDirectories(run.folder());
        ListKey key = ListKey.random(secure);
        Path keyFile = Files.writeString(run.folder().resolve("key"), key.fileText());
        Path list = run.folder().resolve("list.ghl");
        List<Presented.Plate> reads = base(list, key, entries, random);
        run.say("delta: " + entries + " lookouts written, " + Files.size(list) + " octets");
        Histogram loads = new Histogram(3);
        Histogram applies = new Histogram(3);
        Histogram quiet = new Histogram(LONGEST_NS, 3);
        Histogram applying = new Histogram(LONGEST_NS, 3);
        Histogram tidying = new Histogram(LONGEST_NS, 3);
        double bytes = 0;
        for (int round = 0; round < STORES; round++) {
            LookoutStore store =
                    new LookoutStore(
                            new StalenessLimits(Duration.ofDays(1), Duration.ofDays(2)),
                            System::nanoTime,
                            InstantSource.system(),
                            ListScope.ALL,
                            Optional.of(keyFile));
            for (int i = 1; i <= DELTAS + 1; i++) {
                var _ = Files.deleteIfExists(delta(list, i));
            }
            loads.recordValue(took(() -> store.load(list) instanceof LoadOutcome.Loaded));
            bytes = (double) store.view().inForce().memoryBytes() / entries;
            Searcher searcher = new Searcher(store, reads);
            try {
                TimeUnit.MILLISECONDS.sleep(run.choose(1_500, 50));
                searcher.now = Time.QUIET;
                TimeUnit.MILLISECONDS.sleep(run.choose(1_500, 50));
                for (int i = 1; i <= DELTAS + 1; i++) {
                    searcher.now = Time.BETWEEN;
                    write(
                            list,
                            key,
                            store.view().inForce().generation(),
                            i,
                            entries,
                            changes,
                            random);
                    TimeUnit.MILLISECONDS.sleep(run.choose(200, 5));
                    searcher.now = Time.APPLYING;
                    applies.recordValue(
                            took(() -> store.load(list) instanceof LoadOutcome.Updated));
                }
                searcher.now = Time.TIDYING;
                var _ = took(store::tidy);
                searcher.now = Time.BETWEEN;
            } finally {
                searcher.end();
            }
            searcher.requireHits();
            quiet.add(searcher.of(Time.QUIET));
            applying.add(searcher.of(Time.APPLYING));
            tidying.add(searcher.of(Time.TIDYING));
            run.say("delta: round " + (round + 1) + " of " + STORES);
        }
        return report(loads, applies, quiet, applying, tidying, bytes);
    }

    private static Report report(
            Histogram loads,
            Histogram applies,
            Histogram quiet,
            Histogram applying,
            Histogram tidying,
            double bytes) {
        double quietUs = quiet.getValueAtPercentile(P999) / NANOS_A_US;
        double applyingUs = applying.getValueAtPercentile(P999) / NANOS_A_US;
        return new Report(
                "delta",
                "The booth's own store: a built list (AES-256-GCM) of 1,000,000 plates, five deltas of 10,000 entries each"
                        + " (half replaced, 4,000 new, 1,000 withdrawn) applied while another thread searches without pause;"
                        + " "
                        + STORES
                        + " rounds. Times include reading and opening the files.",
                List.of(
                        ms("load_ms", "list of 1,000,000 loaded, median", loads)
                                .with(Aim.atMost(LOAD_AIM_MS)),
                        ms("apply_ms", "delta of 10,000 applied, median", applies)
                                .with(Aim.atMost(APPLY_AIM_MS)),
                        Figure.of(
                                "apply_max_ms",
                                "delta of 10,000 applied, longest",
                                applies.getMaxValue() / NANOS_A_MS,
                                "ms"),
                        Figure.of("quiet_p999_us", "search, p99.9 before", quietUs, "us"),
                        Figure.of("applying_p999_us", "search, p99.9 meanwhile", applyingUs, "us"),
                        Figure.of(
                                        "applying_ratio",
                                        "p99.9 meanwhile to before",
                                        quietUs == 0 ? 0 : applyingUs / quietUs,
                                        "")
                                .with(Aim.atMost(RATIO_AIM)),
                        Figure.of(
                                "tidying_p999_us",
                                "search, p99.9 while layers are joined",
                                tidying.getValueAtPercentile(P999) / NANOS_A_US,
                                "us"),
                        Figure.of(
                                "bytes_per_lookout",
                                "memory of lookouts and indexes in all",
                                bytes,
                                "B a lookout")));
    }

    private static Figure ms(String name, String metric, Histogram times) {
        return Figure.of(name, metric, times.getValueAtPercentile(MEDIAN) / NANOS_A_MS, "ms");
    }

    /// One step, which must do what it is measured for.
    @FunctionalInterface
    private interface Step {
        boolean done();
    }

    private static long took(Step step) {
        long begin = System.nanoTime();
        boolean done = step.done();
        long took = System.nanoTime() - begin;
        if (!done) {
            throw new IllegalStateException("a list or a delta was not taken");
        }
        return took;
    }

    private List<Presented.Plate> base(Path list, ListKey key, int entries, SplittableRandom random)
            throws IOException {
        LookoutTableBuilder builder = new LookoutTableBuilder();
        List<Presented.Plate> reads = new ArrayList<>();
        int every = Math.max(entries / 20_000, 1);
        for (int i = 0; i < entries; i++) {
            String plate = plate(random);
            Jurisdiction by = Jurisdiction.ofIso(STATES[random.nextInt(STATES.length)]);
            add(builder, id(i), 1, plate, by, random);
            if (i % every == 0) {
                // nine of ten are listed nowhere, as at a border
                boolean listed = random.nextInt(10) == 0;
                reads.add(new Presented.Plate(listed ? plate : plate(random), by));
            }
        }
        LookoutTable table = builder.build();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(list))) {
            ListFile.write(out, 1, Instant.now(), table, key, secure);
        }
        return reads;
    }

    private void write(
            Path list,
            ListKey key,
            long generation,
            int sequence,
            int entries,
            int changes,
            SplittableRandom random)
            throws IOException {
        LookoutTableBuilder builder = new LookoutTableBuilder();
        List<String> withdrawn = new ArrayList<>();
        int share = changes / 10;
        int first = sequence * changes % Math.max(entries - changes, 1);
        for (int i = 0; i < changes; i++) {
            Jurisdiction by = Jurisdiction.ofIso(STATES[random.nextInt(STATES.length)]);
            if (i < share * REPLACED_OF_TEN) {
                add(builder, id(first + i), 1 + sequence, plate(random), by, random);
            } else if (i < share * (REPLACED_OF_TEN + NEW_OF_TEN)) {
                add(builder, id(entries + sequence * changes + i), 1, plate(random), by, random);
            } else {
                withdrawn.add(id(first + i));
            }
        }
        LookoutDelta delta =
                new LookoutDelta(generation, sequence, Instant.now(), builder.build(), withdrawn);
        Path draft = list.resolveSibling("draft");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
            ListFile.write(out, delta, key, secure);
        }
        var _ = Files.move(draft, delta(list, sequence));
    }

    private static Path delta(Path list, int sequence) {
        return list.resolveSibling(list.getFileName() + "." + sequence);
    }

    private static String id(int number) {
        return "L-" + (10_000_000 + number);
    }

    private static void add(
            LookoutTableBuilder builder,
            String id,
            int version,
            String plate,
            Jurisdiction by,
            SplittableRandom random) {
        builder.begin(
                id,
                version,
                1 + random.nextInt(Lookout.LOWEST_PRIORITY),
                LookoutAction.REFER_MANDATORY,
                Lookout.NO_START,
                Lookout.NO_END,
                Terms.PLAIN);
        builder.plate(PlateForm.of(plate), by);
    }

    private static String plate(SplittableRandom random) {
        StringBuilder plate = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            plate.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return plate.toString();
    }
}
