package dev.gatehouse.proofs.crash;

import dev.gatehouse.booth.daemon.BoothCore;
import dev.gatehouse.booth.daemon.BoothMessage;
import dev.gatehouse.booth.daemon.BoothTime;
import dev.gatehouse.booth.daemon.DeviceKey;
import dev.gatehouse.booth.uplink.Uplink;
import dev.gatehouse.bus.Bus;
import dev.gatehouse.core.decision.BoothPolicy;
import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.journal.ClassRecovery;
import dev.gatehouse.core.journal.JournalLimits;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.lookout.LookoutStore;
import dev.gatehouse.core.lookout.StalenessLimits;
import dev.gatehouse.core.passage.LaneConfig;
import dev.gatehouse.core.seal.BoothKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One run of a booth's real core between two power cuts, on one thread.
final class SimulatedBooth {
    /// Small segments, so that many are begun, filled and recycled.
    private static final JournalLimits LIMITS =
            new JournalLimits(
                    64 << 10,
                    16 << 10,
                    20_000,
                    1_000,
                    new JournalLimits.Quota(64, 2),
                    new JournalLimits.Quota(64, 2),
                    new JournalLimits.Quota(32, 1));

    private static final Duration LIST_AGE_MAX = Duration.ofDays(36_500);

    private final BoothCore core;
    private final Uplink uplink;
    private final BoothTime time;
    private final LookoutStore lookouts;
    private boolean dated;

    /// What stays when the power goes.
    ///
    /// @param list file of lookouts
    record Board(BoothKeys keys, DeviceKey deviceKey, Disk journal, Disk state, Path list) {}

    SimulatedBooth(Board board, Bus bus, BoothTime time, SecureRandom random, FlakyNet net)
            throws IOException {
        this.time = time;
        this.lookouts =
                new LookoutStore(
                        new StalenessLimits(LIST_AGE_MAX, LIST_AGE_MAX),
                        time::nanos,
                        () -> Instant.ofEpochMilli(time.read().wallMs()));
        var _ = lookouts.load(board.list());
        this.core =
                new BoothCore(
                        new BoothCore.Parts(
                                "crash",
                                board.keys(),
                                Optional.empty(),
                                board.deviceKey(),
                                board.journal(),
                                board.state(),
                                LIMITS,
                                bus,
                                time,
                                random,
                                BoothPolicy.standard(),
                                List.of(new LaneConfig("1", true), new LaneConfig("2", true)),
                                lookouts,
                                "proof",
                                Optional.empty()));
        core.begun(0);
        this.uplink = core.uplink(net, List.of("memory:central"));
        boolean offered = core.offer(new BoothMessage.ListLoaded());
        if (!offered) {
            throw new IllegalStateException("a fresh inbox is full");
        }
    }

    BoothCore core() {
        return core;
    }

    BoothTime time() {
        return time;
    }

    /// One cycle of each thread.
    void cycle() throws IOException, InterruptedException {
        core.dutyCycle(0);
        uplink.dutyCycle(0);
        if (!dated && time.isConfirmed()) {
            dated = true;
            lookouts.clockConfirmed();
        }
    }

    boolean drained() {
        return uplink.drained();
    }

    void stop() throws IOException {
        core.stop();
    }

    void close() throws IOException {
        uplink.close();
        core.close();
    }

    /// Nothing was found damaged at the start: a power cut is no damage.
    boolean damaged() {
        return core.journal().recovery().isDamaged();
    }

    String damage() {
        StringBuilder found = new StringBuilder();
        for (RecordClass recordClass : RecordClass.values()) {
            ClassRecovery of = core.journal().recovery().of(recordClass);
            if (of.isDamaged()) {
                found.append(recordClass).append(of.lost()).append(' ');
            }
        }
        return found.toString();
    }

    long durable(RecordClass recordClass) {
        return core.journal().durable(recordClass);
    }
}
