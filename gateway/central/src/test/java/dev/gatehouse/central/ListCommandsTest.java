package dev.gatehouse.central;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.lookout.ListLook;
import dev.gatehouse.core.lookout.ListScope;
import dev.gatehouse.core.lookout.Lookout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `lookout check` and `lookout build` from the command line to the files.
final class ListCommandsTest {
    private static final String CSV =
            """
            id,kind,jurisdiction,plate,priority,action,valid_until
            L-1,PLATE,US-NY,KAN4RY,1,REFER_MANDATORY,2099-01-31
            L-2,PLATE,Ont.,AB?D123,,,
            L-3,VIN,,1HGCM82633A004353,,,2020-01-01
            """;

    private static final String UN =
            """
            <CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS><INDIVIDUAL>
            <FIRST_NAME>JANE</FIRST_NAME><SECOND_NAME>DOE</SECOND_NAME><REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER>
            </INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY>
            <FIRST_NAME>EXAMPLE TRADING</FIRST_NAME><REFERENCE_NUMBER>XXe.001</REFERENCE_NUMBER>
            </ENTITY><ENTITY><REFERENCE_NUMBER>XXe.002</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>
            """;

    @TempDir private Path folder = Path.of("");

    /// What a command did.
    private record Ran(int exit, String out, String err) {}

    private Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = GatehouseCentral.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int exit =
                line.execute(
                        Stream.concat(Stream.of("lookout"), Stream.of(arguments))
                                .toArray(String[]::new));
        return new Ran(exit, out.toString(), err.toString());
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void list(String csv) throws IOException {
        var _ = Files.writeString(folder.resolve("list.csv"), csv);
    }

    private List<String> held(String name) throws IOException {
        ListLook look =
                ListLook.at(
                        folder.resolve(name),
                        Optional.of(folder.resolve("secret.key")),
                        ListScope.ALL);
        return ((ListLook.Held) look).lookouts().stream().map(Lookout::id).toList();
    }

    @Test
    void checkTellsFiguresLinesAndWarnings() throws IOException {
        list(CSV + "bad id,PLATE,,AB12,,,\nL-5,CAR,,AB12,,,\n");
        Ran ran = run("check", path("list.csv"), "--json");
        assertEquals(3, ran.exit());
        for (String part :
                List.of(
                        "\"format\":\"csv\"",
                        "\"usable\":true",
                        "\"lookouts\":3",
                        "\"kinds\":{\"PLATE\":2,\"VEHICLE\":1}",
                        "\"rejected\":2",
                        "{\"line\":5,\"column\":\"id\",\"reason\":\"BAD_ID\"}",
                        "{\"line\":6,\"column\":\"kind\",\"reason\":\"UNKNOWN_KIND\"}",
                        "\"no_end\":1",
                        "\"expired\":1",
                        "\"check_failed\":1",
                        "\"partial_plates\":1")) {
            assertTrue(ran.out().contains(part), () -> part + " not in " + ran.out());
        }
        assertFalse(ran.out().contains("KAN4RY"));
        list(CSV);
        assertEquals(0, run("check", path("list.csv")).exit());
        list("no list");
        Ran refused = run("check", path("list.csv"), "--json");
        assertEquals(1, refused.exit());
        assertTrue(refused.out().contains("\"reason\":\"NO_HEADER\""), refused::out);
        assertEquals(2, run("check", path("nowhere.csv")).exit());
        assertEquals(2, run("check", path("list.csv"), "--format", "word").exit());
    }

    @Test
    void buildMakesKeyListAndDeltas() throws IOException {
        list(CSV);
        Ran built =
                run(
                        "build",
                        path("list.csv"),
                        "--out",
                        path("l.ghl"),
                        "--key",
                        path("secret.key"),
                        "--json");
        assertEquals(0, built.exit(), built.err());
        assertTrue(built.err().contains("made a new key"), built::err);
        assertTrue(built.err().contains("protects nothing"), built::err);
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(folder.resolve("secret.key"))));
        assertEquals(List.of("L-1", "L-2", "L-3"), held("l.ghl"));
        assertFalse(
                Files.readString(
                                folder.resolve("l.ghl"),
                                java.nio.charset.StandardCharsets.ISO_8859_1)
                        .contains("KAN4RY"));

        list(CSV.replace("L-1,", "L-9,").replace("AB?D123", "ABCD123"));
        Ran delta =
                run(
                        "build",
                        path("list.csv"),
                        "--since",
                        path("l.ghl"),
                        "--key",
                        path("secret.key"),
                        "--json");
        assertEquals(0, delta.exit(), delta.err());
        assertTrue(delta.out().contains("\"sequence\":1"), delta::out);
        assertTrue(delta.out().contains("\"changed\":2,\"withdrawn\":1"), delta::out);
        assertFalse(delta.err().contains("made a new key"), delta::err);
        assertEquals(List.of("L-2", "L-9"), held("l.ghl.1"));

        Ran nothing =
                run(
                        "build",
                        path("list.csv"),
                        "--since",
                        path("l.ghl"),
                        "--key",
                        path("secret.key"),
                        "--json");
        assertTrue(nothing.out().contains("\"sequence\":2"), nothing::out);
        assertTrue(nothing.out().contains("\"changed\":0,\"withdrawn\":0"), nothing::out);
        Ran check = run("check", path("l.ghl.1"), "--key", path("secret.key"), "--json");
        assertEquals(0, check.exit());
        assertTrue(check.out().contains("\"withdrawn\":1"), check::out);
        Ran locked = run("check", path("l.ghl"), "--json");
        assertEquals(1, locked.exit());
        assertTrue(locked.out().contains("NO_KEY"), locked::out);
    }

    @Test
    void buildSaysWhatIsWrong() throws IOException {
        list(CSV);
        assertEquals(2, run("build", path("list.csv")).exit());
        assertEquals(2, run("build", path("none.csv"), "--out", path("l.ghl")).exit());
        assertEquals(
                2,
                run("build", path("list.csv"), "--out", path("no/l.ghl"), "--key", path("k"))
                        .exit());
        assertEquals(
                2,
                run("build", path("list.csv"), "--out", path("l.ghl"), "--issued", "today").exit());
        assertEquals(
                2,
                run("build", path("list.csv"), "--out", path("l.ghl"), "--generation", "0").exit());
        assertEquals(2, run("build", path("list.csv"), "--since", path("l.ghl")).exit());
        Files.writeString(folder.resolve("short.key"), "00");
        assertEquals(
                1,
                run("build", path("list.csv"), "--out", path("l.ghl"), "--key", path("short.key"))
                        .exit());
        assertFalse(Files.exists(folder.resolve("l.ghl")));
        assertEquals(
                0,
                run("build", path("list.csv"), "--out", path("l.ghl"), "--generation", "7").exit());
        assertEquals(2, run("build", path("l.ghl"), "--out", path("m.ghl")).exit());
        list("no list");
        assertEquals(1, run("build", path("list.csv"), "--out", path("m.ghl")).exit());
        assertFalse(Files.exists(folder.resolve("m.ghl")));
    }

    @Test
    void foreignListsAreToldByTheirContent() throws IOException {
        Files.writeString(folder.resolve("un.xml"), UN);
        Ran check = run("check", path("un.xml"), "--json");
        assertEquals(3, check.exit(), check.err());
        assertTrue(check.out().contains("\"format\":\"un\""), check::out);
        assertTrue(check.out().contains("\"PERSON\":1"), check::out);
        Ran built =
                run("build", path("un.xml"), "--out", path("un.ghl"), "--key", path("secret.key"));
        assertEquals(3, built.exit(), built.err());
        assertTrue(built.out().contains("2026-02-27T00:00:09.554Z"), built::out);
        assertEquals(List.of("UN-XXe.001", "UN-XXi.001"), held("un.ghl"));
        Files.writeString(folder.resolve("bad.xml"), "<a>");
        assertEquals(1, run("check", path("bad.xml")).exit());
    }
}
