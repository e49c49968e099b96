package dev.gatehouse.core.lookout;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Where the columns of a list stand.
///
/// @param places of the columns that mean something, counting from 0
/// @param count columns of the header
/// @param leastFields fields that a line must have, so that only optional ones can be left out at its end
/// @param ignored columns that mean nothing here
record LookoutColumns(Map<Column, Integer> places, int count, int leastFields, int ignored)
        implements ListHeader {

    /// Most columns of a header.
    static final int MAX_COLUMNS = 64;

    /// Columns by their names in the header.
    enum Column {
        ID(true),
        KIND(true),
        JURISDICTION(true),
        PLATE(true),
        PRIORITY(false),
        ACTION(false),
        VALID_UNTIL(false);

        private final boolean mandatory;

        Column(boolean mandatory) {
            this.mandatory = mandatory;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ListHeader of(List<String> header) {
        if (header.size() > MAX_COLUMNS) {
            return new ListHeader.Refused(ListDamage.Reason.NO_HEADER);
        }
        Map<Column, Integer> places = new EnumMap<>(Column.class);
        int ignored = 0;
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip().toLowerCase(Locale.ROOT);
            boolean known = false;
            for (Column column : Column.values()) {
                if (column.word().equals(name)) {
                    known = true;
                    if (places.put(column, i) != null) {
                        return new ListHeader.Refused(ListDamage.Reason.DUPLICATE_COLUMN);
                    }
                }
            }
            ignored += known ? 0 : 1;
        }
        if (places.isEmpty()) {
            return new ListHeader.Refused(ListDamage.Reason.NO_HEADER);
        }
        int leastFields = 0;
        for (Column column : Column.values()) {
            Integer place = places.get(column);
            if (column.mandatory) {
                if (place == null) {
                    return new ListHeader.Refused(ListDamage.Reason.MISSING_COLUMN);
                }
                leastFields = Math.max(leastFields, place + 1);
            }
        }
        return new LookoutColumns(places, header.size(), leastFields, ignored);
    }

    /// The field of a column without blanks around it; empty when the column or the field is absent.
    String field(List<String> line, Column column) {
        Integer place = places.get(column);
        return place == null || place >= line.size() ? "" : line.get(place).strip();
    }
}
