package dev.gatehouse.core.inventory;

import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioSystem;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/// One radio that was heard.
///
/// @param radioId 24-bit id
/// @param system that heard it last
/// @param slot it was heard on last; 0 where the system has none
/// @param firstAt when it was heard first since the start, wall clock
/// @param lastAt when it was heard last, wall clock
/// @param lastNanos the same, monotonic
/// @param times it was heard
/// @param registered whether it is registered, as far as its system tells
/// @param emergency it calls for help and has not taken it back
/// @param locatedNanos when its last location came, monotonic; the location itself is in the
///   records alone
/// @param signs of its maker
public record HeardRadio(
        int radioId,
        RadioSystem system,
        int slot,
        Instant firstAt,
        Instant lastAt,
        long lastNanos,
        long times,
        boolean registered,
        boolean emergency,
        OptionalLong locatedNanos,
        List<Sign> signs) {

    public HeardRadio {
        signs = List.copyOf(signs);
    }

    /// One sign of the maker, and how often it was seen.
    public record Sign(RadioReport.MakerSign sign, long times) {}

    /// Radio ids may be looked for: never printed by accident.
    @Override
    public String toString() {
        return "HeardRadio[content withheld]";
    }
}
