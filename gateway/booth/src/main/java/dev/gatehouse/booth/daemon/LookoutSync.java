package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.core.decision.StoreLookouts;
import dev.gatehouse.core.lookout.LoadOutcome;
import dev.gatehouse.core.lookout.LookoutStore;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.tinylog.Logger;

/// The `lookout-sync` thread: looks at the list's file, builds the next list, swaps it in. Also
/// dates the list anew once the clock is confirmed.
final class LookoutSync {
    private static final long STEP_MS = 100;

    private final BoothConfig.Lookouts config;
    private final LookoutStore store;
    private final BoothTime time;
    private final Queue<BoothMessage> inbox;
    private final AtomicLong rounds = new AtomicLong();
    private volatile boolean warm;
    private boolean cold;
    private boolean dated;
    private boolean untold;
    private long nextLoadNanos;
    private String lastFault = "";

    LookoutSync(
            BoothConfig.Lookouts config,
            LookoutStore store,
            BoothTime time,
            Queue<BoothMessage> inbox) {
        this.config = config;
        this.store = store;
        this.time = time;
        this.inbox = inbox;
        this.nextLoadNanos = time.nanos();
    }

    void run(BooleanSupplier end) {
        try {
            while (!end.getAsBoolean()) {
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
        if (untold && dated && inbox.offer(new BoothMessage.ListLoaded())) {
            untold = false;
        }
        if (cold) {
            cold = false;
            warmUp();
        }
    }

    /// @return whether to look again soon
    private boolean load() {
        return switch (store.load(config.file())) {
            case LoadOutcome.Loaded loaded -> {
                lastFault = "";
                cold = !warm;
                Logger.info(
                        "LKO-001 list in force: generation={}, accepted={}, not matched={}, rejected={}",
                        loaded.generation(),
                        loaded.report().accepted(),
                        loaded.report().notMatched(),
                        loaded.report().rejectedCount());
                untold = true;
                yield false;
            }
            case LoadOutcome.Reissued _ -> {
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

    /// The first list was loaded and its search has been run often enough to be compiled.
    boolean warm() {
        return warm;
    }

    private void warmUp() {
        long startedNanos = System.nanoTime();
        long done = WarmUp.run(new StoreLookouts(store)) + DryRun.run(time);
        Logger.info(
                "LKO-003 warmed up: ms={}, work={}",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos),
                done);
        warm = true;
    }

    private boolean fault(String what) {
        if (!what.equals(lastFault)) {
            lastFault = what;
            Logger.error("LKO-002 {}; the lane answers query by hand", what);
        }
        return false;
    }
}
