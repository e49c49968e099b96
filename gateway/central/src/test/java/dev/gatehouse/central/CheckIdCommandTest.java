package dev.gatehouse.central;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.identifier.IdentifierKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class CheckIdCommandTest {
    @TempDir Path temp;

    private record Run(int exit, String out, String err) {}

    private static Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                GatehouseCentral.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err));
        String[] all = new String[arguments.length + 2];
        all[0] = "lookout";
        all[1] = "check-id";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return new Run(line.execute(all), out.toString(), err.toString());
    }

    private Run file(String json) throws IOException {
        Path file = temp.resolve("identifiers.json");
        Files.writeString(file, json);
        return run("--file", file.toString(), "--json");
    }

    @Test
    void theExitCodeSaysWhetherOneValueIsValid() {
        assertEquals(0, run("VIN", "1HGCM82633A004352").exit());
        Run wrong = run("vin", "1HGCM82633A004353");
        assertEquals(1, wrong.exit());
        assertTrue(wrong.out().startsWith("VIN  FAILED  1HGCM82633A004353"), wrong.out());
        assertEquals(1, run("VIN", "short").exit());
        assertEquals(1, run("iso6346", "CSQU305438").exit());
    }

    @Test
    void wrongUsageIsTold() {
        assertEquals(2, run("nothing", "1").exit());
        assertEquals(2, run("VIN").exit());
        assertEquals(2, run().exit());
        assertEquals(2, run("VIN", "1", "--file", "x").exit());
        assertEquals(2, run("--file", temp.resolve("none").toString()).exit());
    }

    @Test
    void jsonHasOneObjectALineInTheOrderOfTheFile() throws IOException {
        Run run =
                file(
                        """
                        [{"why": ["passed", {"over": 1}], "kind": "VIN", "input": " 1hgcm82633a004352 "},
                         {"kind": "AWB", "input": "020-1234567 7", "canonical": null, "valid": false},
                         {"kind": "nothing", "input": "\\u00e9\\"\\u2028"}]
                        """);
        assertEquals(0, run.exit(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals(
                "{\"kind\":\"VIN\",\"input\":\" 1hgcm82633a004352 \",\"canonical\":\"1HGCM82633A004352\","
                        + "\"valid\":true,\"why\":\"check digit agrees\",\"status\":\"VALID\"}",
                lines.get(0));
        assertTrue(lines.get(1).contains("\"canonical\":null,\"valid\":false"), lines.get(1));
        assertTrue(
                lines.get(2)
                        .startsWith(
                                "{\"kind\":\"nothing\",\"input\":\"\\u00e9\\\"\\u2028\",\"canonical\":null"),
                lines.get(2));
        assertEquals(3, lines.size());
    }

    @Test
    void zonesHaveFields() throws IOException {
        Run run =
                file(
                        "{\"kind\":\"MRZ_TD2\",\"input\":\"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\\n"
                                + "D231458907UTO7408122F1204159<<<<<<<6\"}");
        assertTrue(
                run.out()
                        .contains(
                                "\"fields\":{\"issuer\":\"UTO\",\"number\":\"D23145890\",\"nationality\":\"UTO\","
                                        + "\"dob\":\"740812\",\"sex\":\"F\",\"expiry\":\"120415\","
                                        + "\"primary\":\"ERIKSSON\",\"secondary\":\"ANNA MARIA\","
                                        + "\"maybeTruncated\":false}"),
                run.out());
    }

    @Test
    void whatIsNoSuchFileIsRefusedWithoutContent() throws IOException {
        for (String json :
                List.of(
                        "[{\"kind\":\"VIN\",\"input\":SECRET}]",
                        "[\"SECRET\"]",
                        "{\"kind\":\"VIN\"}",
                        "[[{\"kind\":\"VIN\",\"input\":\"SECRET\"}]]",
                        "[".repeat(1_000),
                        "{\"kind\":\"VIN\",\"input\":\"" + "S".repeat(1 << 17) + "\"}",
                        "{\"kind\":\"VIN\"")) {
            Run run = file(json);
            assertEquals(1, run.exit(), () -> run.err());
            assertFalse(run.err().contains("SECRET"), run.err());
        }
        assertEquals(0, file("[]").exit());
    }

    @Test
    void aValueMayComeFromStandardInput() {
        InputStream before = System.in;
        try {
            byte[] octets = "1HGCM82633A004352\n".getBytes(StandardCharsets.US_ASCII);
            System.setIn(new ByteArrayInputStream(octets));
            assertEquals(0, run("VIN", "-").exit());
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void helpNamesEveryKind() {
        String help = run("--help").out().replaceAll("\\s+", " ");
        for (IdentifierKind kind : IdentifierKind.values()) {
            assertTrue(help.contains(kind.name()), kind.name());
        }
    }
}
