package dev.gatehouse.core.replay;

import dev.gatehouse.core.decision.Sighting;
import dev.gatehouse.core.decision.Sightings;
import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.lookout.ListDifference;
import dev.gatehouse.core.lookout.ListView;
import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.LookoutSearch;
import dev.gatehouse.core.lookout.LookoutSnapshot;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.ListReplay;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.tinylog.Logger;

/// Late lookouts: takes what passages present from the booth thread, remembers it, and holds it
/// against every list that comes into force (matching sheet, section 12).
///
/// [#saw] may be called by any thread and never waits; everything else belongs to the thread that
/// loads the lists, up to the [#close] by whoever ends the booth. Nothing is searched before the
/// clock is confirmed: under a wrong clock lookouts that ended years ago would find passages.
///
/// A late hit is told once for each passage, lookout and version, over restarts too: what was told
/// is remembered beside the passages once its record is on disk, and the journal knows its tag in
/// between. The first list after a start is held against everything, because nobody knows which
/// lists came and went meanwhile.
public final class Replayer implements Sightings, AutoCloseable {
    /// What may wait between two looks of the loading thread: seconds of a busy port, while a long
    /// list is built.
    public static final int QUEUE_MAX = 16_384;

    /// Late hits that are known by memory; with more, those of forgotten passages go.
    static final int KNOWN_MAX = 65_536;

    private static final int NO_MINUTE = Integer.MIN_VALUE;

    private final ReplayLimits limits;
    private final Supplier<ListView> list;
    private final LongSupplier nanos;
    private final LongSupplier wallMs;
    private final RecentPassages recent;
    private final LookoutSearch search = new LookoutSearch();
    private final ArrayBlockingQueue<Sighting> arrived = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final Handover handover;
    private final Set<String> known = new HashSet<>();
    private final AtomicLong dropped = new AtomicLong();
    private boolean loaded;
    private boolean closed;
    private LookoutSnapshot replayed = LookoutSnapshot.NONE;
    private int replayedMinute = NO_MINUTE;
    private int nextStart = Lookout.NO_END;
    private long markNanos;
    private long runs;
    private long lastRunMs;
    private volatile ReplayCounters counters = ReplayCounters.NONE;

    /// What it is made of.
    ///
    /// @param disk where recent passages are kept
    /// @param key 32 octets of this purpose alone
    /// @param nanos monotonic clock, of the sightings too
    /// @param wallMs wall clock
    public record Parts(
            ReplayLimits limits,
            Disk disk,
            byte[] key,
            SecureRandom random,
            LongSupplier nanos,
            LongSupplier wallMs) {
        @SuppressWarnings("ArrayRecordComponent") // copied at once, never compared
        public Parts {
            key = key.clone();
        }
    }

    /// @param list the list in force
    /// @param door to the booth thread
    public Replayer(Parts parts, Supplier<ListView> list, LateDoor door) {
        this.limits = parts.limits();
        this.list = list;
        this.nanos = parts.nanos();
        this.wallMs = parts.wallMs();
        this.recent =
                new RecentPassages(
                        parts.limits(), parts.disk(), parts.key(), parts.random(), parts.nanos());
        this.handover = new Handover(door, nanos, late -> recent.add(late, false));
    }

    @Override
    public void saw(Sighting sighting) {
        if (!arrived.offer(sighting)) {
            dropped.incrementAndGet();
        }
    }

    /// Counters of a moment ago.
    public ReplayCounters counters() {
        return counters;
    }

    /// One look: remembers what came, writes when it is due, and runs when the list has changed.
    ///
    /// @param confirmed whether the wall clock is
    public synchronized void step(boolean confirmed) {
        if (closed) {
            return;
        }
        load();
        handover.heed();
        remember();
        recent.keep(confirmed ? wallMs.getAsLong() : Long.MIN_VALUE);
        if (confirmed) {
            runWhenDue();
        }
        handover.go();
        count();
    }

    /// Once, on the loading thread, so that a start does not wait for it.
    private void load() {
        if (loaded) {
            return;
        }
        loaded = true;
        recent.load();
        learnKnown();
    }

    private void learnKnown() {
        known.clear();
        recent.forEachEntry(entry -> {
            if (entry instanceof Entry.Told told) {
                known.add(LateFindings.key(told.late()));
            }
        });
    }

    private void remember() {
        LookoutSnapshot inForce = list.get().inForce();
        // a list that came and went since the last run may have answered
        boolean changed = !inForce.equals(replayed);
        for (Sighting next = arrived.poll(); next != null; next = arrived.poll()) {
            boolean unsettled = changed || next.doubtful() || next.askedNanos() - markNanos <= 0;
            recent.add(seen(next, inForce), unsettled);
        }
    }

    private static Entry.Seen seen(Sighting sighting, LookoutSnapshot inForce) {
        List<Entry.Found> hits = new ArrayList<>(sighting.hits().size());
        for (Hit hit : sighting.hits()) {
            int until =
                    inForce.lookout(hit.getLookoutId())
                            .map(Lookout::validUntilMinute)
                            .orElse(Lookout.NO_END);
            hits.add(new Entry.Found(until, hit.toBuilder().clearSteps().build()));
        }
        return new Entry.Seen(
                sighting.passageId(),
                sighting.laneId(),
                sighting.wallMs(),
                sighting.quality(),
                sighting.doubtful(),
                sighting.what(),
                hits);
    }

    private void runWhenDue() {
        ListView view = list.get();
        if (view.snapshot().isEmpty() || handover.isCrowded()) {
            return;
        }
        long startedNanos = nanos.getAsLong();
        ReplayRun.Task task =
                new ReplayRun.Task(
                        replayed,
                        view.snapshot().get(),
                        replayedMinute,
                        view.state(startedNanos).level().mayClear(),
                        wallMs.getAsLong(),
                        limits.retentionMs());
        boolean begins = nextStart <= task.minute();
        boolean settles = task.fresh() && recent.hasUnsettled();
        if (task.changed() || begins || settles) {
            run(task, begins, startedNanos);
        }
    }

    /// @param startedNanos a passage that asked before may have been answered by the old list
    private void run(ReplayRun.Task task, boolean begins, long startedNanos) {
        if (known.size() > KNOWN_MAX && handover.isIdle()) {
            learnKnown();
        }
        LateFindings findings = new LateFindings(known, LateFindings.MAX_FOUND);
        ReplayRun run = new ReplayRun(task, begins, search, findings);
        recent.forEach(run.unsettledOnly(), run::look);
        hold(run, task, startedNanos);
        runs++;
        lastRunMs = sinceMs(startedNanos);
        if (findings.overflow()) {
            Logger.warn(
                    "RPL-003 more late hits than are told at a time; the run goes on behind them: told={}",
                    LateFindings.MAX_FOUND);
            return;
        }
        if (task.fresh()) {
            recent.settle();
        }
        markNanos = startedNanos;
        replayed = task.now();
        replayedMinute = task.minute();
        OptionalInt next = ListDifference.nextStart(task.now(), task.minute());
        nextStart = next.orElse(Lookout.NO_END);
    }

    private void hold(ReplayRun run, ReplayRun.Task task, long startedNanos) {
        List<Entry.Told> silent = new ArrayList<>();
        for (Entry.Told told : run.found()) {
            known.add(LateFindings.key(told.late()));
            if (told.late().getHit().getSilent()) {
                silent.add(told);
            } else {
                handover.add(told, startedNanos);
            }
        }
        if (run.searched() == 0 && silent.isEmpty()) {
            return;
        }
        int from = 0;
        do {
            List<Entry.Told> part =
                    silent.subList(from, Math.min(from + Handover.SILENT_MAX, silent.size()));
            ListReplay.Builder account =
                    ListReplay.newBuilder()
                            .setGeneration(task.now().generation())
                            .setSearched(run.searched())
                            .setCapped(run.capped())
                            .setElapsedMs((int) Math.min(sinceMs(startedNanos), Integer.MAX_VALUE));
            part.forEach(told -> account.addSilentHits(told.late()));
            handover.add(account.build(), part);
            from += Handover.SILENT_MAX;
        } while (from < silent.size());
    }

    private long sinceMs(long fromNanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - fromNanos);
    }

    private void count() {
        counters =
                new ReplayCounters(
                        recent.seen(),
                        recent.memoryBytes(),
                        dropped.get(),
                        recent.evicted(),
                        recent.unreadable(),
                        recent.unstored(),
                        recent.memoryOnly(),
                        runs,
                        lastRunMs,
                        handover.lateHits(),
                        handover.reviews(),
                        handover.lastLateMs(),
                        handover.waiting());
    }

    /// Remembers what came and puts it on disk.
    @Override
    public synchronized void close() {
        closed = true;
        load();
        handover.heed();
        remember();
        recent.close();
        count();
    }

    /// For messages only: counters, never content.
    @Override
    public String toString() {
        return "Replayer[replayedAt="
                + (replayedMinute == NO_MINUTE
                        ? "never"
                        : Instant.ofEpochSecond(60L * replayedMinute))
                + "]";
    }
}
