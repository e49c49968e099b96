package dev.gatehouse.core.name;

import dev.gatehouse.core.name.NameStep.Code;
import java.util.List;

/// Parts that are open in both names: one was replaced by another, which is another person or body
/// whatever else agrees.
final class Replaced {
    private static final int CONTRADICTED = 6_500;

    private Replaced() {}

    /// Caps the score by the share that agrees.
    static void add(Alignment alignment, PartTally tally, ScoreSteps steps) {
        int share = tally.matched + Math.max(tally.openLeft, tally.openRight);
        int points = (int) ((long) CONTRADICTED * tally.matched / Math.max(1, share));
        int most = Math.min(CONTRADICTED, points + CONTRADICTED / 10);
        boolean named = steps.isTracing();
        steps.cap(
                Code.CONTRADICTION,
                named ? texts(alignment, true) : "",
                named ? texts(alignment, false) : "",
                most);
    }

    private static String texts(Alignment alignment, boolean left) {
        StringBuilder texts = new StringBuilder();
        List<NamePart> parts = left ? alignment.left() : alignment.right();
        for (int i = 0; i < parts.size(); i++) {
            boolean open = left ? alignment.partner(i) == Alignment.NONE : !alignment.rightTaken(i);
            if (open) {
                texts.append(texts.isEmpty() ? "" : "+").append(parts.get(i).text());
            }
        }
        return texts.toString();
    }
}
