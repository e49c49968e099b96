package dev.gatehouse.protocols.lpr;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Writes JSON messages of readers; absent values are left out. Writing to memory cannot fail.
final class JsonWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private JsonWriter(JsonGenerator json) {
        this.json = json;
    }

    /// What goes between the braces of an object.
    @FunctionalInterface
    interface Members {
        void write(JsonWriter to);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    static byte[] document(Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            members.write(new JsonWriter(json));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private JsonWriter step(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return this;
    }

    JsonWriter text(String name, String value) {
        return value.isEmpty() ? this : step(() -> json.writeStringField(name, value));
    }

    JsonWriter plate(String name, String value) {
        return step(() -> json.writeStringField(name, value));
    }

    JsonWriter whole(String name, long value) {
        return step(() -> json.writeNumberField(name, value));
    }

    JsonWriter whole(String name, OptionalLong value) {
        return value.isEmpty() ? this : whole(name, value.getAsLong());
    }

    JsonWriter decimal(String name, OptionalDouble value) {
        return value.isEmpty()
                ? this
                : step(() -> json.writeNumberField(name, value.getAsDouble()));
    }

    JsonWriter flag(String name, boolean value) {
        return step(() -> json.writeBooleanField(name, value));
    }

    JsonWriter image(String name, byte[] image) {
        return step(() -> json.writeStringField(name, Base64.getEncoder().encodeToString(image)));
    }

    JsonWriter texts(String name, List<String> values) {
        return step(() -> {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        });
    }

    JsonWriter object(String name, Members members) {
        return step(() -> {
            json.writeObjectFieldStart(name);
            members.write(this);
            json.writeEndObject();
        });
    }

    JsonWriter objects(String name, List<? extends Members> values) {
        return step(() -> {
            json.writeArrayFieldStart(name);
            for (Members value : values) {
                json.writeStartObject();
                value.write(this);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
