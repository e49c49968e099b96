package dev.gatehouse.drivers.homebrew;

import dev.gatehouse.drivers.radio.TransmitPermit;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// How a master is used.
///
/// | setting | meaning | default |
/// |---|---|---|
/// | `peers_file` | `ID PASSWORD` a line | must be given |
/// | `short_passwords` | `waived` takes passwords under 20 characters | refused |
/// | `max_sessions` | repeaters at a time, 1 to 1000 | 32 |
/// | `duty_percent` | share of the time it may send | 20 |
/// | `longest_ms` | of one go on the air | 180000 |
/// | `transmit`, `authorised_hz` | see [TransmitPermit]: only repeaters that say they send there | off |
///
/// @param passwords who may log in
/// @param maxSessions repeaters at a time
/// @param dutyPercent share of the time it may send
/// @param longestMs of one go on the air
/// @param permit to transmit
record MasterSettings(
        Passwords passwords,
        int maxSessions,
        int dutyPercent,
        long longestMs,
        TransmitPermit permit) {

    private static final Set<String> OWN =
            Set.of("peers_file", "short_passwords", "max_sessions", "duty_percent", "longest_ms");

    /// Reads the settings of a device.
    ///
    /// @throws IllegalArgumentException naming the setting and what was expected
    static MasterSettings of(Map<String, String> settings) {
        requireKnown(settings, OWN);
        String file = settings.getOrDefault("peers_file", "");
        if (file.isEmpty()) {
            throw new IllegalArgumentException("peers_file: expected a file of `ID PASSWORD`");
        }
        return new MasterSettings(
                Passwords.ofMaster(Path.of(file), isWaived(settings)),
                number(settings, "max_sessions", 32, 1, 1_000),
                number(settings, "duty_percent", 20, 1, 100),
                number(settings, "longest_ms", 180_000, 1_000, 180_000),
                TransmitPermit.of(settings));
    }

    static void requireKnown(Map<String, String> settings, Set<String> own) {
        Set<String> unknown = new TreeSet<>(settings.keySet());
        unknown.removeAll(own);
        unknown.removeAll(TransmitPermit.SETTINGS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "homebrew: expected only the settings "
                            + new TreeSet<>(own)
                            + ", found "
                            + unknown);
        }
    }

    static boolean isWaived(Map<String, String> settings) {
        return switch (settings.getOrDefault("short_passwords", "")) {
            case "" -> false;
            case "waived" -> true;
            default -> throw new IllegalArgumentException("short_passwords: expected `waived`");
        };
    }

    static int number(
            Map<String, String> settings, String key, int otherwise, int least, int most) {
        String text = settings.get(key);
        int value = otherwise;
        if (text != null) {
            try {
                value = Integer.parseInt(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(key + ": expected a whole number", e);
            }
        }
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    key + ": expected " + least + ".." + most + ", found " + value);
        }
        return value;
    }
}
