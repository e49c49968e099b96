package dev.gatehouse.central;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.bus.Json;
import dev.gatehouse.central.ledger.LedgerView;
import dev.gatehouse.central.receive.ReceiverRig;
import dev.gatehouse.central.receive.TestBooth;
import dev.gatehouse.central.receive.TestRecords;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.protocols.Decoded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class ExportCommandTest {
    private static final List<Record> READS =
            List.of(
                    TestRecords.read("lpr-1", "e1", "p1", true),
                    TestRecords.read("lpr-1", "e2", "p2", false),
                    TestRecords.passage("p1", true));

    @TempDir Path temp;
    private ReceiverRig rig;
    private TestBooth north;
    private TestBooth south;

    @BeforeEach
    void fill() throws IOException, SQLException, InterruptedException {
        rig = new ReceiverRig(home());
        north = rig.enrol("north-1");
        south = rig.enrol("south-1");
        rig.wallMs = 1_790_000_000_000L;
        receive(north, SealClass.P1, READS);
        receive(south, SealClass.P1, List.of(TestRecords.passage("s1", false)));
        rig.wallMs += 3_600_000;
        receive(north, SealClass.P0, List.of(TestRecords.released("r1")));
    }

    private void receive(TestBooth booth, SealClass sealClass, List<Record> records)
            throws InterruptedException {
        List<Envelope> envelopes = records.stream().map(r -> booth.seal(sealClass, r)).toList();
        rig.send(booth, booth.records(envelopes));
    }

    @AfterEach
    void end() throws IOException, SQLException {
        rig.close();
    }

    private Path home() {
        return temp.resolve("home");
    }

    private record Run(int exit, String out, String err) {}

    /// Runs `export` with its octets going to `standardOutput`.
    private Run export(OutputStream standardOutput, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home().toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine root = GatehouseCentral.commandLine();
        CommandLine line =
                new CommandLine(new ExportCommand(() -> standardOutput))
                        .setExecutionExceptionHandler(root.getExecutionExceptionHandler())
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err));
        return new Run(line.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    }

    private static final String[] WHO = {"--by", "j.doe", "--reason", "ticket 4711"};

    private static String[] with(String... more) {
        return Stream.concat(Stream.of(WHO), Stream.of(more)).toArray(String[]::new);
    }

    private List<String> lines(String... more) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Run run = export(octets, with(more));
        assertEquals(0, run.exit(), run.err());
        return octets.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private Run central(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--home", home().toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line =
                GatehouseCentral.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err));
        return new Run(line.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    }

    private String list() {
        return central("export", "--list", "--json").out();
    }

    @Test
    void opensEveryRecordAndRecordsWhoTookThem() throws Exception {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Run run = export(octets, with("--json"));
        assertEquals(0, run.exit(), run.err());
        assertEquals("", run.out());
        List<String> lines = octets.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(5, lines.size());
        List<String> p1 =
                lines.stream()
                        .filter(l -> l.startsWith("{\"booth\":\"" + north.id().hex()))
                        .filter(l -> l.contains("\"class\":\"P1\""))
                        .toList();
        for (int i = 0; i < READS.size(); i++) {
            String line = p1.get(i);
            assertTrue(line.contains("\"name\":\"north-1\""), line);
            assertTrue(line.contains("\"sequence\":" + i + ","), line);
            assertTrue(line.contains("\"committed_at\":\"2026-09-21T"), line);
            String record = line.substring(line.indexOf("\"record\":") + 9, line.length() - 1);
            Decoded.Message<?> decoded =
                    assertInstanceOf(
                            Decoded.Message.class,
                            Json.parse(
                                    record.getBytes(StandardCharsets.UTF_8),
                                    Record.getDefaultInstance()));
            assertEquals(READS.get(i), decoded.value());
        }
        String digest =
                HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256").digest(octets.toByteArray()));
        String list = list();
        for (String fact :
                List.of(
                        "\"id\":1",
                        "\"state\":\"COMPLETE\"",
                        "\"by\":\"j.doe\"",
                        "\"reason\":\"ticket 4711\"",
                        "\"classes\":\"P0,P1,P2\"",
                        "\"destination\":\"OUTPUT\"",
                        "\"records\":5",
                        "\"octets\":" + octets.size(),
                        "\"sha256\":\"" + digest + "\"")) {
            assertTrue(list.contains(fact), fact + " in " + list);
        }
        assertTrue(central("export", "--list").out().contains("j.doe"));
        Run verify = central("verify", "--json");
        assertEquals(0, verify.exit(), verify.out());
        assertTrue(verify.out().contains("\"exports\":1,"), verify.out());
    }

    @Test
    void givesOutOnlyWhatWasAskedFor() {
        assertEquals(4, lines("--booth", "north-1").size());
        assertEquals(1, lines("--booth", south.id().hex()).size());
        assertEquals(1, lines("--class", "P0").size());
        assertEquals(5, lines("--class", "P0,P1").size());
        assertEquals(0, lines("--class", "P2").size());
        String later = java.time.Instant.ofEpochMilli(rig.wallMs - 60_000).toString();
        assertEquals(1, lines("--from", later).size());
        assertEquals(4, lines("--to", later).size());
        assertEquals(0, lines("--from", "2020-01-01", "--to", "2020-01-02").size());
        assertEquals(8, list().split("\"id\":", -1).length - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--by,j.doe",
                "--reason,why",
                "--by,,--reason,why",
                "--by,j.doe,--reason,two\nlines",
                "--by,j.doe,--reason,why,--class,P9",
                "--by,j.doe,--reason,why,--booth,nowhere-1",
                "--by,j.doe,--reason,why,--from,yesterday",
                "--by,j.doe,--reason,why,--from,2026-01-02,--to,2026-01-01"
            })
    void wrongUsageGivesOutNothingAndRecordsNothing(String arguments) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Run run = export(octets, arguments.split(",", -1));
        assertEquals(2, run.exit(), run.err());
        assertEquals(0, octets.size());
        assertEquals("{\"exports\":[]}", list().strip());
    }

    @Test
    void theRecordStandsBeforeTheFirstOctet() {
        List<String> seen = new ArrayList<>();
        OutputStream looks =
                new OutputStream() {
                    @Override
                    public void write(int octet) {
                        throw new AssertionError("written in pages");
                    }

                    @Override
                    public void write(byte[] octets, int from, int length) {
                        try {
                            seen.add(list());
                            seen.add(Files.readString(rig.files().heads()));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                };
        assertEquals(0, export(looks, WHO).exit());
        assertTrue(seen.get(0).contains("\"state\":\"BEGUN\""), seen.get(0));
        assertTrue(seen.get(1).contains(" export 1 "), seen.get(1));
        assertFalse(seen.get(1).contains(" exported 1 "), seen.get(1));
    }

    @Test
    void whatCannotBeRecordedDoesNotLeave() throws IOException {
        Files.writeString(rig.files().heads(), "no head line\n", StandardOpenOption.APPEND);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Run run = export(octets, WHO);
        assertEquals(1, run.exit());
        assertTrue(run.err().contains("heads file"), run.err());
        assertEquals(0, octets.size());
        Path file = temp.resolve("refused.jsonl");
        assertEquals(1, export(octets, with("--out", file.toString())).exit());
        assertFalse(Files.exists(file));
        assertFalse(Files.exists(temp.resolve("refused.jsonl.part")));
    }

    @Test
    void aReaderThatGoesAwayEndsTheExportAndIsRecorded() {
        OutputStream gone =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        Run run = export(gone, WHO);
        assertEquals(1, run.exit());
        assertTrue(run.err().contains("Broken pipe"), run.err());
        assertTrue(list().contains("\"state\":\"STOPPED\""), list());
        assertEquals(0, central("verify").exit());
    }

    @Test
    void aFileIsForItsOwnerAppearsWholeAndIsNeverOverwritten() throws IOException {
        Path file = temp.resolve("out.jsonl");
        ByteArrayOutputStream nothing = new ByteArrayOutputStream();
        assertEquals(0, export(nothing, with("--out", file.toString())).exit());
        assertEquals(0, nothing.size());
        assertEquals(5, Files.readAllLines(file).size());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertFalse(Files.exists(temp.resolve("out.jsonl.part")));
        byte[] before = Files.readAllBytes(file);
        Run again = export(nothing, with("--out", file.toString(), "--class", "P0"));
        assertEquals(2, again.exit());
        assertEquals(
                new String(before, StandardCharsets.UTF_8), Files.readString(file), again.err());
        assertEquals(1, list().split("\"id\":", -1).length - 1);
        Path other = temp.resolve("other.jsonl");
        Files.writeString(temp.resolve("other.jsonl.part"), "another export grows here");
        assertEquals(2, export(nothing, with("--out", other.toString())).exit());
        assertEquals(
                "another export grows here", Files.readString(temp.resolve("other.jsonl.part")));
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + rig.files().database());
                Statement each = connection.createStatement()) {
            assertTrue(each.executeUpdate(statement) > 0, statement);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE export_begun SET by_name = 'm.doe' | export 1",
                "UPDATE export_begun SET reason = 'other' | export 1",
                "UPDATE export_begun SET booth = '0011223344556677' | export 1",
                "UPDATE export_begun SET begun_ms = begun_ms + 1 | export 1",
                "UPDATE export_ended SET records = 1 | end of export 1",
                "UPDATE export_ended SET sha256 = 'ab' | end of export 1",
                "DELETE FROM export_begun | end of export 1",
                "DELETE FROM export_begun | export tables",
                "DELETE FROM export_ended | export tables",
                "INSERT INTO export_ended VALUES (7, 1, 'COMPLETE', 0, 0, 0, '') | end of export 7"
            })
    void verifyNamesAChangedLogOfExports(String tampering, String place) throws SQLException {
        assertEquals(5, lines().size());
        assertEquals(0, central("verify").exit());
        sql(tampering);
        Run verify = central("verify", "--json");
        assertEquals(1, verify.exit(), verify.out());
        assertTrue(verify.out().contains("\"place\":\"" + place + "\""), verify.out());
    }

    @Test
    void anExportWithoutItsEndIsANoticeAndShownAsBegun() {
        OutputStream killed =
                new OutputStream() {
                    @Override
                    public void write(int octet) {
                        throw new StackOverflowError("as if the process had died here");
                    }
                };
        try {
            export(killed, WHO);
        } catch (StackOverflowError _) {
            // nothing of the command runs after this
        }
        assertTrue(list().contains("\"state\":\"BEGUN\""), list());
        Run verify = central("verify");
        assertEquals(0, verify.exit(), verify.out());
        assertTrue(verify.out().contains("export 1 began"), verify.out());
    }

    @Test
    void noContentIsInTheRecordOfAnExport() throws IOException {
        assertTrue(String.join("", lines()).contains(TestRecords.CANARY_PLATE));
        String told = list() + central("export", "--list").out() + central("verify").out();
        assertFalse(told.contains(TestRecords.CANARY_PLATE));
        try (Stream<Path> files = Files.walk(home())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains(TestRecords.CANARY_PLATE), file.toString());
            }
        }
    }

    /// A reader that stalls must not let the receiver's write-ahead log grow without bound: while
    /// octets leave, the log can be folded in whole.
    @Test
    void aStalledReaderHoldsNoSnapshot() throws Exception {
        for (int i = 0; i < 5; i++) {
            rig.send(north, north.records(north.seal(SealClass.P2, 60)));
        }
        List<Integer> busy = new ArrayList<>();
        ByteArrayOutputStream octets =
                new ByteArrayOutputStream() {
                    @Override
                    public synchronized void write(byte[] page, int from, int length) {
                        busy.add(checkpoint());
                        super.write(page, from, length);
                    }
                };
        Run run = export(octets, WHO);
        assertEquals(0, run.exit(), run.err());
        assertEquals(305, octets.toString(StandardCharsets.UTF_8).lines().count());
        assertEquals(List.of(0, 0, 0, 0, 0, 0), busy);
        try (LedgerView held = LedgerView.open(rig.files())) {
            held.recordCount();
            rig.send(north, north.records(north.seal(SealClass.P2, 1)));
            assertEquals(1, checkpoint(), "the measure sees a snapshot that is held");
        }
    }

    /// 1 when a reader is in the way.
    private int checkpoint() {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + rig.files().database());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA wal_checkpoint(RESTART)")) {
            assertTrue(rows.next());
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void withoutALedgerThereIsNothingToExport() throws IOException, SQLException {
        rig.close();
        Files.delete(rig.files().database());
        assertEquals(4, export(new ByteArrayOutputStream(), WHO).exit());
        assertEquals(4, central("export", "--list").exit());
    }
}
