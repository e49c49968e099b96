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

/// Writes Rekor messages; absent values are left out. Writing to memory cannot fail.
final class RekorWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private RekorWriter(JsonGenerator json) {
        this.json = json;
    }

    /// What goes between the braces of an object.
    @FunctionalInterface
    interface Members {
        void write(RekorWriter to);
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    static byte[] document(Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            members.write(new RekorWriter(json));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    private RekorWriter step(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return this;
    }

    RekorWriter text(String name, String value) {
        return value.isEmpty() ? this : step(() -> json.writeStringField(name, value));
    }

    RekorWriter plate(String name, String value) {
        return step(() -> json.writeStringField(name, value));
    }

    RekorWriter whole(String name, long value) {
        return step(() -> json.writeNumberField(name, value));
    }

    RekorWriter whole(String name, OptionalLong value) {
        return value.isEmpty() ? this : whole(name, value.getAsLong());
    }

    RekorWriter decimal(String name, OptionalDouble value) {
        return value.isEmpty()
                ? this
                : step(() -> json.writeNumberField(name, value.getAsDouble()));
    }

    RekorWriter flag(String name, boolean value) {
        return step(() -> json.writeBooleanField(name, value));
    }

    RekorWriter image(String name, byte[] image) {
        return step(() -> json.writeStringField(name, Base64.getEncoder().encodeToString(image)));
    }

    RekorWriter texts(String name, List<String> values) {
        return step(() -> {
            json.writeArrayFieldStart(name);
            for (String value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        });
    }

    RekorWriter object(String name, Members members) {
        return step(() -> {
            json.writeObjectFieldStart(name);
            members.write(this);
            json.writeEndObject();
        });
    }

    RekorWriter objects(String name, List<? extends Members> values) {
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
