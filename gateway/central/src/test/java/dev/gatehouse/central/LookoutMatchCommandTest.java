package dev.gatehouse.central;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `lookout match` and `lookout bench` from the command line to the file.
final class LookoutMatchCommandTest {
    private static final String LIST =
            """
            id,kind,jurisdiction,plate
            L-1,PLATE,CA-ON,ABCD123
            L-2,PLATE,NY,ABCD123
            L-3,PLATE,,KQR4821
            L-4,VIN,,1HGCM82633A004352
            L-5,plate,Ont.,AB?D 555
            L-6,PLATE,US-MI,XYZ 8B8
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder = Path.of("");

    private int execute(String command, String list, String queries, String... more)
            throws IOException {
        var _ = Files.writeString(folder.resolve("list.csv"), list);
        var _ = Files.writeString(folder.resolve("queries.csv"), queries);
        CommandLine line = GatehouseCentral.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        Stream<String> arguments =
                Stream.of(
                        "lookout",
                        command,
                        "--list",
                        folder.resolve("list.csv").toString(),
                        "--queries",
                        folder.resolve("queries.csv").toString());
        return line.execute(Stream.concat(arguments, Stream.of(more)).toArray(String[]::new));
    }

    private int match(String list, String queries, String... more) throws IOException {
        return execute(
                "match",
                list,
                queries,
                Stream.concat(
                                Stream.of("--out", folder.resolve("answers.csv").toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private List<String> answers() throws IOException {
        return Files.readAllLines(folder.resolve("answers.csv"));
    }

    @Test
    void answersStandInTheOrderOfTheQueries() throws IOException {
        int exit =
                match(
                        LIST,
                        """
                        jurisdiction,plate,expected_id
                        CA-ON,ABCD123,L-1
                        NY,A8CD123,L-2
                        us-mi,XYZ88,L-6
                        ,ABCD123,L-1
                        US-VT,ABCD123,
                        ON,KOR4821,L-3
                        ON,KQR4?21,L-3
                        ON,ABXD555,L-5
                        ON,NOSUCH1,
                        ON,,
                        ON,A?,
                        ON,ABCDEFGHIJK,
                        """);
        assertEquals(Exit.FINE, exit, err::toString);
        assertEquals(
                List.of(
                        "jurisdiction,plate,best_id,grade,edits,all_ids",
                        "CA-ON,ABCD123,L-1,EXACT,0,L-1 L-2",
                        "NY,A8CD123,L-2,CONFUSABLE,0,L-2 L-1",
                        "us-mi,XYZ88,L-6,EDIT1,1,L-6",
                        ",ABCD123,L-1,EXACT,0,L-1 L-2",
                        "US-VT,ABCD123,,NONE,,L-1 L-2",
                        "ON,KOR4821,L-3,CONFUSABLE,0,L-3",
                        "ON,KQR4?21,L-3,PARTIAL,0,L-3",
                        "ON,ABXD555,L-5,PARTIAL,0,L-5",
                        "ON,NOSUCH1,,NONE,,",
                        "ON,,,QUERY_BY_HAND,,",
                        "ON,A?,,QUERY_BY_HAND,,",
                        "ON,ABCDEFGHIJK,,QUERY_BY_HAND,,"),
                answers());
        assertTrue(
                out.toString().startsWith("5 plates listed, 1 lines of other kinds, 0 lines left"),
                out::toString);
    }

    @Test
    void theAgreeingJurisdictionIsBestAndAnIdStandsOnce() throws IOException {
        assertEquals(
                Exit.FINE,
                match(
                        """
                        id,kind,jurisdiction,plate
                        U-1,PLATE,ZZ,ABC1234
                        O-1,PLATE,ON,ABC1234
                        O-1,PLATE,ON,ABC1234
                        E-1,PLATE,ON,ABC1235
                        """,
                        "plate,jurisdiction\nABC1234,ON\n",
                        "--json"));
        assertEquals("ON,ABC1234,O-1,EXACT,0,O-1 U-1 E-1", answers().get(1));
        assertTrue(out.toString().contains("\"entries\":4,\"other_kinds\":0"), out::toString);
        assertTrue(out.toString().contains("\"EXACT\":1"), out::toString);
    }

    @Test
    void ofPlatesOneEditAwayTheOneOftenMisreadIsBest() throws IOException {
        assertEquals(
                Exit.FINE,
                match(
                        """
                        id,kind,jurisdiction,plate
                        X-1,PLATE,ON,XAC1234
                        K-1,PLATE,ON,KAC1234
                        """,
                        "jurisdiction,plate\nON,HAC1234\n"));
        assertEquals("ON,HAC1234,K-1,EDIT1,1,K-1 X-1", answers().get(1));
    }

    @Test
    void aBadLineIsNamedAndLeftOut() throws IOException {
        int exit =
                match(
                        """
                        plate,id,kind,jurisdiction,note
                        ABC1234,L-1,PLATE,NY,"a ""note"", here"
                        ABC1234,two words,PLATE,NY,
                        ,L-3,PLATE,NY,
                        ABCDEFGHIJK,L-4,PLATE,NY,
                        A??,L-5,PLATE,NY,
                        ABC1234,L-6,,NY,
                        ABC1234,L-7

                        ΑΒΓ123,L-8,PLATE,NY,
                        abc-1235,L-9,PLATE,Nowhere,
                        """,
                        "jurisdiction,plate\nNY,ABC1234\nNY\nNY,abc 1235\n",
                        "--json");
        assertEquals(Exit.DEGRADED, exit);
        assertEquals(
                List.of(
                        "--list: line 3: id: expected 1-64 printable characters without blanks, commas and quotes",
                        "--list: line 4: plate: empty",
                        "--list: line 5: plate: more than 10 characters, or not Latin",
                        "--list: line 6: plate: fewer than 4 known characters",
                        "--list: line 7: kind is empty",
                        "--list: line 8: expected 4 fields or more, found 2",
                        "--list: line 10: plate: more than 10 characters, or not Latin",
                        "--queries: line 3: expected 2 fields or more, found 1"),
                err.toString().lines().toList());
        assertEquals(
                List.of("NY,ABC1234,L-1,EXACT,0,L-1 L-9", "NY,abc 1235,L-9,EXACT,0,L-9 L-1"),
                answers().subList(1, 3));
        assertTrue(out.toString().contains("\"jurisdictions_not_mapped\":1"), out::toString);
        assertTrue(out.toString().contains("\"rejected\":8"), out::toString);
    }

    @Test
    void octetsThatAreNoTextAreLeftOut() throws IOException {
        var _ = match(LIST, "jurisdiction,plate\n");
        Files.write(
                folder.resolve("list.csv"),
                "id,kind,jurisdiction,plate\nL-1,PLATE,NY,AB\u00FFC12\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        CommandLine line = GatehouseCentral.commandLine();
        line.setErr(new PrintWriter(err, true));
        assertEquals(
                Exit.DEGRADED,
                line.execute(
                        "lookout",
                        "match",
                        "--list",
                        folder.resolve("list.csv").toString(),
                        "--queries",
                        folder.resolve("queries.csv").toString(),
                        "--out",
                        folder.resolve("answers.csv").toString()));
        assertTrue(err.toString().contains("line 2: plate: not UTF-8"), err::toString);
    }

    @Test
    void columnsMayStandWithoutAHeader() throws IOException {
        assertEquals(Exit.FINE, match("L-1,PLATE,NY,ABC1234\n", "NY,ABC1234,L-1\n"));
        assertEquals("NY,ABC1234,L-1,EXACT,0,L-1", answers().get(1));
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        assertEquals(Exit.USAGE, match("id,kind,plate\nL-1,PLATE,ABC\n", "x\n"));
        assertTrue(err.toString().contains("line 1: no column jurisdiction"), err::toString);
        assertEquals(Exit.USAGE, match(LIST, ""));
        assertTrue(err.toString().contains("--queries: the file is empty"), err::toString);
        assertEquals(Exit.USAGE, match(LIST, "x\n", "--out", "/no/such/folder/a.csv"));
        assertEquals(
                Exit.FAILED, match(LIST + "L-7,PLATE,NY,\"ABC1\nL-8,PLATE,NY,XYZ1\n", "x,y\n"));
        assertTrue(err.toString().contains("--list: line 8 or after it"), err::toString);
        assertFalse(err.toString().contains("ABC1"), err::toString);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count(), "no draft is left");
        }
    }

    @Test
    void benchTellsEachFigure() throws IOException {
        int exit =
                execute(
                        "bench",
                        LIST,
                        "jurisdiction,plate,expected\nNY,ABCD123,L-2\nNY,A8CD123,L-2\nVT,ABCD123,\nVT,,\n",
                        "--json");
        assertEquals(Exit.FINE, exit, err::toString);
        String line = out.toString();
        assertTrue(
                line.matches(
                        "(?s)\\{\"entries\":5,\"build_ms\":\\d+,\"load_ms\":\\d+,\"bytes_per_entry\":[\\d.]+,.*"
                                + "\"exact\":\\{\"p50_ns\":\\d+,\"p99_ns\":\\d+,\"p999_ns\":\\d+,\"max_ns\":\\d+,\"hits\":1,\"misses\":3\\},"
                                + "\"fuzzy\":\\{\"p50_ns\":\\d+,\"p99_ns\":\\d+,\"p999_ns\":\\d+,\"max_ns\":\\d+,\"hits\":2,\"misses\":2\\},"
                                + "\"false_hits_per_1000\":\\{\"reads\":\\d+,.*\\}\\}\\s*"),
                line);
    }

    @Test
    void benchTakesAnEmptyFileOfQueries() throws IOException {
        assertEquals(Exit.FINE, execute("bench", LIST, "jurisdiction,plate\n"));
        assertTrue(out.toString().contains("queries  0"), out::toString);
    }
}
