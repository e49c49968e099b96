package dev.gatehouse.booth.service;

import java.util.function.LongSupplier;

/// One part of the booth that must show that it works.
///
/// @param name for status and log, no content
/// @param counter moves whenever the part has gone round; read by the watchdog's thread
/// @param limitMs the part is taken for stuck when its counter has not moved for so long
public record Vital(String name, LongSupplier counter, long limitMs) {
    public Vital {
        if (name.isEmpty() || limitMs <= 0) {
            throw new IllegalArgumentException(
                    "vital `" + name + "`: expected a name and a limit above 0, found " + limitMs);
        }
    }
}
