package dev.gatehouse.core.lookout;

import dev.gatehouse.core.lookout.LookoutColumns.Column;
import dev.gatehouse.core.lookout.RejectedLine.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The fields of one line by their columns, and the first fault that its readers found. Owned by
/// the thread that reads the list, reused from line to line.
final class LineFields {
    /// What is wrong.
    record Fault(Column column, Reason reason) {}

    private final LookoutColumns columns;
    private List<String> fields = List.of();
    private Optional<Fault> fault = Optional.empty();

    LineFields(LookoutColumns columns) {
        this.columns = columns;
    }

    void set(List<String> line) {
        fields = line;
        fault = Optional.empty();
    }

    String of(Column column) {
        return columns.field(fields, column);
    }

    Optional<Fault> fault() {
        return fault;
    }

    /// Remembers the first fault.
    void fail(Column column, Reason reason) {
        if (fault.isEmpty()) {
            fault = Optional.of(new Fault(column, reason));
        }
    }

    /// Values with `|` between them, without empty ones.
    List<String> values(Column column, int most) {
        String field = of(column);
        if (field.isEmpty()) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        for (String value : field.split("\\|", -1)) {
            String plain = value.strip();
            if (!plain.isEmpty()) {
                values.add(plain);
            }
        }
        if (values.size() > most) {
            fail(column, Reason.TOO_MANY_VALUES);
            return List.of();
        }
        return values;
    }

    /// A text of limited length.
    String text(Column column, int mostChars) {
        String text = of(column);
        if (text.length() > mostChars) {
            fail(column, Reason.FIELD_TOO_LONG);
        }
        return text;
    }

    /// A whole number from 1 to `most`; 1 when nothing is said.
    int number(Column column, int most) {
        String text = of(column);
        if (text.isEmpty()) {
            return 1;
        }
        int value = 0;
        boolean digits = text.length() <= 9;
        for (int i = 0; i < text.length() && digits; i++) {
            char c = text.charAt(i);
            digits = c >= '0' && c <= '9';
            value = 10 * value + (c - '0');
        }
        if (!digits || value < 1 || value > most) {
            fail(column, Reason.BAD_NUMBER);
            return 1;
        }
        return value;
    }

    /// A word, or nothing.
    <E extends Enum<E>> Optional<E> word(Column column, LookoutWords<E> words) {
        String text = of(column);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<E> found = words.find(text);
        if (found.isEmpty()) {
            fail(column, Reason.UNKNOWN_WORD);
        }
        return found;
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "LineFields[fields=" + fields.size() + ", content withheld]";
    }
}
