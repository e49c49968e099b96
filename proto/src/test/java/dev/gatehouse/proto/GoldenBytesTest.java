package dev.gatehouse.proto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What was written once must be read for ever: each message has one file of golden bytes. A change
/// that alters them breaks booths in the field. `-Dgolden.write=true` writes the files of new
/// messages only.
class GoldenBytesTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    @Test
    void everyMessageStillHasItsBytes() throws IOException {
        for (Map.Entry<String, Descriptor> type : Schema.messages().entrySet()) {
            Path file = FOLDER.resolve(type.getKey() + ".hex");
            DynamicMessage example = Schema.example(type.getValue());
            if (!Files.exists(file) && Boolean.getBoolean("golden.write")) {
                Files.writeString(file, HexFormat.of().formatHex(example.toByteArray()) + "\n");
            }
            assertTrue(
                    Files.exists(file),
                    () ->
                            "no golden bytes for "
                                    + type.getKey()
                                    + ": run with -Dgolden.write=true");
            byte[] golden = HexFormat.of().parseHex(Files.readString(file).strip());
            assertEquals(
                    HexFormat.of().formatHex(golden),
                    HexFormat.of().formatHex(example.toByteArray()),
                    type.getKey());
            DynamicMessage read = DynamicMessage.parseFrom(type.getValue(), golden);
            assertEquals(example, read, type.getKey());
            assertTrue(read.getUnknownFields().asMap().isEmpty(), type.getKey());
        }
    }

    /// Checkpoints had no digests of a beat once, declared losses no reason, hits were of plates
    /// only and none came late, no radio was heard, no repair of a document was told, and no lamp
    /// set by hand; what was sent and stored then is still read, and written again as it was.
    @Test
    void bytesFromBeforeAFieldWasAddedAreRead() throws IOException {
        for (String before :
                List.of(
                        "golden-before-beats",
                        "golden-before-evictions",
                        "golden-before-subjects",
                        "golden-before-radio",
                        "golden-before-sensors",
                        "golden-before-devices",
                        "golden-before-documents",
                        "golden-before-outputs")) {
            for (Path file : files(Path.of("src/test/resources", before))) {
                byte[] golden = HexFormat.of().parseHex(Files.readString(file).strip());
                Descriptor type = Schema.messages().get(name(file));
                DynamicMessage read = DynamicMessage.parseFrom(type, golden);
                assertTrue(read.getUnknownFields().asMap().isEmpty(), file.toString());
                assertEquals(
                        HexFormat.of().formatHex(golden),
                        HexFormat.of().formatHex(read.toByteArray()),
                        file.toString());
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".hex", "");
    }

    @Test
    void noGoldenFileIsOrphaned() throws IOException {
        TreeSet<String> found = new TreeSet<>();
        files(FOLDER).forEach(file -> found.add(name(file)));
        assertEquals(new TreeSet<>(Schema.messages().keySet()), found);
    }

    @Test
    void presenceIsExplicitAndEnumsStartUnspecified() {
        for (Descriptor type : Schema.messages().values()) {
            for (FieldDescriptor field : type.getFields()) {
                assertTrue(
                        field.isRepeated() || field.hasPresence(),
                        () -> "no presence: " + field.getFullName());
            }
        }
        Schema.enums()
                .forEach(type -> {
                    assertEquals(0, type.getValues().get(0).getNumber(), type.getFullName());
                    assertTrue(
                            type.getValues().get(0).getName().endsWith("_UNSPECIFIED"),
                            type.getFullName());
                });
    }
}
