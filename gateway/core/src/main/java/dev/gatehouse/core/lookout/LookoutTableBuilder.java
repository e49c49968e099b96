package dev.gatehouse.core.lookout;

import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import dev.gatehouse.core.name.PersonFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects lookouts: [#begin], then its subjects, then the next. Ids must differ; the caller has
/// seen to that. Owned by one thread, used once.
public final class LookoutTableBuilder {
    private static final int INITIAL = 1_024;
    private static final int INITIAL_SUBJECTS = 16;

    private final TextColumn ids = new TextColumn();
    private byte[] priorities = new byte[INITIAL];
    private byte[] actions = new byte[INITIAL];
    private int[] versions = new int[INITIAL];
    private int[] from = new int[INITIAL];
    private int[] until = new int[INITIAL];
    private int[] termsOf = new int[INITIAL];
    private final List<Terms> terms = new ArrayList<>();
    private final Map<Terms, Integer> termNumbers = new HashMap<>();
    private int rows;
    private boolean ascending = true;

    private long[] plates = new long[INITIAL];
    private byte[] jurisdictions = new byte[INITIAL];
    private int[] plateRows = new int[INITIAL];
    private int plateCount;

    private byte[] identifierSubjects = new byte[INITIAL_SUBJECTS];
    private byte[] identifierKinds = new byte[INITIAL_SUBJECTS];
    private int[] identifierRows = new int[INITIAL_SUBJECTS];
    private final TextColumn identifierTexts = new TextColumn();

    private byte[] namedKinds = new byte[INITIAL_SUBJECTS];
    private int[] namedRows = new int[INITIAL_SUBJECTS];
    private int[] nameEnds = new int[INITIAL_SUBJECTS];
    private int namedCount;
    private final TextColumn names = new TextColumn();
    private final FactsColumn facts = new FactsColumn();

    /// Nothing collected.
    public LookoutTableBuilder() {
        // nothing to set
    }

    /// Lookouts begun.
    public int size() {
        return rows;
    }

    /// Names added.
    int nameCount() {
        return names.size();
    }

    /// Adds a whole lookout.
    public void add(Lookout lookout) {
        begin(
                lookout.id(),
                lookout.version(),
                lookout.priority(),
                lookout.action(),
                lookout.validFromMinute(),
                lookout.validUntilMinute(),
                lookout.terms());
        for (Subject subject : lookout.subjects()) {
            add(subject);
        }
    }

    /// Adds a subject of the lookout begun last.
    public void add(Subject subject) {
        switch (subject) {
            case Subject.Plate plate -> plate(plate.form(), plate.jurisdiction());
            case Subject.Identified known -> identifier(known.kind(), known.identifier());
            case Subject.Named known -> named(known.kind(), known.names(), known.facts());
        }
    }

    /// Begins a lookout whose id no other has; parameters as of [Lookout].
    public void begin(
            String id,
            int version,
            int priority,
            LookoutAction action,
            int validFromMinute,
            int validUntilMinute,
            Terms said) {
        if (rows == priorities.length) {
            growRows();
        }
        ids.add(id);
        priorities[rows] = (byte) priority;
        actions[rows] = (byte) LookoutTable.ACTIONS.indexOf(action);
        versions[rows] = version;
        from[rows] = validFromMinute;
        until[rows] = validUntilMinute;
        Integer known = termNumbers.get(said);
        if (known == null) {
            known = terms.size();
            terms.add(said);
            termNumbers.put(said, known);
        }
        termsOf[rows] = known;
        rows++;
        ascending = ascending && (rows == 1 || ids.compare(rows - 2, rows - 1) < 0);
    }

    /// Adds a plate to the lookout begun last.
    public void plate(PlateForm plate, Jurisdiction jurisdiction) {
        if (plateCount == plates.length) {
            int capacity = Math.multiplyExact(plateCount, 2);
            plates = Arrays.copyOf(plates, capacity);
            jurisdictions = Arrays.copyOf(jurisdictions, capacity);
            plateRows = Arrays.copyOf(plateRows, capacity);
        }
        plates[plateCount] = plate.packed();
        jurisdictions[plateCount] = (byte) jurisdiction.id();
        plateRows[plateCount++] = current();
    }

    /// Adds an identifier that is listable to the lookout begun last.
    public void identifier(SubjectKind kind, CheckedIdentifier identifier) {
        int count = identifierTexts.size();
        if (count == identifierRows.length) {
            int capacity = Math.multiplyExact(count, 2);
            identifierSubjects = Arrays.copyOf(identifierSubjects, capacity);
            identifierKinds = Arrays.copyOf(identifierKinds, capacity);
            identifierRows = Arrays.copyOf(identifierRows, capacity);
        }
        identifierSubjects[count] = (byte) LookoutTable.KINDS.indexOf(kind);
        identifierKinds[count] = (byte) LookoutTable.IDENTIFIER_KINDS.indexOf(identifier.kind());
        identifierRows[count] = current();
        identifierTexts.add(identifier.input());
    }

    /// Adds a named subject to the lookout begun last.
    public void named(SubjectKind kind, List<String> all, PersonFacts known) {
        if (namedCount == namedRows.length) {
            int capacity = Math.multiplyExact(namedCount, 2);
            namedKinds = Arrays.copyOf(namedKinds, capacity);
            namedRows = Arrays.copyOf(namedRows, capacity);
            nameEnds = Arrays.copyOf(nameEnds, capacity);
        }
        namedKinds[namedCount] = (byte) LookoutTable.KINDS.indexOf(kind);
        namedRows[namedCount] = current();
        all.forEach(names::add);
        facts.add(known);
        nameEnds[namedCount++] = names.size();
    }

    /// The table of all lookouts.
    public LookoutTable build() {
        int[] order = identity(rows);
        if (!ascending) {
            Integer[] sorted = new Integer[rows];
            Arrays.setAll(sorted, row -> row);
            Arrays.sort(sorted, ids::compare);
            Arrays.setAll(order, row -> sorted[row]);
        }
        return new LookoutTable(rows(order), plates(order), identifiers(order), named(order));
    }

    private LookoutTable.Rows rows(int[] order) {
        return new LookoutTable.Rows(
                ids.ordered(order),
                pick(priorities, order),
                pick(actions, order),
                unlessAll(1, versions, order),
                unlessAll(Lookout.NO_START, from, order),
                unlessAll(Lookout.NO_END, until, order),
                unlessAll(0, termsOf, order),
                List.copyOf(terms));
    }

    private LookoutTable.Plates plates(int[] order) {
        int[] subjects = subjects(order, plateRows, plateCount);
        long[] packed = new long[subjects.length];
        Arrays.setAll(packed, i -> plates[subjects[i]]);
        boolean oneEach = plateCount == rows;
        for (int i = 0; i < plateCount && oneEach; i++) {
            oneEach = plateRows[i] == i;
        }
        return new LookoutTable.Plates(
                packed,
                pick(jurisdictions, subjects),
                oneEach ? null : rowsOf(order, plateRows, subjects));
    }

    private LookoutTable.Identifiers identifiers(int[] order) {
        int[] subjects = subjects(order, identifierRows, identifierTexts.size());
        return new LookoutTable.Identifiers(
                pick(identifierSubjects, subjects),
                pick(identifierKinds, subjects),
                identifierTexts.ordered(subjects),
                rowsOf(order, identifierRows, subjects));
    }

    private LookoutTable.Named named(int[] order) {
        int[] subjects = subjects(order, namedRows, namedCount);
        int[] ends = new int[subjects.length];
        int[] nameOrder = new int[names.size()];
        int end = 0;
        for (int i = 0; i < subjects.length; i++) {
            int subject = subjects[i];
            for (int name = subject == 0 ? 0 : nameEnds[subject - 1];
                    name < nameEnds[subject];
                    name++) {
                nameOrder[end++] = name;
            }
            ends[i] = end;
        }
        return new LookoutTable.Named(
                pick(namedKinds, subjects),
                ends,
                names.ordered(nameOrder),
                facts.ordered(subjects),
                rowsOf(order, namedRows, subjects));
    }

    /// Numbers of the subjects in the order of their lookouts. Those of one lookout stand together,
    /// in rising order of rows.
    private int[] subjects(int[] order, int[] rowOf, int count) {
        if (ascending) {
            return identity(count);
        }
        int[] begins = new int[rows + 1];
        for (int i = 0; i < count; i++) {
            begins[rowOf[i] + 1]++;
        }
        for (int row = 0; row < rows; row++) {
            begins[row + 1] += begins[row];
        }
        int[] subjects = new int[count];
        int at = 0;
        for (int row : order) {
            for (int i = begins[row]; i < begins[row + 1]; i++) {
                subjects[at++] = i;
            }
        }
        return subjects;
    }

    /// New rows of the subjects.
    private int[] rowsOf(int[] order, int[] rowOf, int[] subjects) {
        int[] place = new int[ascending ? 0 : rows];
        for (int row = 0; row < place.length; row++) {
            place[order[row]] = row;
        }
        int[] moved = new int[subjects.length];
        for (int i = 0; i < subjects.length; i++) {
            int row = rowOf[subjects[i]];
            moved[i] = ascending ? row : place[row];
        }
        return moved;
    }

    private int current() {
        if (rows == 0) {
            throw new IllegalStateException("a subject without a lookout");
        }
        return rows - 1;
    }

    private static int[] identity(int size) {
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        return order;
    }

    private static byte[] pick(byte[] column, int[] order) {
        byte[] picked = new byte[order.length];
        for (int i = 0; i < order.length; i++) {
            picked[i] = column[order[i]];
        }
        return picked;
    }

    private static int @Nullable [] unlessAll(int usual, int[] column, int[] order) {
        boolean all = true;
        int[] picked = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            picked[i] = column[order[i]];
            all = all && picked[i] == usual;
        }
        return all ? null : picked;
    }

    private void growRows() {
        int capacity = Math.multiplyExact(rows, 2);
        priorities = Arrays.copyOf(priorities, capacity);
        actions = Arrays.copyOf(actions, capacity);
        versions = Arrays.copyOf(versions, capacity);
        from = Arrays.copyOf(from, capacity);
        until = Arrays.copyOf(until, capacity);
        termsOf = Arrays.copyOf(termsOf, capacity);
    }
}
