package dev.gatehouse.core.lookout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One pass over a list: the header first, then its lines. Owned by the thread that reads the list,
/// used once.
final class ListReading {
    private final int maxLines;
    private final ListScope scope;
    private @Nullable LookoutLines lines;
    private LookoutCsv.@Nullable Result refusal;
    private long taken;
    private long idChars;
    private int idPlace;

    ListReading(int maxLines, ListScope scope) {
        this.maxLines = maxLines;
        this.scope = scope;
    }

    /// Takes the fields of one line.
    ///
    /// @return false when the list is refused and the rest is of no use
    boolean take(long line, List<String> fields) {
        if (lines == null) {
            switch (LookoutColumns.of(fields)) {
                case ListHeader.Refused(ListDamage.Reason reason) ->
                        refusal = LookoutCsv.refused(line, reason);
                case LookoutColumns columns -> {
                    lines = new LookoutLines(columns, scope);
                    idPlace = columns.places().getOrDefault(LookoutColumns.Column.ID, 0);
                }
            }
            return refusal == null;
        }
        idChars += idPlace < fields.size() ? fields.get(idPlace).length() : 0;
        if (taken == maxLines
                || LookoutStore.isTooLarge(taken + 1, idChars, lines.names(), maxLines)) {
            refusal = LookoutCsv.refused(line, ListDamage.Reason.TOO_MANY_LINES);
            return false;
        }
        taken++;
        lines.take(line, fields);
        return true;
    }

    LookoutCsv.Result result() {
        if (refusal != null) {
            return refusal;
        }
        return lines == null ? LookoutCsv.refused(1, ListDamage.Reason.NO_HEADER) : lines.result();
    }
}
