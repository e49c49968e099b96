package dev.gatehouse.core.lookout;

import dev.gatehouse.core.lookout.LookoutColumns.Column;
import dev.gatehouse.core.lookout.RejectedLine.Reason;
import dev.gatehouse.core.match.DeletionPlateIndex;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Turns the lines of one list into lookouts and a report. Owned by the thread that reads the list,
/// used once.
final class LookoutLines {
    private static final int REMEMBERED_MAX = 1_024;
    private static final char REPLACEMENT = '\uFFFD';
    private static final int ISO_DATE_CHARS = 10;
    private static final Map<String, SubjectKind> KINDS = byName(SubjectKind.values());
    private static final Map<String, LookoutAction> ACTIONS = byName(LookoutAction.values());

    private final LookoutColumns columns;
    private final LookoutTableBuilder lookouts = new LookoutTableBuilder();
    private final IdSet ids = new IdSet(ThreadLocalRandom.current().nextInt());

    /// Texts that come again and again, and what they mean.
    private final Map<String, Jurisdiction> jurisdictions = new HashMap<>();

    private final Map<String, OptionalInt> ends = new HashMap<>();
    private final Map<SubjectKind, Long> byKind = new EnumMap<>(SubjectKind.class);
    private final List<RejectedLine> rejected = new ArrayList<>();
    private long accepted;
    private long rejectedCount;
    private long partial;
    private long jurisdictionsNotMapped;

    LookoutLines(LookoutColumns columns) {
        this.columns = columns;
    }

    /// Takes one line, or rejects and counts it.
    void take(long line, List<String> fields) {
        if (fields.size() > columns.count() || fields.size() < columns.leastFields()) {
            reject(line, "", Reason.FIELD_COUNT);
            return;
        }
        for (String field : fields) {
            if (field.length() > LookoutCsv.MAX_FIELD_CHARS) {
                reject(line, "", Reason.FIELD_TOO_LONG);
                return;
            }
            if (field.indexOf(REPLACEMENT) >= 0) {
                reject(line, "", Reason.ENCODING);
                return;
            }
        }
        String id = columns.field(fields, Column.ID);
        if (!Lookout.isId(id)) {
            reject(line, Column.ID.word(), Reason.BAD_ID);
            return;
        }
        if (ids.contains(id)) {
            reject(line, Column.ID.word(), Reason.DUPLICATE_ID);
            return;
        }
        SubjectKind kind = named(KINDS, columns.field(fields, Column.KIND));
        if (kind == null) {
            reject(line, Column.KIND.word(), Reason.UNKNOWN_KIND);
            return;
        }
        String identifier = columns.field(fields, Column.PLATE);
        if (identifier.isEmpty()) {
            reject(line, Column.PLATE.word(), Reason.EMPTY_IDENTIFIER);
            return;
        }
        PlateForm plate = PlateForm.of(identifier);
        Optional<Reason> fault =
                kind == SubjectKind.PLATE && !(plate.listable() && plate.unreadChars() == 0)
                        ? fault(plate)
                        : Optional.empty();
        if (fault.isPresent()) {
            reject(line, Column.PLATE.word(), fault.get());
            return;
        }
        demanded(line, id, kind, plate, fields);
    }

    /// What has been taken.
    LookoutCsv.Result result() {
        if (accepted == 0 && rejectedCount > 0) {
            return new LookoutCsv.Refused(
                    new ListDamage(rejected.getFirst().line(), ListDamage.Reason.NOTHING_ACCEPTED));
        }
        long notMatched =
                byKind.entrySet().stream()
                        .filter(e -> e.getKey() != SubjectKind.PLATE)
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        return new LookoutCsv.Parsed(
                lookouts.build(),
                new LoadReport(
                        accepted,
                        byKind,
                        notMatched,
                        partial,
                        jurisdictionsNotMapped,
                        columns.ignored(),
                        rejectedCount,
                        rejected));
    }

    private Optional<Reason> fault(PlateForm plate) {
        if (plate.listable()) {
            boolean full = plate.unreadChars() > 0 && partial >= DeletionPlateIndex.MAX_PARTIALS;
            return full ? Optional.of(Reason.TOO_MANY_PARTIAL) : Optional.empty();
        }
        return Optional.of(
                switch (plate.status()) {
                    case NO_READ -> Reason.EMPTY_IDENTIFIER;
                    case MANUAL -> Reason.PLATE_NOT_CANONICAL;
                    case READ, UNREADABLE -> Reason.PLATE_TOO_PARTIAL;
                });
    }

    private void demanded(
            long line, String id, SubjectKind kind, PlateForm plate, List<String> fields) {
        OptionalInt priority = priority(columns.field(fields, Column.PRIORITY));
        if (priority.isEmpty()) {
            reject(line, Column.PRIORITY.word(), Reason.BAD_PRIORITY);
            return;
        }
        String word = columns.field(fields, Column.ACTION);
        LookoutAction action =
                word.isEmpty() ? LookoutAction.REFER_MANDATORY : named(ACTIONS, word);
        if (action == null) {
            reject(line, Column.ACTION.word(), Reason.UNKNOWN_ACTION);
            return;
        }
        String end = columns.field(fields, Column.VALID_UNTIL);
        OptionalInt until = remembered(ends, end, LookoutLines::validUntil);
        if (until.isEmpty()) {
            reject(line, Column.VALID_UNTIL.word(), Reason.BAD_VALID_UNTIL);
            return;
        }
        accept(id, kind, plate, fields, priority.getAsInt(), action, until.getAsInt());
    }

    private void accept(
            String id,
            SubjectKind kind,
            PlateForm plate,
            List<String> fields,
            int priority,
            LookoutAction action,
            int validUntilMinute) {
        ids.add(id);
        accepted++;
        byKind.merge(kind, 1L, Long::sum);
        if (kind != SubjectKind.PLATE) {
            return;
        }
        String jurisdictionText = columns.field(fields, Column.JURISDICTION);
        Jurisdiction jurisdiction =
                remembered(jurisdictions, jurisdictionText, Jurisdiction::ofShortForm);
        boolean meantUnknown =
                jurisdictionText.isEmpty()
                        || jurisdictionText.equalsIgnoreCase(Jurisdiction.UNKNOWN.code());
        jurisdictionsNotMapped += jurisdiction.isKnown() || meantUnknown ? 0 : 1;
        partial += plate.unreadChars() > 0 ? 1 : 0;
        lookouts.begin(id, 1, priority, action, Lookout.NO_START, validUntilMinute, Terms.PLAIN);
        lookouts.plate(plate, jurisdiction);
    }

    private static <M> M remembered(
            Map<String, M> meanings, String text, Function<String, M> meaning) {
        M known = meanings.get(text);
        if (known == null) {
            known = meaning.apply(text);
            if (meanings.size() < REMEMBERED_MAX) {
                meanings.put(text, known);
            }
        }
        return known;
    }

    private static OptionalInt priority(String text) {
        if (text.isEmpty()) {
            return OptionalInt.of(Lookout.DEFAULT_PRIORITY);
        }
        int value = text.length() == 1 ? text.charAt(0) - '0' : 0;
        boolean inRange = value >= Lookout.HIGHEST_PRIORITY && value <= Lookout.LOWEST_PRIORITY;
        return inRange ? OptionalInt.of(value) : OptionalInt.empty();
    }

    private static OptionalInt validUntil(String text) {
        if (text.isEmpty()) {
            return OptionalInt.of(Lookout.NO_END);
        }
        try {
            OffsetDateTime end =
                    text.length() == ISO_DATE_CHARS
                            ? LocalDate.parse(text)
                                    .plusDays(1)
                                    .atStartOfDay()
                                    .atOffset(ZoneOffset.UTC)
                            : OffsetDateTime.parse(text.toUpperCase(Locale.ROOT));
            return OptionalInt.of(Lookout.minuteOf(end.toInstant()));
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalInt.empty();
        }
    }

    /// Lists are written in upper case, so a text is changed only when it is not found as it is.
    private static <E> @Nullable E named(Map<String, E> names, String text) {
        E found = names.get(text);
        return found == null ? names.get(text.toUpperCase(Locale.ROOT)) : found;
    }

    private void reject(long line, String column, Reason reason) {
        rejectedCount++;
        if (rejected.size() < LoadReport.MAX_REJECTED) {
            rejected.add(new RejectedLine(line, column, reason));
        }
    }

    private static <E extends Enum<E>> Map<String, E> byName(E[] values) {
        Map<String, E> names = new HashMap<>();
        for (E value : values) {
            names.put(value.name(), value);
        }
        return Map.copyOf(names);
    }
}
