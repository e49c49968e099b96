package dev.gatehouse.core.passage;

import dev.gatehouse.protocols.observation.PlateRead;
import java.util.LinkedHashSet;
import java.util.Set;

/// What fusion needs of one read: who saw it, when, and what it might have been.
///
/// @param deviceId reader
/// @param vehicleKey the reader's track id; empty when none
/// @param state of the read within its vehicle
/// @param plates distinct readings, best first; empty when nothing was read
/// @param nanos monotonic time of its receipt
public record SeenRead(
        String deviceId, String vehicleKey, PlateRead.State state, Set<String> plates, long nanos) {
    /// A read's plate and candidates are at most this many.
    public static final int MAX_PLATES = 16;

    /// Of one reader's answer; readings beyond [#MAX_PLATES] do not take part in fusion (each is
    /// still checked).
    public static SeenRead of(String deviceId, PlateRead read, long nanos) {
        Set<String> plates = new LinkedHashSet<>();
        if (!read.plate().isEmpty()) {
            plates.add(read.plate());
        }
        for (PlateRead.Candidate candidate : read.candidates()) {
            if (!candidate.plate().isEmpty() && plates.size() < MAX_PLATES) {
                plates.add(candidate.plate());
            }
        }
        return new SeenRead(deviceId, read.vehicleKey(), read.state(), plates, nanos);
    }

    /// The reader begins to follow a vehicle.
    boolean begins() {
        return state == PlateRead.State.NEW && !vehicleKey.isEmpty();
    }

    /// Level 2 of the plate reader sheet, section 6: the reader says it is the same vehicle.
    boolean sameKey(SeenRead other) {
        return !vehicleKey.isEmpty()
                && vehicleKey.equals(other.vehicleKey)
                && deviceId.equals(other.deviceId);
    }

    /// Level 3: same reader and a shared candidate, or best readings at edit distance 1 at most.
    boolean alike(SeenRead other) {
        if (!deviceId.equals(other.deviceId) || plates.isEmpty() || other.plates.isEmpty()) {
            return false;
        }
        for (String plate : plates) {
            if (other.plates.contains(plate)) {
                return true;
            }
        }
        return withinOneEdit(plates.iterator().next(), other.plates.iterator().next());
    }

    /// One substitution, lost or extra character; an unread mark stands for any character.
    static boolean withinOneEdit(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 1) {
            return false;
        }
        int i = 0;
        int shorter = Math.min(a.length(), b.length());
        while (i < shorter && agree(a.charAt(i), b.charAt(i))) {
            i++;
        }
        int fromA = a.length() >= b.length() ? i + 1 : i;
        int fromB = b.length() >= a.length() ? i + 1 : i;
        while (fromA < a.length() && fromB < b.length()) {
            if (!agree(a.charAt(fromA++), b.charAt(fromB++))) {
                return false;
            }
        }
        return true;
    }

    private static boolean agree(char a, char b) {
        return a == b || a == '?' || b == '?';
    }

    /// Content withheld.
    @Override
    public String toString() {
        return "SeenRead[" + deviceId + ", " + state + ", content withheld]";
    }
}
