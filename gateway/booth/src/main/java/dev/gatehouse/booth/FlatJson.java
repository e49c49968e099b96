package dev.gatehouse.booth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON document as one value for each path (`lanes.0.signal`), in document order.
public final class FlatJson {
    private final Map<String, String> values;

    private FlatJson(Map<String, String> values) {
        this.values = values;
    }

    /// Reads a document.
    ///
    /// @throws IOException when it is not JSON
    public static FlatJson parse(String text) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue()) {
                    String path = parser.getParsingContext().pathAsPointer().toString();
                    values.put(
                            path.isEmpty() ? "" : path.substring(1).replace('/', '.'),
                            parser.getText());
                }
            }
        }
        return new FlatJson(values);
    }

    public Map<String, String> values() {
        return values;
    }

    /// Paths of the elements of a list of objects, each with its dot at the end.
    public List<String> elements(String list) {
        return values.keySet().stream()
                .filter(path -> path.startsWith(list + "."))
                .map(path -> path.substring(0, path.indexOf('.', list.length() + 1) + 1))
                .filter(element -> !element.isEmpty())
                .distinct()
                .toList();
    }

    /// Values directly below an object, by key.
    public Map<String, String> below(String object) {
        Map<String, String> found = new LinkedHashMap<>();
        String prefix = object + ".";
        values.forEach((path, value) -> {
            if (path.startsWith(prefix) && path.indexOf('.', prefix.length()) < 0) {
                found.put(path.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /// Empty when the path is not there.
    public String text(String path) {
        return values.getOrDefault(path, "");
    }

    /// -1 when the path is not there or no whole number.
    public long number(String path) {
        try {
            return Long.parseLong(text(path));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
