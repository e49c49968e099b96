package dev.gatehouse.core.lookout;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The names of an enum as a list writes them: any case.
///
/// @param byName the constants
record LookoutWords<E extends Enum<E>>(Map<String, E> byName) {

    static <E extends Enum<E>> LookoutWords<E> of(E[] values) {
        Map<String, E> names = new HashMap<>();
        for (E value : values) {
            names.put(value.name(), value);
        }
        return new LookoutWords<>(Map.copyOf(names));
    }

    /// The constant of a word. Lists are written in upper case, so a text is changed only when it
    /// is not found as it is.
    Optional<E> find(String word) {
        E found = byName.get(word);
        return Optional.ofNullable(
                found == null ? byName.get(word.toUpperCase(Locale.ROOT)) : found);
    }

    /// The constants of words with `|` between them; empty when one is not known.
    Optional<Set<E>> all(String words) {
        Set<E> found = new HashSet<>();
        for (String word : words.split("\\|", -1)) {
            String plain = word.strip();
            Optional<E> one = find(plain);
            if (one.isPresent()) {
                found.add(one.get());
            } else if (!plain.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }
}
