package dev.gatehouse.core.match;

/// Compares one read with one listed plate: the only source of grades (fact sheet, sections 4 and 11).
///
/// An index proposes candidates, this class decides, so a full scan with it is the reference for every index.
final class PlateVerifier {
    /// Result of [#verify] for no match; any other result holds a grade and flags.
    static final int NONE = 0;

    static final int JURISDICTION_UNKNOWN = 1;
    static final int JURISDICTION_DIFFERS = 2;

    private static final int GRADE_SHIFT = 2;
    private static final int FLAGS = 3;
    private static final Grade[] GRADES = Grade.values();

    private PlateVerifier() {}

    /// True while a lookout that ends at `untilMinute` still matches: it stops at that minute, not after it.
    static boolean active(int untilMinute, int nowMinute) {
        return untilMinute > nowMinute;
    }

    /// Grade of a listed plate for a read.
    ///
    /// @param listedRaw packed raw form, see [PlateFold]
    /// @param listedJurisdiction id, 0 unknown
    /// @return [#NONE], or what [#grade] and [#flags] take apart
    static int verify(PlateQuery read, long listedRaw, int listedJurisdiction) {
        int flags = jurisdictions(read, listedJurisdiction);
        if (read.raw() == listedRaw && read.unread() == 0) {
            return result(Grade.EXACT, flags);
        }
        long listed = PlateFold.fold(listedRaw);
        long listedMask = PlateFold.readMask(listedRaw);
        int listedLength = PlateFold.length(listedRaw);
        boolean whole = read.unread() == 0 && listedMask == maskOfLength(listedLength);
        if (whole && read.folded() == listed) {
            return result(Grade.CONFUSABLE, flags);
        }
        if (flags == JURISDICTION_DIFFERS) {
            return NONE;
        }
        if (!whole) {
            boolean consistent =
                    read.length() == listedLength
                            && ((read.folded() ^ listed) & read.readMask() & listedMask) == 0;
            return consistent ? result(Grade.PARTIAL, flags) : NONE;
        }
        int edit = PlateEdit.between(read.folded(), read.length(), listed, listedLength);
        return edit == PlateEdit.NONE ? NONE : result(Grade.EDIT1, flags);
    }

    static Grade grade(int result) {
        return GRADES[(result >> GRADE_SHIFT) - 1];
    }

    static int flags(int result) {
        return result & FLAGS;
    }

    private static int result(Grade grade, int flags) {
        return grade.ordinal() + 1 << GRADE_SHIFT | flags;
    }

    /// Section 4: one side unknown is remembered; both known and different is a lead for equal plates only. A doubtful
    /// jurisdiction that agrees is agreement, one that differs is as good as unknown (section 3.3).
    private static int jurisdictions(PlateQuery read, int listed) {
        int known = read.jurisdiction().id();
        if (known == 0 || listed == 0) {
            return JURISDICTION_UNKNOWN;
        }
        if (known == listed) {
            return 0;
        }
        return read.jurisdictionDoubtful() ? JURISDICTION_UNKNOWN : JURISDICTION_DIFFERS;
    }

    private static long maskOfLength(int length) {
        return (1L << PlateFold.FOLD_BITS * length) - 1;
    }
}
