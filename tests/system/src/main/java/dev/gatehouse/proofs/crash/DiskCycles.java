package dev.gatehouse.proofs.crash;

import dev.gatehouse.booth.daemon.DeviceKey;
import dev.gatehouse.central.ledger.AlarmRow;
import dev.gatehouse.central.prove.ProofReport;
import dev.gatehouse.central.receive.Counter;
import dev.gatehouse.core.disk.SimulatedDisk;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.seal.SealClass;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Power cuts of a booth whose disks lose what was not synced, against a central that never fails,
/// all on one thread and on one seed: a failure repeats.
///
/// Each cycle switches the booth on, lets things happen, and cuts the power: between two steps, or
/// during the n-th disk operation, those of the recovery included. At the end devices send what is
/// left, everything drains, and central's ledger is held against what had been acknowledged.
final class DiskCycles implements AutoCloseable {
    /// Longest a lost event of a link that cannot re-send may have waited: the window of its class
    /// and the step in which the power went.
    static final long WINDOW_NANOS =
            RecordClass.P2.commitWindowMs() * 1_000_000L + 2 * DiskCycles.STEP_NANOS_MAX;

    private static final long STEP_NANOS_MAX = 8_000_000L;
    private static final int STEPS_MAX = 120;
    private static final long OPERATIONS_MAX = 250;
    private static final long RECOVERY_OPERATIONS = 12;
    private static final int DRAIN_STEPS_MAX = 200_000;
    private static final double CLEAN_STOPS = 0.05;
    private static final double PROCESS_DEATHS = 0.2;
    private static final double FAILED_SYNCS = 0.1;
    private static final double RESTARTS_AFTER_FAILED_SYNC = 0.8;
    private static final double NO_TEARING = 0.2;
    private static final double WRONG_CLOCK = 0.2;
    private static final long WRONG_CLOCK_MS_MAX = 10L * 365 * 86_400_000;
    private static final long START_MS = Instant.parse("2026-11-22T00:00:00Z").toEpochMilli();
    private static final int FAULTS_KEPT = 20;
    private static final int PROGRESS_EVERY = 100;

    private final SplittableRandom random;
    private final boolean syncing;
    private final Progress progress;
    private final Mains mains;
    private final SimulatedClock clock = new SimulatedClock(START_MS);
    private final SimulatedDisk journalDisk;
    private final SimulatedDisk stateDisk;
    private final SeededRandom secrets;
    private final FlakyNet net;
    private final CentralSite central;
    private final Gate gate;
    private final SimulatedBooth.Board board;
    private final List<String> faults = new ArrayList<>();
    private final Map<RecordClass, Long> durable = new LinkedHashMap<>();
    private long cutsInOperation;
    private long cutsInRecovery;
    private long cleanStops;
    private long processDeaths;
    private long failedSyncs;
    private boolean syncFails;
    private int failAtStep;
    private boolean ready;

    /// @param syncing false: syncs report success and do nothing, so that the proof must fail
    DiskCycles(Path home, long seed, boolean syncing, Progress progress)
            throws IOException, SQLException {
        this.random = new SplittableRandom(seed);
        this.syncing = syncing;
        this.progress = progress;
        this.mains = new Mains(random.split());
        this.journalDisk = disk();
        this.stateDisk = disk();
        this.secrets = new SeededRandom(random.nextLong());
        this.net = new FlakyNet(random.split());
        this.central = new CentralSite(home.resolve("central"), secrets, clock, net);
        MadeUpPlates plates = new MadeUpPlates(random.split());
        Path list = home.resolve("lookouts.csv");
        plates.writeList(list);
        this.gate = new Gate(random.split(), plates, mains, clock);
        byte[] deviceKey = new byte[32];
        secrets.nextBytes(deviceKey);
        this.board =
                new SimulatedBooth.Board(
                        central.booth(),
                        new DeviceKey(deviceKey),
                        new CutDisk(journalDisk, mains),
                        new CutDisk(stateDisk, mains),
                        list);
    }

    private SimulatedDisk disk() {
        SimulatedDisk disk = new SimulatedDisk(random.nextLong());
        disk.ignoreSyncs(!syncing);
        return disk;
    }

    Outcome run(int cycles) throws IOException, SQLException, InterruptedException {
        for (int cycle = 1; cycle <= cycles && faults.size() < FAULTS_KEPT; cycle++) {
            cycle();
            if (cycle % PROGRESS_EVERY == 0) {
                progress.say(
                        "disk: "
                                + cycle
                                + " power cuts, "
                                + gate.claims().count()
                                + " acknowledged, faults "
                                + faults.size());
            }
        }
        drain();
        return judge(cycles);
    }

    private void cycle() throws IOException, InterruptedException {
        journalDisk.tearing(random.nextDouble() >= NO_TEARING);
        stateDisk.tearing(random.nextDouble() >= NO_TEARING);
        mains.switchOn(operationsUntilCut());
        ready = false;
        int steps = random.nextInt(1, STEPS_MAX);
        syncFails = random.nextDouble() < FAILED_SYNCS;
        failAtStep = syncFails ? random.nextInt(steps) : -1;
        try {
            live(steps);
        } catch (PowerCut cut) {
            cutsInOperation++;
            cutsInRecovery += ready ? 0 : 1;
        } catch (IOException e) {
            if (syncFails) {
                failedSyncs++;
            } else {
                fault("the store failed although the disk did not: " + e);
            }
        }
        mains.cut();
        if (random.nextDouble() < (syncFails ? RESTARTS_AFTER_FAILED_SYNC : PROCESS_DEATHS)) {
            // the kernel lives on: what was written is still to be seen, synced or not
            processDeaths++;
        } else {
            journalDisk.crash();
            stateDisk.crash();
        }
        journalDisk.failSyncs(0);
        stateDisk.failSyncs(0);
        net.cut();
        gate.powerLost(syncFails);
        clock.advance(random.nextLong(2_000_000_000L));
    }

    /// Mostly while things happen, often in the first operations, which are the recovery's.
    private long operationsUntilCut() {
        int draw = random.nextInt(100);
        if (draw < 15) {
            return random.nextLong(RECOVERY_OPERATIONS);
        }
        return draw < 70 ? random.nextLong(OPERATIONS_MAX) : Long.MAX_VALUE;
    }

    private void live(int steps) throws IOException, InterruptedException {
        SimulatedBooth booth = start();
        gate.sendAgain(booth.core(), booth.time(), 0);
        for (int step = 0; step < steps; step++) {
            if (step == failAtStep) {
                (random.nextInt(4) == 0 ? stateDisk : journalDisk).failSyncs(1);
            }
            gate.act(booth.core(), booth.time());
            step(booth);
        }
        if (random.nextDouble() < CLEAN_STOPS) {
            cleanStops++;
            booth.stop();
            for (int step = 0; step < steps && !booth.drained(); step++) {
                step(booth);
            }
            booth.close();
        }
    }

    private SimulatedBooth start() throws IOException {
        long wrongMs =
                random.nextDouble() < WRONG_CLOCK
                        ? random.nextLong(-WRONG_CLOCK_MS_MAX, WRONG_CLOCK_MS_MAX)
                        : 0;
        SimulatedBooth booth =
                new SimulatedBooth(
                        board,
                        new LocalBus(mains, gate),
                        clock.ofBooth(random.nextLong(1L << 50), wrongMs),
                        secrets,
                        net);
        ready = true;
        if (booth.damaged()) {
            fault("a power cut was taken for damage: " + booth.damage());
        }
        return booth;
    }

    private void step(SimulatedBooth booth) throws IOException, InterruptedException {
        clock.advance(random.nextLong(STEP_NANOS_MAX));
        booth.cycle();
        net.carry(central);
    }

    /// The last run: nothing fails any more, and everything reaches central.
    private void drain() throws IOException, InterruptedException {
        net.heal();
        mains.switchOn(Long.MAX_VALUE);
        SimulatedBooth booth = start();
        boolean drained = drain(booth, () -> gate.idle() && booth.drained());
        booth.stop();
        drained &= drain(booth, booth::drained);
        for (int step = 0; step < STEPS_MAX; step++) {
            step(booth);
        }
        if (!drained || !gate.idle()) {
            fault("not everything could be drained");
        }
        for (RecordClass recordClass : RecordClass.values()) {
            durable.put(recordClass, booth.durable(recordClass));
        }
        booth.close();
    }

    private boolean drain(SimulatedBooth booth, java.util.function.BooleanSupplier done)
            throws IOException, InterruptedException {
        int limit = syncing ? DRAIN_STEPS_MAX : STEPS_MAX * STEPS_MAX;
        for (int step = 0; step < limit && !done.getAsBoolean(); step++) {
            gate.sendAgain(booth.core(), booth.time(), 0);
            step(booth);
        }
        return done.getAsBoolean();
    }

    private Outcome judge(int cycles) throws SQLException, IOException {
        Evidence evidence = new Evidence();
        central.visit(evidence);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("cycles", cycles);
        figures.put("cuts_during_a_disk_operation", cutsInOperation);
        figures.put("cuts_during_recovery", cutsInRecovery);
        figures.put("clean_stops", cleanStops);
        figures.put("deaths_without_power_cut", processDeaths);
        figures.put("failed_syncs", failedSyncs);
        figures.put("disk_operations", mains.operations());
        figures.put("network_faults", net.faults());
        figures.put("acknowledged", gate.claims().count());
        figures.put("sent_again", gate.sentAgain());
        figures.put("records_at_central", evidence.records());
        figures.put("referrals", evidence.referralCount());
        figures.putAll(evidence.compare(gate.claims(), faults));
        notResendable(evidence, figures);
        for (RecordClass recordClass : RecordClass.values()) {
            long atCentral = evidence.records(SealClass.valueOf(recordClass.name()));
            long here = durable.getOrDefault(recordClass, 0L);
            if (atCentral != here) {
                fault(recordClass + ": sealed " + here + ", at central " + atCentral);
            }
        }
        ProofReport proof = central.prove();
        figures.put("findings", proof.findingCount());
        figures.put("declared_lost", proof.lost());
        if (!proof.proved() || proof.lost() > 0) {
            fault("central's ledger is not proved: " + proof.json());
        }
        List<AlarmRow> open = central.openAlarms();
        figures.put("alarms_open", open.size());
        if (!open.isEmpty()) {
            fault("alarms are open at central: " + open.stream().map(AlarmRow::kind).toList());
        }
        for (Counter counter :
                List.of(Counter.GAPS, Counter.FORKS, Counter.ROLLBACKS, Counter.BAD_SIGNATURES)) {
            figures.put(
                    "central_" + counter.name().toLowerCase(java.util.Locale.ROOT),
                    central.receiver().counters().value(counter));
        }
        return new Outcome(figures, List.copyOf(faults));
    }

    private void notResendable(Evidence evidence, Map<String, Object> figures) {
        long lost = 0;
        long longestNanos = 0;
        for (Map.Entry<Event.Key, Long> atRisk : gate.atRisk().entrySet()) {
            if (!evidence.has(atRisk.getKey())) {
                lost++;
                longestNanos = Math.max(longestNanos, atRisk.getValue());
            }
        }
        figures.put("not_resendable", gate.notResendable());
        figures.put("not_resendable_lost", lost);
        figures.put("not_resendable_window_ms", RecordClass.P2.commitWindowMs());
        figures.put("not_resendable_longest_ms", longestNanos / 1_000_000L);
        if (longestNanos > WINDOW_NANOS) {
            fault(
                    "an event of a link that cannot re-send was lost "
                            + longestNanos / 1_000_000L
                            + " ms after it came");
        }
    }

    private void fault(String what) {
        if (faults.size() < FAULTS_KEPT) {
            faults.add(what);
        }
    }

    @Override
    public void close() throws SQLException, IOException {
        central.close();
    }
}
