package dev.gatehouse.core.identifier;

import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.match.MatchStep;
import dev.gatehouse.core.match.MatchStep.Code;
import java.util.ArrayList;
import java.util.List;

/// Writes down why a reading and a listed identifier were graded as they were; only ever asked for
/// hits.
final class IdentifierExplanation {
    private final byte[] read;
    private final int readLength;
    private final byte[] listed;
    private final int begin;
    private final int listedLength;
    private final List<MatchStep> steps = new ArrayList<>();

    private IdentifierExplanation(IdentifierQuery query, IdentifierEntries entries, int rank) {
        read = query.compared().text();
        readLength = query.compared().length();
        listed = entries.pool();
        begin = entries.begin(rank);
        listedLength = entries.length(rank);
    }

    /// Steps from left to right, what concerns the whole last.
    static List<MatchStep> steps(
            IdentifierQuery query, IdentifierEntries entries, int rank, int result) {
        IdentifierExplanation explanation = new IdentifierExplanation(query, entries, rank);
        Grade grade = IdentifierVerifier.grade(result);
        List<MatchStep> steps = explanation.steps;
        switch (grade) {
            case EXACT, PARTIAL -> {}
            case CONFUSABLE -> explanation.aligned(0, 0, explanation.readLength);
            case EDIT1 -> explanation.edited(query.folded());
        }
        if (grade != Grade.EXACT) {
            steps.add(MatchStep.of(Code.CHECK_FAILED));
        }
        int flags = IdentifierVerifier.flags(result);
        if ((flags & IdentifierVerifier.PREFIX) != 0) {
            steps.add(MatchStep.of(Code.PREFIX));
        }
        if ((flags & IdentifierVerifier.QUALIFIER_UNKNOWN) != 0) {
            steps.add(MatchStep.of(Code.QUALIFIER_UNKNOWN));
        }
        return List.copyOf(steps);
    }

    private void edited(byte[] folded) {
        int edit = IdentifierFold.edit(folded, readLength, listed, begin, listedLength);
        int at = IdentifierFold.position(edit);
        aligned(0, 0, at);
        switch (IdentifierFold.kind(edit)) {
            case IdentifierFold.SUBSTITUTED -> step(Code.EDIT_SUBST, at, 1, 1);
            case IdentifierFold.SWAPPED -> step(Code.EDIT_SWAP, at, 2, 2);
            case IdentifierFold.EXTRA -> step(Code.EDIT_EXTRA, at, 1, 0);
            case IdentifierFold.LOST -> step(Code.EDIT_LOST, at, 0, 1);
            default -> throw new IllegalStateException("graded as one edit, but is none");
        }
    }

    private void step(Code code, int at, int readChars, int listedChars) {
        steps.add(
                new MatchStep(
                        code,
                        ComparedText.string(read, at, at + readChars),
                        ComparedText.string(listed, begin + at, begin + at + listedChars),
                        at + 1));
        aligned(at + readChars, at + listedChars, readLength - at - readChars);
    }

    private void aligned(int readFrom, int listedFrom, int count) {
        for (int i = 0; i < count; i++) {
            byte one = read[readFrom + i];
            byte other = listed[begin + listedFrom + i];
            if (one != other) {
                steps.add(
                        new MatchStep(
                                Code.FOLDED,
                                String.valueOf((char) one),
                                String.valueOf((char) other),
                                readFrom + i + 1));
            }
        }
    }
}
