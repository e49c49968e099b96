package dev.gatehouse.drivers.homebrew;

import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/// Salts that were given out and not yet answered (section 7): each bound to the id, the address
/// and the port that asked, valid for ten seconds, used once. Bounded; in a storm the oldest gives
/// way, so that a quick peer still gets in. Owned by the master's thread.
final class Challenges {

    static final int LIMIT = 4_096;
    static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(10);

    private record Key(int id, InetSocketAddress source) {}

    private record Challenge(int salt, long givenNanos) {}

    private final Map<Key, Challenge> open = new LinkedHashMap<>();
    private final IntSupplier salts;
    private final HomebrewCounters counters;

    /// @param salts from a secure random source
    Challenges(IntSupplier salts, HomebrewCounters counters) {
        this.salts = salts;
        this.counters = counters;
    }

    /// The salt for a request: the same one again while it is valid, because the answer may have
    /// been lost.
    int give(int id, InetSocketAddress source, long nowNanos) {
        Key key = new Key(id, source);
        Challenge before = open.get(key);
        if (before != null && nowNanos - before.givenNanos < VALID_NANOS) {
            return before.salt;
        }
        open.remove(key);
        if (open.size() >= LIMIT) {
            Iterator<Key> oldest = open.keySet().iterator();
            oldest.next();
            oldest.remove();
            counters.add(HomebrewCounter.HALF_OPEN_EVICTED);
        }
        int salt = salts.getAsInt();
        open.put(key, new Challenge(salt, nowNanos));
        return salt;
    }

    /// Takes the salt of an answer away; empty when there is none, or it is too old.
    OptionalInt take(int id, InetSocketAddress source, long nowNanos) {
        Optional<Challenge> given = Optional.ofNullable(open.remove(new Key(id, source)));
        if (given.isEmpty()) {
            return OptionalInt.empty();
        }
        if (nowNanos - given.get().givenNanos >= VALID_NANOS) {
            counters.add(HomebrewCounter.SALTS_EXPIRED);
            return OptionalInt.empty();
        }
        return OptionalInt.of(given.get().salt);
    }

    /// Whether this source was asked a question that it has not answered.
    boolean isOpen(int id, InetSocketAddress source) {
        return open.containsKey(new Key(id, source));
    }

    /// Forgets what is too old. By age: those given first stand first.
    void expire(long nowNanos) {
        Iterator<Challenge> oldest = open.values().iterator();
        while (oldest.hasNext() && nowNanos - oldest.next().givenNanos >= VALID_NANOS) {
            oldest.remove();
        }
    }

    int size() {
        return open.size();
    }
}
