package dev.gatehouse.core.name;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// One of the package's tables as text: sections in brackets, `#` lines are comments, the first of
/// which names the version.
final class TableText {
    private static final String VERSION = "Version ";

    private final Map<String, List<String>> sections = new LinkedHashMap<>();
    private final int version;

    private TableText(String file, List<String> lines) {
        String section = "";
        int found = 0;
        for (String line : lines) {
            if (line.startsWith("#")) {
                int at = line.indexOf(VERSION);
                if (at >= 0 && found == 0) {
                    found = Character.digit(line.charAt(at + VERSION.length()), 10);
                }
            } else if (line.startsWith("[")) {
                section = line.substring(1, line.indexOf(']'));
            } else if (!line.isBlank()) {
                sections.computeIfAbsent(section, _ -> new ArrayList<>()).add(line.strip());
            }
        }
        if (found <= 0) {
            throw new IllegalStateException(file + ": no version");
        }
        version = found;
    }

    /// Reads one table.
    ///
    /// @param file a resource of this package
    static TableText read(String file) {
        try (InputStream in =
                Objects.requireNonNull(TableText.class.getResourceAsStream(file), file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new TableText(file, text.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int version() {
        return version;
    }

    /// Lines of a section, empty when there is none of that name.
    List<String> section(String name) {
        return List.copyOf(sections.getOrDefault(name, List.of()));
    }

    /// Words of a section, parted by blanks.
    List<String> words(String name) {
        List<String> words = new ArrayList<>();
        for (String line : section(name)) {
            words.addAll(List.of(line.split("\\s+", -1)));
        }
        return words;
    }

    List<String> names() {
        return List.copyOf(sections.keySet());
    }
}
