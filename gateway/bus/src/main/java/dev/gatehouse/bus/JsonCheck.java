package dev.gatehouse.bus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Walks a JSON document beside a message descriptor before protobuf's own parser sees it.
///
/// That parser takes comments, unquoted names, a name given twice and text after the document, and
/// turns `1e999999999` in a 64-bit field into an integer of as many digits. None of this gets past
/// here.
final class JsonCheck {

    static final int MAX_NAME_LENGTH = 64;
    static final int MAX_STRING_LENGTH = 16 * 1024;
    static final int MAX_NUMBER_LENGTH = 32;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(Json.MAX_DEPTH)
                                    .maxNameLength(MAX_NAME_LENGTH)
                                    .maxStringLength(MAX_STRING_LENGTH)
                                    .maxNumberLength(MAX_NUMBER_LENGTH)
                                    .build())
                    .build();

    private JsonCheck() {}

    /// The text itself when it is fit for `descriptor`.
    static Decoded<String> check(String text, Descriptor descriptor) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Decoded.rejected(
                        RejectReason.BAD_SYNTAX, "expected a JSON object, found another value");
            }
            Decoded<String> inside = object(parser, descriptor, text);
            if (inside instanceof Decoded.Message<String> && parser.nextToken() != null) {
                return Decoded.rejected(
                        RejectReason.LEFTOVER, "expected the end after the object, found more");
            }
            return inside;
        } catch (IOException _) {
            // Jackson's message quotes the text
            return Decoded.rejected(
                    RejectReason.BAD_SYNTAX,
                    "expected strict JSON within limits, found other text");
        }
    }

    private static Decoded<String> object(JsonParser parser, Descriptor descriptor, String text)
            throws IOException {
        Set<Integer> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            FieldDescriptor field = field(descriptor, parser.currentName());
            if (field == null) {
                return Decoded.rejected(
                        RejectReason.UNSUPPORTED,
                        "expected fields of " + descriptor.getName() + ", found another");
            }
            if (!seen.add(field.getNumber())) {
                return Decoded.rejected(
                        RejectReason.DUPLICATE_NAME,
                        "expected " + field.getName() + " once, found it again");
            }
            parser.nextToken();
            if (value(parser, field, text) instanceof Decoded.Rejected<String> refused) {
                return refused;
            }
        }
        return Decoded.message(text);
    }

    private static Decoded<String> value(JsonParser parser, FieldDescriptor field, String text)
            throws IOException {
        JsonToken token = parser.currentToken();
        if (field.isRepeated() && token == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (one(parser, field, text) instanceof Decoded.Rejected<String> refused) {
                    return refused;
                }
            }
            return Decoded.message(text);
        }
        return one(parser, field, text);
    }

    private static Decoded<String> one(JsonParser parser, FieldDescriptor field, String text)
            throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT
                && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            return object(parser, field.getMessageType(), text);
        }
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            return Decoded.rejected(
                    RejectReason.BAD_VALUE,
                    "expected a single value in " + field.getName() + ", found a structure");
        }
        if (isInteger(field) && token != JsonToken.VALUE_NULL && !isDecimal(parser.getText())) {
            return Decoded.rejected(
                    RejectReason.BAD_VALUE,
                    "expected an integer in " + field.getName() + ", found other text");
        }
        return Decoded.message(text);
    }

    private static @Nullable FieldDescriptor field(Descriptor descriptor, String name) {
        for (FieldDescriptor field : descriptor.getFields()) {
            if (field.getJsonName().equals(name) || field.getName().equals(name)) {
                return field;
            }
        }
        return null;
    }

    private static boolean isInteger(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT, LONG -> true;
            case FLOAT, DOUBLE, BOOLEAN, STRING, BYTE_STRING, ENUM, MESSAGE -> false;
        };
    }

    private static boolean isDecimal(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        if (text.length() == start || text.length() > 20) {
            return false;
        }
        return text.chars().skip(start).allMatch(c -> c >= '0' && c <= '9');
    }
}
