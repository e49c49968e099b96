package dev.gatehouse.core.name;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Which part of one name is which part of the other: equal parts first, then the best one-to-one
/// assignment of the rest.
///
/// Neighbours that were written apart or together are joined before. Not for two threads at a time.
final class Alignment {
    /// Parts that are left after the equal ones and enter the assignment, on each side.
    static final int MAX_OPEN = 10;

    static final int NONE = -1;
    static final int SHORTEST_JOINED = 5;

    private final PartComparison comparison;
    private final List<NamePart> left = new ArrayList<>();
    private final List<NamePart> right = new ArrayList<>();
    private final int[] partner = new int[NameForm.MAX_PARTS];
    private final boolean[] taken = new boolean[NameForm.MAX_PARTS];
    private final Likeness[] likeness = new Likeness[NameForm.MAX_PARTS];
    private final int[] similarity = new int[NameForm.MAX_PARTS];
    private final int[] openLeft = new int[MAX_OPEN];
    private final int[] openRight = new int[MAX_OPEN];
    private final int[][] gain = new int[MAX_OPEN][MAX_OPEN];
    private final Likeness[][] how = new Likeness[MAX_OPEN][MAX_OPEN];
    private final int[][] much = new int[MAX_OPEN][MAX_OPEN];
    private final int[][] best = new int[MAX_OPEN + 1][1 << MAX_OPEN];
    private boolean overflow;

    Alignment(NameTables tables) {
        comparison = new PartComparison(tables);
    }

    List<NamePart> left() {
        return left;
    }

    List<NamePart> right() {
        return right;
    }

    /// Position of the partner in the right name, or [#NONE].
    int partner(int leftAt) {
        return partner[leftAt];
    }

    boolean rightTaken(int rightAt) {
        return taken[rightAt];
    }

    Likeness likeness(int leftAt) {
        return likeness[leftAt];
    }

    int similarity(int leftAt) {
        return similarity[leftAt];
    }

    /// Whether more parts were open than the assignment takes.
    boolean overflow() {
        return overflow;
    }

    void align(NameForm one, NameForm other) {
        left.clear();
        right.clear();
        left.addAll(one.parts());
        right.addAll(other.parts());
        join(left, right);
        join(right, left);
        Arrays.fill(partner, NONE);
        Arrays.fill(taken, false);
        overflow = false;
        pairEqual();
        assign();
    }

    /// Joins neighbours of `apart` whose letters together are one part of `whole`.
    private void join(List<NamePart> apart, List<NamePart> whole) {
        for (int i = 0; i + 1 < apart.size(); i++) {
            NamePart first = apart.get(i);
            NamePart second = apart.get(i + 1);
            if (has(whole, first) && has(whole, second)) {
                continue;
            }
            String text = first.text() + second.text();
            String joined = first.joined().isEmpty() ? "" : first.joined() + second.text();
            if (!isPart(whole, text, first, second) && !second.joined().isEmpty()) {
                text = first.text() + second.joined();
            }
            if (isPart(whole, text, first, second)) {
                NamePart.Role role = first.role() == second.role() ? first.role() : second.role();
                apart.set(
                        i,
                        new NamePart(
                                List.of(text),
                                joined,
                                "",
                                "",
                                role,
                                Math.max(first.weight(), second.weight()),
                                java.util.Set.of(),
                                java.util.Set.of()));
                apart.remove(i + 1);
            }
        }
    }

    private static boolean has(List<NamePart> parts, NamePart wanted) {
        for (NamePart part : parts) {
            if (part.text().equals(wanted.text())) {
                return true;
            }
        }
        return false;
    }

    private boolean isPart(List<NamePart> whole, String text, NamePart first, NamePart second) {
        if (text.length() < SHORTEST_JOINED) {
            return false;
        }
        for (NamePart part : whole) {
            int lengths = Math.abs(part.text().length() - text.length());
            boolean longer =
                    part.text().length() > first.text().length() + 1
                            && part.text().length() > second.text().length() + 1;
            if (lengths <= 1 && longer && part.role() != NamePart.Role.NUMBER) {
                if (part.text().equals(text) || closeTo(part, text)) {
                    return !has(whole, first) || part.text().equals(text);
                }
            }
        }
        return false;
    }

    private boolean closeTo(NamePart part, String text) {
        NamePart joined = NamePart.of(text, part.role(), part.weight());
        return comparison.compare(part, joined)
                && comparison.similarity() >= PartComparison.EQUAL - 1_500
                && comparison.likeness() != Likeness.INITIAL;
    }

    private void pairEqual() {
        for (int i = 0; i < left.size(); i++) {
            NamePart part = left.get(i);
            for (int j = 0; j < right.size(); j++) {
                NamePart other = right.get(j);
                if (!taken[j]
                        && part.text().equals(other.text())
                        && comparison.compare(part, other)) {
                    pair(i, j, comparison.likeness(), comparison.similarity());
                    break;
                }
            }
        }
    }

    private void pair(int i, int j, Likeness likenessOf, int points) {
        partner[i] = j;
        taken[j] = true;
        likeness[i] = likenessOf;
        similarity[i] = points;
    }

    private void assign() {
        int rows = 0;
        for (int i = 0; i < left.size(); i++) {
            if (partner[i] == NONE) {
                overflow |= rows == MAX_OPEN;
                if (rows < MAX_OPEN) {
                    openLeft[rows++] = i;
                }
            }
        }
        int columns = 0;
        for (int j = 0; j < right.size(); j++) {
            if (!taken[j]) {
                overflow |= columns == MAX_OPEN;
                if (columns < MAX_OPEN) {
                    openRight[columns++] = j;
                }
            }
        }
        if (rows > 0 && columns > 0 && compareOpen(rows, columns)) {
            choose(rows, columns);
        }
    }

    private boolean compareOpen(int rows, int columns) {
        boolean any = false;
        for (int i = 0; i < rows; i++) {
            NamePart part = left.get(openLeft[i]);
            for (int j = 0; j < columns; j++) {
                NamePart other = right.get(openRight[j]);
                boolean alike = comparison.compare(part, other);
                any |= alike;
                much[i][j] = comparison.similarity();
                how[i][j] = comparison.likeness();
                int weight = Math.max(1, part.weight() + other.weight());
                gain[i][j] = alike ? weight * comparison.similarity() / 100 : 0;
            }
        }
        return any;
    }

    /// Best gain by rows and the set of columns that are still free; small enough to be exact.
    private void choose(int rows, int columns) {
        int sets = 1 << columns;
        Arrays.fill(best[rows], 0, sets, 0);
        for (int i = rows - 1; i >= 0; i--) {
            for (int free = 0; free < sets; free++) {
                int most = best[i + 1][free];
                for (int j = 0; j < columns; j++) {
                    if ((free & 1 << j) != 0 && gain[i][j] > 0) {
                        most = Math.max(most, gain[i][j] + best[i + 1][free & ~(1 << j)]);
                    }
                }
                best[i][free] = most;
            }
        }
        int free = sets - 1;
        for (int i = 0; i < rows; i++) {
            int chosen = columns;
            for (int j = columns - 1; j >= 0; j--) {
                if ((free & 1 << j) != 0
                        && gain[i][j] > 0
                        && gain[i][j] + best[i + 1][free & ~(1 << j)] == best[i][free]) {
                    chosen = j;
                }
            }
            if (chosen < columns) {
                pair(openLeft[i], openRight[chosen], how[i][chosen], much[i][chosen]);
                free &= ~(1 << chosen);
            }
        }
    }
}
