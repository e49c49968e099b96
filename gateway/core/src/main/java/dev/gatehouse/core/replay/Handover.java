package dev.gatehouse.core.replay;

import dev.gatehouse.proto.v1.LateKind;
import dev.gatehouse.proto.v1.ListReplay;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// Late hits on their way through the booth thread to the journal: what is refused waits and is
/// handed over again. Owned by one thread; answers come from any.
final class Handover {
    /// Handed over and not answered yet; a share of the booth thread's inbox.
    static final int IN_FLIGHT_MAX = 128;

    /// Silent hits in one record; with more there are several.
    static final int SILENT_MAX = 32;

    /// After a refusal, before anything is handed over again.
    static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LateDoor door;
    private final LongSupplier nanos;
    private final Consumer<Entry.Told> told;
    private final ConcurrentLinkedQueue<Runnable> answers = new ConcurrentLinkedQueue<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Deque<Account> accounts = new ArrayDeque<>();
    private int inFlight;
    private boolean refused;
    private long refusedNanos;
    private long lateHits;
    private long reviews;
    private long lastLateMs;

    /// @param sinceNanos when its list was in force
    private record Waiting(Entry.Told late, long sinceNanos) {}

    /// The account of a run, and the silent hits in it.
    private record Account(ListReplay run, List<Entry.Told> silent) {}

    /// @param told is given everything whose record is on disk
    Handover(LateDoor door, LongSupplier nanos, Consumer<Entry.Told> told) {
        this.door = door;
        this.nanos = nanos;
        this.told = told;
    }

    /// An open late hit.
    void add(Entry.Told late, long sinceNanos) {
        waiting.addLast(new Waiting(late, sinceNanos));
    }

    /// The account of a run.
    void add(ListReplay run, List<Entry.Told> silent) {
        accounts.addLast(new Account(run, List.copyOf(silent)));
    }

    /// Does what the answers ask for.
    void heed() {
        for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
            answer.run();
        }
    }

    /// Hands over what there is room for.
    void go() {
        if (refused && nanos.getAsLong() - refusedNanos < RETRY_NANOS) {
            return;
        }
        refused = false;
        boolean room = true;
        while (room && !waiting.isEmpty() && inFlight < IN_FLIGHT_MAX) {
            room = go(waiting.removeFirst());
        }
        while (room && !accounts.isEmpty() && inFlight < IN_FLIGHT_MAX) {
            room = go(accounts.removeFirst());
        }
    }

    private boolean go(Waiting next) {
        boolean taken =
                door.late(
                        next.late().late(),
                        new Answer(
                                atNanos -> recorded(next.late(), atNanos - next.sinceNanos()),
                                () -> waiting.addFirst(next)));
        if (!taken) {
            waiting.addFirst(next);
        }
        inFlight += taken ? 1 : 0;
        return taken;
    }

    private boolean go(Account next) {
        boolean taken =
                door.replayed(
                        next.run(),
                        new Answer(
                                _ -> next.silent().forEach(told), () -> accounts.addFirst(next)));
        if (!taken) {
            accounts.addFirst(next);
        }
        inFlight += taken ? 1 : 0;
        return taken;
    }

    private void recorded(Entry.Told late, long tookNanos) {
        told.accept(late);
        if (late.late().getKind() == LateKind.LATE_KIND_WITHDRAWN_REVIEW) {
            reviews++;
        } else {
            lateHits++;
            lastLateMs = TimeUnit.NANOSECONDS.toMillis(tookNanos);
        }
    }

    /// What an earlier run found fills the way already.
    boolean isCrowded() {
        return waiting.size() >= LateFindings.MAX_FOUND
                || accounts.size() >= LateFindings.MAX_FOUND / SILENT_MAX;
    }

    /// Nothing waits and nothing is unanswered.
    boolean isIdle() {
        return inFlight == 0 && waiting.isEmpty() && accounts.isEmpty();
    }

    /// Waiting or unanswered.
    long waiting() {
        return waiting.size() + (long) inFlight;
    }

    /// Recorded since the start.
    long lateHits() {
        return lateHits;
    }

    /// Recorded since the start, of lookouts that were withdrawn.
    long reviews() {
        return reviews;
    }

    /// From the list in force to the last late hit on disk.
    long lastLateMs() {
        return lastLateMs;
    }

    /// Comes from the booth thread, is heeded by the owner.
    private final class Answer implements LateDoor.Outcome {
        private final LongConsumer onDurable;
        private final Runnable putBack;

        Answer(LongConsumer onDurable, Runnable putBack) {
            this.onDurable = onDurable;
            this.putBack = putBack;
        }

        @Override
        public void durable() {
            long atNanos = nanos.getAsLong();
            answers.add(() -> {
                inFlight--;
                onDurable.accept(atNanos);
            });
        }

        @Override
        public void refused() {
            answers.add(() -> {
                inFlight--;
                putBack.run();
                refused = true;
                refusedNanos = nanos.getAsLong();
            });
        }
    }

    @Override
    public String toString() {
        return "Handover[waiting=" + waiting.size() + ", inFlight=" + inFlight + "]";
    }
}
