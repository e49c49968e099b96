package dev.gatehouse.core.lookout;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Where the columns of a list stand.
///
/// @param places of the columns that mean something, counting from 0
/// @param longest characters that each column's field may have, in the order of the header
/// @param leastFields fields that a line must have, so that only optional ones can be left out at
///   its end
/// @param ignored columns that mean nothing here
@SuppressWarnings("ArrayRecordComponent") // internal, never compared, never handed out
record LookoutColumns(Map<Column, Integer> places, int[] longest, int leastFields, int ignored)
        implements ListHeader {

    /// Most columns of a header.
    static final int MAX_COLUMNS = 64;

    /// Longest field that holds several values.
    static final int MAX_VALUES_CHARS = 16_384;

    /// Columns by their names in the header.
    enum Column {
        ID,
        VERSION,
        /// Counts the lines of one lookout from 1, which are its subjects.
        PART,
        KIND,
        JURISDICTION,
        /// The identifier, a plate or any other; `identifier` is the same column.
        PLATE,
        NAME,
        ALIASES(MAX_VALUES_CHARS),
        BIRTH(1_024),
        SEX,
        NATIONALITY,
        IDENTIFIERS(MAX_VALUES_CHARS),
        STATE,
        PRIORITY,
        ACTION,
        VALID_FROM,
        VALID_UNTIL,
        OFFICE,
        ORIGINATOR,
        ARRANGEMENT,
        NO_ONWARD,
        CATEGORY,
        CAVEATS,
        MINIMUM_GRADE,
        MINIMUM_BAND,
        PORTS(2_048),
        MODES,
        INSTRUCTION_EN,
        INSTRUCTION_FR;

        private final int longest;

        Column() {
            this(LookoutCsv.MAX_FIELD_CHARS);
        }

        Column(int longest) {
            this.longest = longest;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Map<String, Column> BY_WORD = byWord();

    /// Beside these a line says no more than which plate and for how long.
    private static final Set<Column> PLAIN =
            Set.of(
                    Column.ID,
                    Column.KIND,
                    Column.JURISDICTION,
                    Column.PLATE,
                    Column.PRIORITY,
                    Column.ACTION,
                    Column.VALID_UNTIL);

    static ListHeader of(List<String> header) {
        if (header.size() > MAX_COLUMNS) {
            return new ListHeader.Refused(ListDamage.Reason.NO_HEADER);
        }
        Map<Column, Integer> places = new EnumMap<>(Column.class);
        int[] longest = new int[header.size()];
        int ignored = 0;
        for (int i = 0; i < header.size(); i++) {
            Column column = BY_WORD.get(header.get(i).strip().toLowerCase(Locale.ROOT));
            if (column == null) {
                ignored++;
                longest[i] = LookoutCsv.MAX_FIELD_CHARS;
            } else {
                longest[i] = column.longest;
                if (places.put(column, i) != null) {
                    return new ListHeader.Refused(ListDamage.Reason.DUPLICATE_COLUMN);
                }
            }
        }
        if (places.isEmpty()) {
            return new ListHeader.Refused(ListDamage.Reason.NO_HEADER);
        }
        Integer id = places.get(Column.ID);
        Integer kind = places.get(Column.KIND);
        int subject =
                Math.min(
                        places.getOrDefault(Column.PLATE, MAX_COLUMNS),
                        places.getOrDefault(Column.NAME, MAX_COLUMNS));
        if (id == null || kind == null || subject == MAX_COLUMNS) {
            return new ListHeader.Refused(ListDamage.Reason.MISSING_COLUMN);
        }
        int leastFields = Math.max(Math.max(id, kind), subject) + 1;
        return new LookoutColumns(places, longest, leastFields, ignored);
    }

    /// Columns of the header.
    int count() {
        return longest.length;
    }

    boolean has(Column column) {
        return places.containsKey(column);
    }

    /// Whether no line can say more than which plate, what to do and until when.
    boolean isPlain() {
        return PLAIN.containsAll(places.keySet());
    }

    /// The field of a column without blanks around it; empty when the column or the field is
    /// absent.
    String field(List<String> line, Column column) {
        Integer place = places.get(column);
        return place == null || place >= line.size() ? "" : line.get(place).strip();
    }

    private static Map<String, Column> byWord() {
        Map<String, Column> words = new HashMap<>();
        for (Column column : Column.values()) {
            words.put(column.word(), column);
        }
        words.put("identifier", Column.PLATE);
        return Map.copyOf(words);
    }
}
