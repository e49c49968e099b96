package dev.gatehouse.central;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `lookout score-names` from the command line to the file.
final class ScoreNamesCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder = Path.of("");

    private int run(String pairs, String... more) throws IOException {
        var _ = Files.writeString(folder.resolve("p.csv"), pairs);
        return execute(more);
    }

    private int execute(String... more) {
        CommandLine line = GatehouseCentral.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] arguments = {
            "lookout",
            "score-names",
            "--pairs",
            folder.resolve("p.csv").toString(),
            "--out",
            folder.resolve("s.csv").toString()
        };
        return line.execute(
                java.util.stream.Stream.concat(
                                java.util.Arrays.stream(arguments), java.util.Arrays.stream(more))
                        .toArray(String[]::new));
    }

    private List<List<String>> scored() throws IOException {
        try (var reader = CsvReader.builder().ofCsvRecord(folder.resolve("s.csv"))) {
            return reader.stream().map(CsvRecord::getFields).toList();
        }
    }

    @Test
    void columnsStayAndScoreAndExplanationFollow() throws IOException {
        int exit =
                run(
                        """
                        id,name1,schema,note,name2
                        1,"Varga, Ilona",Person,"a ""quoted"" note",Ilona Varga
                        2,Halberd Marine AG,Company,,Lantern Insurance plc
                        """);
        assertEquals(Exit.FINE, exit, err::toString);
        List<List<String>> rows = scored();
        assertEquals(
                List.of("id", "name1", "schema", "note", "name2", "score", "explanation"),
                rows.getFirst());
        assertEquals("a \"quoted\" note", rows.get(1).get(3));
        assertEquals("1.0000", rows.get(1).get(5));
        assertTrue(rows.get(1).get(6).contains("PART EQUAL ILONA=ILONA w="), rows::toString);
        assertEquals("0.0000", rows.get(2).get(5));
        assertTrue(rows.get(2).get(6).contains("CONTRADICTION"), rows::toString);
        assertTrue(out.toString().startsWith("2 pairs scored, 0 lines left out"), out::toString);
    }

    @Test
    void aFileThatWasScoredIsScoredAnew() throws IOException {
        assertEquals(
                Exit.FINE,
                run("schema,score,name1,name2,explanation\nPerson,7,Ilona Varga,Ilona Varga,x\n"));
        assertEquals(
                List.of("schema", "name1", "name2", "score", "explanation"), scored().getFirst());
        assertEquals("1.0000", scored().get(1).get(3));
    }

    @Test
    void aBadLineIsNamedAndLeftOut() throws IOException {
        int exit =
                run(
                        """
                        schema,name1,name2
                        Person,Ilona Varga,Ilona Varga
                        Person,Ilona Varga

                        Person,,Ilona Varga
                        """,
                        "--json");
        assertEquals(Exit.DEGRADED, exit);
        assertEquals(2, scored().size());
        assertTrue(err.toString().contains("line 3: expected 3 fields, found 2"), err::toString);
        assertTrue(err.toString().contains("line 5: a name is empty"), err::toString);
        assertFalse(err.toString().contains("Varga"), err::toString);
        assertTrue(out.toString().contains("\"pairs\":1,\"rejected\":2"), out::toString);
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        assertEquals(Exit.USAGE, execute());
        assertTrue(err.toString().contains("no such file"), err::toString);
        assertEquals(Exit.USAGE, run("schema,name1\nPerson,Ilona\n"));
        assertTrue(err.toString().contains("line 1: no column name2"), err::toString);
        assertEquals(Exit.USAGE, run(""));
        assertFalse(Files.exists(folder.resolve("s.csv")));
    }

    @Test
    void whatIsNotCsvFailsWithItsLineAndLeavesNoDraft() throws IOException {
        assertEquals(
                Exit.FAILED, run("schema,name1,name2\nPerson,Ilona,Ilona\nPerson,\"Ilona,x\n"));
        assertTrue(err.toString().contains("line 3 or after it"), err::toString);
        assertFalse(err.toString().contains("Ilona"), err::toString);
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }
}
