package dev.gatehouse.booth.daemon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;

/// Prints a tree of maps, lists, texts, numbers and flags as one line of JSON.
public final class StatusPage {
    private static final JsonFactory JSON = new JsonFactory();

    private StatusPage() {}

    /// One line of JSON, keys in the order of the maps.
    public static String json(Map<String, ?> tree) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            write(out, tree);
        } catch (IOException e) {
            throw new UncheckedIOException("a string writer does not fail", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.writeFieldName(String.valueOf(entry.getKey()));
                    write(out, entry.getValue());
                }
                out.writeEndObject();
            }
            case Collection<?> list -> {
                out.writeStartArray();
                for (Object element : list) {
                    write(out, element);
                }
                out.writeEndArray();
            }
            case Boolean flag -> out.writeBoolean(flag);
            case Double number -> out.writeNumber(Math.round(number * 1_000) / 1_000.0);
            case Number number -> out.writeNumber(number.longValue());
            default -> out.writeString(String.valueOf(value));
        }
    }
}
