package dev.gatehouse.benchmarks;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatehouse.central.ledger.Ledger;
import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.receive.Counter;
import dev.gatehouse.central.receive.Delivery;
import dev.gatehouse.central.receive.Receiver;
import dev.gatehouse.central.receive.ReceiverLimits;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.KeyFileException;
import dev.gatehouse.core.seal.Verification;
import dev.gatehouse.core.seal.Verifying;
import dev.gatehouse.proto.v1.DownstreamMessage;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.UpstreamMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/// What one receiver of central takes in: records verified, opened, committed and receipted.
final class ReceiverBenchmark implements Benchmark {
    private static final int BOOTHS = 8;
    private static final int RECORDS_A_BOOTH = 4_096;
    private static final int ROUNDS = 3;

    /// As the booth's uplink sends under load.
    private static final int BATCH = 64;

    private static final int WINDOW = 12;
    private static final int SEALS_TIMED = 20_000;
    private static final int LIMIT_S = 120;
    private static final double NANOS_A_US = 1e3;
    private static final double SEAL_AIM_US = 25;
    private static final int TABLE_CLASS = 2;
    private static final int TABLE_SEQUENCE = 3;
    private static final int TABLE_ENVELOPE = 4;

    @Override
    public String name() {
        return "receiver";
    }

    @Override
    public String about() {
        return "records a second that central verifies, opens, commits and receipts";
    }

    @Override
    public Report run(Run run) throws IOException, InterruptedException, SQLException {
        List<Double> rates = new ArrayList<>();
        List<Double> ceilings = new ArrayList<>();
        double payload = 0;
        // the first round warms up and does not count
        for (int round = 0; round <= run.choose(ROUNDS, 0); round++) {
            Round one = new Round(run.in("round-" + round), run.seed() + round);
            double rate = one.receive();
            double ceiling = one.sqliteAlone(Math.max(1, one.recordsPerCommit()));
            payload = one.payloadBytes();
            run.say(
                    "receiver: round %d %.0f/s, SQLite alone %.0f/s"
                            .formatted(round, rate, ceiling));
            if (round > 0 || run.brief()) {
                rates.add(rate);
                ceilings.add(ceiling);
            }
        }
        double sealUs = sealUs(run);
        double rate = median(rates);
        double ceiling = median(ceilings);
        return new Report(
                "receiver",
                "%d booths of the real sealing code, batches of %d records, %d messages each under way, a checkpoint every two batches; the receiver and its SQLite ledger as in `gatehouse-central serve`, without the network; until the receipt of the last record, receipts verified. Medians of %d rounds."
                        .formatted(BOOTHS, BATCH, WINDOW, rates.size()),
                List.of(
                        Figure.of(
                                "records_per_s",
                                "receiver, verified, opened, committed, receipted",
                                rate,
                                "records/s"),
                        Figure.of(
                                "sqlite_alone_per_s",
                                "SQLite alone: the same envelopes inserted, as many a commit as the receiver's",
                                ceiling,
                                "records/s"),
                        Figure.of("ratio_to_sqlite", "receiver / SQLite alone", rate / ceiling, ""),
                        Figure.of("payload_bytes", "payload a record", payload, "B"),
                        Figure.of("seal_us", "sealing one such record at the booth", sealUs, "us")
                                .with(Aim.atMost(SEAL_AIM_US))));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double sealUs(Run run) throws IOException {
        try {
            CentralKeys keys =
                    CentralKeys.create(
                            Files.createDirectories(run.folder()).resolve("seal-keys"),
                            new SecureRandom());
            SealingBooth booth =
                    new SealingBooth(
                            keys.enrol("seal", new SecureRandom()), new SecureRandom(), run.seed());
            int count = run.choose(SEALS_TIMED, 200);
            long took = 0;
            for (int i = 0; i < 2 * count; i++) {
                var record = booth.read();
                long before = System.nanoTime();
                var _ = booth.seal(record);
                took += i < count ? 0 : System.nanoTime() - before;
            }
            return took / NANOS_A_US / count;
        } catch (KeyFileException e) {
            throw new IOException("keys could not be made", e);
        }
    }

    /// Fresh keys, a fresh ledger, and everything sealed beforehand.
    private static final class Round {
        private final Path folder;
        private final CentralKeys keys;
        private final List<SealingBooth> booths = new ArrayList<>();
        private final Map<BoothId, Deque<byte[]>> outgoing = new LinkedHashMap<>();
        private final List<Envelope> envelopes = new ArrayList<>();
        private final Map<BoothId, Long> receipted = new ConcurrentHashMap<>();
        private final Semaphore window = new Semaphore(BOOTHS * WINDOW);
        private volatile @Nullable String fault;
        private final long records;
        private int recordsPerCommit;

        Round(Run run, long seed) throws IOException {
            this.folder = Files.createDirectories(run.folder());
            try {
                SecureRandom random = new SecureRandom();
                this.keys = CentralKeys.create(folder.resolve("keys"), random);
                for (int i = 0; i < BOOTHS; i++) {
                    SealingBooth booth =
                            new SealingBooth(keys.enrol("bench-" + i, random), random, seed + i);
                    booths.add(booth);
                    Deque<byte[]> queue = new ArrayDeque<>();
                    for (UpstreamMessage message :
                            booth.messages(run.choose(RECORDS_A_BOOTH, BATCH), BATCH)) {
                        queue.add(message.toByteArray());
                        envelopes.addAll(message.getRecords().getEnvelopesList());
                    }
                    outgoing.put(booth.id(), queue);
                }
            } catch (KeyFileException e) {
                throw new IOException("keys could not be made", e);
            }
            this.records = envelopes.size();
        }

        /// On average, as the receiver groups what is waiting.
        int recordsPerCommit() {
            return recordsPerCommit;
        }

        double payloadBytes() {
            return booths.stream().mapToLong(SealingBooth::payloadBytes).sum() / (double) records;
        }

        double receive() throws IOException, InterruptedException, SQLException {
            try (Ledger ledger = Ledger.openAsReceiver(new LedgerFiles(folder.resolve("ledger")))) {
                Receiver receiver =
                        new Receiver(
                                ledger,
                                keys,
                                ReceiverLimits.defaults(),
                                InstantSource.system(),
                                System::nanoTime,
                                this::answered);
                Thread thread = Thread.ofPlatform().name("receiver").start(receiver);
                long started = System.nanoTime();
                double rate;
                try {
                    send(receiver);
                    awaitReceipts(started);
                    rate = rate(started);
                } finally {
                    receiver.stop();
                    thread.join();
                }
                recordsPerCommit =
                        Math.toIntExact(records / receiver.counters().value(Counter.GROUPS));
                return rate;
            }
        }

        private double rate(long startedNanos) {
            return records
                    * (double) TimeUnit.SECONDS.toNanos(1)
                    / (System.nanoTime() - startedNanos);
        }

        private void send(Receiver receiver) throws IOException, InterruptedException {
            boolean more = true;
            while (more) {
                more = false;
                for (Map.Entry<BoothId, Deque<byte[]>> booth : outgoing.entrySet()) {
                    byte[] next = booth.getValue().poll();
                    if (next != null) {
                        more = true;
                        if (!window.tryAcquire(LIMIT_S, TimeUnit.SECONDS)) {
                            throw new IOException("the receiver stands still");
                        }
                        receiver.offer(booth.getKey(), next, new Taken());
                    }
                }
            }
        }

        private final class Taken implements Delivery {
            @Override
            public void done() {
                window.release();
            }

            @Override
            public void refused() {
                fault = "a message was refused";
                window.release();
            }

            @Override
            public void discarded() {
                fault = "a message was discarded";
                window.release();
            }
        }

        private void answered(BoothId booth, byte[] message) {
            try {
                DownstreamMessage answer = DownstreamMessage.parseFrom(message);
                if (answer.hasReceipt()) {
                    receipt(booth, answer.getReceipt());
                } else if (answer.hasRefusal()) {
                    fault = "central refused: " + answer.getRefusal().getReason();
                }
            } catch (InvalidProtocolBufferException e) {
                fault = "an answer could not be read";
            }
        }

        private void receipt(BoothId booth, Receipt receipt) {
            for (SealingBooth one : booths) {
                if (one.id().equals(booth)
                        && Verifying.receipt(receipt, one.keys()) != Verification.VALID) {
                    fault = "a receipt is not valid";
                }
            }
            receipted.merge(booth, receipt.getSize(), Math::max);
        }

        private void awaitReceipts(long started) throws IOException, InterruptedException {
            while (receipted.values().stream().mapToLong(Long::longValue).sum() < records) {
                if (fault != null) {
                    throw new IOException(fault);
                }
                if (System.nanoTime() - started > TimeUnit.SECONDS.toNanos(LIMIT_S)) {
                    throw new IOException("not everything was receipted within " + LIMIT_S + " s");
                }
                Thread.sleep(1);
            }
        }

        /// The ceiling: nothing is checked, nothing opened, nothing signed.
        double sqliteAlone(int group) throws SQLException {
            SQLiteConfig config = new SQLiteConfig();
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
            try (Connection connection =
                            config.createConnection("jdbc:sqlite:" + folder.resolve("alone.db"));
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "CREATE TABLE record (booth TEXT, class INTEGER, seq INTEGER, envelope BLOB NOT NULL, PRIMARY KEY"
                                + " (booth, class, seq)) WITHOUT ROWID");
                connection.setAutoCommit(false);
                long started = System.nanoTime();
                try (PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO record VALUES (?, ?, ?, ?)")) {
                    for (int i = 0; i < envelopes.size(); i++) {
                        Envelope envelope = envelopes.get(i);
                        insert.setString(1, "" + i / (envelopes.size() / BOOTHS));
                        insert.setInt(TABLE_CLASS, 1);
                        insert.setLong(TABLE_SEQUENCE, i);
                        insert.setBytes(TABLE_ENVELOPE, envelope.toByteArray());
                        insert.executeUpdate();
                        if (i % group == group - 1) {
                            connection.commit();
                        }
                    }
                    connection.commit();
                }
                return rate(started);
            }
        }
    }
}
