package dev.gatehouse.drivers.lpr;

import dev.gatehouse.protocols.observation.PlateRead.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Tells apart the vehicles to which a reader gives one key after another (plate reader sheet,
/// section 6, level 2): a key holds in one run of the reader, until its vehicle has gone or 60 s
/// were silent. Owned by its driver.
final class VehicleRuns {

    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    static final int MAX_KEYS = 64;
    private static final int MAX_KEY_CHARS = 64;

    private record Use(long times, long lastNanos, boolean gone) {}

    private final Map<String, Use> uses = new LinkedHashMap<>(16, 0.75f, true);
    private long run;

    /// The key as the booth knows it: the reader's own at its first use, with a mark at later ones.
    String keyFor(String sent, State state, long run, long nanos) {
        if (sent.isEmpty()) {
            return "";
        }
        if (run != this.run) {
            this.run = run;
            uses.clear();
        }
        Use before = uses.get(sent);
        boolean again =
                before != null
                        && (nanos - before.lastNanos() > SILENCE_NANOS
                                || (before.gone() && state != State.FINAL));
        long times = before == null ? 0 : before.times() + (again ? 1 : 0);
        uses.put(sent, new Use(times, nanos, state == State.FINAL));
        if (uses.size() > MAX_KEYS) {
            uses.remove(uses.keySet().iterator().next());
        }
        String mark = run == 0 && times == 0 ? "" : "~" + run + "." + times;
        int room = MAX_KEY_CHARS - mark.length();
        return (sent.length() <= room ? sent : sent.substring(sent.length() - room)) + mark;
    }
}
