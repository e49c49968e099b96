package dev.gatehouse.drivers.dispatch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Texts that wait for the word that they arrived: sent again so many times, then given up. A pure
/// machine; owned by one thread.
///
/// @param <K> what an answer is known by
/// @param <T> what is sent again
public final class PendingTexts<K, T> {

    /// Texts that may wait.
    public static final int LIMIT = 1_024;

    /// What time brings for one text.
    ///
    /// @param failed given up; else it is to be sent again now
    public record Due<K, T>(K key, T text, boolean failed) {}

    private final class Waiting {
        private final T text;
        private int attempts = 1;
        private long dueNanos;

        Waiting(T text, long dueNanos) {
            this.text = text;
            this.dueNanos = dueNanos;
        }
    }

    private final long answerNanos;
    private final int attempts;
    private final Map<K, Waiting> waiting = new LinkedHashMap<>();

    /// @param answerMs to wait after each attempt
    /// @param attempts in all, at least 1
    public PendingTexts(long answerMs, int attempts) {
        this.answerNanos = TimeUnit.MILLISECONDS.toNanos(answerMs);
        this.attempts = attempts;
    }

    /// A text was sent for the first time.
    ///
    /// @return false when too many wait, or this key does already
    public boolean add(K key, T text, long nowNanos) {
        return waiting.size() < LIMIT
                && waiting.putIfAbsent(key, new Waiting(text, nowNanos + answerNanos)) == null;
    }

    /// The text of a key, which goes on waiting.
    public Optional<T> peek(K key) {
        return Optional.ofNullable(waiting.get(key)).map(one -> one.text);
    }

    /// Its answer came, or it cannot be sent.
    public Optional<T> end(K key) {
        return Optional.ofNullable(waiting.remove(key)).map(one -> one.text);
    }

    public int size() {
        return waiting.size();
    }

    /// Texts to be sent again, and those given up.
    public List<Due<K, T>> due(long nowNanos) {
        List<Due<K, T>> due = new ArrayList<>();
        Iterator<Map.Entry<K, Waiting>> each = waiting.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<K, Waiting> entry = each.next();
            Waiting one = entry.getValue();
            if (nowNanos - one.dueNanos < 0) {
                continue;
            }
            boolean failed = one.attempts >= attempts;
            due.add(new Due<>(entry.getKey(), one.text, failed));
            if (failed) {
                each.remove();
            } else {
                one.attempts++;
                one.dueNanos = nowNanos + answerNanos;
            }
        }
        return due;
    }

    /// Ends all.
    public List<T> clear() {
        List<T> all = waiting.values().stream().map(one -> one.text).toList();
        waiting.clear();
        return all;
    }
}
