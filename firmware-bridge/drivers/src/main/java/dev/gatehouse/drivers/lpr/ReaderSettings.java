package dev.gatehouse.drivers.lpr;

import dev.gatehouse.protocols.lpr.ReaderProfile;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// Settings of every plate reader, all optional.
///
/// | setting | meaning | default |
/// |---|---|---|
/// | `camera_identity` | identity that must be in the payload | not checked |
/// | `approach_deg`, `depart_deg` | centres of the direction sectors, 0 to 360, of readers that give degrees | none |
/// | `zone` | of times that come without one, e.g. `America/Toronto` | `UTC` |
/// | `mount` | `front`, or `rear` when the reader sees vehicles from behind | `front` |
final class ReaderSettings {

    private static final String CAMERA_IDENTITY = "camera_identity";
    private static final String APPROACH = "approach_deg";
    private static final String DEPART = "depart_deg";
    private static final String ZONE = "zone";
    private static final String MOUNT = "mount";
    private static final Set<String> KNOWN = Set.of(CAMERA_IDENTITY, APPROACH, DEPART, ZONE, MOUNT);

    private ReaderSettings() {}

    /// The profile of a reader.
    ///
    /// @param format for messages
    /// @param more settings that the format knows besides
    /// @throws IllegalArgumentException when a setting cannot be used
    static ReaderProfile profile(
            String format, String deviceId, Map<String, String> settings, Set<String> more) {
        Set<String> allowed = new HashSet<>(KNOWN);
        allowed.addAll(more);
        if (!allowed.containsAll(settings.keySet())) {
            throw new IllegalArgumentException(
                    format + " settings: expected only " + allowed.stream().sorted().toList());
        }
        String mount = settings.getOrDefault(MOUNT, "front");
        if (!List.of("front", "rear").contains(mount)) {
            throw new IllegalArgumentException(format + " setting mount: expected front or rear");
        }
        return new ReaderProfile(
                deviceId,
                settings.getOrDefault(CAMERA_IDENTITY, ""),
                heading(format, settings, APPROACH),
                heading(format, settings, DEPART),
                zone(format, settings.getOrDefault(ZONE, "UTC")),
                mount.equals("rear"));
    }

    private static ZoneId zone(String format, String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    format + " setting zone: expected a zone such as America/Toronto", e);
        }
    }

    private static OptionalDouble heading(
            String format, Map<String, String> settings, String name) {
        String value = settings.get(name);
        if (value == null) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    format + " setting " + name + ": expected degrees 0..360", e);
        }
    }
}
