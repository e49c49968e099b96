package dev.gatehouse.protocols.lpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.PlateRead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The sample messages of the data folder beside the repository, when it is there, against the read
/// that each must give.
class SharedReadsTest {

    private static final Map<String, String> MAKERS =
            Map.of(
                    "REKOR", "rekor",
                    "AXIS", "axis",
                    "GENETEC", "genetec",
                    "PLATE_RECOGNIZER", "platerecognizer",
                    "TATTILE", "tattile",
                    "HIKVISION", "hikvision",
                    "DAHUA", "dahua");

    @TestFactory
    List<DynamicTest> everySampleGivesItsRead() throws IOException {
        Optional<Path> folder = folder();
        Assumptions.assumeTrue(folder.isPresent(), "no data folder beside the repository");
        Map<?, ?> expected = (Map<?, ?>) json(folder.get().resolve("expected.json"));
        Map<?, ?> zones = member(expected, "zones", Map.class);
        List<DynamicTest> tests = new ArrayList<>();
        for (Object one : member(expected, "reads", List.class)) {
            Map<?, ?> read = (Map<?, ?>) one;
            tests.add(
                    DynamicTest.dynamicTest(
                            String.valueOf(read.get("file")),
                            () -> check(folder.get(), read, zones)));
        }
        assertTrue(tests.size() >= 8);
        return tests;
    }

    private static void check(Path folder, Map<?, ?> expected, Map<?, ?> zones) throws IOException {
        String maker = String.valueOf(MAKERS.get(text(expected, "source")));
        Object zone = zones.get(maker);
        ReaderProfile profile =
                new ReaderProfile(
                        "lane3",
                        "",
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        ZoneId.of(zone == null ? "UTC" : zone.toString()),
                        false);
        byte[] bytes = Files.readAllBytes(folder.resolve(text(expected, "file")));
        PlateMessage message =
                switch (Makers.codec(maker).decode(bytes, profile)) {
                    case Decoded.Message<PlateMessage>(PlateMessage found) -> found;
                    case Decoded.Rejected<PlateMessage>(var reason, var detail) ->
                            throw new AssertionError(reason + " " + detail);
                };
        assertEquals(1, message.readings().size());
        PlateReading reading = message.readings().getFirst();
        PlateRead read = reading.read();
        assertEquals(text(expected, "source"), read.source());
        assertEquals(text(expected, "plate"), read.plate());
        List<?> candidates = member(expected, "candidates", List.class);
        assertEquals(candidates.size(), read.candidates().size());
        for (int at = 0; at < candidates.size(); at++) {
            List<?> pair = (List<?>) candidates.get(at);
            assertEquals(pair.getFirst(), read.candidates().get(at).plate());
            // The sheet rounds to three digits what does not end in them.
            assertEquals(
                    Double.parseDouble(String.valueOf(pair.get(1))),
                    read.candidates().get(at).confidence().orElseThrow(),
                    0.0005);
        }
        assertEquals(text(expected, "jurisdiction"), read.jurisdiction());
        Instant at = Instant.parse(text(expected, "capturedAt"));
        CaptureTime captured =
                reading.time().orElseThrow().resolve(profile.zone(), at.plusSeconds(1));
        assertEquals(at, captured.at());
        assertEquals(text(expected, "timeQuality"), captured.quality().name());
        assertEquals(text(expected, "direction"), read.direction().name());
        assertEquals(text(expected, "state"), read.state().name());
        assertEquals(
                expected.get("vehicleKey") == null ? "" : text(expected, "vehicleKey"),
                read.vehicleKey());
        if (expected.get("eventId") != null) {
            assertEquals(text(expected, "eventId"), reading.eventId());
        }
    }

    private static <T> T member(Map<?, ?> from, String key, Class<T> type) {
        return type.cast(Objects.requireNonNull(from.get(key), key));
    }

    private static String text(Map<?, ?> from, String key) {
        return String.valueOf(from.get(key));
    }

    private static Optional<Path> folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("shared/data/sensors/lpr");
            if (Files.isRegularFile(folder.resolve("expected.json"))) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    private static Object json(Path file) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            parser.nextToken();
            return value(parser);
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
                if (parser.currentToken() != JsonToken.VALUE_NULL) {
                    members.put(name, value(parser));
                }
            }
            return members;
        }
        return parser.getText();
    }
}
