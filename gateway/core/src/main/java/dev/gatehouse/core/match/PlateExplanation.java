package dev.gatehouse.core.match;

import java.util.ArrayList;
import java.util.List;

/// Writes down why a read and a listed plate were graded as they were; only ever asked for hits.
final class PlateExplanation {
    private PlateExplanation() {}

    /// Steps from left to right, what concerns the jurisdiction last.
    ///
    /// @param result of [PlateVerifier#verify] on the same pair
    static List<MatchStep> steps(long readRaw, long listedRaw, int result) {
        var steps = new ArrayList<MatchStep>();
        switch (PlateVerifier.grade(result)) {
            case EXACT -> {}
            case CONFUSABLE, PARTIAL -> aligned(steps, readRaw, 0, listedRaw, 0, PlateForm.MAX_CHARS);
            case EDIT1 -> edited(steps, readRaw, listedRaw);
        }
        int flags = PlateVerifier.flags(result);
        if ((flags & PlateVerifier.JURISDICTION_UNKNOWN) != 0) {
            steps.add(MatchStep.of(MatchStep.Code.JURISDICTION_UNKNOWN));
        }
        if ((flags & PlateVerifier.JURISDICTION_DIFFERS) != 0) {
            steps.add(MatchStep.of(MatchStep.Code.JURISDICTION_DIFFERS));
        }
        return List.copyOf(steps);
    }

    private static void edited(List<MatchStep> steps, long read, long listed) {
        int edit =
                PlateEdit.between(
                        PlateFold.fold(read),
                        PlateFold.length(read),
                        PlateFold.fold(listed),
                        PlateFold.length(listed));
        int at = PlateEdit.position(edit);
        aligned(steps, read, 0, listed, 0, at);
        MatchStep.Code code;
        int readChars = 1;
        int listedChars = 1;
        switch (PlateEdit.kind(edit)) {
            case PlateEdit.SUBSTITUTED -> code = MatchStep.Code.EDIT_SUBST;
            case PlateEdit.SWAPPED -> {
                code = MatchStep.Code.EDIT_SWAP;
                readChars = 2;
                listedChars = 2;
            }
            case PlateEdit.EXTRA -> {
                code = MatchStep.Code.EDIT_EXTRA;
                listedChars = 0;
            }
            case PlateEdit.LOST -> {
                code = MatchStep.Code.EDIT_LOST;
                readChars = 0;
            }
            default -> throw new IllegalStateException("graded as one edit, but is none");
        }
        steps.add(new MatchStep(code, chars(read, at, readChars), chars(listed, at, listedChars), at + 1));
        aligned(steps, read, at + readChars, listed, at + listedChars, PlateForm.MAX_CHARS);
    }

    /// Steps of `limit` pairs at most, from the given places on.
    private static void aligned(
            List<MatchStep> steps, long read, int readFrom, long listed, int listedFrom, int limit) {
        int pairs =
                Math.min(
                        limit,
                        Math.min(
                                PlateFold.length(read) - readFrom,
                                PlateFold.length(listed) - listedFrom));
        for (int i = 0; i < pairs; i++) {
            int readCode = PlateFold.rawAt(read, readFrom + i);
            int listedCode = PlateFold.rawAt(listed, listedFrom + i);
            int position = readFrom + i + 1;
            if (readCode == PlateFold.RAW_UNREAD || listedCode == PlateFold.RAW_UNREAD) {
                steps.add(new MatchStep(MatchStep.Code.WILDCARD, "", "", position));
            } else if (readCode != listedCode) {
                steps.add(
                        new MatchStep(
                                MatchStep.Code.FOLDED,
                                chars(read, readFrom + i, 1),
                                chars(listed, listedFrom + i, 1),
                                position));
            }
        }
    }

    private static String chars(long raw, int from, int count) {
        var text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append(PlateFold.charOf(PlateFold.rawAt(raw, from + i)));
        }
        return text.toString();
    }
}
