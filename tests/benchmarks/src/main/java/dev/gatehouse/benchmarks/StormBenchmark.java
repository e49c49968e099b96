package dev.gatehouse.benchmarks;

import dev.gatehouse.booth.FlatJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// How many radios a whole booth registers a second when all of them come at once.
final class StormBenchmark implements Benchmark {
    private static final int RADIOS = 4_000;
    private static final int BRIEF_RADIOS = 50;
    private static final int REQUIRED_PER_S = 1_000;
    private static final int FLOOD_PER_S = 20_000;
    private static final String DEVICE = "fleet";

    /// Or no radio would be answered.
    private static final String TRANSMIT = "transmit = \"on\", authorised_hz = \"453800000\"";

    private static final int LIST_ENTRIES = 100_000;
    private static final int POLL_MS = 5;
    private static final long QUIET_MS = 5_000;
    private static final double KIB_A_MIB = 1_024;
    private static final double MS_A_S = 1_000;

    /// How radios come.
    private record Fleet(String format, String words, String settings) {}

    /// @param seconds from the first to the last
    /// @param share of all radios
    private record Outcome(double seconds, double share, double rssMib) {}

    private static final List<Fleet> FLEETS =
            List.of(
                    new Fleet("trbo", "Motorola radios, ARS over UDP", TRANSMIT),
                    new Fleet(
                            "hytera",
                            "Hytera radios, RRS over HSTRP",
                            "repeaters = \"127.0.0.1=1\", covered_equipment_reason = \"a benchmark\","
                                    + " messages_per_second = \"100000\", "
                                    + TRANSMIT));

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public String about() {
        return "radios that register all at once, taken by a whole booth, a second";
    }

    @Override
    public Report run(Run run) throws IOException, InterruptedException {
        int radios = run.choose(RADIOS, BRIEF_RADIOS);
        List<Figure> figures = new ArrayList<>();
        for (Fleet fleet : FLEETS) {
            Outcome usual = measure(run.in(fleet.format), fleet, radios, REQUIRED_PER_S);
            Outcome flood = measure(run.in(fleet.format + "-flood"), fleet, radios, FLOOD_PER_S);
            figures.add(
                    Figure.of(
                            fleet.format + "_share",
                            fleet.words + ", 1,000 a second: share registered",
                            usual.share,
                            ""));
            figures.add(
                    Figure.of(
                            fleet.format + "_per_s",
                            fleet.words + ", 1,000 a second: registered a second",
                            usual.share * radios / usual.seconds,
                            "radios/s"));
            figures.add(
                    Figure.of(
                            fleet.format + "_rss_mib",
                            fleet.words + ", resident set then",
                            usual.rssMib,
                            "MiB"));
            figures.add(
                    Figure.of(
                            fleet.format + "_flood_s",
                            fleet.words + ", 20,000 a second: from the first to the last",
                            flood.seconds,
                            "s"));
            figures.add(
                    Figure.of(
                            fleet.format + "_flood_share",
                            fleet.words + ", 20,000 a second: share registered before they gave up",
                            flood.share,
                            ""));
        }
        return new Report(
                "storm",
                "A booth as a process that has just started, %,d lookouts; %,d radios of a simulated fleet in the same process, by the octets of the real protocol, register for the first time until each is answered, or has asked as often as it may. A radio is answered once its record is on disk."
                        .formatted(run.choose(LIST_ENTRIES, BRIEF_RADIOS), radios),
                figures);
    }

    private static Outcome measure(Run run, Fleet fleet, int radios, int perSecond)
            throws IOException, InterruptedException {
        MadeUpPlates plates = new MadeUpPlates(run.seed());
        try (BoothSite site = new BoothSite(run.folder(), run.programs())) {
            plates.write(site.lookouts(), plates.listed(1), run.choose(LIST_ENTRIES, BRIEF_RADIOS));
            site.lane("1");
            site.device(
                    DEVICE,
                    "radio",
                    "1",
                    fleet.format,
                    "sim:%s?scenario=registration-storm&radios=%d&per_second=%d&seed=%d"
                            .formatted(fleet.format, radios, perSecond, run.seed()),
                    fleet.settings);
            site.enrol(List.of());
            Program booth = site.startBooth("data", List.of());
            FlatJson first =
                    site.awaitStatus(booth, page -> registered(page) > 0, "hearing radios");
            FlatJson last = first;
            FlatJson page = first;
            // longer than a radio waits for its answer
            for (long quietMs = 0; registered(last) < radios && quietMs < QUIET_MS; ) {
                Thread.sleep(POLL_MS);
                booth.requireAlive();
                page = FlatJson.parse(site.status());
                quietMs = registered(page) > registered(last) ? 0 : quietMs + POLL_MS;
                last = quietMs == 0 ? page : last;
            }
            long tookMs = Math.max(1, last.number("uptime_ms") - first.number("uptime_ms"));
            run.say(
                    "storm: %s, %d a second: %d of %d radios in %d ms"
                            .formatted(fleet.format, perSecond, registered(last), radios, tookMs));
            booth.stop();
            return new Outcome(
                    tookMs / MS_A_S,
                    registered(last) / (double) radios,
                    page.number("rss_kib") / KIB_A_MIB);
        }
    }

    /// Radios that the booth knows, each once.
    private static long registered(FlatJson page) {
        return Math.max(0, page.number("radios_heard"));
    }
}
