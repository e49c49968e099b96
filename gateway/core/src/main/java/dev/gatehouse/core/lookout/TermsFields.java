package dev.gatehouse.core.lookout;

import dev.gatehouse.core.lookout.LookoutColumns.Column;
import dev.gatehouse.core.lookout.RejectedLine.Reason;
import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.name.Band;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the terms of a line. Owned by the thread that reads the list.
final class TermsFields {
    private static final int REMEMBERED_MAX = 1_024;
    private static final Set<Column> COLUMNS = EnumSet.range(Column.OFFICE, Column.INSTRUCTION_FR);
    private static final LookoutWords<RiskCategory> CATEGORIES =
            LookoutWords.of(RiskCategory.values());
    private static final LookoutWords<Caveat> CAVEATS = LookoutWords.of(Caveat.values());
    private static final LookoutWords<TransportMode> MODES =
            LookoutWords.of(TransportMode.values());
    private static final LookoutWords<Grade> GRADES = LookoutWords.of(Grade.values());
    private static final LookoutWords<Band> BANDS = LookoutWords.of(Band.values());

    private final List<Column> columns;

    /// Many lines say the same.
    private final Map<String, Terms> remembered = new HashMap<>();

    TermsFields(LookoutColumns columns) {
        this.columns = COLUMNS.stream().filter(columns::has).toList();
    }

    /// What the line says; of no use when the line has a fault afterwards.
    Terms read(LineFields line) {
        if (columns.isEmpty()) {
            return Terms.PLAIN;
        }
        StringBuilder said = new StringBuilder();
        boolean nothing = true;
        for (Column column : columns) {
            String text = line.of(column);
            nothing = nothing && text.isEmpty();
            said.append(text).append('\n');
        }
        if (nothing) {
            return Terms.PLAIN;
        }
        String key = said.toString();
        Terms known = remembered.get(key);
        if (known == null) {
            known = parse(line);
            if (line.fault().isEmpty() && remembered.size() < REMEMBERED_MAX) {
                remembered.put(key, known);
            }
        }
        return known;
    }

    private static Terms parse(LineFields line) {
        String office = line.text(Column.OFFICE, Terms.MAX_NAME_CHARS);
        String originator = line.text(Column.ORIGINATOR, Terms.MAX_NAME_CHARS);
        String arrangement = line.text(Column.ARRANGEMENT, Terms.MAX_NAME_CHARS);
        String english = line.text(Column.INSTRUCTION_EN, Terms.MAX_INSTRUCTION_CHARS);
        String french = line.text(Column.INSTRUCTION_FR, Terms.MAX_INSTRUCTION_CHARS);
        boolean noOnward = yes(line);
        Optional<RiskCategory> category = line.word(Column.CATEGORY, CATEGORIES);
        Set<Caveat> caveats = words(line, Column.CAVEATS, CAVEATS);
        Optional<Grade> grade = line.word(Column.MINIMUM_GRADE, GRADES);
        Optional<Band> band = line.word(Column.MINIMUM_BAND, BANDS);
        Set<String> ports = ports(line);
        Set<TransportMode> modes = words(line, Column.MODES, MODES);
        if (line.fault().isPresent()) {
            return Terms.PLAIN;
        }
        return new Terms(
                office,
                originator,
                arrangement,
                noOnward,
                category.orElse(RiskCategory.OTHER),
                caveats,
                grade,
                band,
                ports,
                modes,
                english,
                french);
    }

    private static boolean yes(LineFields line) {
        return switch (line.of(Column.NO_ONWARD).toUpperCase(Locale.ROOT)) {
            case "YES", "TRUE", "1" -> true;
            case "", "NO", "FALSE", "0" -> false;
            default -> {
                line.fail(Column.NO_ONWARD, Reason.UNKNOWN_WORD);
                yield false;
            }
        };
    }

    private static <E extends Enum<E>> Set<E> words(
            LineFields line, Column column, LookoutWords<E> words) {
        Optional<Set<E>> found = words.all(line.of(column));
        if (found.isEmpty()) {
            line.fail(column, Reason.UNKNOWN_WORD);
        }
        return found.orElse(Set.of());
    }

    private static Set<String> ports(LineFields line) {
        Set<String> ports = new HashSet<>();
        for (String port : line.values(Column.PORTS, Terms.MAX_PORTS)) {
            if (!ListScope.isPort(port)) {
                line.fail(Column.PORTS, Reason.UNKNOWN_WORD);
            }
            ports.add(port);
        }
        return ports;
    }
}
