package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.XmlElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a mapping can ask a message for, whatever form it has. A path that begins with `/` starts
/// at the message's root, any other at the place that is read, which is the root too unless the
/// mapping has `each`.
///
/// | form | path | example |
/// |---|---|---|
/// | JSON | JSON pointer (RFC 6901) | `/data/camera_id`, `region/code` |
/// | XML | local names, case-blind, `@` for an attribute; the root's own name is left out | `ANPR/line`, `@plate` |
/// | key=value | the key | `Events[0].Lane` |
/// | line | the field's name in the mapping | `plate` |
interface Fields {

    /// Text or number at a path; empty when there is none.
    Optional<String> text(String path);

    /// The places at a path that are read one after another.
    List<Fields> each(String path);

    /// A JSON document, or a part of it.
    record OfJson(JsonValue root, JsonValue here) implements Fields {
        @Override
        public Optional<String> text(String path) {
            return find(path).flatMap(JsonValue::scalar);
        }

        private Optional<JsonValue> find(String path) {
            return (path.startsWith("/") ? root : here).at(path);
        }

        @Override
        public List<Fields> each(String path) {
            Optional<JsonValue> found = find(path);
            return found.isPresent() && found.get() instanceof JsonValue.Sequence(var items)
                    ? items.stream().map(item -> (Fields) new OfJson(root, item)).toList()
                    : List.of();
        }

        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "OfJson[content withheld]";
        }
    }

    /// An XML document, or an element of it.
    record OfXml(XmlElement root, XmlElement here) implements Fields {
        @Override
        public Optional<String> text(String path) {
            int at = path.indexOf('@');
            String elements = at < 0 ? path : path.substring(0, at);
            return all(elements).stream()
                    .findFirst()
                    .flatMap(element ->
                            at < 0
                                    ? Optional.of(element.text())
                                    : attribute(element, path.substring(at + 1)));
        }

        private static Optional<String> attribute(XmlElement element, String name) {
            return element.attributes().entrySet().stream()
                    .filter(one -> ReaderXml.folded(one.getKey()).equals(ReaderXml.folded(name)))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }

        /// The elements at a path; the last step may name several.
        private List<XmlElement> all(String path) {
            List<XmlElement> found = List.of(path.startsWith("/") ? root : here);
            for (String step : path.split("/", -1)) {
                if (!step.isEmpty()) {
                    found =
                            found.stream()
                                    .flatMap(element -> element.childrenOfAnyCase(step).stream())
                                    .toList();
                }
            }
            return found;
        }

        @Override
        public List<Fields> each(String path) {
            return all(path).stream().map(one -> (Fields) new OfXml(root, one)).toList();
        }
    }

    /// Keys with values: one level, nothing repeated.
    record OfKeys(Map<String, String> values) implements Fields {
        @Override
        public Optional<String> text(String path) {
            return Optional.ofNullable(values.get(path));
        }

        @Override
        public List<Fields> each(String path) {
            return List.of();
        }

        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "OfKeys[content withheld]";
        }
    }
}
