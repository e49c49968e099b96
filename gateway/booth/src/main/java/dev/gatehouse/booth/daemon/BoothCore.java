package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.uplink.Uplink;
import dev.gatehouse.booth.uplink.UplinkMailbox;
import dev.gatehouse.booth.uplink.UpstreamSession;
import dev.gatehouse.bus.Bus;
import dev.gatehouse.core.decision.BoothPolicy;
import dev.gatehouse.core.decision.ByHand;
import dev.gatehouse.core.decision.Decider;
import dev.gatehouse.core.decision.RadioMessage;
import dev.gatehouse.core.decision.Sightings;
import dev.gatehouse.core.decision.StoreLookouts;
import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.journal.Journal;
import dev.gatehouse.core.journal.JournalLimits;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.lookout.LookoutStore;
import dev.gatehouse.core.passage.LaneConfig;
import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.core.replay.LateDoor;
import dev.gatehouse.core.replay.ReplayLimits;
import dev.gatehouse.core.replay.Replayer;
import dev.gatehouse.core.seal.BoothKeys;
import dev.gatehouse.core.seal.Checkpointer;
import dev.gatehouse.core.seal.EpochLimits;
import dev.gatehouse.core.seal.Sealer;
import dev.gatehouse.core.seal.SiteKey;
import dev.gatehouse.proto.v1.BoothLifecycle;
import dev.gatehouse.proto.v1.ConsoleAccess;
import dev.gatehouse.proto.v1.LaneOutput;
import dev.gatehouse.proto.v1.LateHit;
import dev.gatehouse.proto.v1.LifecycleEvent;
import dev.gatehouse.proto.v1.ListReplay;
import dev.gatehouse.proto.v1.Record;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.tinylog.Logger;

/// A booth without its threads and ports: stores, decisions and the way upstream, on whatever
/// disks, clock and bus it is given. The daemon runs it on real ones; the proofs run it on disks
/// that lose what was not synced.
///
/// [#offer] may be called by any thread, [#dutyCycle] and [#stop] by the booth thread only, the
/// uplink by its own.
public final class BoothCore implements AutoCloseable {
    /// Messages that may wait for the booth thread.
    public static final int INBOX_MAX = 1_024;

    private final Parts parts;
    private final ArrayBlockingQueue<BoothMessage> inbox = new ArrayBlockingQueue<>(INBOX_MAX);
    private final UplinkMailbox mailbox = new UplinkMailbox();
    private final RecordStore store;
    private final ReferralVault vault;
    private final BoothAgent agent;
    private final BoothOutbox outbox;
    private final LaneBoard lanes;
    private final Optional<Replayer> replayer;

    /// What a booth is made of.
    ///
    /// @param name on its own bus
    /// @param siteKey names transponders; empty where the booth was enrolled without
    /// @param deviceKey secret of the board
    /// @param journalDisk folder of the journal
    /// @param stateDisk folder of what is kept beside it
    /// @param random of keys, salts and code words
    /// @param version told to central
    /// @param replay of recent passages against late lookouts, if they are kept
    public record Parts(
            String name,
            BoothKeys keys,
            Optional<SiteKey> siteKey,
            DeviceKey deviceKey,
            Disk journalDisk,
            Disk stateDisk,
            JournalLimits limits,
            Bus bus,
            BoothTime time,
            SecureRandom random,
            BoothPolicy policy,
            List<LaneConfig> lanes,
            LookoutStore lookouts,
            String version,
            Optional<ReplayLimits> replay) {}

    /// Opens the stores and recovers what they hold.
    public BoothCore(Parts parts) throws IOException {
        this.parts = parts;
        BoothTime time = parts.time();
        Sealer sealer = new Sealer(parts.keys(), parts.random(), time::nanos, EpochLimits.DEFAULT);
        this.store =
                RecordStore.open(
                        parts.journalDisk(),
                        parts.stateDisk(),
                        parts.limits(),
                        time::nanos,
                        parts.random(),
                        sealer,
                        new Checkpointer(parts.keys()));
        this.vault =
                new ReferralVault(
                        parts.stateDisk(),
                        parts.deviceKey().derive("referral vault"),
                        parts.random(),
                        time::nanos);
        List<OpenReferral> restored = restored(vault);
        BoothOutbox outbox =
                new BoothOutbox(parts.name(), parts.bus(), store, vault, time, restored);
        this.replayer = parts.replay().map(this::replayer);
        Decider decider =
                new Decider(
                        parts.policy(),
                        parts.lanes(),
                        new StoreLookouts(parts.lookouts()),
                        new DecisionClock(time),
                        parts.random(),
                        parts.deviceKey().derive("tags"),
                        parts.siteKey(),
                        restored,
                        replayer.<Sightings>map(kept -> kept).orElse(Sightings.NONE),
                        outbox);
        this.outbox = outbox;
        this.lanes = outbox.lanes();
        this.agent = new BoothAgent(inbox, decider, store, outbox, time, mailbox);
        parts.bus().whenBack(agent::busIsBack);
    }

    /// Says that the booth has started.
    ///
    /// @param safeModeAfter crashes in a row after which it did so in safe mode; 0 when it did not
    public void begun(int safeModeAfter) {
        var _ = offer(lifecycle(LifecycleEvent.LIFECYCLE_EVENT_STARTED, safeModeAfter));
    }

    /// From now on what lanes show goes to their lamps.
    void lamps(BiConsumer<String, LaneOutput> stations) {
        outbox.lamps(stations);
    }

    /// From now on words by hand go to the lamps and barriers.
    void hands(Function<ByHand, ByHand.Answer> stations) {
        outbox.hands(stations);
    }

    /// From now on texts go to the radio systems.
    void texts(Function<RadioMessage, RadioMessage.Offer> systems) {
        outbox.texts(systems);
    }

    private Replayer replayer(ReplayLimits limits) {
        BoothTime time = parts.time();
        LateDoor door =
                new LateDoor() {
                    @Override
                    public boolean late(LateHit hit, Outcome outcome) {
                        return offer(new BoothMessage.Late(hit, outcome));
                    }

                    @Override
                    public boolean replayed(ListReplay run, Outcome outcome) {
                        return offer(new BoothMessage.Replayed(run, outcome));
                    }
                };
        return new Replayer(
                new Replayer.Parts(
                        limits,
                        parts.stateDisk(),
                        parts.deviceKey().derive("recent passages"),
                        parts.random(),
                        time::nanos,
                        () -> time.read().wallMs()),
                parts.lookouts()::view,
                door);
    }

    /// What holds recent passages against late lookouts; belongs to the thread that loads the
    /// lists.
    public Optional<Replayer> replayer() {
        return replayer;
    }

    private static List<OpenReferral> restored(ReferralVault vault) throws IOException {
        ReferralVault.Restored restored = vault.load();
        if (restored.damaged()) {
            Logger.error(
                    "STO-001 the file of open referrals is damaged and was kept aside: file={}.damaged, readable={}",
                    ReferralVault.FILE,
                    restored.list().size());
        }
        return restored.list();
    }

    /// A record of the booth's own life, with what recovery found.
    BoothMessage lifecycle(LifecycleEvent event) {
        return lifecycle(event, 0);
    }

    private BoothMessage lifecycle(LifecycleEvent event, int safeModeAfter) {
        BoothLifecycle.Builder lifecycle =
                BoothLifecycle.newBuilder().setEvent(event).setVersion(parts.version());
        if (safeModeAfter > 0) {
            lifecycle.setSafeModeAfter(safeModeAfter);
        }
        long recovered = 0;
        long damaged = 0;
        for (RecordClass recordClass : RecordClass.values()) {
            var found = journal().recovery().of(recordClass);
            recovered += found.recordsFound();
            damaged += found.lost().stream().mapToLong(range -> range.missingCount()).sum();
        }
        lifecycle.setRecoveredRecords(recovered).setDamagedRecords(damaged);
        return new BoothMessage.Own(
                RecordClass.P1,
                Record.newBuilder()
                        .setAt(BoothOutbox.stamp(parts.time().read()))
                        .setLifecycle(lifecycle)
                        .build());
    }

    /// A record of who used the console.
    BoothMessage consoleAccess(ConsoleAccess access) {
        return new BoothMessage.Own(
                RecordClass.P1,
                Record.newBuilder()
                        .setAt(BoothOutbox.stamp(parts.time().read()))
                        .setConsoleAccess(access)
                        .build());
    }

    /// The way upstream, to be run by one thread of its own.
    public Uplink uplink(UpstreamSession.Factory sessions, List<String> addresses) {
        return new Uplink(
                new Uplink.Wiring(
                        parts.keys(),
                        journal(),
                        journal().reader(),
                        journal().cursorFile(),
                        mailbox,
                        new UplinkDoor(inbox),
                        store.losses(),
                        parts.version()),
                sessions,
                addresses,
                parts.random(),
                parts.time()::nanos);
    }

    /// Hands a message to the booth thread.
    ///
    /// @return false when the inbox is full
    public boolean offer(BoothMessage message) {
        return inbox.offer(message);
    }

    /// One duty cycle of the booth thread.
    ///
    /// @param waitNanos at most how long to wait for something to do
    /// @throws IOException when the store failed for good: close, and open anew
    public void dutyCycle(long waitNanos) throws IOException, InterruptedException {
        agent.dutyCycle(waitNanos);
    }

    /// Ends passages, commits and acknowledges everything; nothing is observed afterwards. Cycles
    /// go on, so that the uplink can drain.
    public void stop() throws IOException {
        agent.stop();
    }

    public Journal journal() {
        return store.journal();
    }

    RecordStore store() {
        return store;
    }

    LaneBoard lanes() {
        return lanes;
    }

    BoothAgent agent() {
        return agent;
    }

    ArrayBlockingQueue<BoothMessage> inbox() {
        return inbox;
    }

    @Override
    public void close() throws IOException {
        try {
            // the thread that it belonged to has ended
            replayer.ifPresent(Replayer::close);
            vault.close();
        } finally {
            journal().close();
        }
    }
}
