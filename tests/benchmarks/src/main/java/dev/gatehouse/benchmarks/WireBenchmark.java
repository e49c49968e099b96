package dev.gatehouse.benchmarks;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.prove.OpenedRecords;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.KeyFileException;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.proto.v1.Record;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// What the seal and the transport cost between booth and central, octet by octet.
final class WireBenchmark implements Benchmark {
    private static final String READER = "lpr-0";

    /// An unlisted vehicle without loops makes two records: the read, and the end of the passage
    /// before it.
    private static final double RECORDS_PER_READ = 2;

    private static final int SETTLE_MS = 2_500;
    private static final double SECONDS_A_SESSION = 900;
    private static final double RECORDS_A_SESSION = 4_096;

    /// One rate of records, and a window that holds its share of the hybrid checkpoints: one every
    /// 64 records or 60 s, whichever is later.
    private enum Rate {
        SLOW("slow", 0.2, 320, 12, 400),
        BUSY("busy", 50, 60, 3, 130);

        private final String key;
        private final double recordsPerS;
        private final int seconds;
        private final int secondsInBrief;
        private final double aimBytes;

        Rate(String key, double recordsPerS, int seconds, int secondsInBrief, double aimBytes) {
            this.key = key;
            this.recordsPerS = recordsPerS;
            this.seconds = seconds;
            this.secondsInBrief = secondsInBrief;
            this.aimBytes = aimBytes;
        }
    }

    @Override
    public String name() {
        return "wire";
    }

    @Override
    public String about() {
        return "octets between booth and central for each record, above its payload";
    }

    @Override
    public Report run(Run run) throws IOException, InterruptedException, SQLException {
        List<Figure> figures = new ArrayList<>();
        for (Rate rate : Rate.values()) {
            // both transports at once: octets do not depend on how busy the machine is
            try (ExecutorService threads = Executors.newCachedThreadPool()) {
                Future<List<Figure>> plain =
                        threads.submit(() -> measure(run.in(rate.key), rate, false));
                Future<List<Figure>> tls =
                        threads.submit(() -> measure(run.in(rate.key + "-tls"), rate, true));
                try {
                    figures.addAll(plain.get());
                    figures.addAll(tls.get());
                } catch (ExecutionException e) {
                    throw new IOException("not measured: " + e.getMessage(), e);
                } finally {
                    threads.shutdownNow();
                }
            }
        }
        return new Report(
                "wire",
                "A counting TCP proxy between real booth and real central, MQTT over plain TCP, and over TLS 1.3 with client certificates (TCP's own headers not counted); all octets of both directions from one receipted state to the next, less the records as they were sealed (their filler for silent hits included). The window holds its share of the checkpoints with two signatures (2.6 kB, one every 64 records or 60 s, whichever is later). To this is added one session's beginning (connect, greeting, epochs, their first checkpoints), shared out over the records of 15 minutes or 4,096, as often as an epoch changes.",
                figures);
    }

    private static List<Figure> measure(Run run, Rate rate, boolean tls)
            throws IOException, InterruptedException, SQLException {
        MadeUpPlates plates = new MadeUpPlates(run.seed());
        try (BoothSite site = new BoothSite(run.folder(), run.programs());
                CountingProxy proxy = new CountingProxy(site.centralPort())) {
            plates.write(site.lookouts(), List.of(), 1_000);
            site.lane("0");
            site.busReader(READER, "0");
            site.upstreamThrough(proxy.port());
            if (tls) {
                site.tlsUpstream();
            }
            site.enrol(List.of(READER));
            Program central = site.startCentral();
            Program booth = site.startBooth("data", List.of());
            site.awaitReady(booth);
            Counted counted;
            try (BusPeer reader =
                    new BusPeer(site.busUri(), READER, site.password(READER), (_, _) -> {})) {
                // the first passage, so that each read from here on ends one
                read(site, reader, plates, 0);
                Thread.sleep(SETTLE_MS);
                counted = new Counted(site, booth, proxy, reader, plates, run, rate, tls);
                counted.count();
            }
            booth.stop();
            central.stop();
            return counted.figures(site);
        }
    }

    private static void read(BoothSite site, BusPeer reader, MadeUpPlates plates, int number)
            throws IOException {
        reader.publish(
                site.topic("device/" + READER + "/input"),
                ReaderMessage.of(plates.unlisted(), "wire-" + number));
    }

    /// The counters at one moment at which everything was receipted.
    private record Mark(long nanos, long upBytes, long downBytes, Map<SealClass, Long> records) {
        long all() {
            return records.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /// One measurement, from one mark to the next.
    private static final class Counted {
        private final BoothSite site;
        private final Program booth;
        private final CountingProxy proxy;
        private final BusPeer reader;
        private final MadeUpPlates plates;
        private final Run run;
        private final Rate rate;
        private final boolean tls;
        private final Mark from;
        private Mark to;

        Counted(
                BoothSite site,
                Program booth,
                CountingProxy proxy,
                BusPeer reader,
                MadeUpPlates plates,
                Run run,
                Rate rate,
                boolean tls)
                throws IOException, InterruptedException {
            this.site = site;
            this.booth = booth;
            this.proxy = proxy;
            this.reader = reader;
            this.plates = plates;
            this.run = run;
            this.rate = rate;
            this.tls = tls;
            this.from = mark(0);
            this.to = from;
        }

        void count() throws IOException, InterruptedException {
            int seconds = run.choose(rate.seconds, rate.secondsInBrief);
            Pace pace = new Pace(rate.recordsPerS / RECORDS_PER_READ);
            int reads = (int) Math.max(1, seconds * rate.recordsPerS / RECORDS_PER_READ);
            for (int i = 1; i <= reads; i++) {
                var _ = pace.await(i - 1);
                read(site, reader, plates, i);
            }
            // the last read has its share of the silence that follows
            var _ = pace.await(reads);
            to = mark(from.all() + reads);
            if (proxy.connections() != 1) {
                throw new IOException("the booth connected again while its octets were counted");
            }
        }

        private Mark mark(long atLeast) throws IOException, InterruptedException {
            FlatJson page =
                    site.awaitStatus(
                            booth,
                            now ->
                                    now.number("journal.sealed") >= atLeast
                                            && now.number("journal.sealed")
                                                    == now.number("journal.receipted"),
                            "receipted in full");
            Map<SealClass, Long> records = new EnumMap<>(SealClass.class);
            for (SealClass sealClass : SealClass.values()) {
                records.put(
                        sealClass,
                        page.number(
                                "journal."
                                        + sealClass.name().toLowerCase(Locale.ROOT)
                                        + ".durable"));
            }
            return new Mark(System.nanoTime(), proxy.upBytes(), proxy.downBytes(), records);
        }

        List<Figure> figures(BoothSite ended) throws IOException, SQLException {
            Payload payload = payload(ended);
            double seconds = (to.nanos - from.nanos) / (double) TimeUnit.SECONDS.toNanos(1);
            double records = payload.records;
            double up = (to.upBytes - from.upBytes) / records;
            double down = (to.downBytes - from.downBytes) / records;
            double session =
                    (from.upBytes + from.downBytes)
                            / Math.min(RECORDS_A_SESSION, rate.recordsPerS * SECONDS_A_SESSION);
            double above = up + down - payload.bytes / records + session;
            String at =
                    " at " + Figure.number(rate.recordsPerS) + " records/s" + (tls ? ", TLS" : "");
            String key = rate.key + (tls ? "_tls" : "");
            Figure first =
                    bytes(key + "_above_payload_bytes", "above the payload a record" + at, above);
            List<Figure> figures = new ArrayList<>();
            figures.add(tls ? first : first.with(Aim.atMost(rate.aimBytes)));
            figures.add(bytes(key + "_up_bytes", "booth to central a record" + at, up));
            figures.add(bytes(key + "_down_bytes", "central to booth a record" + at, down));
            figures.add(
                    bytes(
                            key + "_session_bytes",
                            "share of a session's beginning a record" + at,
                            session));
            if (!tls) {
                figures.add(
                        bytes(
                                key + "_payload_bytes",
                                "payload a record" + at,
                                payload.bytes / records));
                figures.add(
                        bytes(
                                key + "_filler_bytes",
                                "filler for silent hits in that payload" + at,
                                payload.fillerBytes / records));
            }
            figures.add(Figure.of(key + "_records", "records counted" + at, records, ""));
            figures.add(
                    Figure.of(
                            key + "_records_per_s",
                            "records a second in fact" + at,
                            records / seconds,
                            ""));
            return figures;
        }

        private static Figure bytes(String name, String metric, double value) {
            return Figure.of(name, metric, value, "B");
        }

        /// The records of the window as central opened them.
        private Payload payload(BoothSite ended) throws IOException, SQLException {
            Payload sum = new Payload();
            Map<SealClass, Long> seen = new EnumMap<>(SealClass.class);
            try {
                new OpenedRecords(
                                new LedgerFiles(ended.centralHome().resolve("ledger")),
                                CentralKeys.open(ended.centralHome().resolve("keys")))
                        .visit((key, record) -> {
                            SealClass own = key.sealClass();
                            long sequence = seen.merge(own, 1L, Long::sum) - 1;
                            if (sequence >= from.records.getOrDefault(own, 0L)
                                    && sequence < to.records.getOrDefault(own, 0L)) {
                                sum.add(record.orElseThrow());
                            }
                        });
            } catch (KeyFileException e) {
                throw new IOException("central's keys could not be read", e);
            }
            if (sum.records != to.all() - from.all() || sum.records == 0) {
                throw new IOException("central has not the records that were counted");
            }
            return sum;
        }
    }

    private static final class Payload {
        long records;
        long bytes;
        long fillerBytes;

        void add(Record record) {
            records++;
            bytes += record.getSerializedSize();
            if (record.hasCheckedObservation()) {
                fillerBytes +=
                        record.getSerializedSize()
                                - record.toBuilder()
                                        .setCheckedObservation(
                                                record.getCheckedObservation().toBuilder()
                                                        .clearFiller())
                                        .build()
                                        .getSerializedSize();
            }
        }
    }
}
