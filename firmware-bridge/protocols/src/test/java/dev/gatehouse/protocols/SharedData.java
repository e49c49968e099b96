package dev.gatehouse.protocols;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sensor samples in the data folder beside the repository, when it is there.
public final class SharedData {

    private SharedData() {}

    /// A file of the samples.
    public static Optional<Path> file(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data/sensors").resolve(name);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /// An object of a JSON file.
    public record Node(Map<String, Object> members) {
        public boolean has(String name) {
            return members.containsKey(name);
        }

        public String text(String name) {
            return String.valueOf(members.get(name));
        }

        public double number(String name) {
            return Double.parseDouble(text(name));
        }

        public long whole(String name) {
            return Long.decode(text(name));
        }

        public boolean flag(String name) {
            return Boolean.parseBoolean(text(name));
        }

        public Node part(String name) {
            return (Node) members.getOrDefault(name, new Node(Map.of()));
        }

        public List<Node> parts(String name) {
            return list(name).stream().map(Node.class::cast).toList();
        }

        /// Lists of lists stay lists.
        public List<?> list(String name) {
            return (List<?>) members.getOrDefault(name, List.of());
        }
    }

    /// Reads a JSON file that is an object.
    public static Node json(Path file) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            parser.nextToken();
            return (Node) value(parser);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(parser));
            }
            return list;
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, value(parser));
            }
            return new Node(members);
        }
        return parser.getText();
    }
}
