package dev.gatehouse.protocols.discovery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One JSON document within limits, as far as the tables of a machine and a policy need it: lookups
/// give nothing for what is absent or of another type. A name that comes twice is refused.
public final class JsonTree {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_VALUES = 200_000;
    private static final int MAX_TEXT_CHARS = 8_192;
    private static final int MAX_NAME_CHARS = 256;
    private static final int MAX_NUMBER_CHARS = 32;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(MAX_NUMBER_CHARS)
                                    .maxNameLength(MAX_NAME_CHARS)
                                    .maxStringLength(MAX_TEXT_CHARS)
                                    .build())
                    .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                    .build();

    private static final JsonTree ABSENT = new JsonTree(Map.of(), List.of(), "");

    private final Map<String, JsonTree> members;
    private final List<JsonTree> items;
    private final String text;

    private JsonTree(Map<String, JsonTree> members, List<JsonTree> items, String text) {
        this.members = members;
        this.items = items;
        this.text = text;
    }

    /// Reads exactly one document.
    public static Decoded<JsonTree> read(byte[] octets, int maxOctets) {
        if (octets.length > maxOctets) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG, "document: expected at most " + maxOctets + " octets");
        }
        try (JsonParser parser = FACTORY.createParser(octets)) {
            int[] values = {0};
            JsonTree tree = value(parser, parser.nextToken(), values);
            if (parser.nextToken() != null) {
                return Decoded.rejected(RejectReason.LEFTOVER, "document: expected its end");
            }
            return Decoded.message(tree);
        } catch (Refusal e) {
            return e.rejected();
        } catch (StreamConstraintsException e) {
            return Decoded.rejected(RejectReason.LIMIT_EXCEEDED, "document: beyond a limit");
        } catch (IOException e) {
            // the parser's own message quotes the input
            return Decoded.rejected(RejectReason.BAD_SYNTAX, "document: not JSON");
        }
    }

    private static JsonTree value(
            JsonParser parser, @org.jspecify.annotations.Nullable JsonToken token, int[] values)
            throws IOException, Refusal {
        if (++values[0] > MAX_VALUES) {
            throw new Refusal(RejectReason.LIMIT_EXCEEDED, "values: at most " + MAX_VALUES);
        }
        if (token == JsonToken.START_OBJECT) {
            Map<String, JsonTree> members = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                members.put(name, value(parser, parser.nextToken(), values));
            }
            return new JsonTree(members, List.of(), "");
        }
        if (token == JsonToken.START_ARRAY) {
            List<JsonTree> items = new ArrayList<>();
            for (JsonToken next = parser.nextToken();
                    next != JsonToken.END_ARRAY;
                    next = parser.nextToken()) {
                items.add(value(parser, next, values));
            }
            return new JsonTree(Map.of(), items, "");
        }
        if (token == null || !token.isScalarValue()) {
            throw new Refusal(RejectReason.BAD_SYNTAX, "document: expected a value");
        }
        return new JsonTree(
                Map.of(), List.of(), token == JsonToken.VALUE_NULL ? "" : parser.getText());
    }

    /// A member; an empty tree when there is none.
    public JsonTree at(String name) {
        return members.getOrDefault(name, ABSENT);
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    /// Members in the order sent.
    public Map<String, JsonTree> members() {
        return Map.copyOf(members);
    }

    /// Names of the members in the order sent.
    public List<String> names() {
        return List.copyOf(members.keySet());
    }

    /// Items of an array; a single value in place of an array of one counts as it, for some
    /// programs write one neighbour without brackets.
    public List<JsonTree> items() {
        return items.isEmpty() && !members.isEmpty() ? List.of(this) : List.copyOf(items);
    }

    /// Texts of an array.
    public List<String> texts() {
        return items.stream().map(item -> item.text).filter(one -> !one.isEmpty()).toList();
    }

    /// A text, number or truth value as written; empty for anything else.
    public String text() {
        return text;
    }

    /// Text of a member.
    public String text(String name) {
        return at(name).text;
    }

    /// A whole number; empty for anything else.
    public Optional<Long> whole() {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "JsonTree[content withheld]";
    }
}
