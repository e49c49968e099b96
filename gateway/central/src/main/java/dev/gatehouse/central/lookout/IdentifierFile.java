package dev.gatehouse.central.lookout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.gatehouse.central.CommandFailure;
import dev.gatehouse.central.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads identifiers to be checked: a JSON array of objects, or objects one after the other, each
/// with the texts `kind` and `input`; other members are passed over. Reads as it goes, so the file
/// may be long.
final class IdentifierFile {
    static final int MAX_DEPTH = 16;
    static final int MAX_TEXT_CHARS = 64 << 10;
    static final long MAX_FILE_BYTES = 1L << 30;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(MAX_TEXT_CHARS)
                                    .maxDocumentLength(MAX_FILE_BYTES)
                                    .build())
                    .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                    .build();

    /// Takes what the file holds, in its order.
    @FunctionalInterface
    interface Reader {
        /// Takes one.
        void take(String kind, String input);
    }

    private IdentifierFile() {}

    /// Reads the whole file; what was read before a fault has been handed over.
    static void read(Path file, Reader reader) throws CommandFailure, IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(Exit.USAGE, "--file: no such file: " + file);
        }
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = FACTORY.createParser(in)) {
            boolean inArray = false;
            while (parser.nextToken() != null) {
                JsonToken token = parser.currentToken();
                if (token == JsonToken.START_OBJECT) {
                    identifier(parser, reader);
                } else if (token == JsonToken.START_ARRAY && !inArray) {
                    inArray = true;
                } else if (token != JsonToken.END_ARRAY) {
                    throw expected("an object", parser);
                }
            }
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            // the parser's own message quotes the input: only the place is kept
            throw new CommandFailure(
                    Exit.FAILED,
                    "--file: not JSON, or over a limit, at line "
                            + (e.getLocation() == null ? "unknown" : e.getLocation().getLineNr()));
        }
    }

    private static void identifier(JsonParser parser, Reader reader)
            throws CommandFailure, IOException {
        String kind = "";
        String input = "";
        boolean hasInput = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("kind") && value == JsonToken.VALUE_STRING) {
                kind = parser.getText();
            } else if (name.equals("input") && value == JsonToken.VALUE_STRING) {
                input = parser.getText();
                hasInput = true;
            } else {
                parser.skipChildren();
            }
        }
        if (kind.isEmpty() || !hasInput) {
            throw expected("the texts kind and input", parser);
        }
        reader.take(kind, input);
    }

    private static CommandFailure expected(String what, JsonParser parser) {
        return new CommandFailure(
                Exit.FAILED,
                "--file: expected "
                        + what
                        + " before line "
                        + parser.currentLocation().getLineNr()
                        + ", column "
                        + parser.currentLocation().getColumnNr());
    }
}
