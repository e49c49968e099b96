package dev.gatehouse.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one benchmark found.
///
/// @param name of the benchmark
/// @param method how it was measured, one sentence or two
/// @param figures in the order of the table
record Report(String name, String method, List<Figure> figures) {
    static final String HEAD = "| metric | figure | aim | met |\n|---|---|---|---|\n";

    Report {
        figures = List.copyOf(figures);
        if (figures.stream().map(Figure::name).distinct().count() != figures.size()) {
            throw new IllegalArgumentException(name + ": two figures of one name");
        }
    }

    List<Figure> missed() {
        return figures.stream().filter(Figure::missed).toList();
    }

    /// The figure of that name.
    double value(String figure) {
        return figures.stream()
                .filter(one -> one.name().equals(figure))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no figure " + figure))
                .value();
    }

    /// A section for tests/RESULTS.md.
    String markdown() {
        StringBuilder text = new StringBuilder("### " + name + "\n\n" + method + "\n\n" + HEAD);
        figures.forEach(figure -> text.append(figure.row()).append('\n'));
        return text.toString();
    }

    Map<String, Object> json() {
        Map<String, Object> tree = new LinkedHashMap<>();
        List<Object> missed = new ArrayList<>();
        for (Figure figure : figures) {
            tree.put(figure.name(), rounded(figure.value()));
            if (figure.missed()) {
                missed.add(figure.name());
            }
        }
        tree.put("missed", missed);
        return tree;
    }

    private static Number rounded(double value) {
        if (value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE) {
            return (long) value;
        }
        return Math.round(value * 1_000) / 1_000.0;
    }
}
