package dev.gatehouse.drivers.air;

import dev.gatehouse.protocols.dmr.data.TextDialect;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// In which slot a radio was last heard, and in which dialect it writes: a text to it goes the same
/// way. The radio heard longest ago gives way. Owned by the station's thread.
final class Habits {

    static final int MAX_RADIOS = 4_096;

    private record Habit(int slot, Optional<TextDialect> dialect) {}

    private final Map<Integer, Habit> radios = new LinkedHashMap<>();

    void heard(int radioId, int slot) {
        Habit before = radios.remove(radioId);
        put(radioId, new Habit(slot, before == null ? Optional.empty() : before.dialect));
    }

    /// It wrote; only dialects that we write ourselves are kept.
    void wrote(int radioId, int slot, TextDialect dialect) {
        Habit before = radios.remove(radioId);
        Optional<TextDialect> kept =
                switch (dialect) {
                    case STANDARD, STANDARD_COMPRESSED, MOTOROLA, MOTOROLA_COMPRESSED, HYTERA ->
                            Optional.of(dialect);
                    case SHORT_DATA, RAW, UNIFIED ->
                            before == null ? Optional.empty() : before.dialect;
                };
        put(radioId, new Habit(slot, kept));
    }

    private void put(int radioId, Habit habit) {
        radios.put(radioId, habit);
        if (radios.size() > MAX_RADIOS) {
            radios.remove(radios.keySet().iterator().next());
        }
    }

    int slot(int radioId, int otherwise) {
        Habit habit = radios.get(radioId);
        return habit == null ? otherwise : habit.slot;
    }

    TextDialect dialect(int radioId, TextDialect otherwise) {
        Habit habit = radios.get(radioId);
        return habit == null ? otherwise : habit.dialect.orElse(otherwise);
    }

    int size() {
        return radios.size();
    }
}
