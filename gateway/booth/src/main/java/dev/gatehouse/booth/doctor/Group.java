package dev.gatehouse.booth.doctor;

import java.util.Locale;

/// What a finding is about.
enum Group {
    BOOTH,
    CONFIGURATION,
    LISTS,
    CLOCK,
    DEVICES,
    BUS,
    UPSTREAM,
    JOURNAL,
    DISK,
    MEMORY,
    CERTIFICATES;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
