package dev.gatehouse.core.name;

import java.util.List;

/// How many of the names of an index are still proposed when they are written otherwise, measured
/// on a sample when the index is built.
///
/// Counted are the ways of writing that still score at the threshold: what a full scan would find.
///
/// @param figures one for each way of writing otherwise
public record RecallReport(List<Figure> figures) {
    /// In all, of 10,000.
    public static final int DEMANDED = 9_950;

    /// For each way of writing otherwise, of 10,000.
    public static final int DEMANDED_EACH = 9_800;

    /// Of so many the figures are.
    public static final int ALL = 10_000;

    /// A way of writing a name otherwise.
    public enum Perturbation {
        /// As it is.
        NONE,
        /// Letters of one sound.
        SOUND,
        /// One letter of a part of five or more is another.
        EDIT,
        /// A part is left out.
        DROP,
        /// A part is added.
        ADD,
        /// The parts in another order.
        SWAP,
        /// A part as its first letter.
        INITIAL,
        /// Two parts written together.
        GLUE,
        /// Cut at the end of a name field.
        TRUNCATION
    }

    /// Of one way of writing otherwise.
    ///
    /// @param perturbation which
    /// @param tried names that still score at the threshold
    /// @param proposed how many of them the index proposed
    public record Figure(Perturbation perturbation, int tried, int proposed) {
        /// Of 10,000; all when none was tried.
        public int recall() {
            return tried == 0 ? ALL : (int) ((long) proposed * ALL / tried);
        }
    }

    public RecallReport {
        figures = List.copyOf(figures);
    }

    /// In all, of 10,000.
    public int recall() {
        long tried = 0;
        long proposed = 0;
        for (Figure figure : figures) {
            tried += figure.tried();
            proposed += figure.proposed();
        }
        return tried == 0 ? ALL : (int) (proposed * ALL / tried);
    }

    /// Of the way of writing otherwise that fares worst, of 10,000.
    public int worst() {
        return figures.stream().mapToInt(Figure::recall).min().orElse(ALL);
    }

    /// Whether the index may be used: below, the list before it stays in force.
    public boolean holds() {
        return recall() >= DEMANDED && worst() >= DEMANDED_EACH;
    }
}
