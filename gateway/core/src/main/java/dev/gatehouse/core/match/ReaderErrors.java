package dev.gatehouse.core.match;

import java.util.Arrays;

/// Errors that readers of plates make often, as classes of characters (fact sheet of lookout
/// matching, section 3.2): they rank hits of one edit and lead a [SecondLook]; no grade depends on
/// them.
final class ReaderErrors {
    /// Pairs of characters that are like each other beyond the look-alike classes; not transitive,
    /// so no part of a key.
    private static final String[] NEAR = {
        "38", "3B", "EF", "FP", "HK", "HM", "HR", "KR", "KM", "TY", "VY", "4A", "CG", "UV", "NW",
        "HB", "LE", "1L", "1T", "17"
    };

    /// Read where there is none: a rim, a bolt, a gap between characters.
    static final int EXTRA = PlateFold.codeOf('0');

    /// Not read where there is one.
    static final int LOST = PlateFold.codeOf('8');

    private ReaderErrors() {}

    static boolean isOftenExtra(int rawCode) {
        return PlateFold.foldOf(rawCode) == PlateFold.foldOf(EXTRA);
    }

    static boolean isOftenLost(int rawCode) {
        return PlateFold.foldOf(rawCode) == PlateFold.foldOf(LOST);
    }

    static boolean areNear(int rawCode, int otherCode) {
        char one = PlateFold.charOf(rawCode);
        char other = PlateFold.charOf(otherCode);
        for (String pair : NEAR) {
            if (pair.indexOf(one) >= 0 && pair.indexOf(other) >= 0) {
                return true;
            }
        }
        return false;
    }

    /// Raw codes near to one.
    static int[] nearTo(int rawCode) {
        char c = PlateFold.charOf(rawCode);
        int[] found = new int[NEAR.length];
        int count = 0;
        for (String pair : NEAR) {
            int side = pair.indexOf(c);
            if (side >= 0) {
                found[count++] = PlateFold.codeOf(pair.charAt(1 - side));
            }
        }
        return Arrays.copyOf(found, count);
    }

    /// Whether the one edit between a read and a listed plate is such an error.
    static boolean isOften(long readRaw, long listedRaw) {
        int edit =
                PlateEdit.between(
                        PlateFold.fold(readRaw),
                        PlateFold.length(readRaw),
                        PlateFold.fold(listedRaw),
                        PlateFold.length(listedRaw));
        int at = PlateEdit.position(edit);
        return switch (PlateEdit.kind(edit)) {
            case PlateEdit.SUBSTITUTED ->
                    areNear(PlateFold.rawAt(readRaw, at), PlateFold.rawAt(listedRaw, at));
            case PlateEdit.EXTRA -> isOftenExtra(PlateFold.rawAt(readRaw, at));
            case PlateEdit.LOST -> isOftenLost(PlateFold.rawAt(listedRaw, at));
            default -> false;
        };
    }
}
