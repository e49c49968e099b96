package dev.gatehouse.core.inventory;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// One list of covered equipment, as of a day.
///
/// @param id e.g. `US-FCC`
/// @param version of the list
/// @param asOf day of the list
/// @param source where it was taken from
/// @param entries of the list
public record PolicyList(
        String id, String version, LocalDate asOf, String source, List<PolicyEntry> entries) {
    /// A list older than this is told of, days (covered equipment sheet, section 1).
    public static final int OLD_DAYS = 180;

    public PolicyList {
        entries = List.copyOf(entries);
        if (id.isEmpty()) {
            throw new IllegalArgumentException("policy list: expected an id");
        }
    }

    /// Whole days since the day of the list; never below zero.
    public long ageDays(Instant now) {
        return Math.max(
                0, now.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay() - asOf.toEpochDay());
    }

    public boolean isOld(Instant now) {
        return ageDays(now) > OLD_DAYS;
    }
}
