package dev.gatehouse.core.name;

import dev.gatehouse.core.name.NameStep.Code;
import java.util.ArrayList;
import java.util.List;

/// The steps of one comparison: what they add up to, and themselves when somebody wants to see
/// them. Not for two threads at a time.
final class ScoreSteps {
    private final ScoreSum sum = new ScoreSum();
    private final List<NameStep> steps = new ArrayList<>();
    private boolean tracing;
    private boolean flipped;
    private boolean contradicted;

    /// Begins a comparison.
    ///
    /// @param keepSteps whether the steps are wanted
    /// @param turned whether the names are compared the other way round than they were given
    void begin(boolean keepSteps, boolean turned) {
        sum.clear();
        steps.clear();
        tracing = keepSteps;
        flipped = turned;
        contradicted = false;
    }

    boolean isTracing() {
        return tracing;
    }

    int points() {
        return sum.points();
    }

    NameScore score() {
        return new NameScore(sum.points(), contradicted, steps);
    }

    /// A cap for something that speaks against the same person or body.
    void cap(Code code, String left, String right, int points) {
        contradicted = true;
        step(code, "", left, right, 0, points);
    }

    /// A step about two parts.
    void step(Code code, String detail, NamePart one, NamePart two, int weight, int points) {
        if (tracing) {
            step(code, detail, one.text(), two.text(), weight, points);
        } else {
            sum.take(code.effect(), weight, points);
        }
    }

    /// A step without operands.
    void step(Code code, String detail, int points) {
        add(code, detail, "", "", 0, points);
    }

    /// Operands of the names in the order in which they are compared; those as given may stand the
    /// other way round.
    void step(Code code, String detail, String left, String right, int weight, int points) {
        add(code, detail, flipped ? right : left, flipped ? left : right, weight, points);
    }

    /// A part that only one of the names has.
    void only(NamePart part, boolean left, int points) {
        Code code = left == flipped ? Code.ONLY_SECOND : Code.ONLY_FIRST;
        boolean first = code == Code.ONLY_FIRST;
        String text = part.text();
        add(code, part.role().name(), first ? text : "", first ? "" : text, 0, points);
    }

    /// A number that only one of the names has.
    void onlyNumber(String left, String right, int points) {
        step(Code.ONLY_FIRST, "NUMBER", left, right, 0, points);
    }

    private void add(Code code, String detail, String left, String right, int weight, int points) {
        sum.take(code.effect(), weight, points);
        if (tracing) {
            steps.add(new NameStep(code, detail, left, right, weight, points));
        }
    }
}
