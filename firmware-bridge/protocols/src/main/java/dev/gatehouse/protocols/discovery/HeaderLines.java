package dev.gatehouse.protocols.discovery;

import dev.gatehouse.protocols.RejectReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// A start line and headers as HTTP writes them; the names are kept in lower case, the first of a
/// name counts.
///
/// @param start the first line
/// @param headers by lower-case name
record HeaderLines(String start, Map<String, String> headers) {
    static final int MAX_LINES = 64;
    static final int MAX_LINE_CHARS = 2_048;

    /// RFC 9110, section 5.6.2.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    private static final String END_OF_LINE = "\r\n";

    /// Reads lines that end in CR LF up to an empty one.
    static HeaderLines strict(String text) throws Refusal {
        int end = text.indexOf(END_OF_LINE + END_OF_LINE);
        if (end < 0) {
            throw new Refusal(
                    RejectReason.BAD_SYNTAX, "head: expected lines with CR LF and an empty one");
        }
        String head = text.substring(0, end);
        if (head.replace(END_OF_LINE, "").chars().anyMatch(c -> c == '\r' || c == '\n')) {
            throw new Refusal(RejectReason.BAD_SYNTAX, "head: CR or LF alone within a line");
        }
        return of(List.of(head.split(END_OF_LINE, -1)));
    }

    /// Reads what there is of a head that may be cut off; lines end in CR LF or LF.
    static HeaderLines lenient(String text) throws Refusal {
        List<String> lines = new ArrayList<>();
        int from = 0;
        int to = text.indexOf('\n');
        while (to >= 0) {
            String line = text.substring(from, to).stripTrailing();
            if (line.isEmpty() && !lines.isEmpty()) {
                break;
            }
            lines.add(line);
            from = to + 1;
            to = text.indexOf('\n', from);
        }
        if (lines.isEmpty()) {
            throw new Refusal(RejectReason.TOO_SHORT, "head: expected at least one line");
        }
        return of(lines);
    }

    private static HeaderLines of(List<String> lines) throws Refusal {
        if (lines.size() > MAX_LINES) {
            throw new Refusal(RejectReason.LIMIT_EXCEEDED, "head: at most " + MAX_LINES + " lines");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.length() > MAX_LINE_CHARS) {
                throw new Refusal(
                        RejectReason.LIMIT_EXCEEDED,
                        "line: expected at most " + MAX_LINE_CHARS + " characters");
            }
            if (i > 0) {
                header(line, headers);
            }
        }
        return new HeaderLines(lines.getFirst(), headers);
    }

    private static void header(String line, Map<String, String> headers) throws Refusal {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new Refusal(RejectReason.BAD_SYNTAX, "header: expected a name and a colon");
        }
        String name = line.substring(0, colon).strip();
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(
                    RejectReason.BAD_SYNTAX, "header: expected a name of token characters");
        }
        headers.putIfAbsent(name.toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
