package dev.gatehouse.benchmarks;

import dev.gatehouse.bus.Json;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.protocols.Decoded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;

/// From a listed plate's octets written to a socket to its alert in the hands of a subscriber.
final class AlertBenchmark implements Benchmark {
    /// Of each way in.
    private static final int LANES = 4;

    private static final int HITS = 2_050;
    private static final int WARM_UP = 250;
    private static final double HITS_PER_S = 60;
    private static final int LOAD_READERS = 2;
    private static final double LOAD_PER_S = 50;
    private static final int LIST_ENTRIES = 100_000;
    private static final int LAST_ALERT_LIMIT_MS = 20_000;
    private static final int POLL_MS = 10;
    private static final int LAST_PUBLISH_MS = 500;
    private static final double NANOS_A_MS = 1e6;
    private static final double AIM_MS = 5;
    private static final double MEDIAN = 50;
    private static final double P99 = 99;
    private static final double P999 = 99.9;

    /// How a read comes in.
    enum Way {
        HTTP("http", "HTTP", "cam-"),
        MQTT("mqtt", "MQTT", "lpr-");

        private final String key;
        private final String word;
        private final String device;

        Way(String key, String word, String device) {
            this.key = key;
            this.word = word;
            this.device = device;
        }

        private String lane(int number) {
            return key + number;
        }
    }

    @Override
    public String name() {
        return "alert";
    }

    @Override
    public String about() {
        return "a listed plate's bytes in to its alert at a subscriber, idle and under load";
    }

    @Override
    public Report run(Run run) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (boolean loaded : new boolean[] {false, true}) {
            String beside = loaded ? "load" : "idle";
            AlertBook<Way> book = measure(run.in(beside), loaded);
            for (Way way : Way.values()) {
                figures.addAll(
                        figures(
                                way.key + "_" + beside,
                                way.word
                                        + " to alert, "
                                        + (loaded ? "50 reads/s beside" : "idle box"),
                                book.of(way)));
            }
        }
        return new Report(
                "alert",
                "Booth and central as processes on this machine, %,d lookouts; %,d hits of each way in, together at a fixed %.0f a second, after %d to warm up, begun when the disk had become calm; from when a hit was due (corrected for coordinated omission) to the callback of a Paho subscriber. An officer closes each referral at once, four changes of state more for each hit."
                        .formatted(
                                run.choose(LIST_ENTRIES, 1_000),
                                run.choose(HITS, 30),
                                HITS_PER_S,
                                run.choose(WARM_UP, 10)),
                figures);
    }

    private static List<Figure> figures(String name, String words, AlertBook.Times times) {
        Histogram due = times.sinceDue();
        return List.of(
                ms(name + "_p50_ms", words + ", p50", due.getValueAtPercentile(MEDIAN)),
                ms(name + "_p99_ms", words + ", p99", due.getValueAtPercentile(P99))
                        .with(Aim.atMost(AIM_MS)),
                ms(name + "_p999_ms", words + ", p99.9", due.getValueAtPercentile(P999)),
                ms(name + "_max_ms", words + ", longest", due.getMaxValue()),
                ms(
                        name + "_since_sent_p99_ms",
                        words + ", p99 from when it was sent",
                        times.sinceSent().getValueAtPercentile(P99)));
    }

    private static Figure ms(String name, String metric, long nanos) {
        return Figure.of(name, metric, nanos / NANOS_A_MS, "ms");
    }

    private static AlertBook<Way> measure(Run run, boolean loaded)
            throws IOException, InterruptedException {
        int hits = Way.values().length * (run.choose(HITS, 30) + run.choose(WARM_UP, 10));
        MadeUpPlates plates = new MadeUpPlates(run.seed());
        List<String> listed = plates.listed(hits);
        try (BoothSite site = new BoothSite(run.folder(), run.programs())) {
            plates.write(site.lookouts(), listed, run.choose(LIST_ENTRIES, 1_000));
            prepare(site);
            var _ = site.startCentral();
            Program booth = site.startBooth("data", List.of());
            site.awaitReady(booth);
            run.awaitCalmDisk();
            AlertBook<Way> book = new AlertBook<>();
            int warmUp = Way.values().length * run.choose(WARM_UP, 10);
            try (SwiftOfficer officer = new SwiftOfficer(site);
                    BusPeer observer =
                            new BusPeer(
                                    site.busUri(),
                                    "observer",
                                    site.password("observer"),
                                    (_, payload) -> arrived(payload, book, officer))) {
                observer.subscribe(site.topic("lane/+/alert"));
                drive(new Drive(site, listed, warmUp, new Pace(HITS_PER_S), book), loaded, plates);
                awaitAll(book);
                run.say(
                        "alert: %d hits, %d referrals closed, %d commands refused"
                                .formatted(book.alerts(), officer.closed(), officer.refused()));
            }
            booth.stop();
            return book;
        }
    }

    private static void arrived(byte[] payload, AlertBook<Way> book, SwiftOfficer officer) {
        long now = System.nanoTime();
        if (Json.parse(payload, Alert.getDefaultInstance())
                        instanceof Decoded.Message<Alert>(var alert)
                && !alert.getReferralId().isEmpty()
                && !alert.hasAlarm()) {
            book.alerted(alert.getLaneId(), now);
            officer.alerted(alert);
        }
    }

    private static void prepare(BoothSite site) throws IOException, InterruptedException {
        List<String> busReaders = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            site.lane(Way.HTTP.lane(lane));
            site.httpReader(Way.HTTP.device + lane, Way.HTTP.lane(lane));
            site.lane(Way.MQTT.lane(lane));
            site.busReader(Way.MQTT.device + lane, Way.MQTT.lane(lane));
            busReaders.add(Way.MQTT.device + lane);
        }
        for (int reader = 0; reader < LOAD_READERS; reader++) {
            site.lane("load" + reader);
            site.busReader("busy-" + reader, "load" + reader);
            busReaders.add("busy-" + reader);
        }
        site.enrol(busReaders);
    }

    private static void drive(Drive drive, boolean loaded, MadeUpPlates plates)
            throws IOException, InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Void>> senders = new ArrayList<>();
            Future<Void> load =
                    threads.submit(() -> loaded ? load(drive.site, plates, done) : null);
            for (int lane = 0; lane < LANES; lane++) {
                int own = lane;
                senders.add(threads.submit(() -> drive.post(own)));
                senders.add(threads.submit(() -> drive.publish(own)));
            }
            try {
                for (Future<Void> sender : senders) {
                    var _ = sender.get();
                }
                done.set(true);
                var _ = load.get();
            } catch (ExecutionException e) {
                throw new IOException("a reader failed", e);
            } finally {
                done.set(true);
                threads.shutdownNow();
            }
        }
    }

    /// Vehicles that nobody looks for, on lanes of their own.
    private static Void load(BoothSite site, MadeUpPlates plates, AtomicBoolean done)
            throws IOException, InterruptedException {
        List<BusPeer> readers = new ArrayList<>();
        try {
            for (int reader = 0; reader < LOAD_READERS; reader++) {
                String id = "busy-" + reader;
                readers.add(new BusPeer(site.busUri(), id, site.password(id), (_, _) -> {}));
            }
            Pace pace = new Pace(LOAD_PER_S);
            for (int i = 0; !done.get(); i++) {
                int reader = i % LOAD_READERS;
                byte[] body = ReaderMessage.of(plates.unlisted(), "busy-" + i);
                var _ = pace.await(i);
                readers.get(reader).publish(site.topic("device/busy-" + reader + "/input"), body);
            }
        } finally {
            readers.forEach(BusPeer::close);
        }
        return null;
    }

    private static void awaitAll(AlertBook<Way> book) throws IOException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LAST_ALERT_LIMIT_MS);
        while (book.missing() > 0 && System.nanoTime() - limit < 0) {
            Thread.sleep(POLL_MS);
        }
        if (book.missing() > 0 || book.unexpected() > 0) {
            throw new IOException(
                    "alerts: %d came, %d are missing, %d were not expected"
                            .formatted(book.alerts(), book.missing(), book.unexpected()));
        }
    }

    /// The readers: hit number `i` of the list is due at the pace's number `i`; ways and lanes take
    /// turns.
    private record Drive(
            BoothSite site, List<String> listed, int warmUp, Pace pace, AlertBook<Way> book) {
        private static final int STRIDE = LANES * Way.values().length;

        private static int first(Way way, int lane) {
            return lane * Way.values().length + (way == Way.HTTP ? 0 : 1);
        }

        private byte[] body(int hit) {
            return ReaderMessage.of(listed.get(hit), "hit-" + hit);
        }

        private void due(Way way, int lane, int hit) throws InterruptedException {
            long due = pace.await(hit);
            book.sent(way, way.lane(lane), due, hit >= warmUp);
        }

        Void post(int lane) throws IOException, InterruptedException {
            try (HttpReader reader =
                    new HttpReader(site.httpPort(), site.readerPath(Way.HTTP.device + lane))) {
                for (int hit = first(Way.HTTP, lane); hit < listed.size(); hit += STRIDE) {
                    byte[] request = reader.request(body(hit));
                    due(Way.HTTP, lane, hit);
                    reader.send(request);
                    reader.requireTaken();
                }
            }
            return null;
        }

        Void publish(int lane) throws IOException, InterruptedException {
            String id = Way.MQTT.device + lane;
            try (BusPeer peer = new BusPeer(site.busUri(), id, site.password(id), (_, _) -> {})) {
                for (int hit = first(Way.MQTT, lane); hit < listed.size(); hit += STRIDE) {
                    byte[] body = body(hit);
                    due(Way.MQTT, lane, hit);
                    peer.publish(site.topic("device/" + id + "/input"), body);
                }
                // the last message must leave before the connection does
                Thread.sleep(LAST_PUBLISH_MS);
            }
            return null;
        }
    }
}
