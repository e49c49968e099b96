package dev.gatehouse.benchmarks;

import dev.gatehouse.booth.FlatJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What a booth's process takes of the machine, and how soon it is there: through the launcher,
/// with the AOT cache and without.
final class FootprintBenchmark implements Benchmark {
    private static final int RUNS = 7;
    private static final int LIST_ENTRIES = 100_000;
    private static final int IDLE_S = 30;
    private static final int FIRST_MATCH_LIMIT_S = 60;
    private static final int RETRY_MS = 2;
    private static final double NANOS_A_MS = 1e6;
    private static final double KIB_A_MB = 1_024;
    private static final double RSS_AIM_MB = 80;
    private static final double START_AIM_MS = 1_000;
    private static final String CACHE_SUFFIX = ".aot";
    private static final String READER = "cam-0";

    /// With the cache the launcher finds, or told to do without.
    private enum Cache {
        WITH("aot", "with AOT cache", ""),
        WITHOUT("plain", "without AOT cache", "-XX:AOTMode=off");

        private final String key;
        private final String words;
        private final String jvm;

        Cache(String key, String words, String jvm) {
            this.key = key;
            this.words = words;
            this.jvm = jvm;
        }

        private List<String> flags() {
            return jvm.isEmpty() ? List.of() : List.of(jvm);
        }
    }

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String about() {
        return "resident set when idle, and start to first match, with and without AOT cache";
    }

    @Override
    public Report run(Run run) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        int runs = run.choose(RUNS, 1);
        boolean cacheUsed = starts(run.in("start"), runs, figures);
        figures.add(
                Figure.of(
                        "aot_cache_used",
                        "AOT cache mapped by the launcher's process (1 yes, 0 no)",
                        cacheUsed ? 1 : 0,
                        ""));
        resident(run, runs, cacheUsed, figures);
        return new Report(
                "footprint",
                "The booth as its launcher starts it, uplink live; medians of %d. Start: an enrolled booth with a list of %,d plates is started again; a reader posts a listed plate as soon as the port is open, until one is a hit; from the exec of the launcher (a shell), and from the JVM's, to the answer that the hit is on disk. Resident set (VmRSS): %d booths at once, %d s after the last was ready."
                        .formatted(
                                runs, run.choose(LIST_ENTRIES, 1_000), runs, run.choose(IDLE_S, 1)),
                figures);
    }

    /// @return whether the processes that should have used a cache did
    private static boolean starts(Run run, int runs, List<Figure> figures)
            throws IOException, InterruptedException {
        MadeUpPlates plates = new MadeUpPlates(run.seed());
        List<String> listed = plates.listed(1_000);
        boolean cacheUsed = false;
        try (BoothSite site = new BoothSite(run.folder(), run.programs())) {
            plates.write(site.lookouts(), listed, run.choose(LIST_ENTRIES, 1_000));
            site.lane("0");
            site.httpReader(READER, "0");
            site.enrol(List.of());
            var _ = site.startCentral();
            // the first start makes the store
            Start first = start(site, Cache.WITH, listed);
            cacheUsed = first.cacheUsed;
            run.say(
                    "footprint: first start %.0f ms, AOT cache %s"
                            .formatted(first.execMs, cacheUsed));
            List<List<Start>> all = List.of(new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < runs; i++) {
                // by turns: both see the same machine
                for (Cache cache : Cache.values()) {
                    if (cache == Cache.WITHOUT || cacheUsed) {
                        all.get(cache == Cache.WITH ? 0 : 1).add(start(site, cache, listed));
                    }
                }
            }
            for (Cache cache : Cache.values()) {
                List<Start> own = all.get(cache == Cache.WITH ? 0 : 1);
                if (!own.isEmpty()) {
                    startFigures(cache, own, figures);
                }
            }
        }
        return cacheUsed;
    }

    private static void startFigures(Cache cache, List<Start> starts, List<Figure> figures) {
        double exec = median(starts.stream().map(Start::execMs).toList());
        double jvm = median(starts.stream().map(Start::jvmMs).toList());
        figures.add(
                Figure.of(
                                cache.key + "_start_ms",
                                "exec of the launcher to first match on disk, " + cache.words,
                                exec,
                                "ms")
                        .with(Aim.atMost(START_AIM_MS)));
        figures.add(
                Figure.of(
                        cache.key + "_jvm_start_ms",
                        "the same from when the shell became the JVM, " + cache.words,
                        jvm,
                        "ms"));
    }

    private record Start(double execMs, double jvmMs, boolean cacheUsed) {}

    private static Start start(BoothSite site, Cache cache, List<String> listed)
            throws IOException, InterruptedException {
        Program booth = site.startBooth("data", cache.flags());
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(FIRST_MATCH_LIMIT_S);
        while (!booth.isJava() && System.nanoTime() - limit < 0) {
            booth.requireAlive();
            Thread.sleep(1);
        }
        long javaNanos = System.nanoTime();
        while (!Ports.isOpen(site.httpPort())) {
            booth.requireAlive();
            if (System.nanoTime() - limit > 0) {
                throw new IOException("the booth did not listen");
            }
            Thread.sleep(RETRY_MS);
        }
        for (int i = 0; System.nanoTime() - limit < 0; i++) {
            post(site, listed.get(i % listed.size()), booth.pid() + "-" + i);
            long taken = System.nanoTime();
            if (FlatJson.parse(site.status()).number("decisions.hits") > 0
                    || hitSoon(site, booth)) {
                Start start =
                        new Start(
                                (taken - booth.execNanos()) / NANOS_A_MS,
                                (taken - javaNanos) / NANOS_A_MS,
                                booth.maps(CACHE_SUFFIX));
                booth.stop();
                return start;
            }
        }
        throw new IOException("no read was a hit within " + FIRST_MATCH_LIMIT_S + " s");
    }

    /// The page shows a moment ago: whether it still comes to show the hit of a read that was
    /// answered.
    private static boolean hitSoon(BoothSite site, Program booth)
            throws IOException, InterruptedException {
        FlatJson page =
                site.awaitStatus(
                        booth,
                        now -> now.number("decisions.observations") > 0,
                        "past its first read");
        return page.number("decisions.hits") > 0;
    }

    private static void post(BoothSite site, String plate, String event) throws IOException {
        try (HttpReader reader = new HttpReader(site.httpPort(), site.readerPath(READER))) {
            reader.send(reader.request(ReaderMessage.of(plate, "start-" + event)));
            reader.requireTaken();
        }
    }

    private static void resident(Run run, int runs, boolean cacheUsed, List<Figure> figures)
            throws IOException, InterruptedException {
        for (Cache cache : Cache.values()) {
            if (cache == Cache.WITHOUT || cacheUsed) {
                for (int entries : new int[] {0, run.choose(LIST_ENTRIES, 1_000)}) {
                    String of = entries == 0 ? "empty" : "list";
                    double mb = residentMb(run.in(cache.key + "-" + of), cache, entries, runs);
                    String words =
                            (entries == 0 ? "no lookouts, " : "%,d lookouts, ".formatted(entries))
                                    + cache.words;
                    figures.add(
                            Figure.of(
                                            cache.key + "_" + of + "_rss_mb",
                                            "resident set, " + words,
                                            mb,
                                            "MiB")
                                    .with(Aim.atMost(RSS_AIM_MB)));
                    run.say("footprint: %s %.1f MiB".formatted(words, mb));
                }
            }
        }
    }

    private static double residentMb(Run run, Cache cache, int entries, int booths)
            throws IOException, InterruptedException {
        List<BoothSite> sites = new ArrayList<>();
        try (BoothSite site = new BoothSite(run.folder(), run.programs())) {
            sites.add(site);
            for (int i = 2; i <= booths; i++) {
                sites.add(site.neighbour("bench-" + i));
            }
            Path list = run.folder().resolve("list.csv");
            new MadeUpPlates(run.seed()).write(list, List.of(), entries);
            List<Program> programs = new ArrayList<>();
            for (BoothSite one : sites) {
                Files.copy(list, one.lookouts());
                one.lane("0");
                one.httpReader(READER, "0");
                one.enrol(List.of());
            }
            var _ = site.startCentral();
            for (BoothSite one : sites) {
                programs.add(one.startBooth("data", cache.flags()));
            }
            for (int i = 0; i < booths; i++) {
                sites.get(i).awaitReady(programs.get(i));
            }
            Thread.sleep(TimeUnit.SECONDS.toMillis(run.choose(IDLE_S, 1)));
            List<Double> megabytes = new ArrayList<>();
            for (Program program : programs) {
                program.requireAlive();
                megabytes.add(program.statusKib("VmRSS").orElseThrow() / KIB_A_MB);
            }
            for (Program program : programs) {
                program.terminate();
            }
            for (Program program : programs) {
                program.stop();
            }
            return median(megabytes);
        } finally {
            sites.forEach(BoothSite::close);
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
