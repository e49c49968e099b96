package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.core.decision.StoreLookouts;
import dev.gatehouse.core.lookout.LoadOutcome;
import dev.gatehouse.core.lookout.LookoutStore;
import dev.gatehouse.core.replay.Replayer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// The `lookout-sync` thread: looks at the list's file, builds the next list, swaps it in. Also
/// dates the list anew once the clock is confirmed.
///
/// It runs before the booth exists, because reading the list is the longest part of a start; what
/// it finds is told from [#tell] on.
final class LookoutSync implements AutoCloseable {
    private static final long STEP_MS = 100;
    private static final long CLOSE_MS = 5_000;

    private final BoothConfig.Lookouts config;
    private final LookoutStore store;
    private final BoothTime time;
    private final Thread thread;
    private volatile @Nullable Queue<BoothMessage> inbox;
    private volatile @Nullable Replayer replayer;
    private long replayFaults;
    private boolean loaded;
    private volatile boolean looked;
    private volatile boolean open;
    private volatile boolean ended;
    private final AtomicLong rounds = new AtomicLong();
    private boolean cold;
    private boolean litter;
    private boolean dated;
    private boolean untold;
    private long nextLoadNanos;
    private String lastFault = "";

    LookoutSync(BoothConfig.Lookouts config, LookoutStore store, BoothTime time) {
        this.config = config;
        this.store = store;
        this.time = time;
        this.thread = Thread.ofPlatform().name("lookout-sync").daemon().unstarted(this::run);
        this.nextLoadNanos = time.nanos();
    }

    void start() {
        thread.start();
    }

    /// From now on the booth is told of lists.
    ///
    /// @param replay holds recent passages against them
    void tell(Queue<BoothMessage> booth, Optional<Replayer> replay) {
        replayer = replay.orElse(null);
        inbox = booth;
    }

    /// The lane is open: there is time to make it faster.
    void laneOpen() {
        open = true;
    }

    private void run() {
        try {
            while (!ended) {
                step();
                rounds.incrementAndGet();
                Thread.sleep(STEP_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Moves with every look.
    long rounds() {
        return rounds.get();
    }

    /// Ends the thread, at the end of the list that it may be reading.
    @Override
    public void close() {
        ended = true;
        thread.interrupt();
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Looks once. The booth is told of a list only when a confirmed clock has dated it: under a
    /// wrong clock an old list looks new.
    void step() {
        if (!dated && time.isConfirmed()) {
            dated = true;
            store.clockConfirmed();
        }
        if (time.nanos() - nextLoadNanos >= 0) {
            boolean again = load();
            nextLoadNanos =
                    time.nanos()
                            + (again
                                    ? TimeUnit.MILLISECONDS.toNanos(STEP_MS)
                                    : TimeUnit.SECONDS.toNanos(config.reloadS()));
        }
        Queue<BoothMessage> booth = inbox;
        if (untold && dated && booth != null && booth.offer(new BoothMessage.ListLoaded())) {
            untold = false;
        }
        replay();
        if (open && cold) {
            cold = !warmUp();
        }
        if (open && store.tidy()) {
            litter = true;
        }
        if (open && litter) {
            litter = false;
            // What reading left behind is larger than the list. Left alone it would stay resident
            // until the heap is full,
            // and be collected then, at a moment that nobody chose; the pause is the same.
            System.gc();
        }
    }

    /// Behind the lanes: what earlier runs left is read when there is time. A fault of it must not
    /// end the thread that loads the lists.
    private void replay() {
        Replayer recent = replayer;
        if (recent == null || !open) {
            return;
        }
        try {
            recent.step(dated);
        } catch (RuntimeException e) {
            replayFaults++;
            if (Long.bitCount(replayFaults) == 1) { // at 1, 2, 4, 8 ...
                Logger.error(e, "LKO-004 late lookouts failed; please report it");
            }
        }
    }

    /// @return whether to look again soon
    private boolean load() {
        return switch (store.load(config.file())) {
            case LoadOutcome.Loaded list -> {
                lastFault = "";
                cold = !loaded;
                loaded = true;
                looked = true;
                Logger.info(
                        "LKO-001 list in force: generation={}, accepted={}, left out={}, rejected={}",
                        list.generation(),
                        list.report().accepted(),
                        list.report().leftOut(),
                        list.report().rejectedCount());
                untold = true;
                litter = true;
                yield false;
            }
            case LoadOutcome.Updated _, LoadOutcome.Reissued _ -> {
                lastFault = "";
                untold = true;
                yield false;
            }
            case LoadOutcome.Unchanged _ -> false;
            case LoadOutcome.Unsettled _ -> true;
            case LoadOutcome.Absent _ -> fault("there is no list at the configured path");
            case LoadOutcome.Damaged damaged ->
                    fault("the list cannot be used: " + damaged.damage());
        };
    }

    /// A list is in force, or there is none that could be.
    boolean looked() {
        return looked;
    }

    /// A clock that is confirmed meanwhile comes first: until the list is dated and told, every
    /// vehicle is a query by hand.
    ///
    /// @return whether it went to its end
    private boolean warmUp() {
        BooleanSupplier end = () -> ended || (!dated && time.isConfirmed());
        long startedNanos = System.nanoTime();
        StoreLookouts lookouts = new StoreLookouts(store);
        long done = WarmUp.run(lookouts, end) + DryRun.run(time, end);
        if (store.view().inForce().hasNames()) {
            done += WarmUp.runNames(lookouts, end);
        }
        if (end.getAsBoolean()) {
            return false;
        }
        Logger.info(
                "LKO-003 warmed up: ms={}, work={}",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos),
                done);
        return true;
    }

    private boolean fault(String what) {
        looked = true;
        if (!what.equals(lastFault)) {
            lastFault = what;
            Logger.error("LKO-002 {}; the lane answers query by hand", what);
        }
        return false;
    }
}
