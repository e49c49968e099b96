package dev.gatehouse.core.identifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.document.MrzDocument;
import dev.gatehouse.protocols.document.MrzForm;
import dev.gatehouse.protocols.document.MrzReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Every vector of the data folder beside the repository, when it is there. Our own are in
/// [IdentifierKindTest] and [MrzReaderTest].
final class IdentifierVectorsTest {
    private static final String NOTHING = "null";

    private static Optional<Path> vectors() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null) {
            Path file = at.resolve("shared/data/lookout/identifiers.json");
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
            at = at.getParent();
        }
        return Optional.empty();
    }

    /// Objects of texts; members of `fields` are told apart by a dot.
    private static List<Map<String, String>> read(Path file) throws IOException {
        List<Map<String, String>> vectors = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
            Map<String, String> vector = new HashMap<>();
            String prefix = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT && parser.currentName() != null) {
                    prefix = "fields.";
                } else if (token == JsonToken.START_OBJECT) {
                    vector = new HashMap<>();
                } else if (token == JsonToken.END_OBJECT && !prefix.isEmpty()) {
                    prefix = "";
                } else if (token == JsonToken.END_OBJECT) {
                    vectors.add(vector);
                } else if (token.isScalarValue()) {
                    vector.put(prefix + parser.currentName(), parser.getText());
                }
            }
        }
        return vectors;
    }

    @Test
    void everyVectorOfTheDataFolderPasses() throws IOException {
        Optional<Path> file = vectors();
        assumeTrue(file.isPresent(), "no data folder beside the repository");
        List<Map<String, String>> vectors = read(file.orElseThrow());
        assertTrue(vectors.size() > 100, () -> "vectors: " + vectors.size());
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            Map<String, String> vector = vectors.get(i);
            CheckedIdentifier checked =
                    IdentifierKind.ofName(vector.getOrDefault("kind", ""))
                            .orElseThrow()
                            .check(vector.getOrDefault("input", ""));
            compare(faults, i, "canonical", vector, checked.canonical().orElse(NOTHING));
            compare(faults, i, "valid", vector, "" + checked.isValid());
            String why = String.valueOf(vector.get("why"));
            if (why.contains("[fails: ") && !why.contains("[" + checked.why() + "]")) {
                faults.add("vector " + i + ": " + checked.why());
            }
            if (vector.containsKey("fields.issuer")) {
                for (Map.Entry<String, String> field : fields(checked).entrySet()) {
                    compare(faults, i, "fields." + field.getKey(), vector, field.getValue());
                }
            }
        }
        assertEquals(List.of(), faults);
        System.out.println("IdentifierVectorsTest: " + vectors.size() + " vectors");
    }

    private static void compare(
            List<String> faults, int at, String name, Map<String, String> vector, String found) {
        if (!found.equals(vector.get(name))) {
            faults.add("vector " + at + ": " + name);
        }
    }

    private static Map<String, String> fields(CheckedIdentifier checked) {
        MrzForm form = checked.kind().zone().orElseThrow();
        return switch (MrzReader.read(form, checked.input())) {
            case Decoded.Rejected<MrzDocument> _ -> Map.of("issuer", "rejected");
            case Decoded.Message<MrzDocument> message -> {
                MrzDocument document = message.value();
                yield Map.of(
                        "issuer", document.issuer(),
                        "number", document.number(),
                        "nationality", document.nationality(),
                        "dob", document.birth().text(),
                        "sex", "" + document.sex(),
                        "expiry", document.expiry().text(),
                        "primary", document.name().primary(),
                        "secondary", document.name().secondary(),
                        "maybeTruncated", "" + document.name().maybeTruncated());
            }
        };
    }
}
