package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.observation.PlateRead.ImageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A JSON document that passed every limit of `BoundedJson`. Lookups are lenient: a member of
/// another type than asked for is absent, because makers change types between firmware versions and
/// a vehicle must not be lost over it.
sealed interface JsonValue {

    /// The one `null`.
    record Null() implements JsonValue {}

    record Bool(boolean value) implements JsonValue {}

    /// Literal as sent, at most `BoundedJson.MAX_NUMBER_CHARS` long: converted only when asked for.
    record Numeral(String literal) implements JsonValue {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Numeral[content withheld]";
        }

        /// Finite values only.
        OptionalDouble decimal() {
            double value = Double.parseDouble(literal);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        }

        /// Whole values only; `1.0` and `1e3` count, within what a double holds exactly.
        OptionalLong whole() {
            try {
                return OptionalLong.of(Long.parseLong(literal));
            } catch (NumberFormatException e) {
                double value = Double.parseDouble(literal);
                boolean exact = Math.rint(value) == value && Math.abs(value) <= 1L << 53;
                return exact ? OptionalLong.of((long) value) : OptionalLong.empty();
            }
        }
    }

    record Text(String value) implements JsonValue {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Text[content withheld]";
        }
    }

    /// Stands where an image was: its digest, or nothing when it was empty or dropped.
    record Image(Optional<ImageDigest> digest) implements JsonValue {}

    record Sequence(List<JsonValue> items) implements JsonValue {

        List<Struct> structs() {
            return items.stream().filter(Struct.class::isInstance).map(Struct.class::cast).toList();
        }
    }

    /// Members in the order sent; names are unique.
    record Struct(LinkedHashMap<String, JsonValue> members) implements JsonValue {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Struct[content withheld]";
        }

        boolean has(String name) {
            return members.containsKey(name);
        }

        boolean isWrongTypeForText(String name) {
            JsonValue value = members.get(name);
            return value != null && !(value instanceof Text) && !(value instanceof Null);
        }

        /// Empty when absent.
        String text(String name) {
            return members.get(name) instanceof Text(String value) ? value : "";
        }

        boolean flag(String name) {
            return switch (members.get(name)) {
                case Bool(boolean value) -> value;
                case Numeral numeral -> numeral.whole().orElse(0) == 1;
                case null, default -> false;
            };
        }

        /// Text, or a number or a truth value as text: makers put numbers in quotes and take them
        /// out again.
        String scalar(String name) {
            return JsonValue.scalar(members.get(name)).orElse("");
        }

        OptionalDouble decimal(String name) {
            return members.get(name) instanceof Numeral numeral
                    ? numeral.decimal()
                    : OptionalDouble.empty();
        }

        OptionalLong whole(String name) {
            return members.get(name) instanceof Numeral numeral
                    ? numeral.whole()
                    : OptionalLong.empty();
        }

        Optional<Struct> struct(String name) {
            return members.get(name) instanceof Struct struct
                    ? Optional.of(struct)
                    : Optional.empty();
        }

        List<Struct> structs(String name) {
            return members.get(name) instanceof Sequence sequence ? sequence.structs() : List.of();
        }

        /// Texts of a sequence; items of other types are left out.
        List<String> texts(String name) {
            if (!(members.get(name) instanceof Sequence sequence)) {
                return List.of();
            }
            return sequence.items().stream()
                    .filter(Text.class::isInstance)
                    .map(item -> ((Text) item).value())
                    .toList();
        }

        Optional<ImageDigest> image(String name) {
            return members.get(name) instanceof Image(Optional<ImageDigest> digest)
                    ? digest
                    : Optional.empty();
        }
    }

    /// Text of a text, number or truth value.
    static Optional<String> scalar(@Nullable JsonValue value) {
        return switch (value) {
            case Text(String text) -> Optional.of(text);
            case Numeral(String literal) -> Optional.of(literal);
            case Bool(boolean flag) -> Optional.of(Boolean.toString(flag));
            case null -> Optional.empty();
            case Null _, Image _, Sequence _, Struct _ -> Optional.empty();
        };
    }

    /// What stands at a JSON pointer (RFC 6901) below this value; the leading `/` may be left out.
    default Optional<JsonValue> at(String pointer) {
        JsonValue here = this;
        String path = pointer.startsWith("/") ? pointer.substring(1) : pointer;
        for (String step : path.split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            JsonValue next =
                    switch (here) {
                        case Struct(var members) -> members.get(name);
                        case Sequence(var items) -> item(items, name);
                        case Text _, Numeral _, Bool _, Null _, Image _ -> null;
                    };
            if (next == null) {
                return Optional.empty();
            }
            here = next;
        }
        return Optional.of(here);
    }

    private static @Nullable JsonValue item(List<JsonValue> items, String index) {
        boolean number =
                !index.isEmpty()
                        && index.length() <= 5
                        && index.chars().allMatch(c -> c >= '0' && c <= '9');
        int at = number ? Integer.parseInt(index) : items.size();
        return at < items.size() ? items.get(at) : null;
    }
}
