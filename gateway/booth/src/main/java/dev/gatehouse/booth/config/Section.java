package dev.gatehouse.booth.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// One table of the file while it is read: hands out values by key, collects faults with their
/// place, and in the end knows which keys nobody asked for.
final class Section {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern ENDPOINT = Pattern.compile("(.+):([0-9]{1,5})");
    private static final int PORT_MAX = 65_535;

    private final String file;
    private final String path;
    private final TomlTable table;
    private final @Nullable TomlPosition at;
    private final List<ConfigException.Fault> faults;
    private final Set<String> asked = new HashSet<>();

    Section(
            String file,
            String path,
            TomlTable table,
            @Nullable TomlPosition at,
            List<ConfigException.Fault> faults) {
        this.file = file;
        this.path = path;
        this.table = table;
        this.at = at;
        this.faults = faults;
    }

    /// The sub-table, empty when it is not there.
    Section section(String key) {
        asked.add(key);
        Object value = table.get(List.of(key));
        if (value instanceof TomlTable inner) {
            return new Section(file, name(key), inner, table.inputPositionOf(List.of(key)), faults);
        }
        if (value != null) {
            fault(key, "expected a table `[" + name(key) + "]`");
        }
        return new Section(file, name(key), org.tomlj.Toml.parse(""), null, faults);
    }

    boolean has(String key) {
        return table.contains(List.of(key));
    }

    List<Section> sections(String key) {
        asked.add(key);
        List<Section> found = new ArrayList<>();
        Object value = table.get(List.of(key));
        if (value instanceof TomlArray array && (array.isEmpty() || array.isTable(0))) {
            for (int i = 0; i < array.size(); i++) {
                found.add(
                        new Section(
                                file,
                                name(key),
                                array.getTable(i),
                                array.inputPositionOf(i),
                                faults));
            }
        } else if (value != null) {
            fault(key, "expected tables `[[" + name(key) + "]]`");
        }
        return found;
    }

    String text(String key, @Nullable String otherwise) {
        asked.add(key);
        Object value = table.get(List.of(key));
        if (value instanceof String text && !text.isEmpty()) {
            return text;
        }
        if (value == null && otherwise != null) {
            return otherwise;
        }
        fault(
                key,
                value == null
                        ? "is missing; expected a text"
                        : "expected a text that is not empty");
        return "";
    }

    String id(String key) {
        String text = text(key, null);
        if (!text.isEmpty() && !ID.matcher(text).matches()) {
            fault(key, "expected 1 to 64 characters of A-Z a-z 0-9 . _ -");
        }
        return text;
    }

    long number(String key, long otherwise, long min, long max) {
        asked.add(key);
        Object value = table.get(List.of(key));
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Long number && number >= min && number <= max) {
            return number;
        }
        fault(key, "expected a whole number from " + min + " to " + max);
        return otherwise;
    }

    boolean flag(String key, boolean otherwise) {
        asked.add(key);
        Object value = table.get(List.of(key));
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value != null) {
            fault(key, "expected true or false");
        }
        return otherwise;
    }

    List<String> texts(String key, List<String> otherwise) {
        asked.add(key);
        Object value = table.get(List.of(key));
        if (value == null) {
            return otherwise;
        }
        List<String> texts = new ArrayList<>();
        if (value instanceof TomlArray array) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i) instanceof String text && !text.isEmpty()) {
                    texts.add(text);
                }
            }
            if (texts.size() == array.size()) {
                return texts;
            }
        }
        fault(key, "expected a list of texts");
        return otherwise;
    }

    BoothConfig.Endpoint endpoint(String key, String text) {
        var matcher = ENDPOINT.matcher(text);
        if (matcher.matches() && Integer.parseInt(matcher.group(2)) <= PORT_MAX) {
            return new BoothConfig.Endpoint(matcher.group(1), Integer.parseInt(matcher.group(2)));
        }
        fault(key, "expected `host:port`");
        return new BoothConfig.Endpoint("127.0.0.1", 0);
    }

    /// Every key of the table as text; for settings that belong to a driver.
    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            asked.add(key);
            Object value = table.get(List.of(key));
            if (value instanceof String
                    || value instanceof Long
                    || value instanceof Double
                    || value instanceof Boolean) {
                all.put(key, String.valueOf(value));
            } else {
                fault(key, "expected a text, a number, true or false");
            }
        }
        return all;
    }

    void fault(String key, String message) {
        fault(ConfigException.Fault.Kind.INVALID, key, message);
    }

    void fault(ConfigException.Fault.Kind kind, String key, String message) {
        TomlPosition position = table.inputPositionOf(List.of(key));
        if (position == null) {
            position = at;
        }
        faults.add(
                new ConfigException.Fault(
                        kind,
                        file,
                        position == null ? 0 : position.line(),
                        position == null ? 0 : position.column(),
                        name(key),
                        message));
    }

    /// Reports every key nobody asked for: a misspelt key must never be ignored.
    void finish() {
        for (String key : table.keySet()) {
            if (!asked.contains(key)) {
                fault(
                        ConfigException.Fault.Kind.UNKNOWN_KEY,
                        key,
                        "is not a key of "
                                + (path.isEmpty() ? "the configuration" : "[" + path + "]")
                                + "; known here: "
                                + String.join(", ", asked.stream().sorted().toList()));
            }
        }
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
