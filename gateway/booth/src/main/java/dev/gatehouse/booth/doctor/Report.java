package dev.gatehouse.booth.doctor;

import dev.gatehouse.booth.daemon.StatusPage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Findings in the order in which they should be worked on, for people and for programs.
///
/// @param booth name as configured, or as the running booth says; empty when neither tells
/// @param at when it was looked
/// @param condition of the running booth; `UNREACHABLE` when none answers
/// @param keys where the running booth has its keys: `FILES` is a demonstration; empty when unknown
record Report(String booth, Instant at, String condition, String keys, List<Finding> findings) {
    static final String UNREACHABLE = "UNREACHABLE";

    private static final int WIDTH = 80;
    private static final String INDENT = "         ";

    Report {
        findings =
                findings.stream()
                        .sorted(
                                Comparator.comparing((Finding one) -> one.ailment().severity())
                                        .thenComparing(one -> one.ailment().group())
                                        .thenComparing(one -> one.ailment().code())
                                        .thenComparing(Finding::subject))
                        .toList();
    }

    long count(Severity severity) {
        return findings.stream().filter(one -> one.ailment().severity() == severity).count();
    }

    /// Anything to be done.
    boolean isIll() {
        return count(Severity.FAULT) + count(Severity.WARNING) > 0;
    }

    String json() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("booth", booth);
        tree.put("at", at.truncatedTo(ChronoUnit.SECONDS).toString());
        tree.put("condition", condition);
        tree.put("keys", keys);
        tree.put("findings", findings.stream().map(Report::tree).toList());
        return StatusPage.json(tree);
    }

    private static Map<String, Object> tree(Finding finding) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("code", finding.ailment().code());
        tree.put("severity", finding.ailment().severity().name());
        tree.put("group", finding.ailment().group().word());
        tree.put("subject", finding.subject());
        tree.put("cause", finding.cause());
        tree.put("remedy", finding.remedy());
        tree.put("evidence", finding.evidence());
        return tree;
    }

    /// For people: at most 80 columns.
    String text() {
        List<String> lines = new ArrayList<>();
        String demonstration = keys.equals("FILES") ? ", demonstration (keys in files)" : "";
        wrap(
                lines,
                "",
                "booth " + (booth.isEmpty() ? "?" : booth) + ": " + condition + demonstration);
        for (Finding finding : findings) {
            Ailment ailment = finding.ailment();
            lines.add("");
            wrap(
                    lines,
                    String.format(Locale.ROOT, "%-8s ", ailment.severity().name()),
                    ailment.code() + "  " + ailment.meaning());
            if (!finding.subject().isEmpty()) {
                wrap(lines, INDENT, finding.subject());
            }
            wrap(lines, INDENT, finding.cause());
            if (!finding.evidence().isEmpty()) {
                List<String> figures = new ArrayList<>();
                finding.evidence().forEach((name, value) -> figures.add(name + "=" + value));
                wrap(lines, INDENT, "[" + String.join(" ", figures) + "]");
            }
            wrap(lines, "      -> ", finding.remedy());
        }
        lines.add("");
        lines.add(
                count(Severity.FAULT)
                        + " fault(s), "
                        + count(Severity.WARNING)
                        + " warning(s), "
                        + count(Severity.NOTE)
                        + " note(s)");
        return String.join(System.lineSeparator(), lines);
    }

    /// Breaks at blanks, and within a word that is longer than a line.
    private static void wrap(List<String> lines, String first, String text) {
        int room = WIDTH - INDENT.length();
        StringBuilder line = new StringBuilder(first);
        int start = line.length();
        for (String word : text.split(" ", -1)) {
            String rest = word;
            if (line.length() > start && line.length() + 1 + rest.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(INDENT);
                start = line.length();
            }
            if (line.length() > start) {
                line.append(' ');
            }
            while (line.length() + rest.length() > WIDTH) {
                int part = Math.max(1, Math.min(room, WIDTH - line.length()));
                line.append(rest, 0, part);
                rest = rest.substring(part);
                lines.add(line.toString());
                line = new StringBuilder(INDENT);
                start = line.length();
            }
            line.append(rest);
        }
        lines.add(line.toString());
    }
}
