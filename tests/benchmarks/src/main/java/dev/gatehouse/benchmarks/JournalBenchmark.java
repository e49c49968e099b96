package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// The journal beside SQLite: same record, same file system, same run, turn by turn.
final class JournalBenchmark implements Benchmark {
    static final int TAG_BYTES = 48;
    static final int BODY_BYTES = 652;
    static final int GROUP = 32;

    private static final int ROUNDS = 5;
    private static final int SINGLES_A_ROUND = 4_000;
    private static final int GROUPED_A_ROUND = 12_800;
    private static final int NOISE_MS = 1_500;
    private static final double BYTES_AIM = 0.25;

    /// Who commits how.
    enum Entry {
        JOURNAL_SINGLY(1),
        SQLITE_SINGLY(1),
        JOURNAL_GROUPS(GROUP),
        SQLITE_GROUPS(GROUP);

        private final int group;

        Entry(int group) {
            this.group = group;
        }

        boolean isJournal() {
            return switch (this) {
                case JOURNAL_SINGLY, JOURNAL_GROUPS -> true;
                case SQLITE_SINGLY, SQLITE_GROUPS -> false;
            };
        }
    }

    /// What one contestant has done so far.
    private static final class Score {
        final List<Double> rates = new ArrayList<>();
        long records;
        long deviceBytes;
        long processBytes;

        double medianRate() {
            double[] sorted = rates.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted[sorted.length / 2];
        }

        double deviceBytesPerRecord() {
            return (double) deviceBytes / records;
        }

        double processBytesPerRecord() {
            return (double) processBytes / records;
        }
    }

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public String about() {
        return "durable 700-byte records a second and octets written for each, beside SQLite WAL FULL";
    }

    @Override
    public Report run(Run run) throws IOException, InterruptedException, SQLException {
        Path folder = Files.createDirectories(run.folder());
        DeviceBytes device = DeviceBytes.below(folder);
        double noise = noise(device);
        Map<Entry, Contestant> contestants = new EnumMap<>(Entry.class);
        Map<Entry, Score> scores = new EnumMap<>(Entry.class);
        try {
            for (Entry entry : Entry.values()) {
                Path home = folder.resolve(entry.name().toLowerCase(java.util.Locale.ROOT));
                contestants.put(
                        entry,
                        entry.isJournal()
                                ? new JournalContestant(home)
                                : new SqliteContestant(home));
                scores.put(entry, new Score());
            }
            rounds(run, device, contestants, scores);
        } finally {
            for (Contestant contestant : contestants.values()) {
                contestant.close();
            }
        }
        return report(device.written().isPresent(), noise, scores);
    }

    private static void rounds(
            Run run,
            DeviceBytes device,
            Map<Entry, Contestant> contestants,
            Map<Entry, Score> scores)
            throws IOException, SQLException {
        SplittableRandom random = new SplittableRandom(run.seed());
        List<Entry> order = new ArrayList<>(Arrays.asList(Entry.values()));
        // one round to warm up, which does not count
        for (int round = 0; round <= run.choose(ROUNDS, 1); round++) {
            for (Entry entry : order) {
                boolean grouped = entry.group > 1;
                int records =
                        grouped
                                ? run.choose(GROUPED_A_ROUND, 10 * GROUP)
                                : run.choose(SINGLES_A_ROUND, 100);
                Contestant contestant = required(contestants, entry);
                Score score = round == 0 ? new Score() : required(scores, entry);
                turn(contestant, entry.group, records, device, random, score);
                run.say(
                        "journal: round %d %s %.0f/s"
                                .formatted(round, entry, score.rates.getLast()));
            }
            order = order.reversed();
        }
        for (Map.Entry<Entry, Contestant> one : contestants.entrySet()) {
            long counted = required(scores, one.getKey()).records;
            if (one.getValue().stored() < counted) {
                throw new IOException(one.getKey() + " lost records");
            }
        }
    }

    private static <T> T required(Map<Entry, T> map, Entry entry) {
        T found = map.get(entry);
        if (found == null) {
            throw new IllegalStateException("nothing for " + entry);
        }
        return found;
    }

    private static void turn(
            Contestant contestant,
            int group,
            int records,
            DeviceBytes device,
            SplittableRandom random,
            Score score)
            throws IOException, SQLException {
        byte[] tag = new byte[TAG_BYTES];
        byte[] body = new byte[BODY_BYTES];
        long deviceBefore = device.written().orElse(0);
        long processBefore = DeviceBytes.ofThisProcess();
        long started = System.nanoTime();
        for (int done = 0; done < records; done += group) {
            for (int i = 0; i < group; i++) {
                random.nextBytes(tag);
                random.nextBytes(body);
                contestant.add(tag, body);
            }
            contestant.commit();
        }
        contestant.settle();
        long tookNanos = System.nanoTime() - started;
        score.records += records;
        score.rates.add(records * (double) TimeUnit.SECONDS.toNanos(1) / tookNanos);
        score.deviceBytes += device.written().orElse(0) - deviceBefore;
        score.processBytes += DeviceBytes.ofThisProcess() - processBefore;
    }

    /// What others write to the same device meanwhile, octets a second.
    private static double noise(DeviceBytes device) throws IOException, InterruptedException {
        long before = device.written().orElse(0);
        Thread.sleep(NOISE_MS);
        return (device.written().orElse(0) - before) * 1_000.0 / NOISE_MS;
    }

    private static Figure bytes(String name, String metric, double value) {
        return Figure.of(name, metric, value, "B");
    }

    private static Report report(boolean hasDevice, double noise, Map<Entry, Score> scores) {
        Score journal = required(scores, Entry.JOURNAL_SINGLY);
        Score sqlite = required(scores, Entry.SQLITE_SINGLY);
        Score groups = required(scores, Entry.JOURNAL_GROUPS);
        Score sqliteGroups = required(scores, Entry.SQLITE_GROUPS);
        List<Figure> figures = new ArrayList<>();
        figures.add(
                Figure.of(
                        "singly_per_s",
                        "journal, one record a commit",
                        journal.medianRate(),
                        "records/s"));
        figures.add(
                Figure.of(
                        "sqlite_singly_per_s",
                        "SQLite WAL FULL, one record a commit",
                        sqlite.medianRate(),
                        "records/s"));
        figures.add(
                Figure.of(
                                "singly_ratio",
                                "journal / SQLite, both singly",
                                journal.medianRate() / sqlite.medianRate(),
                                "")
                        .with(Aim.atLeast(1)));
        figures.add(
                Figure.of(
                        "groups_per_s", "journal, groups of 32", groups.medianRate(), "records/s"));
        figures.add(
                Figure.of(
                        "sqlite_groups_per_s",
                        "SQLite, groups of 32",
                        sqliteGroups.medianRate(),
                        "records/s"));
        figures.add(
                Figure.of(
                                "groups_ratio",
                                "journal in groups of 32 / SQLite singly",
                                groups.medianRate() / sqlite.medianRate(),
                                "")
                        .with(Aim.atLeast(3)));
        figures.add(
                bytes(
                        "bytes_per_record",
                        "octets written a record, journal singly",
                        journal.processBytesPerRecord()));
        figures.add(
                bytes(
                        "sqlite_bytes_per_record",
                        "octets written a record, SQLite singly",
                        sqlite.processBytesPerRecord()));
        figures.add(
                Figure.of(
                                "bytes_ratio",
                                "journal / SQLite, octets written a record",
                                journal.processBytesPerRecord() / sqlite.processBytesPerRecord(),
                                "")
                        .with(Aim.atMost(BYTES_AIM)));
        figures.add(
                bytes(
                        "group_bytes_per_record",
                        "octets written a record, journal in groups",
                        groups.processBytesPerRecord()));
        if (hasDevice) {
            figures.add(
                    bytes(
                            "device_bytes_per_record",
                            "at the device, everybody's, journal singly",
                            journal.deviceBytesPerRecord()));
            figures.add(
                    bytes(
                            "sqlite_device_bytes_per_record",
                            "at the device, everybody's, SQLite singly",
                            sqlite.deviceBytesPerRecord()));
            figures.add(
                    Figure.of(
                            "device_noise_bytes_per_s",
                            "written by others in the moment before",
                            noise,
                            "B/s"));
        }
        return new Report(
                "journal",
                "Records of 700 octets, one fdatasync a commit; "
                        + journal.records
                        + " single commits each in "
                        + journal.rates.size()
                        + " rounds of changing order, medians. Time and octets include the zero-filling of the segments"
                        + " used, receipts and SQLite's checkpoints. Octets are those the kernel accounts to this process"
                        + " (`write_bytes`); the block device's own count, which has the file system's journal and"
                        + " everybody else's writing in it, stands beside.",
                figures);
    }
}
