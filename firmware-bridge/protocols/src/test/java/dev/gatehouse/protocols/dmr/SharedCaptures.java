package dev.gatehouse.protocols.dmr;

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

/// The captures of real traffic in the data folder beside the repository, when it is there.
final class SharedCaptures {

    private SharedCaptures() {}

    static Optional<Path> folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("shared/data/dmr");
            if (Files.isRegularFile(folder.resolve("expected.json"))) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /// A part of the expected values: an object, which knows what was asked of it.
    record Expected(Map<String, Object> members) {
        Optional<Expected> part(String name) {
            return members.get(name) instanceof Expected part
                    ? Optional.of(part)
                    : Optional.empty();
        }

        @SuppressWarnings("unchecked")
        List<Expected> parts(String name) {
            return (List<Expected>) members.getOrDefault(name, List.of());
        }

        boolean has(String name) {
            return members.containsKey(name);
        }

        String text(String name) {
            return String.valueOf(members.get(name));
        }

        int number(String name) {
            return Integer.parseInt(text(name));
        }

        boolean flag(String name) {
            return text(name).equals("true") || text(name).equals("1");
        }
    }

    static Expected expected(Path folder) throws IOException {
        try (JsonParser parser =
                new JsonFactory().createParser(folder.resolve("expected.json").toFile())) {
            parser.nextToken();
            return (Expected) value(parser);
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
            return new Expected(members);
        }
        return parser.getText();
    }
}
