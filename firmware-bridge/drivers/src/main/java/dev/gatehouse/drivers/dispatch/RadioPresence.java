package dev.gatehouse.drivers.dispatch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Who is present in a system that registers radios: online by registration, kept by any sign of
/// life, asked when overdue, gone when nothing answers. A pure machine; owned by one thread.
///
/// ```
///  registration          overdue              no answer, last check
///  ------------> ONLINE ---------> CHECKED ------------------------> (gone)
///                  ^_________________|  any sign of life
/// ```
///
/// @param <W> where a radio is reached
public final class RadioPresence<W> {

    /// How long a registration lasts.
    ///
    /// @param overdueMs after the last sign of life, until it is asked for
    /// @param checkMs between checks
    /// @param checks before it counts as gone
    /// @param limit of radios; further ones are refused and counted
    public record Settings(long overdueMs, long checkMs, int checks, int limit) {
        public Settings {
            if (overdueMs < 1 || checkMs < 1 || checks < 1 || limit < 1) {
                throw new IllegalArgumentException("presence: expected 1 or more of everything");
            }
        }
    }

    /// State of one radio.
    public enum State {
        ONLINE,
        CHECKED
    }

    /// What time brings for one radio.
    ///
    /// @param gone no check was answered; else it is to be asked now
    public record Due<W>(int radioId, W where, boolean gone) {}

    private static final long SCAN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final class Present {
        private W where;
        private State state = State.ONLINE;
        private long dueNanos;
        private int checks;

        Present(W where) {
            this.where = where;
        }
    }

    private final Settings settings;
    private final Map<Integer, Present> radios = new LinkedHashMap<>();
    private long scannedNanos;
    private boolean scanned;

    public RadioPresence(Settings settings) {
        this.settings = settings;
    }

    /// A radio registered.
    ///
    /// @return false when there is no room for another
    public boolean online(int radioId, W where, long nowNanos) {
        Present present = radios.get(radioId);
        if (present == null) {
            if (radios.size() >= settings.limit) {
                return false;
            }
            present = new Present(where);
            radios.put(radioId, present);
        }
        alive(present, where, nowNanos);
        return true;
    }

    /// Any message of a radio; says nothing of one that is not registered.
    public void heard(int radioId, W where, long nowNanos) {
        Present present = radios.get(radioId);
        if (present != null) {
            alive(present, where, nowNanos);
        }
    }

    private void alive(Present present, W where, long nowNanos) {
        present.where = where;
        present.state = State.ONLINE;
        present.checks = 0;
        present.dueNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(settings.overdueMs);
    }

    /// A radio left.
    ///
    /// @return whether it was there
    public boolean offline(int radioId) {
        return radios.remove(radioId) != null;
    }

    public Optional<W> where(int radioId) {
        return Optional.ofNullable(radios.get(radioId)).map(present -> present.where);
    }

    public Optional<State> state(int radioId) {
        return Optional.ofNullable(radios.get(radioId)).map(present -> present.state);
    }

    public int size() {
        return radios.size();
    }

    /// Who is to be asked, and who is gone; looks at all once a second.
    public List<Due<W>> due(long nowNanos) {
        if (scanned && nowNanos - scannedNanos < SCAN_NANOS) {
            return List.of();
        }
        scanned = true;
        scannedNanos = nowNanos;
        List<Due<W>> due = new ArrayList<>();
        Iterator<Map.Entry<Integer, Present>> each = radios.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Integer, Present> entry = each.next();
            Present present = entry.getValue();
            if (nowNanos - present.dueNanos < 0) {
                continue;
            }
            boolean gone = present.checks >= settings.checks;
            due.add(new Due<>(entry.getKey(), present.where, gone));
            if (gone) {
                each.remove();
            } else {
                present.checks++;
                present.state = State.CHECKED;
                present.dueNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(settings.checkMs);
            }
        }
        return due;
    }
}
