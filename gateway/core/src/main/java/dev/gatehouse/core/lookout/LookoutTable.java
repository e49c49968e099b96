package dev.gatehouse.core.lookout;

import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import dev.gatehouse.core.name.PersonFacts;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// Lookouts in the order of their ids, in columns: 100,000 objects would be most of the booth's
/// memory. A row becomes a [Lookout] when somebody asks for it. Immutable; made by
/// [LookoutTableBuilder].
///
/// ```text
/// a row      id, priority, action; version, validity, terms where any row has another than the usual
/// a subject  its row (not kept while every row has one plate and nothing else), and
///            plate       packed canonical form, jurisdiction
///            identifier  kind of subject, kind of identifier, text
///            name        kind of subject, facts, one text a name
/// ```
public final class LookoutTable extends AbstractList<Lookout> implements RandomAccess {
    static final List<LookoutAction> ACTIONS = List.of(LookoutAction.values());
    static final List<SubjectKind> KINDS = List.of(SubjectKind.values());
    static final List<IdentifierKind> IDENTIFIER_KINDS = List.of(IdentifierKind.values());
    private static final int PLAIN_VERSION = 1;

    /// What each row has.
    ///
    /// @param versions absent while all are 1
    /// @param from absent while none has a start
    /// @param until absent while none has an end
    /// @param termsOf absent while all have the first of `terms`
    @SuppressWarnings("ArrayRecordComponent") // internal, never compared, never handed out
    record Rows(
            TextColumn ids,
            byte[] priorities,
            byte[] actions,
            int @Nullable [] versions,
            int @Nullable [] from,
            int @Nullable [] until,
            int @Nullable [] termsOf,
            List<Terms> terms) {}

    /// Plates by row.
    ///
    /// @param rows absent while every row has one plate
    @SuppressWarnings("ArrayRecordComponent") // internal, never compared, never handed out
    record Plates(long[] packed, byte[] jurisdictions, int @Nullable [] rows) {}

    /// Identifiers by row.
    @SuppressWarnings("ArrayRecordComponent") // internal, never compared, never handed out
    record Identifiers(byte[] kinds, byte[] identifierKinds, TextColumn texts, int[] rows) {}

    /// Named subjects by row.
    ///
    /// @param nameEnds where the names of each subject end
    @SuppressWarnings("ArrayRecordComponent") // internal, never compared, never handed out
    record Named(byte[] kinds, int[] nameEnds, TextColumn names, FactsColumn facts, int[] rows) {}

    private final Rows rows;
    private final Plates plates;
    private final Identifiers identifiers;
    private final Named named;

    LookoutTable(Rows rows, Plates plates, Identifiers identifiers, Named named) {
        this.rows = rows;
        this.plates = plates;
        this.identifiers = identifiers;
        this.named = named;
    }

    @Override
    public int size() {
        return rows.priorities.length;
    }

    @Override
    public Lookout get(int row) {
        return new Lookout(
                rows.ids.get(row),
                version(row),
                subjects(row),
                priority(row),
                action(row),
                fromMinute(row),
                untilMinute(row),
                terms(row));
    }

    /// The row of an id, if it is there.
    public OptionalInt row(String id) {
        int row = rows.ids.find(id);
        return rows.ids.equals(row, id) ? OptionalInt.of(row) : OptionalInt.empty();
    }

    /// Marks the rows whose ids another table has too.
    void markSame(LookoutTable other, BitSet marked) {
        int from = 0;
        for (int row = 0; row < other.size(); row++) {
            from = rows.ids.find(other.rows.ids, row, from);
            if (rows.ids.equals(from, other.rows.ids, row)) {
                marked.set(from);
            }
        }
    }

    /// Id of a row.
    public String id(int row) {
        return rows.ids.get(row);
    }

    /// Order of a row's id against that of another table's row.
    int compareId(int row, LookoutTable other, int otherRow) {
        return rows.ids.compare(row, other.rows.ids, otherRow);
    }

    /// Whether two rows of one id say the same.
    boolean isSame(int row, LookoutTable other, int otherRow) {
        boolean alike =
                version(row) == other.version(otherRow)
                        && priority(row) == other.priority(otherRow)
                        && action(row) == other.action(otherRow)
                        && fromMinute(row) == other.fromMinute(otherRow)
                        && untilMinute(row) == other.untilMinute(otherRow);
        if (alike && plates.rows == null && other.plates.rows == null) {
            // every row has one plate and nothing else
            return plates.packed[row] == other.plates.packed[otherRow]
                    && plates.jurisdictions[row] == other.plates.jurisdictions[otherRow]
                    && terms(row).equals(other.terms(otherRow));
        }
        return alike && get(row).equals(other.get(otherRow));
    }

    int version(int row) {
        return rows.versions == null ? PLAIN_VERSION : rows.versions[row];
    }

    int priority(int row) {
        return rows.priorities[row];
    }

    LookoutAction action(int row) {
        return ACTIONS.get(rows.actions[row]);
    }

    int fromMinute(int row) {
        return rows.from == null ? Lookout.NO_START : rows.from[row];
    }

    int untilMinute(int row) {
        return rows.until == null ? Lookout.NO_END : rows.until[row];
    }

    Terms terms(int row) {
        return rows.terms.get(termsNumber(row));
    }

    /// Terms by their numbers.
    List<Terms> termsTable() {
        return rows.terms;
    }

    int termsNumber(int row) {
        return rows.termsOf == null ? 0 : rows.termsOf[row];
    }

    int plateCount() {
        return plates.packed.length;
    }

    PlateForm plate(int plate) {
        return PlateForm.ofPacked(plates.packed[plate]);
    }

    Jurisdiction jurisdiction(int plate) {
        return Jurisdiction.ofId(plates.jurisdictions[plate]);
    }

    int rowOfPlate(int plate) {
        return plates.rows == null ? plate : plates.rows[plate];
    }

    int identifierCount() {
        return identifiers.kinds.length;
    }

    SubjectKind kindOfIdentifier(int identifier) {
        return KINDS.get(identifiers.kinds[identifier]);
    }

    CheckedIdentifier identifier(int identifier) {
        return IDENTIFIER_KINDS
                .get(identifiers.identifierKinds[identifier])
                .check(identifiers.texts.get(identifier));
    }

    /// Kind of the identifier itself.
    IdentifierKind kindOfListed(int identifier) {
        return IDENTIFIER_KINDS.get(identifiers.identifierKinds[identifier]);
    }

    /// The identifier as it was listed.
    String identifierText(int identifier) {
        return identifiers.texts.get(identifier);
    }

    int rowOfIdentifier(int identifier) {
        return identifiers.rows[identifier];
    }

    /// Whether anybody is listed by name.
    public boolean hasNames() {
        return namedCount() > 0;
    }

    int namedCount() {
        return named.kinds.length;
    }

    SubjectKind kindOfNamed(int subject) {
        return KINDS.get(named.kinds[subject]);
    }

    PersonFacts facts(int subject) {
        return named.facts.get(subject);
    }

    List<String> names(int subject) {
        List<String> names = new ArrayList<>();
        for (int i = subject == 0 ? 0 : named.nameEnds[subject - 1];
                i < named.nameEnds[subject];
                i++) {
            names.add(named.names.get(i));
        }
        return names;
    }

    int nameCount(int subject) {
        return named.nameEnds[subject] - (subject == 0 ? 0 : named.nameEnds[subject - 1]);
    }

    int rowOfNamed(int subject) {
        return named.rows[subject];
    }

    /// Numbers of a row's identifiers: from here on those with the same [#rowOfIdentifier].
    int firstIdentifierOf(int row) {
        return firstOf(identifiers.rows, row);
    }

    /// Number of the first named subject of a row or of a later one.
    int firstNamedOf(int row) {
        return firstOf(named.rows, row);
    }

    /// Bytes held by the columns.
    public long memoryBytes() {
        long bytes = rows.ids.memoryBytes() + 2L * size();
        bytes += bytes(rows.versions) + bytes(rows.from) + bytes(rows.until) + bytes(rows.termsOf);
        bytes += 9L * plateCount() + bytes(plates.rows);
        bytes += 6L * identifierCount() + identifiers.texts.memoryBytes();
        bytes += 9L * namedCount() + named.names.memoryBytes() + named.facts.memoryBytes();
        return bytes;
    }

    private static long bytes(int @Nullable [] column) {
        return column == null ? 0 : 4L * column.length;
    }

    private List<Subject> subjects(int row) {
        List<Subject> subjects = new ArrayList<>();
        int plate = plates.rows == null ? row : firstOf(plates.rows, row);
        for (; plate < plateCount() && rowOfPlate(plate) == row; plate++) {
            subjects.add(new Subject.Plate(jurisdiction(plate), plate(plate)));
        }
        for (int i = firstIdentifierOf(row);
                i < identifierCount() && rowOfIdentifier(i) == row;
                i++) {
            subjects.add(new Subject.Identified(kindOfIdentifier(i), identifier(i)));
        }
        for (int i = firstNamedOf(row); i < namedCount() && rowOfNamed(i) == row; i++) {
            subjects.add(new Subject.Named(kindOfNamed(i), names(i), facts(i)));
        }
        return subjects;
    }

    private static int firstOf(int[] rowsOfSubjects, int row) {
        int at = Arrays.binarySearch(rowsOfSubjects, row);
        while (at > 0 && rowsOfSubjects[at - 1] == row) {
            at--;
        }
        return at < 0 ? -at - 1 : at;
    }

    /// Lookouts are content: never printed by accident.
    @Override
    public String toString() {
        return "LookoutTable[size=" + size() + "]";
    }
}
