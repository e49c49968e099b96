package dev.gatehouse.core.match;

/// The one edit that turns a folded read into a folded listed plate, as a packed value: kind times 16 plus position.
///
/// Besides the Levenshtein edits, two neighbours in each other's place count as one edit of their own kind: a keying
/// error, not a reading error (fact sheet, section 4).
final class PlateEdit {
    static final int NONE = 0;
    static final int SUBSTITUTED = 1;
    /// The read has a character that the listed plate lacks.
    static final int EXTRA = 2;
    /// The read lacks a character of the listed plate.
    static final int LOST = 3;
    static final int SWAPPED = 4;

    private static final int POSITIONS = 16;

    private PlateEdit() {}

    /// The edit between two different folded forms without unread characters.
    ///
    /// A lost or extra character in a run of equal ones is placed at the run's end: the first place where they differ.
    static int between(long read, int readLength, long listed, int listedLength) {
        long difference = read ^ listed;
        int position = Long.numberOfTrailingZeros(difference) / PlateFold.FOLD_BITS;
        if (readLength == listedLength) {
            long later = difference >>> PlateFold.FOLD_BITS * (position + 1);
            if (later == 0) {
                return edit(SUBSTITUTED, position);
            }
            boolean neighboursOnly = later >>> PlateFold.FOLD_BITS == 0;
            boolean swapped =
                    neighboursOnly
                            && PlateFold.foldAt(read, position)
                                    == PlateFold.foldAt(listed, position + 1)
                            && PlateFold.foldAt(read, position + 1)
                                    == PlateFold.foldAt(listed, position);
            return swapped ? edit(SWAPPED, position) : NONE;
        }
        if (readLength == listedLength + 1 && PlateFold.without(read, position) == listed) {
            return edit(EXTRA, position);
        }
        if (listedLength == readLength + 1 && PlateFold.without(listed, position) == read) {
            return edit(LOST, position);
        }
        return NONE;
    }

    static int kind(int edit) {
        return edit / POSITIONS;
    }

    static int position(int edit) {
        return edit % POSITIONS;
    }

    private static int edit(int kind, int position) {
        return kind * POSITIONS + position;
    }
}
