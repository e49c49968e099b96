package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.uplink.UplinkMailbox;
import dev.gatehouse.bus.BusAck;
import dev.gatehouse.core.decision.ClockReport;
import dev.gatehouse.core.decision.Decider;
import dev.gatehouse.core.decision.Decisions;
import dev.gatehouse.core.decision.Intake;
import dev.gatehouse.core.inventory.HeardRadio;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.replay.LateDoor;
import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PresenceChange;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.tinylog.Logger;

/// The booth thread: the single writer of all decisions. One duty cycle takes what has come in,
/// decides (alerts leave at once), commits what is due in one group, acknowledges what became
/// durable, and signs checkpoints.
///
/// Everything it owns (passages, referrals, journal writer, chains) is touched by this thread
/// alone; others reach it through the bounded inbox.
final class BoothAgent {
    /// Messages taken in one cycle before the commit gets its turn.
    static final int CYCLE_MESSAGES_MAX = 256;

    /// Longest sleep: timers of the decision want at least 20 calls a second.
    static final long TICK_NANOS = 20_000_000L;

    /// After the bus came back alerts are announced at once, and once more after this: terminals
    /// find their way back to a broker later than the booth.
    static final long ANNOUNCE_AGAIN_NANOS = 10_000_000_000L;

    private static final long CHECKPOINT_NANOS = 100_000_000L;
    private static final long SNAPSHOT_NANOS = 250_000_000L;

    private final BlockingQueue<BoothMessage> inbox;
    private final Decider decider;
    private final RecordStore store;
    private final BoothOutbox outbox;
    private final BoothTime time;
    private final UplinkMailbox uplink;
    private final PendingAcks pending = new PendingAcks();
    private long nextTickNanos;
    private long nextCheckpointNanos;
    private long nextSnapshotNanos;
    private boolean ended;
    private boolean announcesAgain;
    private long announceAgainNanos;
    private final AtomicBoolean busBack = new AtomicBoolean();
    private volatile Decisions decisions;
    private volatile List<HeardRadio> radios = List.of();
    private final AtomicLong firstVerdictWallMs = new AtomicLong();
    private final AtomicLong cycles = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong refusedBusy = new AtomicLong();
    private final AtomicLong notResendable = new AtomicLong();

    BoothAgent(
            BlockingQueue<BoothMessage> inbox,
            Decider decider,
            RecordStore store,
            BoothOutbox outbox,
            BoothTime time,
            UplinkMailbox uplink) {
        this.inbox = inbox;
        this.decider = decider;
        this.store = store;
        this.outbox = outbox;
        this.time = time;
        this.uplink = uplink;
        this.nextTickNanos = time.nanos();
        this.nextCheckpointNanos = nextTickNanos;
        this.decisions = decider.snapshot();
    }

    private void snapshotWhenDue(long now) {
        if (now - nextSnapshotNanos >= 0) {
            nextSnapshotNanos = now + SNAPSHOT_NANOS;
            decisions = decider.snapshot();
            radios = decider.radios();
        }
    }

    /// One duty cycle.
    ///
    /// @param waitNanos at most how long to wait for something to do
    /// @throws IOException when the store failed for good: the process must stop, restart and
    ///   recover
    void dutyCycle(long waitNanos) throws IOException, InterruptedException {
        long now = time.nanos();
        long due = outbox.holdsCommit() ? Long.MAX_VALUE : store.commitDelayNanos(now);
        long wait = Math.min(waitNanos, Math.min(nextTickNanos - now, due));
        BoothMessage message = wait > 0 ? inbox.poll(wait, TimeUnit.NANOSECONDS) : inbox.poll();
        for (int taken = 0; message != null && taken < CYCLE_MESSAGES_MAX; taken++) {
            take(message);
            message = taken + 1 < CYCLE_MESSAGES_MAX ? inbox.poll() : null;
        }
        now = time.nanos();
        if (!ended && now - nextTickNanos >= 0) {
            nextTickNanos = now + TICK_NANOS;
            watchClock();
            announceWhenDue(now);
            decider.tick();
            var _ = outbox.flush();
            if (outbox.alarmsRefused() && decider.snapshot().recordsWaiting() == 0) {
                outbox.alarmsTaken();
            }
            snapshotWhenDue(now);
        }
        boolean committed = commit(now);
        if (committed || now - nextCheckpointNanos >= 0) {
            // with the commit, so that records and their proof can leave in one message
            nextCheckpointNanos = now + CHECKPOINT_NANOS;
            store.dueBeat(stamp(), now).ifPresent(uplink::beat);
            store.dueHybrids(stamp(), now).forEach(uplink::checkpoint);
            proveAlone(uplink.takeStuck(now));
        }
        if (committed) {
            uplink.wake();
        }
        cycles.incrementAndGet();
    }

    /// The bus is back after an outage in which alerts were lost; any thread.
    void busIsBack() {
        busBack.set(true);
    }

    private void announceWhenDue(long now) {
        if (busBack.getAndSet(false)) {
            decider.announceAgain();
            announcesAgain = true;
            announceAgainNanos = now + ANNOUNCE_AGAIN_NANOS;
        } else if (announcesAgain && now - announceAgainNanos >= 0) {
            announcesAgain = false;
            decider.announceAgain();
        }
    }

    private void take(BoothMessage message) throws IOException {
        decide(message);
        if (outbox.hasGroup()) {
            var _ = outbox.flush();
        }
    }

    private void decide(BoothMessage message) throws IOException {
        switch (message) {
            case BoothMessage.Observed observed -> observe(observed);
            case BoothMessage.Commanded commanded -> command(commanded);
            case BoothMessage.HelloWanted() -> uplink.hello(store.helloCheckpoints(stamp()));
            case BoothMessage.ClockConfirmed confirmed -> confirmClock(confirmed);
            case BoothMessage.ListLoaded() -> decider.confirmList();
            case BoothMessage.Own(var recordClass, var record) -> record(recordClass, record);
            case BoothMessage.LossMet met -> declareLoss(met);
            case BoothMessage.Late(var hit, var outcome) ->
                    answer(!ended && decider.late(hit), outcome);
            case BoothMessage.Replayed(var run, var outcome) ->
                    answer(!ended && decider.replayed(run), outcome);
        }
    }

    private void confirmClock(BoothMessage.ClockConfirmed told) {
        OptionalLong step = time.confirm(told.centralMs(), told.askedNanos(), told.answeredNanos());
        if (step.isEmpty()) {
            Logger.warn(
                    "CLK-001 central's time lies before what it signed earlier and was not taken; check central's clock");
        } else if (!ended) {
            decider.clockChanged(new ClockReport(true, time.read().quality(), step.getAsLong()));
        }
    }

    private void declareLoss(BoothMessage.LossMet met) throws IOException {
        boolean declared =
                outbox.flush()
                        && outbox.saveReferrals()
                        && store.declareLoss(met.recordClass(), met.first(), met.end());
        if (declared) {
            uplink.lossDeclared(
                    RecordStore.seal(met.recordClass()).wire(),
                    store.proof(met.recordClass(), stamp()),
                    store.helloCheckpoints(stamp()));
        } else {
            Logger.error(
                    "STO-003 records lost, and no room to declare it; tried again: class={}, first={}, count={}",
                    met.recordClass(),
                    met.first(),
                    met.end() - met.first());
        }
    }

    private void observe(BoothMessage.Observed observed) {
        Acknowledgement acknowledgement = observed.acknowledgement();
        if (ended) {
            acknowledgement.refused(Acknowledgement.Refusal.NOT_READY);
            return;
        }
        boolean telemetry = false;
        if (!acknowledgement.resendable()) {
            notResendable.incrementAndGet();
        }
        for (Observation observation : observed.observations()) {
            telemetry |= observation.body() instanceof PresenceChange;
            Intake intake = decider.observe(observation);
            switch (intake) {
                case RECORDED -> noteFirstVerdict(observation);
                case REPEATED -> {}
                case STORE_FULL -> {
                    refuseBusy(acknowledgement);
                    return;
                }
                case UNKNOWN_LANE -> {
                    acknowledgement.refused(Acknowledgement.Refusal.MALFORMED);
                    return;
                }
            }
        }
        boolean waits =
                !outbox.alarmsRefused()
                        && whenDurable(
                                telemetry,
                                () -> {
                                    acknowledged.incrementAndGet();
                                    acknowledgement.durable();
                                });
        if (!waits) {
            refuseBusy(acknowledgement);
        }
    }

    private void refuseBusy(Acknowledgement acknowledgement) {
        refusedBusy.incrementAndGet();
        acknowledgement.refused(Acknowledgement.Refusal.BUSY);
    }

    private void noteFirstVerdict(Observation observation) {
        if (firstVerdictWallMs.get() == 0 && observation.body() instanceof PlateRead) {
            firstVerdictWallMs.set(System.currentTimeMillis());
        }
    }

    private void command(BoothMessage.Commanded commanded) {
        if (ended) {
            commanded.ack().refuse();
            return;
        }
        CommandReply reply = decider.command(commanded.command(), commanded.officer());
        BusAck ack = commanded.ack();
        String badge = commanded.officer().badge();
        boolean waits =
                whenDurable(
                        false,
                        () -> {
                            ack.accept();
                            if (!badge.isEmpty()) {
                                outbox.reply(badge, reply);
                            }
                        });
        if (!waits) {
            refusedBusy.incrementAndGet();
            ack.refuse();
        }
    }

    private void answer(boolean taken, LateDoor.Outcome outcome) {
        if (!taken || outbox.alarmsRefused() || !whenDurable(false, outcome::durable)) {
            outcome.refused();
        }
    }

    /// @param telemetry whether an event of the telemetry class is acknowledged; a repeated one
    ///   waits for the first, which may not be on disk yet
    /// @return false when too many wait already
    private boolean whenDurable(boolean telemetry, Runnable then) {
        return pending.await(
                outbox.nextSequence(RecordClass.P0),
                outbox.nextSequence(RecordClass.P1),
                telemetry ? outbox.nextSequence(RecordClass.P2) : 0,
                then);
    }

    /// One group: what is due, and records at once when somebody waits and nothing else is coming
    /// in. The state that must survive a restart goes first, so that a referral on disk is never
    /// one the booth has forgotten.
    ///
    /// @return whether anything was committed
    private boolean commit(long now) throws IOException {
        boolean flushed = outbox.flush();
        boolean somebodyWaits = pending.recordsWaiting() && inbox.isEmpty();
        boolean due = store.commitDelayNanos(now) == 0 || somebodyWaits;
        boolean committed = due && flushed && outbox.saveReferrals();
        if (committed) {
            store.commit(now, somebodyWaits);
            outbox.committed();
        }
        pending.release(store::durable);
        if (inbox.isEmpty() && !outbox.prepare()) {
            var _ = store.prepare();
        }
        return committed;
    }

    private void proveAlone(Set<dev.gatehouse.proto.v1.RecordClass> stuck) {
        if (!stuck.isEmpty()) {
            store.helloCheckpoints(stamp()).stream()
                    .filter(checkpoint -> stuck.contains(checkpoint.getRecordClass()))
                    .forEach(uplink::checkpoint);
        }
    }

    private void watchClock() {
        long stepMs = time.wallStepMs();
        if (stepMs != 0) {
            BoothTime.Reading reading = time.read();
            decider.clockChanged(new ClockReport(time.isConfirmed(), reading.quality(), stepMs));
        }
    }

    private dev.gatehouse.proto.v1.Stamp stamp() {
        return outbox.stamp();
    }

    /// Last cycles of a clean stop: ends passages, commits everything, acknowledges it.
    void stop() throws IOException {
        for (BoothMessage message = inbox.poll(); message != null; message = inbox.poll()) {
            take(message);
        }
        decider.stop();
        if (outbox.flush()) {
            var _ = outbox.saveReferrals();
        }
        store.commitAll();
        outbox.committed();
        pending.release(store::durable);
        ended = true;
        decisions = decider.snapshot();
        store.finalCheckpoints(stamp()).forEach(uplink::checkpoint);
        uplink.wake();
    }

    /// Radios heard, as of a moment ago, the last first.
    List<HeardRadio> radios() {
        return radios;
    }

    /// Decisions as of a moment ago.
    Decisions decisions() {
        return decisions;
    }

    /// The machine's wall clock at the first answer to a plate read, milliseconds; 0 before it.
    long firstVerdictWallMs() {
        return firstVerdictWallMs.get();
    }

    /// Appends a record of the booth's own, without a tag.
    private void record(RecordClass recordClass, Record record) throws IOException {
        if (!outbox.own(recordClass, record)) {
            Logger.warn("STO-004 no room for a record of the booth's own: class={}", recordClass);
        }
    }

    /// Moves with every cycle; the watchdog and `/livez` look at it.
    long cycles() {
        return cycles.get();
    }

    long acknowledged() {
        return acknowledged.get();
    }

    long refusedBusy() {
        return refusedBusy.get();
    }

    /// Events taken from links that cannot send again; each was at risk for the commit window.
    long notResendable() {
        return notResendable.get();
    }
}
