package dev.gatehouse.core.name;

import dev.gatehouse.core.name.NameStep.Code;

/// What near parts cost beside their distance: one is a spelling, several are another name.
final class NearParts {
    private static final int FURTHER_NEAR = -400;
    private static final int FAR_PARTS = 6_600;
    private static final int SHORT_NAME = 6_400;
    private static final int LONGEST_SHORT = 4;

    private NearParts() {}

    /// One part may be written with two wrong letters or more, or several with one each, not both.
    static void add(PartTally tally, ScoreSteps steps) {
        if (tally.nearPairs > 1) {
            String count = Integer.toString(tally.nearPairs);
            steps.step(Code.NEAR_PARTS, count, FURTHER_NEAR * (tally.nearPairs - 1));
        }
        if (tally.editedPairs > 1 && tally.mostEdits > 1) {
            steps.cap(Code.FAR_PARTS, "", "", FAR_PARTS);
        }
    }

    /// A short name that is all there is must be equal.
    static void capShort(PartTally tally, boolean onePart, ScoreSteps steps) {
        if (onePart && tally.nearPairs > 0 && tally.shortest <= LONGEST_SHORT) {
            steps.cap(Code.SHORT_NAME, "", "", SHORT_NAME);
        }
    }
}
