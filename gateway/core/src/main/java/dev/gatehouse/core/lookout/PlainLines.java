package dev.gatehouse.core.lookout;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lines of a list that need no knowledge of quotes and encodings: printable ASCII without a
/// quotation mark, ended by LF, CRLF or the end of the list. Nearly every list has no others, and a
/// booth that starts has to read 100,000 of them before it can answer.
///
/// At the first line that is anything else it stops; [#rest] begins with that line, for a reader
/// that knows all of RFC 4180. Owned by the thread that reads the list.
final class PlainLines {
    /// A longer line is not plain.
    static final int MAX_LINE_BYTES = 4_096;

    private static final int BLOCK_BYTES = 65_536;

    private final InputStream in;
    private final byte[] block = new byte[BLOCK_BYTES];
    private final List<String> fields = new ArrayList<>();
    private int from;
    private int to;
    private boolean inEnded;
    private long line;

    PlainLines(InputStream in) {
        this.in = in;
    }

    /// The fields of the next line that is not empty; valid until the next call. Null at the end
    /// and at a line that is not plain.
    @Nullable List<String> next() throws IOException {
        while (true) {
            if (to - from < MAX_LINE_BYTES && !inEnded) {
                fill();
            }
            if (from == to) {
                return null;
            }
            int end = plainEnd();
            if (end < 0) {
                return null;
            }
            int begin = from;
            int text = end > begin && end < to && block[end - 1] == '\r' ? end - 1 : end;
            from = Math.min(end + 1, to);
            line++;
            if (text > begin) {
                split(begin, text);
                return fields;
            }
        }
    }

    /// Where the LF of the line at `from` stands, or the end of the list; -1 when it is not plain.
    private int plainEnd() {
        int limit = Math.min(to, from + MAX_LINE_BYTES);
        int commas = 0;
        for (int at = from; at < limit; at++) {
            byte octet = block[at];
            if (octet == '\n') {
                return at;
            }
            // FastCSV refuses a list with more fields in a line than this; so shall it be
            if (octet == ',' && ++commas >= LookoutCsv.MAX_PARSED_FIELDS) {
                return -1;
            }
            boolean plain =
                    (octet >= ' ' && octet <= '~' && octet != '"')
                            || (octet == '\r' && at + 1 < limit && block[at + 1] == '\n');
            if (!plain) {
                return -1;
            }
        }
        return limit == to && inEnded ? to : -1;
    }

    private void split(int begin, int end) {
        fields.clear();
        int field = begin;
        for (int at = begin; at < end; at++) {
            if (block[at] == ',') {
                fields.add(text(field, at));
                field = at + 1;
            }
        }
        fields.add(text(field, end));
    }

    private String text(int begin, int end) {
        return begin == end
                ? ""
                : new String(block, begin, end - begin, StandardCharsets.ISO_8859_1);
    }

    private void fill() throws IOException {
        System.arraycopy(block, from, block, 0, to - from);
        to -= from;
        from = 0;
        while (to < BLOCK_BYTES && !inEnded) {
            int count = in.read(block, to, BLOCK_BYTES - to);
            inEnded = count < 0;
            to += Math.max(count, 0);
        }
    }

    /// Lines gone by, empty ones too; after [#next] the number of its line, counting from 1.
    long line() {
        return line;
    }

    /// Whether everything was plain; asked when [#next] gave null.
    boolean atEnd() {
        return from == to && inEnded;
    }

    /// What [#next] did not take.
    InputStream rest() {
        return new SequenceInputStream(new ByteArrayInputStream(block, from, to - from), in);
    }
}
