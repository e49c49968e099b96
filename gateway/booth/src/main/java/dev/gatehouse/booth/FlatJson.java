package dev.gatehouse.booth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
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
                    values.put(path.isEmpty() ? "" : path.substring(1).replace('/', '.'), parser.getText());
                }
            }
        }
        return new FlatJson(values);
    }

    public Map<String, String> values() {
        return values;
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
