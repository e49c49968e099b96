package dev.gatehouse.core.lookout;

/// The list behind an answer: every answer names its generation and age.
///
/// @param generation counts up with each list loaded; 0 when there is none
/// @param sequence deltas applied to it
/// @param ageS seconds since the list's issue time, 0 when there is none
/// @param level how far the absence of a hit may be trusted
/// @param source what the last attempt to load found; other than `GOOD` it deserves an alarm
public record ListState(
        long generation, long sequence, long ageS, ListLevel level, ListSource source) {
    public ListState {
        if (generation < 0 || sequence < 0 || ageS < 0) {
            throw new IllegalArgumentException(
                    "list state: expected no negative generation, sequence or age");
        }
    }
}
