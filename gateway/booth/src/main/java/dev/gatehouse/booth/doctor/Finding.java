package dev.gatehouse.booth.doctor;

import java.util.LinkedHashMap;
import java.util.Map;

/// One thing found.
///
/// @param subject which device, file, address or class; empty when there is but one
/// @param cause one sentence
/// @param remedy what to do next, with the command
/// @param evidence figures and words, never content
record Finding(
        Ailment ailment,
        String subject,
        String cause,
        String remedy,
        Map<String, Object> evidence) {
    Finding {
        if (cause.isBlank() || remedy.isBlank()) {
            throw new IllegalArgumentException(
                    ailment.code() + ": expected a cause and a remedy, found a blank");
        }
        evidence = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    }

    static Finding of(Ailment ailment, String subject, String cause, String remedy) {
        return new Finding(ailment, subject, cause, remedy, Map.of());
    }

    /// The same with one more figure.
    Finding with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(evidence);
        more.put(name, value);
        return new Finding(ailment, subject, cause, remedy, more);
    }
}
