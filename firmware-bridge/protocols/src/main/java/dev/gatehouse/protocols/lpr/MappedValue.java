package dev.gatehouse.protocols.lpr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a mapping finds one value: paths, the first of which that is there counts, each possibly
/// put together from several.
///
/// ```
/// EPOCH | DATE + ' ' + TIME        EPOCH, or else DATE and TIME with a blank between them
/// ```
///
/// @param ways in the order of trust
record MappedValue(List<List<Term>> ways) {

    static final MappedValue NONE = new MappedValue(List.of());
    private static final int MAX_TERMS = 16;

    /// One piece: a path, or a text that always stands.
    record Term(String text, boolean literal) {}

    /// Takes an expression apart.
    ///
    /// @throws IllegalArgumentException when it is none
    static MappedValue parse(String expression) {
        List<List<Term>> ways = new ArrayList<>();
        for (String way : outside(expression, '|')) {
            List<Term> terms = new ArrayList<>();
            for (String term : outside(way, '+')) {
                terms.add(term(term.strip()));
            }
            if (terms.size() > MAX_TERMS || terms.stream().allMatch(Term::literal)) {
                throw new IllegalArgumentException(
                        "expression: expected 1.." + MAX_TERMS + " paths");
            }
            ways.add(List.copyOf(terms));
        }
        return new MappedValue(List.copyOf(ways));
    }

    private static Term term(String text) {
        if (text.length() >= 2 && text.startsWith("'") && text.endsWith("'")) {
            return new Term(text.substring(1, text.length() - 1), true);
        }
        if (text.isEmpty() || text.indexOf('\'') >= 0) {
            throw new IllegalArgumentException("expression: expected a path or a 'text'");
        }
        return new Term(text, false);
    }

    /// Splits at a mark that stands outside quotes.
    private static List<String> outside(String text, char mark) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '\'') {
                quoted = !quoted;
            } else if (text.charAt(at) == mark && !quoted) {
                parts.add(text.substring(from, at));
                from = at + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    /// The value, without blanks around; empty when no way leads to one.
    String of(Fields fields) {
        for (List<Term> way : ways) {
            Optional<String> found = of(way, fields);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return "";
    }

    /// Whether a way leads somewhere, be it to an empty text: a reader that read no plate says so.
    boolean occurs(Fields fields) {
        return ways.stream()
                .anyMatch(way ->
                        way.stream()
                                .allMatch(term ->
                                        term.literal() || fields.text(term.text()).isPresent()));
    }

    private static Optional<String> of(List<Term> way, Fields fields) {
        StringBuilder value = new StringBuilder();
        for (Term term : way) {
            if (term.literal()) {
                value.append(term.text());
                continue;
            }
            String piece = fields.text(term.text()).map(String::strip).orElse("");
            if (piece.isEmpty()) {
                return Optional.empty();
            }
            value.append(piece);
        }
        return Optional.of(value.toString());
    }
}
