package dev.gatehouse.core.decision;

import dev.gatehouse.core.lookout.SubjectKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads the table of an [ActionPolicy]: lines `kind,match,priority,second,causes` below that
/// header, several values parted by `|`, `*` for all kinds, `-` for no second factor, priorities as
/// `2` or `1-3`; empty lines and such that begin with `#` are notes. The program's own table is an
/// example of all of it.
public final class ActionTable {
    /// Longest table.
    public static final int MAX_CHARS = 65_536;

    private static final String HEADER = "kind,match,priority,second,causes";
    private static final int COLUMNS = 5;

    private ActionTable() {}

    /// Reads a table.
    ///
    /// @throws IllegalArgumentException saying in which line what was expected
    public static ActionPolicy read(String text) {
        if (text.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    "expected at most " + MAX_CHARS + " characters, found " + text.length());
        }
        List<ActionRule> rules = new ArrayList<>();
        boolean header = false;
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            String said = line.strip();
            if (said.isEmpty() || said.startsWith("#")) {
                continue;
            }
            if (!header) {
                header = true;
                if (!said.equalsIgnoreCase(HEADER)) {
                    throw new IllegalArgumentException(
                            "line " + number + ": expected the header " + HEADER);
                }
                continue;
            }
            try {
                rules.add(rule(said.split(",", -1)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
            }
        }
        return ActionPolicy.of(rules);
    }

    private static ActionRule rule(String[] columns) {
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException(
                    "expected " + COLUMNS + " columns, found " + columns.length);
        }
        String kinds = columns[0].strip();
        String factors = columns[3].strip();
        String[] priorities = columns[2].strip().split("-", -1);
        if (priorities.length > 2) {
            throw new IllegalArgumentException("expected a priority such as 2 or 1-3");
        }
        return new ActionRule(
                "*".equals(kinds) ? Set.of() : values(SubjectKind.class, kinds),
                values(Match.class, columns[1]),
                priority(priorities[0]),
                priority(priorities[priorities.length - 1]),
                "-".equals(factors) ? Set.of() : values(SecondFactor.class, factors),
                value(Consequence.class, columns[4]));
    }

    private static int priority(String text) {
        String digit = text.strip();
        if (digit.length() != 1 || digit.charAt(0) < '1' || digit.charAt(0) > '5') {
            throw new IllegalArgumentException("expected a priority from 1 to 5");
        }
        return digit.charAt(0) - '0';
    }

    private static <E extends Enum<E>> Set<E> values(Class<E> type, String column) {
        Set<E> values = EnumSet.noneOf(type);
        for (String word : column.split("\\|", -1)) {
            values.add(value(type, word));
        }
        return values;
    }

    private static <E extends Enum<E>> E value(Class<E> type, String word) {
        String name = word.strip().toUpperCase(Locale.ROOT);
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                "expected one of "
                        + List.of(type.getEnumConstants())
                        + ", found a word of "
                        + word.length()
                        + " characters");
    }
}
