package dev.gatehouse.protocols.portal;

import java.util.HashSet;
import java.util.List;

/// What a site calls the four detectors of its portal, in the order of the line: the makers' own
/// papers disagree about that order (clause 1).
///
/// @param names four different ones, each 1 to [#MAX_CHARS] of small letters, digits, blanks and
///   hyphens
public record DetectorNames(List<String> names) {
    /// Longest name.
    public static final int MAX_CHARS = 24;

    /// Where a site says nothing.
    public static final DetectorNames USUAL = new DetectorNames(List.of("d1", "d2", "d3", "d4"));

    public DetectorNames {
        names = List.copyOf(names);
        if (names.size() != DetectorCounts.DETECTORS
                || new HashSet<>(names).size() != DetectorCounts.DETECTORS
                || !names.stream().allMatch(DetectorNames::isName)) {
            throw new IllegalArgumentException(
                    "detectors: expected four different names of 1..24 of a-z, 0-9, blank and hyphen");
        }
    }

    /// Names parted by commas.
    ///
    /// @throws IllegalArgumentException when they are none
    public static DetectorNames of(String text) {
        return new DetectorNames(List.of(text.split(",", -1)).stream().map(String::strip).toList());
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_CHARS
                && name.equals(name.strip())
                && name.chars()
                        .allMatch(c ->
                                (c >= 'a' && c <= 'z')
                                        || (c >= '0' && c <= '9')
                                        || c == ' '
                                        || c == '-');
    }
}
