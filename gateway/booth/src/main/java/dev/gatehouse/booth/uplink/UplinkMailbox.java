package dev.gatehouse.booth.uplink;

import dev.gatehouse.core.seal.Beats;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.RecordClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The only door into the uplink thread: bounded, and never blocking for those who post. Of
/// checkpoints only the newest of each class and kind matters; of wake-ups only that there was one.
public final class UplinkMailbox {
    static final int EVENTS_MAX = 1_024;

    /// A beat that waits, or is not proven, for so long no longer speaks for the classes that could
    /// be proven alone.
    static final long BEAT_STUCK_NANOS = 2_000_000_000L;

    /// What the uplink thread wakes for.
    sealed interface Event {
        record Arrived(byte[] message, long nanos) implements Event {}

        record Lost(long connection) implements Event {}

        record Wake() implements Event {}
    }

    private final ArrayBlockingQueue<Event> events = new ArrayBlockingQueue<>(EVENTS_MAX);
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicLong dropped = new AtomicLong();
    private final Map<RecordClass, Checkpoint> plain = new EnumMap<>(RecordClass.class);
    private final Map<RecordClass, Checkpoint> hybrid = new EnumMap<>(RecordClass.class);
    private @Nullable SignedBeat beat;

    /// Classes that the newest beat waits for; as of the uplink's last look.
    private final Set<RecordClass> lagging = EnumSet.noneOf(RecordClass.class);

    /// The oldest beat that left and that central's receipts have not reached.
    private @Nullable SignedBeat unproven;

    private OptionalLong stuckSinceNanos = OptionalLong.empty();
    private boolean provenAlone;
    private @Nullable List<Checkpoint> hello;

    /// A signed checkpoint; replaces an older one of its class and kind.
    public void checkpoint(Checkpoint checkpoint) {
        synchronized (this) {
            (checkpoint.hasMlDsa44() ? hybrid : plain).put(checkpoint.getRecordClass(), checkpoint);
        }
        wake();
    }

    /// A signed beat; replaces an older one.
    public void beat(SignedBeat signed) {
        synchronized (this) {
            beat = signed;
            provenAlone = false;
        }
        wake();
    }

    /// The signed state of every class, as asked for.
    public void hello(List<Checkpoint> all) {
        synchronized (this) {
            hello = List.copyOf(all);
        }
        wake();
    }

    /// The state of one class after a loss was declared, and of all of them for a new greeting.
    /// Older checkpoints of the class are forgotten: central's tree is another until it has taken
    /// the declarations.
    public void lossDeclared(
            RecordClass recordClass, List<Checkpoint> proof, List<Checkpoint> all) {
        synchronized (this) {
            forgetBeats();
            plain.remove(recordClass);
            hybrid.remove(recordClass);
            for (Checkpoint checkpoint : proof) {
                (checkpoint.hasMlDsa44() ? hybrid : plain)
                        .put(checkpoint.getRecordClass(), checkpoint);
            }
            hello = List.copyOf(all);
        }
        wake();
    }

    /// Something became durable.
    public void wake() {
        if (woken.compareAndSet(false, true)) {
            offer(new Event.Wake());
        }
    }

    void arrived(byte[] message, long nanos) {
        offer(new Event.Arrived(message, nanos));
    }

    void lost(long connection) {
        offer(new Event.Lost(connection));
    }

    private void offer(Event event) {
        if (!events.offer(event)) {
            // central repeats receipts when records are sent again, so a dropped one costs time,
            // nothing else
            dropped.incrementAndGet();
        }
    }

    /// Waits for something to do.
    ///
    /// @return what came, possibly nothing
    List<Event> take(long waitNanos) throws InterruptedException {
        Event first = events.poll(waitNanos, TimeUnit.NANOSECONDS);
        if (first == null) {
            return List.of();
        }
        List<Event> all = new ArrayList<>();
        all.add(first);
        events.drainTo(all, EVENTS_MAX);
        woken.set(false);
        return all;
    }

    /// Newest checkpoints that cover no more than what was sent, the hybrid one of a class after
    /// its plain one. None while a hello waits: its checkpoints were signed before, and central
    /// takes a hello that is behind what it has proven for a rollback.
    synchronized List<Checkpoint> takeCheckpoints(
            java.util.function.ToLongFunction<RecordClass> sent) {
        List<Checkpoint> ready = new ArrayList<>();
        if (hello != null) {
            return ready;
        }
        for (Map<RecordClass, Checkpoint> kind : List.of(plain, hybrid)) {
            kind.values()
                    .removeIf(checkpoint -> {
                        boolean covered =
                                checkpoint.getSize()
                                        <= sent.applyAsLong(checkpoint.getRecordClass());
                        if (covered) {
                            ready.add(checkpoint);
                        }
                        return covered;
                    });
        }
        return ready;
    }

    /// The newest beat, when it covers no more than what was sent; none while a hello waits.
    synchronized Optional<SignedBeat> takeBeat(
            java.util.function.ToLongFunction<RecordClass> sent) {
        SignedBeat newest = beat;
        if (newest == null || hello != null) {
            return Optional.empty();
        }
        lagging.clear();
        lagging.addAll(behind(newest, sent));
        if (!lagging.isEmpty()) {
            return Optional.empty();
        }
        beat = null;
        if (unproven == null) {
            unproven = newest;
        }
        return Optional.of(newest);
    }

    /// A beat is here that has not left.
    synchronized boolean hasBeat() {
        return beat != null;
    }

    private static Set<RecordClass> behind(
            SignedBeat stated, java.util.function.ToLongFunction<RecordClass> reached) {
        Set<RecordClass> behind = EnumSet.noneOf(RecordClass.class);
        for (SealClass sealClass : SealClass.values()) {
            if (Beats.size(stated.beat(), sealClass) > reached.applyAsLong(sealClass.wire())) {
                behind.add(sealClass.wire());
            }
        }
        return behind;
    }

    /// What central's receipts say is proven.
    synchronized void proven(java.util.function.ToLongFunction<RecordClass> proven) {
        SignedBeat waiting = unproven;
        if (waiting != null && behind(waiting, proven).isEmpty()) {
            unproven = null;
            if (lagging.isEmpty()) {
                stuckSinceNanos = OptionalLong.empty();
            }
        }
    }

    /// Classes that want a checkpoint of their own now, because one class holds up the beat that
    /// would prove them: it lags, is refused, or somebody on the way suppresses it. Once for each
    /// beat at most. For the booth thread, whose clock it is.
    public synchronized Set<RecordClass> takeStuck(long nowNanos) {
        if (unproven == null && (beat == null || lagging.isEmpty())) {
            stuckSinceNanos = OptionalLong.empty();
            return Set.of();
        }
        if (stuckSinceNanos.isEmpty()) {
            stuckSinceNanos = OptionalLong.of(nowNanos);
        }
        if (provenAlone || nowNanos - stuckSinceNanos.getAsLong() <= BEAT_STUCK_NANOS) {
            return Set.of();
        }
        provenAlone = true;
        Set<RecordClass> alone = EnumSet.noneOf(RecordClass.class);
        for (SealClass sealClass : SealClass.values()) {
            alone.add(sealClass.wire());
        }
        if (beat != null) {
            alone.removeAll(lagging);
        }
        return alone;
    }

    /// The connection ended; what had left with it proves nothing.
    synchronized void left() {
        lagging.clear();
        unproven = null;
        stuckSinceNanos = OptionalLong.empty();
    }

    private void forgetBeats() {
        beat = null;
        left();
    }

    synchronized @Nullable List<Checkpoint> takeHello() {
        List<Checkpoint> taken = hello;
        hello = null;
        return taken;
    }

    long dropped() {
        return dropped.get();
    }
}
