package dev.gatehouse.proofs.outage;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.prove.OpenedRecords;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.KeyFileException;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.proofs.crash.Program;
import dev.gatehouse.proto.v1.Record;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// One outage from beginning to end, with real processes and TLS between them.
final class Outage {
    /// The bound for an alarm raised at reconnection.
    static final long ALARM_LIMIT_MS = 2_000;

    /// Alarms sealed up to so long after the reconnection are "at reconnection".
    private static final long ALARM_WINDOW_MS = 15_000;

    static final double P0_SHARE_MAX = 0.01;

    /// Reads of listed plates; each makes a few P0 records, each read a few of other classes.
    private static final double LISTED_SHARE = 0.004;

    private static final int ALARM_READERS = 4;
    private static final long ALARM_PAUSE_MS = 800;

    /// Each reader reads on after the line is back, as a lane at a quiet hour.
    private static final long GOING_ON_PAUSE_MS = 3_000;

    private static final long SWITCH_MS = 7_000;
    private static final long PROGRESS_MS = 5_000;

    /// A start with backlog may differ from one of the same booth without it by what starts differ
    /// from each other.
    private static final double START_RATIO_MAX = 1.15;

    private static final long START_SLACK_MS = 100;

    /// Fewer say nothing on a busy machine.
    private static final int STARTS_COMPARED = 5;

    private final Path home;
    private final long records;
    private final int starts;
    private final long seed;
    private final long alarmLimitMs;
    private final Consumer<String> say;
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();

    /// @param records that must wait before the line is restored
    /// @param starts of the booth with and without backlog each; compared from [#STARTS_COMPARED]
    ///   on
    /// @param alarmLimitMs bound for an alarm raised at the reconnection
    Outage(
            Path home,
            long records,
            int starts,
            long seed,
            long alarmLimitMs,
            Consumer<String> say) {
        this.home = home;
        this.records = records;
        this.starts = starts;
        this.seed = seed;
        this.alarmLimitMs = alarmLimitMs;
        this.say = say;
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    /// Runs it.
    ///
    /// @return the figures by name
    Map<String, Object> run() throws IOException, SQLException, InterruptedException {
        try (OutageSite site = new OutageSite(home);
                BrokenLine line = new BrokenLine(site.centralPort())) {
            site.prepare(line.port());
            Program central = site.startCentral();
            LedgerFiles files = new LedgerFiles(site.centralHome().resolve("ledger"));
            Booth booth = new Booth(site);
            try (CommitWatch watch = new CommitWatch(files);
                    Readers readers =
                            new Readers(site, OutageSite.READERS, LISTED_SHARE, seed, "load", 0)) {
                readers.hold(true);
                booth.start();
                booth.awaitLive();
                restart(line, booth, "fresh");
                line.become(BrokenLine.State.PASSING);
                booth.awaitLive();
                booth.awaitDrained();
                fill(line, booth, readers);
                restart(line, booth, "with_backlog");
                restore(site, line, booth, readers, watch);
                readers.finish();
                booth.awaitDrained();
                figures.put("rss_mb_after_drain", booth.number("rss_kib") / 1_024);
                restart(line, booth, "without_backlog");
                line.become(BrokenLine.State.PASSING);
                booth.awaitLive();
                booth.awaitDrained();
                judge(site, line, booth, watch, central);
            }
        }
        compareStarts();
        return figures;
    }

    /// Starts the booth anew several times with the line cut: after SIGKILL, up to the first answer
    /// to a read.
    ///
    /// @param state what the booth holds: nothing yet (`fresh`), the backlog, or all that came with
    ///   it but the backlog, which central has (`without_backlog`)
    private void restart(BrokenLine line, Booth booth, String state)
            throws IOException, InterruptedException {
        line.become(BrokenLine.State.CUT);
        List<Long> tookMs = new ArrayList<>();
        List<Long> residentKib = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            tookMs.add(booth.restart("start-" + state + "-" + i));
            residentKib.add(booth.number("rss_kib"));
        }
        figures.put("start_ms_" + state, median(tookMs));
        figures.put("starts_ms_" + state, tookMs);
        figures.put("rss_mb_after_start_" + state, median(residentKib) / 1_024);
        say.accept("starts " + state + ": " + tookMs + " ms");
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(-1L);
    }

    /// Reads until so many records wait, the line now cut, now a black hole.
    private void fill(BrokenLine line, Booth booth, Readers readers)
            throws IOException, InterruptedException {
        figures.put("rss_mb_before_load", booth.number("rss_kib") / 1_024);
        readers.hold(false);
        long began = System.nanoTime();
        boolean hole = true;
        long switchAt = 0;
        long tellAt = 0;
        int switches = 0;
        for (long waiting = booth.waiting(); waiting < records; waiting = booth.waiting()) {
            long ms = millisSince(began);
            if (ms >= switchAt) {
                line.become(hole ? BrokenLine.State.BLACK_HOLE : BrokenLine.State.CUT);
                hole = !hole;
                switches++;
                switchAt = ms + SWITCH_MS;
            }
            if (ms >= tellAt) {
                say.accept("waiting: " + waiting + " of " + records);
                tellAt = ms + PROGRESS_MS;
            }
            Thread.sleep(50);
        }
        readers.hold(true);
        figures.put("fill_s", millisSince(began) / 1_000);
        figures.put("line_changes", switches);
        figures.put("rss_mb_with_backlog", booth.number("rss_kib") / 1_024);
        figures.put("fault_told", booth.text("uplink.fault"));
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    /// The line comes back under continuing load; listed plates are read from before it does.
    private void restore(
            OutageSite site, BrokenLine line, Booth booth, Readers readers, CommitWatch watch)
            throws IOException, InterruptedException {
        long backlogP0 = booth.number("journal.p0.durable");
        long backlogP1 = booth.number("journal.p1.durable");
        long backlogP2 = booth.number("journal.p2.durable");
        long waiting = booth.waiting();
        double share =
                (double) (backlogP0 - booth.number("journal.p0.receipted")) / Math.max(1, waiting);
        figures.put("backlog", waiting);
        figures.put("backlog_p0", backlogP0 - booth.number("journal.p0.receipted"));
        figures.put("p0_share", Math.round(share * 100_000) / 100_000.0);
        if (share > P0_SHARE_MAX) {
            faults.add("P0 is " + share + " of the backlog, which proves less than it should");
        }
        readers.pace(GOING_ON_PAUSE_MS);
        readers.hold(false);
        try (Readers alarms =
                new Readers(site, ALARM_READERS, 1, seed + 1, "alarm", ALARM_PAUSE_MS)) {
            Waiting.until("a first alarm", () -> alarms.acknowledged() > 0);
            long restoredMs = System.currentTimeMillis();
            line.become(BrokenLine.State.PASSING);
            Waiting.until("the booth comes back", () -> line.connectedAtMs() > 0);
            long connectedMs = line.connectedAtMs();
            figures.put("reconnect_ms", connectedMs - restoredMs);
            Waiting.until(
                    "the backlog arrives",
                    () ->
                            watch.size("P0") >= backlogP0
                                    && watch.size("P1") >= backlogP1
                                    && watch.size("P2") >= backlogP2
                                    && System.currentTimeMillis() - connectedMs > ALARM_WINDOW_MS);
            long drainMs = 0;
            for (var of : Map.of("P0", backlogP0, "P1", backlogP1, "P2", backlogP2).entrySet()) {
                OptionalLong at = watch.committedAtMs(of.getKey(), of.getValue() - 1);
                drainMs = Math.max(drainMs, at.orElse(connectedMs) - connectedMs);
            }
            figures.put(
                    "p0_backlog_ms",
                    watch.committedAtMs("P0", backlogP0 - 1).orElse(0) - connectedMs);
            figures.put("drain_ms", drainMs);
            figures.put("drain_records_per_s", waiting * 1_000 / Math.max(1, drainMs));
            connected = connectedMs;
            say.accept("drained in " + drainMs + " ms");
        }
    }

    private long connected;

    private void judge(
            OutageSite site, BrokenLine line, Booth booth, CommitWatch watch, Program central)
            throws IOException, SQLException, InterruptedException {
        figures.put("tls_group", booth.text("uplink.tls_group"));
        figures.put("wire_bytes_up", line.up());
        figures.put("wire_bytes_down", line.down());
        if (booth.stop() != 0) {
            faults.add("the booth did not end cleanly");
        }
        if (!central.isAlive()) {
            faults.add("central died");
        }
        if (!watch.failure().isEmpty()) {
            faults.add("the ledger could not be watched: " + watch.failure());
        }
        alarms(site, watch);
        FlatJson delivered = site.ask("check-delivered", faults);
        for (String name : List.of("acknowledged", "present", "missing", "duplicated")) {
            figures.put(name, delivered.number(name));
        }
        figures.put("verify", site.ask("verify", faults).text("proved"));
    }

    /// From the alarm's own time, at the booth, to the commit at central.
    private void alarms(OutageSite site, CommitWatch watch) throws IOException, SQLException {
        List<Long> sealedMs = new ArrayList<>();
        try {
            new OpenedRecords(
                            new LedgerFiles(site.centralHome().resolve("ledger")),
                            CentralKeys.open(site.centralHome().resolve("keys")))
                    .visit((key, record) -> {
                        if (key.sealClass() == SealClass.P0) {
                            sealedMs.add(record.map(Record::getAt).orElseThrow().getWallMs());
                        }
                    });
        } catch (KeyFileException e) {
            throw new IOException("central's keys", e);
        }
        List<Long> latencies = new ArrayList<>();
        for (int sequence = 0; sequence < sealedMs.size(); sequence++) {
            long sealed = sealedMs.get(sequence);
            if (sealed >= connected && sealed < connected + ALARM_WINDOW_MS) {
                latencies.add(watch.committedAtMs("P0", sequence).orElse(Long.MAX_VALUE) - sealed);
            }
        }
        latencies.sort(Long::compare);
        figures.put("alarms_at_reconnection", latencies.size());
        if (latencies.size() < 5) {
            faults.add("only " + latencies.size() + " alarms were raised at the reconnection");
            return;
        }
        figures.put("alarm_ms_p50", latencies.get(latencies.size() / 2));
        figures.put("alarm_ms_max", latencies.getLast());
        if (latencies.getLast() > alarmLimitMs) {
            faults.add(
                    "an alarm took "
                            + latencies.getLast()
                            + " ms to central, expected at most "
                            + alarmLimitMs);
        }
    }

    private void compareStarts() {
        if (starts >= STARTS_COMPARED
                && figures.get("start_ms_with_backlog") instanceof Long with
                && figures.get("start_ms_without_backlog") instanceof Long without
                && with > without * START_RATIO_MAX + START_SLACK_MS) {
            faults.add(
                    "a start takes " + with + " ms with the backlog and " + without + " without");
        }
    }
}
