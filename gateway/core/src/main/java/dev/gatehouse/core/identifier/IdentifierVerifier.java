package dev.gatehouse.core.identifier;

import dev.gatehouse.core.match.Grade;
import java.util.Arrays;

/// Compares one reading with one listed identifier: the only source of grades (fact sheet, sections
/// 1, 8 and 11). An index proposes candidates, this class decides.
final class IdentifierVerifier {
    /// Result for no match; any other holds a grade and flags.
    static final int NONE = 0;

    /// One side has no qualifier.
    static final int QUALIFIER_UNKNOWN = 1;

    /// The listed code stands for all codes under it.
    static final int PREFIX = 2;

    private static final int FLAGS = 3;
    private static final int GRADE_SHIFT = 2;
    private static final int EXACT = 1;
    private static final int CONFUSABLE = 2;
    private static final int EDIT1 = 3;

    private IdentifierVerifier() {}

    static int verify(IdentifierQuery query, IdentifierEntries listed, int rank) {
        ComparedText read = query.compared();
        if (listed.kind(rank) != read.kind()) {
            return NONE;
        }
        int flags = qualifiers(read, listed, rank);
        if (flags < 0) {
            return NONE;
        }
        byte[] pool = listed.pool();
        int begin = listed.begin(rank);
        int length = listed.length(rank);
        boolean same = length == read.length();
        boolean prefix = read.kind() == IdentifierKind.HS_CODE && length < read.length();
        if ((same || prefix)
                && Arrays.equals(pool, begin, begin + length, read.text(), 0, length)) {
            return EXACT << GRADE_SHIFT | flags | (prefix ? PREFIX : 0);
        }
        if (!query.searchedByEdit()) {
            return NONE;
        }
        if (same && IdentifierFold.equal(query.folded(), 0, pool, begin, length)) {
            return CONFUSABLE << GRADE_SHIFT | flags;
        }
        int edit = IdentifierFold.edit(query.folded(), read.length(), pool, begin, length);
        return edit == IdentifierFold.NONE ? NONE : EDIT1 << GRADE_SHIFT | flags;
    }

    /// Flags, negative when both sides have a qualifier and they differ: another issuer's document
    /// of the same number is another document.
    private static int qualifiers(ComparedText read, IdentifierEntries listed, int rank) {
        int length = listed.qualifierLength(rank);
        if (length == 0 && read.qualifierLength() == 0) {
            return unqualified(read.kind());
        }
        if (length == 0 || read.qualifierLength() == 0) {
            return QUALIFIER_UNKNOWN;
        }
        int begin = listed.qualifierBegin(rank);
        boolean agree =
                Arrays.equals(
                        listed.pool(),
                        begin,
                        begin + length,
                        read.qualifier(),
                        0,
                        read.qualifierLength());
        return agree ? 0 : -1;
    }

    private static int unqualified(IdentifierKind kind) {
        boolean qualifiedElsewhere = kind == IdentifierKind.DOCUMENT || kind == IdentifierKind.IMEI;
        return qualifiedElsewhere ? QUALIFIER_UNKNOWN : 0;
    }

    /// 1 for the strongest grade, counting up.
    static int strength(int result) {
        return result >> GRADE_SHIFT;
    }

    static int flags(int result) {
        return result & FLAGS;
    }

    static Grade grade(int result) {
        return switch (strength(result)) {
            case EXACT -> Grade.EXACT;
            case CONFUSABLE -> Grade.CONFUSABLE;
            case EDIT1 -> Grade.EDIT1;
            default -> throw new IllegalStateException("no grade has this strength");
        };
    }
}
