package dev.gatehouse.central.lookout;

import dev.gatehouse.core.lookout.LoadReport;
import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.LookoutTable;
import dev.gatehouse.core.lookout.RejectedLine;
import dev.gatehouse.core.lookout.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What `lookout check` and `lookout build` tell of a list: figures, lines and reasons.
final class ListFigures {
    private ListFigures() {}

    static Map<String, Object> of(LookoutTable lookouts) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("lookouts", (long) lookouts.size());
        Map<String, Object> kinds = new TreeMap<>();
        long subjects = 0;
        for (Lookout lookout : lookouts) {
            subjects += lookout.subjects().size();
            // plates and identifiers stand first, and a person with a passport is a person
            Subject last = lookout.subjects().getLast();
            Subject main = last instanceof Subject.Named ? last : lookout.subjects().getFirst();
            String kind = main.kind().name();
            Object known = kinds.getOrDefault(kind, 0L);
            kinds.put(kind, (Long) known + 1);
        }
        figures.put("subjects", subjects);
        figures.put("kinds", kinds);
        return figures;
    }

    static void add(Map<String, Object> figures, LoadReport report) {
        figures.put("further_parts", report.furtherParts());
        figures.put("not_active", report.notActive());
        figures.put("rejected", report.rejectedCount());
        List<Object> rejected = new ArrayList<>();
        for (RejectedLine line : report.rejected()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("line", line.line());
            one.put("column", line.column());
            one.put("reason", line.reason().name());
            rejected.add(one);
        }
        figures.put("rejected_lines", rejected);
    }

    /// What is in order and yet deserves a look.
    static Map<String, Object> warnings(LookoutTable lookouts, LoadReport report, Instant now) {
        long noEnd = 0;
        long expired = 0;
        int minute = Lookout.minuteOf(now);
        for (Lookout lookout : lookouts) {
            noEnd += lookout.validUntilMinute() == Lookout.NO_END ? 1 : 0;
            expired += lookout.validUntilMinute() <= minute ? 1 : 0;
        }
        Map<String, Object> warnings = new LinkedHashMap<>();
        put(warnings, "no_end", noEnd);
        put(warnings, "expired", expired);
        put(warnings, "check_failed", report.checkFailed());
        put(warnings, "partial_plates", report.partial());
        put(warnings, "jurisdictions_not_mapped", report.jurisdictionsNotMapped());
        put(warnings, "columns_ignored", report.columnsIgnored());
        return warnings;
    }

    private static void put(Map<String, Object> warnings, String name, long count) {
        if (count > 0) {
            warnings.put(name, count);
        }
    }

    /// Figures for people, one a line.
    static String text(Map<String, Object> figures) {
        StringBuilder text = new StringBuilder();
        figures.forEach((name, value) -> append(text, "", name, value));
        return text.toString();
    }

    private static void append(StringBuilder text, String indent, String name, Object value) {
        text.append(indent).append(name.replace('_', ' '));
        switch (value) {
            case Map<?, ?> map -> {
                text.append(":\n");
                map.forEach((key, one) -> append(text, indent + "  ", String.valueOf(key), one));
            }
            case List<?> list -> {
                text.append(":\n");
                list.forEach(
                        one -> text.append(indent).append("  ").append(plain(one)).append('\n'));
            }
            default -> text.append(": ").append(value).append('\n');
        }
    }

    private static String plain(Object value) {
        return value instanceof Map<?, ?> map
                ? String.join(
                        "  ",
                        map.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList())
                : String.valueOf(value);
    }
}
