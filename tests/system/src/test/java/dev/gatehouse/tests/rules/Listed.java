package dev.gatehouse.tests.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Exceptions from a rule, from a resource beside this class: `key = reason`, one a line, `#` for
/// remarks.
record Listed(String name, Map<String, String> reasons) {
    static Listed read(String name) {
        Map<String, String> reasons = new TreeMap<>();
        try (InputStream in = Listed.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("no resource " + name);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.split("\n", -1)) {
                int equals = line.indexOf(" = ");
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (equals < 1 || line.length() - equals < 8) {
                    throw new AssertionError(name + ": a key and a reason are wanted: " + line);
                }
                String key = line.substring(0, equals).strip();
                if (reasons.put(key, line.substring(equals + 3).strip()) != null) {
                    throw new AssertionError(name + ": twice: " + key);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Listed(name, reasons);
    }

    /// What differs between the exceptions met and those listed: `+` not listed, `-` no longer met.
    TreeSet<String> against(Collection<String> met) {
        TreeSet<String> difference = new TreeSet<>();
        met.stream()
                .filter(one -> !reasons.containsKey(one))
                .forEach(one -> difference.add("+ " + one));
        reasons.keySet().stream()
                .filter(one -> !met.contains(one))
                .forEach(one -> difference.add("- " + one));
        return difference;
    }
}
