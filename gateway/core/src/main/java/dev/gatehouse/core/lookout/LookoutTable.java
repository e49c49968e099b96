package dev.gatehouse.core.lookout;

import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/// Lookouts of plates in the order of their ids, in columns: 100,000 objects with two texts each
/// would be most of the booth's memory. A row becomes a [Lookout] when somebody asks for it.
/// Immutable.
///
/// ```text
/// ids        octets of all ids, one after the other       8 or so an entry
/// idEnds     where each id ends                           4
/// plates     packed canonical forms                       8
/// untilMs    milliseconds since the epoch                 8
/// marks      jurisdiction id, priority, action            3
/// ```
public final class LookoutTable extends AbstractList<Lookout> implements RandomAccess {
    private static final int CSV_VERSION = 1;
    private static final List<LookoutAction> ACTIONS = List.of(LookoutAction.values());

    private final byte[] ids;
    private final int[] idEnds;
    private final long[] plates;
    private final long[] untilMs;
    private final byte[] jurisdictions;
    private final byte[] priorities;
    private final byte[] actions;

    private LookoutTable(Builder from, int[] order) {
        int count = order.length;
        ids = new byte[from.idBytes];
        idEnds = new int[count];
        plates = new long[count];
        untilMs = new long[count];
        jurisdictions = new byte[count];
        priorities = new byte[count];
        actions = new byte[count];
        int end = 0;
        for (int row = 0; row < count; row++) {
            int source = order[row];
            int begin = from.idBegin(source);
            int length = from.idEnds[source] - begin;
            System.arraycopy(from.ids, begin, ids, end, length);
            end += length;
            idEnds[row] = end;
            plates[row] = from.plates[source];
            untilMs[row] = from.untilMs[source];
            jurisdictions[row] = from.jurisdictions[source];
            priorities[row] = from.priorities[source];
            actions[row] = from.actions[source];
        }
    }

    @Override
    public int size() {
        return plates.length;
    }

    @Override
    public Lookout get(int row) {
        int begin = row == 0 ? 0 : idEnds[row - 1];
        return new Lookout(
                new String(ids, begin, idEnds[row] - begin, StandardCharsets.ISO_8859_1),
                CSV_VERSION,
                SubjectKind.PLATE,
                jurisdiction(row),
                plate(row).text(),
                priority(row),
                ACTIONS.get(actions[row]),
                untilMs[row]);
    }

    PlateForm plate(int row) {
        return PlateForm.ofPacked(plates[row]);
    }

    Jurisdiction jurisdiction(int row) {
        return Jurisdiction.ofId(jurisdictions[row]);
    }

    int priority(int row) {
        return priorities[row];
    }

    long untilMs(int row) {
        return untilMs[row];
    }

    /// Lookouts are content: never printed by accident.
    @Override
    public String toString() {
        return "LookoutTable[size=" + size() + "]";
    }

    /// Collects rows. Owned by the thread that reads the list, used once.
    static final class Builder {
        private static final int INITIAL_ROWS = 1_024;
        private static final int INITIAL_ID_BYTES = 16_384;

        private byte[] ids = new byte[INITIAL_ID_BYTES];
        private int idBytes;
        private int[] idEnds = new int[INITIAL_ROWS];
        private long[] plates = new long[INITIAL_ROWS];
        private long[] untilMs = new long[INITIAL_ROWS];
        private byte[] jurisdictions = new byte[INITIAL_ROWS];
        private byte[] priorities = new byte[INITIAL_ROWS];
        private byte[] actions = new byte[INITIAL_ROWS];
        private int size;
        private boolean ascending = true;

        /// Takes one lookout whose id no other has.
        void add(
                String id,
                PlateForm plate,
                Jurisdiction jurisdiction,
                int priority,
                LookoutAction action,
                long validUntilMs) {
            if (size == plates.length) {
                growRows();
            }
            if (idBytes + Lookout.MAX_ID_CHARS > ids.length) {
                ids = Arrays.copyOf(ids, Math.multiplyExact(ids.length, 2));
            }
            for (int i = 0; i < id.length(); i++) {
                ids[idBytes++] = (byte) id.charAt(i);
            }
            idEnds[size] = idBytes;
            plates[size] = plate.packed();
            untilMs[size] = validUntilMs;
            jurisdictions[size] = (byte) jurisdiction.id();
            priorities[size] = (byte) priority;
            actions[size] = (byte) ACTIONS.indexOf(action);
            size++;
            ascending = ascending && (size == 1 || compareIds(size - 2, size - 1) < 0);
        }

        LookoutTable build() {
            int[] order = new int[size];
            if (ascending) {
                Arrays.setAll(order, row -> row);
            } else {
                Integer[] sorted = new Integer[size];
                Arrays.setAll(sorted, row -> row);
                Arrays.sort(sorted, this::compareIds);
                Arrays.setAll(order, row -> sorted[row]);
            }
            return new LookoutTable(this, order);
        }

        private int idBegin(int row) {
            return row == 0 ? 0 : idEnds[row - 1];
        }

        private int compareIds(int one, int other) {
            return Arrays.compare(
                    ids, idBegin(one), idEnds[one], ids, idBegin(other), idEnds[other]);
        }

        private void growRows() {
            int capacity = Math.multiplyExact(size, 2);
            idEnds = Arrays.copyOf(idEnds, capacity);
            plates = Arrays.copyOf(plates, capacity);
            untilMs = Arrays.copyOf(untilMs, capacity);
            jurisdictions = Arrays.copyOf(jurisdictions, capacity);
            priorities = Arrays.copyOf(priorities, capacity);
            actions = Arrays.copyOf(actions, capacity);
        }
    }
}
