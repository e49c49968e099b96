package dev.gatehouse.benchmarks;

import dev.gatehouse.benchmarks.SensorLoad.Source;
import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.bus.Json;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.SubjectKind;
import dev.gatehouse.protocols.Decoded;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/// A whole booth whose lanes are full of sensors: nothing that a peer sent is missing, at the booth
/// or at central, and memory does not grow with time.
final class SensorsBenchmark implements Benchmark {
    private static final int SECONDS = 60;
    private static final int BRIEF_SECONDS = 4;
    private static final int LIST_ENTRIES = 100_000;
    private static final int BRIEF_ENTRIES = 1_000;
    private static final SensorLoad.Scale FULL = new SensorLoad.Scale(20, 8, 4, SECONDS, 20);
    private static final SensorLoad.Scale BRIEF = new SensorLoad.Scale(4, 2, 1, BRIEF_SECONDS, 5);
    private static final int RSS_LOOK_MS = 500;
    private static final double KIB_A_MIB = 1_024;
    private static final double NANOS_A_MS = 1e6;
    private static final double PERCENT = 100;
    private static final double MEDIAN = 50;
    private static final double P99 = 99;

    /// What was seen from outside while the load lasted.
    private record Course(List<Double> rssMib, double processorShare) {}

    @Override
    public String name() {
        return "sensors";
    }

    @Override
    public String about() {
        return "a booth with 20 cameras, 8 radiation portals and 4 RFID readers at work: nothing lost, memory, alerts";
    }

    @Override
    public Report run(Run run) throws IOException, InterruptedException, SQLException {
        int seconds = run.secondsOr(SECONDS, BRIEF_SECONDS);
        SensorLoad.Scale usual = run.brief() ? BRIEF : FULL;
        SensorLoad.Scale scale =
                new SensorLoad.Scale(
                        usual.cameras(),
                        usual.portals(),
                        usual.readers(),
                        seconds,
                        usual.hitEvery());
        AlertBook<Source> book = new AlertBook<>();
        List<Figure> figures = new ArrayList<>();
        try (SensorLoad load = new SensorLoad(scale, run.seed(), book);
                BoothSite site = new BoothSite(run.folder(), run.programs())) {
            load.prepare(site, run.folder(), run.choose(LIST_ENTRIES, BRIEF_ENTRIES));
            site.enrol(List.of());
            var _ = site.startCentral();
            Program booth = site.startBooth("data", List.of());
            site.awaitReady(booth);
            SensorBalance balance = new SensorBalance(load, site, booth);
            run.awaitCalmDisk();
            AtomicLong tagAlerts = new AtomicLong();
            try (SwiftOfficer officer = new SwiftOfficer(site);
                    BusPeer observer =
                            new BusPeer(
                                    site.busUri(),
                                    "observer",
                                    site.password("observer"),
                                    (_, payload) -> arrived(payload, book, tagAlerts, officer))) {
                observer.subscribe(site.topic("lane/+/alert"));
                load.begin();
                balance.awaitConnected();
                Course course = drive(load, site, booth, seconds);
                load.end();
                FlatJson page = balance.settle(book, tagAlerts);
                run.say(
                        "sensors: %d referrals closed, %d commands refused"
                                .formatted(officer.closed(), officer.refused()));
                if (!balance.remark().isEmpty()) {
                    run.say("sensors: at central of at booth:" + balance.remark());
                }
                figures.addAll(balance.figures());
                figures.add(count("plate_alerts", "alerts of listed plates", plates(book)));
                figures.add(count("radiation_alerts", "alerts of portals", alarmed(book)));
                figures.add(count("tag_alerts", "alerts of listed tags", tagAlerts.get()));
                figures.addAll(
                        times("plate", "a plate's POST to its alert", book.of(Source.PLATE)));
                figures.addAll(
                        times(
                                "radiation",
                                "a portal's alarm line to its alert",
                                book.of(Source.RADIATION)));
                figures.add(own(page, "p50"));
                figures.add(own(page, "p99"));
                figures.addAll(memory(course));
            }
            booth.stop();
        }
        return new Report(
                "sensors",
                "Booth (heap and flags as packaged) and central as processes on this machine, the sensors in a third, %,d lookouts. For %d s %d cameras of four makers post %d reads a second each, one in %d listed; %d portals send gamma counts at 5 Hz and neutrons at 1 Hz without a pause, every other occupancy of 8 s with an alarm; %d RFID readers report 200 reads a second each, 5 tags a second, one in 10 listed. An officer closes each referral. Lost: sent by a peer and not read by its driver, taken from a driver and not found at central when the ledger is opened, or due as an alert and not told. Alerts from when a read or line was due to the callback of a Paho subscriber."
                        .formatted(
                                run.choose(LIST_ENTRIES, BRIEF_ENTRIES),
                                seconds,
                                scale.cameras(),
                                SensorLoad.READS_PER_S,
                                scale.hitEvery(),
                                scale.portals(),
                                scale.readers()),
                figures);
    }

    private static void arrived(
            byte[] payload, AlertBook<Source> book, AtomicLong tags, SwiftOfficer officer) {
        long now = System.nanoTime();
        if (Json.parse(payload, Alert.getDefaultInstance())
                        instanceof Decoded.Message<Alert>(var alert)
                && !alert.getReferralId().isEmpty()
                && !alert.hasAlarm()) {
            if (!alert.hasKind()) {
                // of a plate
                book.alerted(SensorLoad.hits(alert.getLaneId(), Source.PLATE), now);
            } else if (alert.getKind() == SubjectKind.SUBJECT_KIND_RADIATION) {
                book.alerted(SensorLoad.hits(alert.getLaneId(), Source.RADIATION), now);
            } else {
                tags.incrementAndGet();
            }
            officer.alerted(alert);
        }
    }

    private static Course drive(SensorLoad load, BoothSite site, Program booth, int seconds)
            throws IOException, InterruptedException {
        List<Double> rssMib = new ArrayList<>();
        Duration before = booth.processorTime();
        long began = System.nanoTime();
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<Void> all =
                    thread.submit(() -> {
                        load.drive(site);
                        return null;
                    });
            while (true) {
                booth.requireAlive();
                rssMib.add(booth.statusKib("VmRSS").orElse(0) / KIB_A_MIB);
                try {
                    var _ = all.get(RSS_LOOK_MS, TimeUnit.MILLISECONDS);
                    break;
                } catch (TimeoutException e) {
                    // the load lasts
                }
            }
        } catch (ExecutionException e) {
            throw new IOException("the load of " + seconds + " s failed", e);
        }
        double share =
                (double) booth.processorTime().minus(before).toNanos()
                        / (System.nanoTime() - began);
        return new Course(rssMib, share);
    }

    private static long plates(AlertBook<Source> book) {
        return book.of(Source.PLATE).sinceDue().getTotalCount();
    }

    private static long alarmed(AlertBook<Source> book) {
        return book.of(Source.RADIATION).sinceDue().getTotalCount();
    }

    private static List<Figure> times(String name, String words, AlertBook.Times times) {
        Histogram due = times.sinceDue();
        return List.of(
                ms(name + "_alert_p50_ms", words + ", p50", due.getValueAtPercentile(MEDIAN)),
                ms(name + "_alert_p99_ms", words + ", p99", due.getValueAtPercentile(P99)),
                ms(name + "_alert_max_ms", words + ", longest", due.getMaxValue()));
    }

    private static Figure ms(String name, String words, long nanos) {
        return Figure.of(name, words, nanos / NANOS_A_MS, "ms");
    }

    private static Figure own(FlatJson page, String percentile) throws IOException {
        try {
            return Figure.of(
                    "own_alert_" + percentile + "_ms",
                    "arrival to alert by the booth's own page, " + percentile,
                    Double.parseDouble(page.text("decisions.alert_ms_" + percentile)),
                    "ms");
        } catch (NumberFormatException e) {
            throw new IOException("the booth's page has no times of alerts", e);
        }
    }

    private static List<Figure> memory(Course course) {
        List<Double> rss = course.rssMib();
        return List.of(
                mib("rss_start_mib", "resident set when the load begins", rss.getFirst()),
                mib("rss_half_mib", "at half of its time", rss.get(rss.size() / 2)),
                mib("rss_end_mib", "at its end", rss.getLast()),
                mib(
                        "rss_most_mib",
                        "most",
                        rss.stream().mapToDouble(Double::doubleValue).max().orElse(0)),
                Figure.of(
                        "processor_percent",
                        "processor time of the booth, of one core",
                        course.processorShare() * PERCENT,
                        "%"));
    }

    private static Figure mib(String name, String words, double value) {
        return Figure.of(name, words, value, "MiB");
    }

    private static Figure count(String name, String words, long value) {
        return Figure.of(name, words, (double) value, "");
    }
}
