package dev.gatehouse.central.prove;

import java.util.ArrayList;
import java.util.List;

/// Collects findings in the order of discovery; keeps the first [#MAX_KEPT] and counts all, because
/// one damaged opening can spoil thousands of records.
final class Findings {
    static final int MAX_KEPT = 100;

    private final List<Finding> kept = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private long count;

    void add(String place, String expected, String found) {
        count++;
        if (kept.size() < MAX_KEPT) {
            kept.add(new Finding(place, expected, found));
        }
    }

    /// Something to know that takes nothing from the proof.
    void notice(String text) {
        notices.add(text);
    }

    List<String> notices() {
        return List.copyOf(notices);
    }

    List<Finding> kept() {
        return List.copyOf(kept);
    }

    long count() {
        return count;
    }
}
