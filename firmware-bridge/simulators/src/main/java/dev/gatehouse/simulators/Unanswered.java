package dev.gatehouse.simulators;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Events a plate reader has sent and the booth has not yet acknowledged; each is sent again, with
/// back-off, until it is. Owned by the link's thread.
final class Unanswered {

    /// A reader's memory. When it is full the reader waits before it reports the next vehicle.
    static final int LIMIT = 256;

    /// No answer at all for this long counts as refused, as with an HTTP client.
    static final long ANSWER_LIMIT_NANOS = 10_000_000_000L;

    static final long FIRST_BACKOFF_NANOS = 100_000_000L;
    static final long LONGEST_BACKOFF_NANOS = 5_000_000_000L;

    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private final RandomGenerator random;
    private long nextKey;

    Unanswered(RandomGenerator random) {
        this.random = random;
    }

    /// One event in memory.
    static final class Entry {
        final long key;
        final String eventId;
        final boolean repeat;
        final byte[] bytes;
        private int attempts;
        private long dueNanos;

        Entry(long key, String eventId, boolean repeat, byte[] bytes) {
            this.key = key;
            this.eventId = eventId;
            this.repeat = repeat;
            this.bytes = bytes;
        }

        /// Which sending an answer belongs to; answers to earlier ones still count when they
        /// acknowledge.
        int attempts() {
            return attempts;
        }
    }

    boolean full() {
        return entries.size() >= LIMIT;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    Entry add(String eventId, boolean repeat, byte[] bytes) {
        Entry entry = new Entry(nextKey++, eventId, repeat, bytes);
        entries.put(entry.key, entry);
        return entry;
    }

    void sent(Entry entry, long nowNanos) {
        entry.attempts++;
        entry.dueNanos = nowNanos + ANSWER_LIMIT_NANOS;
    }

    /// Forgets an event. Null-free: an answer to an event already forgotten gives nothing.
    Optional<Entry> remove(long key) {
        return Optional.ofNullable(entries.remove(key));
    }

    /// The booth was busy: the event comes again later. An answer to an earlier sending changes
    /// nothing.
    void refused(long key, int attempt, long nowNanos) {
        Entry entry = entries.get(key);
        if (entry != null && entry.attempts == attempt) {
            long backoff = FIRST_BACKOFF_NANOS << Math.min(10, attempt - 1);
            double jitter = 0.75 + 0.5 * random.nextDouble();
            entry.dueNanos = nowNanos + (long) (Math.min(LONGEST_BACKOFF_NANOS, backoff) * jitter);
        }
    }

    /// The oldest event that is due to be sent again.
    Optional<Entry> due(long nowNanos) {
        for (Entry entry : entries.values()) {
            if (nowNanos - entry.dueNanos >= 0) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /// Nanoseconds until something is due, at most `limitNanos`.
    long waitNanos(long nowNanos, long limitNanos) {
        long wait = limitNanos;
        for (Entry entry : entries.values()) {
            wait = Math.min(wait, Math.max(0, entry.dueNanos - nowNanos));
        }
        return wait;
    }
}
