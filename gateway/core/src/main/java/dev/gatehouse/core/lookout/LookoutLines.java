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

/// Turns the lines of one list into lookouts and a report. Owned by the thread that reads the list,
/// used once.
final class LookoutLines {
    private static final int REMEMBERED_MAX = 1_024;
    private static final int MAX_VERSION = 999_999_999;
    private static final char REPLACEMENT = '\uFFFD';
    private static final int ISO_DATE_CHARS = 10;
    private static final LookoutWords<LookoutAction> ACTIONS =
            LookoutWords.of(LookoutAction.values());
    private static final LookoutWords<LookoutState> STATES = LookoutWords.of(LookoutState.values());

    /// What became of the line above.
    private enum Above {
        TAKEN,
        REJECTED,
        NOT_ACTIVE,
        OUT_OF_SCOPE
    }

    /// What a line demands.
    private record Demand(int version, int priority, LookoutAction action, int from, int until) {}

    private final LookoutColumns columns;
    private final boolean isPlain;
    private final boolean hasParts;
    private final boolean hasStates;
    private final ListScope scope;
    private final LineFields line;
    private final SubjectFields subjectFields = new SubjectFields();
    private final TermsFields termsFields;
    private final LookoutTableBuilder lookouts = new LookoutTableBuilder();
    private final IdSet ids = new IdSet(ThreadLocalRandom.current().nextInt());

    /// Texts that come again and again, and what they mean.
    private final Map<String, OptionalInt> ends = new HashMap<>();

    private final Map<SubjectKind, Long> byKind = new EnumMap<>(SubjectKind.class);
    private final List<RejectedLine> rejected = new ArrayList<>();
    private String idAbove = "";
    private Above above = Above.REJECTED;
    private int subjectsAbove;
    private long accepted;
    private long furtherParts;
    private long notActive;
    private long outOfScope;
    private long checkFailed;
    private long rejectedCount;
    private long partial;
    private long jurisdictionsNotMapped;

    LookoutLines(LookoutColumns columns, ListScope scope) {
        this.columns = columns;
        isPlain = columns.isPlain();
        hasParts = columns.has(Column.PART);
        hasStates = columns.has(Column.STATE);
        this.scope = scope;
        line = new LineFields(columns);
        termsFields = new TermsFields(columns);
    }

    /// Takes one line, or leaves it out and counts it.
    void take(long number, List<String> fields) {
        Optional<Reason> unusable = unusable(fields);
        if (unusable.isPresent()) {
            idAbove = "";
            reject(number, "", unusable.get());
            return;
        }
        line.set(fields);
        String id = line.of(Column.ID);
        if (hasParts) {
            int part = line.number(Column.PART, Lookout.MAX_SUBJECTS);
            if (part > 1 && line.fault().isEmpty()) {
                further(number, id);
                return;
            }
        }
        above = first(number, id);
        idAbove = id;
    }

    /// What has been taken.
    LookoutCsv.Result result() {
        if (accepted == 0 && rejectedCount > 0) {
            return new LookoutCsv.Refused(
                    new ListDamage(rejected.getFirst().line(), ListDamage.Reason.NOTHING_ACCEPTED));
        }
        return new LookoutCsv.Parsed(
                lookouts.build(),
                new LoadReport(
                        accepted,
                        byKind,
                        furtherParts,
                        notActive,
                        outOfScope,
                        checkFailed,
                        partial,
                        jurisdictionsNotMapped,
                        columns.ignored(),
                        rejectedCount,
                        rejected));
    }

    /// Names taken so far, which need more memory than all else.
    int names() {
        return lookouts.nameCount();
    }

    private Optional<Reason> unusable(List<String> fields) {
        int count = fields.size();
        if (count > columns.count() || count < columns.leastFields()) {
            return Optional.of(Reason.FIELD_COUNT);
        }
        for (int i = 0; i < count; i++) {
            String field = fields.get(i);
            if (field.length() > LookoutCsv.MAX_FIELD_CHARS
                    && field.length() > columns.longest()[i]) {
                return Optional.of(Reason.FIELD_TOO_LONG);
            }
            if (field.indexOf(REPLACEMENT) >= 0) {
                return Optional.of(Reason.ENCODING);
            }
        }
        return Optional.empty();
    }

    /// The first line of a lookout.
    private Above first(long number, String id) {
        if (!Lookout.isId(id)) {
            return reject(number, Column.ID, Reason.BAD_ID);
        }
        if (ids.contains(id)) {
            return reject(number, Column.ID, Reason.DUPLICATE_ID);
        }
        if (hasStates && !isActive()) {
            ids.add(id);
            notActive++;
            return Above.NOT_ACTIVE;
        }
        Optional<SubjectFields.Kind> kind = subjectFields.kind(line);
        if (kind.isEmpty()) {
            return reject(number, Column.KIND, Reason.UNKNOWN_KIND);
        }
        boolean plain = isPlain && kind.get().subject() == SubjectKind.PLATE;
        return plain ? plainPlate(number, id) : any(number, id, kind.get());
    }

    private boolean isActive() {
        LookoutState state = line.word(Column.STATE, STATES).orElse(LookoutState.ACTIVE);
        return state == LookoutState.ACTIVE;
    }

    /// Nearly every line of a long list: read without an object of its own.
    private Above plainPlate(long number, String id) {
        PlateForm plate = PlateForm.of(line.of(Column.PLATE));
        if (!plate.listable()) {
            return reject(number, Column.PLATE, SubjectFields.fault(plate));
        }
        boolean unread = plate.unreadChars() > 0;
        if (unread && partial >= DeletionPlateIndex.MAX_PARTIALS) {
            return reject(number, Column.PLATE, Reason.TOO_MANY_PARTIAL);
        }
        Demand demand = demand();
        if (line.fault().isPresent()) {
            return reject(number);
        }
        begin(id, demand, Terms.PLAIN, SubjectKind.PLATE);
        Jurisdiction jurisdiction = subjectFields.jurisdiction(line);
        jurisdictionsNotMapped +=
                !jurisdiction.isKnown() && subjectFields.isNotMapped(line) ? 1 : 0;
        partial += unread ? 1 : 0;
        lookouts.plate(plate, jurisdiction);
        return Above.TAKEN;
    }

    private Above any(long number, String id, SubjectFields.Kind kind) {
        List<Subject> subjects = subjectFields.read(line, kind);
        if (line.fault().isEmpty() && isTooPartial(subjects)) {
            line.fail(Column.PLATE, Reason.TOO_MANY_PARTIAL);
        }
        Demand demand = demand();
        Terms terms = termsFields.read(line);
        if (line.fault().isPresent()) {
            return reject(number);
        }
        if (!scope.needs(terms)) {
            ids.add(id);
            outOfScope++;
            return Above.OUT_OF_SCOPE;
        }
        begin(id, demand, terms, subjects.getFirst().kind());
        subjectsAbove = 0;
        add(subjects);
        return Above.TAKEN;
    }

    /// A line that adds a subject to the lookout of the line above.
    private void further(long number, String id) {
        if (!id.equals(idAbove) || above == Above.REJECTED) {
            var _ = reject(number, Column.PART, Reason.PART_WITHOUT_FIRST);
            return;
        }
        switch (above) {
            case NOT_ACTIVE -> notActive++;
            case OUT_OF_SCOPE -> outOfScope++;
            case TAKEN, REJECTED -> part(number);
        }
    }

    private void part(long number) {
        Optional<SubjectFields.Kind> kind = subjectFields.kind(line);
        if (kind.isEmpty()) {
            var _ = reject(number, Column.KIND, Reason.UNKNOWN_KIND);
            return;
        }
        List<Subject> subjects = subjectFields.read(line, kind.get());
        if (line.fault().isEmpty() && isTooPartial(subjects)) {
            line.fail(Column.PLATE, Reason.TOO_MANY_PARTIAL);
        }
        if (subjectsAbove + subjects.size() > Lookout.MAX_SUBJECTS) {
            line.fail(Column.PART, Reason.TOO_MANY_SUBJECTS);
        }
        if (line.fault().isPresent()) {
            var _ = reject(number);
            return;
        }
        furtherParts++;
        add(subjects);
    }

    private boolean isTooPartial(List<Subject> subjects) {
        long more =
                subjects.stream()
                        .filter(s -> s instanceof Subject.Plate p && p.form().unreadChars() > 0)
                        .count();
        return more > 0 && partial + more > DeletionPlateIndex.MAX_PARTIALS;
    }

    private void begin(String id, Demand demand, Terms terms, SubjectKind kind) {
        ids.add(id);
        accepted++;
        byKind.merge(kind, 1L, Long::sum);
        lookouts.begin(
                id,
                demand.version(),
                demand.priority(),
                demand.action(),
                demand.from(),
                demand.until(),
                terms);
    }

    private void add(List<Subject> subjects) {
        subjectsAbove += subjects.size();
        checkFailed += subjectFields.checkFailed();
        for (Subject subject : subjects) {
            lookouts.add(subject);
            if (subject instanceof Subject.Plate plate) {
                partial += plate.form().unreadChars() > 0 ? 1 : 0;
                jurisdictionsNotMapped +=
                        !plate.jurisdiction().isKnown() && subjectFields.isNotMapped(line) ? 1 : 0;
            }
        }
    }

    private Demand demand() {
        int version = line.number(Column.VERSION, MAX_VERSION);
        int priority = priority(line.of(Column.PRIORITY));
        if (priority < Lookout.HIGHEST_PRIORITY || priority > Lookout.LOWEST_PRIORITY) {
            line.fail(Column.PRIORITY, Reason.BAD_PRIORITY);
        }
        String word = line.of(Column.ACTION);
        LookoutAction action = LookoutAction.REFER_MANDATORY;
        if (!word.isEmpty()) {
            Optional<LookoutAction> named = ACTIONS.find(word);
            action = named.orElse(action);
            if (named.isEmpty()) {
                line.fail(Column.ACTION, Reason.UNKNOWN_ACTION);
            }
        }
        OptionalInt until = until(line.of(Column.VALID_UNTIL));
        if (until.isEmpty()) {
            line.fail(Column.VALID_UNTIL, Reason.BAD_VALID_UNTIL);
        }
        OptionalInt from = from(line.of(Column.VALID_FROM));
        if (from.isEmpty() || from.getAsInt() >= until.orElse(Lookout.NO_END)) {
            line.fail(Column.VALID_FROM, Reason.BAD_VALID_FROM);
        }
        return new Demand(
                version,
                priority,
                action,
                from.orElse(Lookout.NO_START),
                until.orElse(Lookout.NO_END));
    }

    private static int priority(String text) {
        if (text.isEmpty()) {
            return Lookout.DEFAULT_PRIORITY;
        }
        return text.length() == 1 ? text.charAt(0) - '0' : 0;
    }

    private OptionalInt until(String text) {
        OptionalInt known = ends.get(text);
        if (known == null) {
            known = text.isEmpty() ? OptionalInt.of(Lookout.NO_END) : minute(text, 1);
            if (ends.size() < REMEMBERED_MAX) {
                ends.put(text, known);
            }
        }
        return known;
    }

    private static OptionalInt from(String text) {
        return text.isEmpty() ? OptionalInt.of(Lookout.NO_START) : minute(text, 0);
    }

    /// @param daysOfDate added to a date without a time
    private static OptionalInt minute(String text, int daysOfDate) {
        try {
            OffsetDateTime end =
                    text.length() == ISO_DATE_CHARS
                            ? LocalDate.parse(text)
                                    .plusDays(daysOfDate)
                                    .atStartOfDay()
                                    .atOffset(ZoneOffset.UTC)
                            : OffsetDateTime.parse(text.toUpperCase(Locale.ROOT));
            return OptionalInt.of(Lookout.minuteOf(end.toInstant()));
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalInt.empty();
        }
    }

    private Above reject(long number) {
        return line.fault()
                .map(fault -> reject(number, fault.column(), fault.reason()))
                .orElse(Above.REJECTED);
    }

    private Above reject(long number, Column column, Reason reason) {
        reject(number, column.word(), reason);
        return Above.REJECTED;
    }

    private void reject(long number, String column, Reason reason) {
        rejectedCount++;
        if (rejected.size() < LoadReport.MAX_REJECTED) {
            rejected.add(new RejectedLine(number, column, reason));
        }
    }
}
