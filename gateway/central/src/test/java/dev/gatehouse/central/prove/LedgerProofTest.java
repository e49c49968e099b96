package dev.gatehouse.central.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.central.receive.ReceiverLimits;
import dev.gatehouse.central.receive.ReceiverRig;
import dev.gatehouse.central.receive.TestBooth;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.proto.v1.Envelope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every tampering is done in the files themselves, as an insider with the disk in hand would do
/// it.
final class LedgerProofTest {
    @TempDir Path temp;
    private ReceiverRig rig;
    private TestBooth booth;
    private String p1;

    @BeforeEach
    void fill() throws IOException, SQLException, InterruptedException {
        rig =
                new ReceiverRig(
                        temp.resolve("home"),
                        new ReceiverLimits(1 << 20, 256, 64, 1 << 24, 8, 4, 500));
        booth = rig.enrol("north-1");
        p1 = booth.id().hex() + "/P1";
        for (int i = 0; i < 4; i++) {
            rig.send(booth, booth.records(booth.seal(SealClass.P1, 3)));
            rig.send(booth, booth.message(booth.checkpoint(SealClass.P1, i % 2 == 0)));
            rig.send(booth, booth.records(booth.seal(SealClass.P0, 1)));
            booth.endEpoch();
        }
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 2)));
    }

    @AfterEach
    void end() throws IOException, SQLException {
        rig.close();
    }

    private ProofReport prove() throws SQLException, IOException {
        return prove(Optional.empty());
    }

    private ProofReport prove(Optional<Path> witness) throws SQLException, IOException {
        return new LedgerProof(rig.files(), rig.keys, (_, _, _) -> {}).prove(witness);
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + rig.files().database());
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                assertTrue(statement.executeUpdate(each) > 0, each);
            }
        }
    }

    private void assertNamed(String place) throws SQLException, IOException {
        ProofReport report = prove();
        assertFalse(report.proved());
        assertTrue(
                report.findings().stream().anyMatch(f -> f.place().equals(place)),
                () -> place + " not in " + report.findings());
    }

    @Test
    void wholeLedgerIsProved() throws Exception {
        ProofReport report = prove();
        assertEquals(List.of(), report.findings());
        assertEquals(18, report.records());
        assertEquals(4, report.checkpoints());
        assertEquals(2, report.classes());
        assertEquals(4, report.headLines());
    }

    /// Flips one octet in the middle of a stored value.
    private void flip(String table, String column, String where) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + rig.files().database())) {
            byte[] octets;
            try (Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery(
                                    "SELECT " + column + " FROM " + table + " WHERE " + where)) {
                assertTrue(rows.next());
                octets = rows.getBytes(1);
            }
            octets[octets.length / 2] ^= 0x10;
            try (PreparedStatement update =
                    connection.prepareStatement(
                            "UPDATE " + table + " SET " + column + " = ? WHERE " + where)) {
                update.setBytes(1, octets);
                assertEquals(1, update.executeUpdate());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "record, leaf, sequence = 5, sequence 5",
        "record, commitment, sequence = 5, sequence 5",
        "record, envelope, sequence = 5, sequence 5",
        "record, envelope, sequence = 6, sequence 6",
        "checkpoint, checkpoint, size = 6, checkpoint at size 6",
        "receipt, receipt, size = 6, receipt at size 6",
        "receipt, frontier, size = 6, receipt at size 6",
        "mark, root, committed_size = 14, mark at size 14",
        "mark, frontier, committed_size = 14, mark at size 14",
        "mark, receipt, committed_size = 14, mark at size 14",
    })
    void flippedOctetIsNamed(String table, String column, String where, String place)
            throws Exception {
        flip(table, column, where + " AND record_class = 'P1'");
        assertNamed(p1 + " " + place);
    }

    @Test
    void flippedOctetsAllOverAnEnvelopeAreNamed() throws Exception {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("gatehouse.seed=" + seed);
        Random random = new Random(seed);
        byte[] stored;
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + rig.files().database());
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT envelope FROM record WHERE record_class = 'P1' AND sequence = 4")) {
            assertTrue(rows.next());
            stored = rows.getBytes(1);
        }
        for (int i = random.nextInt(6); i < stored.length; i += 6) {
            byte[] changed = stored.clone();
            changed[i] ^= (byte) (1 << random.nextInt(8));
            put(changed);
            assertNamed(p1 + " sequence 4");
        }
        put(stored);
        assertTrue(prove().proved());
    }

    private void put(byte[] envelope) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + rig.files().database());
                PreparedStatement update =
                        connection.prepareStatement(
                                "UPDATE record SET envelope = ? WHERE record_class = 'P1' AND sequence = 4")) {
            update.setBytes(1, envelope);
            assertEquals(1, update.executeUpdate());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE record SET received_ms = received_ms - 1 WHERE record_class = 'P1' AND sequence = 5, sequence 5",
        "UPDATE record SET sequence = 99 WHERE record_class = 'P1' AND sequence = 5, sequence 5",
        "UPDATE epoch_opening SET epoch = epoch + 1 WHERE record_class = 'P1' AND sequence = 6, sequence 6",
        "UPDATE epoch_opening SET sequence = 7 WHERE record_class = 'P1' AND sequence = 6, sequence 6",
        "UPDATE checkpoint SET size = 7 WHERE record_class = 'P1' AND size = 6, checkpoint at size 7",
        "UPDATE checkpoint SET hybrid = 1 - hybrid WHERE record_class = 'P1' AND size = 6, checkpoint at size 6",
        "UPDATE receipt SET size = 7 WHERE record_class = 'P1' AND size = 6, receipt at size 7",
        "UPDATE mark SET proven_size = 9 WHERE record_class = 'P1', mark at size 14",
        "UPDATE mark SET committed_size = 13 WHERE record_class = 'P1', mark at size 13",
        "DELETE FROM mark WHERE record_class = 'P1', mark",
        "DELETE FROM checkpoint WHERE record_class = 'P1' AND size = 6, checkpoint at size 6",
        "DELETE FROM receipt WHERE record_class = 'P1' AND size = 14, mark at size 14",
        "DELETE FROM record WHERE record_class = 'P1' AND sequence = 5, sequence 5",
        "DELETE FROM record WHERE record_class = 'P1' AND sequence = 0, sequence 0",
        "DELETE FROM record WHERE record_class = 'P1' AND sequence >= 13, receipt at size 14",
        "DELETE FROM record WHERE record_class = 'P1', heads at size 12",
    })
    void changedRowIsNamed(String change, String place) throws Exception {
        sql(change);
        assertNamed(p1 + " " + place);
    }

    @Test
    void swappedRowsAreNamed() throws Exception {
        sql(
                "UPDATE record SET sequence = -1 WHERE record_class = 'P1' AND sequence = 4",
                "UPDATE record SET sequence = 4 WHERE record_class = 'P1' AND sequence = 5",
                "UPDATE record SET sequence = 5 WHERE record_class = 'P1' AND sequence = -1");
        assertNamed(p1 + " sequence 4");
    }

    @Test
    void recordsOfAnotherBoothAreNamed() throws Exception {
        sql(
                "UPDATE record SET booth = '00000000000000aa' WHERE record_class = 'P1' AND sequence = 13");
        assertNamed("00000000000000aa/P1");
        sql("UPDATE record SET record_class = 'P7' WHERE booth = '00000000000000aa'");
        assertNamed("a row of booth 00000000000000aa class P7");
    }

    /// The careful insider: goes back to an older, consistent state of the whole database.
    @Test
    void databaseSetBackIsEvidentFromTheHeads() throws Exception {
        Path old = temp.resolve("old.db");
        checkpointWal();
        Files.copy(rig.files().database(), old, StandardCopyOption.REPLACE_EXISTING);
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 2)));
        rig.send(booth, booth.message(booth.checkpoint(SealClass.P1, false)));
        assertTrue(prove().proved());
        rig.close();
        checkpointWal();
        Files.copy(old, rig.files().database(), StandardCopyOption.REPLACE_EXISTING);
        assertNamed("heads file line 5");
        assertNamed(p1 + " heads at size 16");
        IOException refused = assertThrows(IOException.class, rig::restart);
        assertTrue(String.valueOf(refused.getMessage()).contains("run verify"));
    }

    private void checkpointWal() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection("jdbc:sqlite:" + rig.files().database());
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /// Database and heads file set back together: only a copy kept elsewhere tells.
    @Test
    void headsSetBackAreEvidentFromTheWitness() throws Exception {
        Path witness = temp.resolve("witness");
        Files.copy(rig.files().heads(), witness);
        assertTrue(prove(Optional.of(witness)).proved());
        List<String> lines = Files.readAllLines(rig.files().heads());
        Files.write(rig.files().heads(), lines.subList(0, 3));
        sql(
                "DELETE FROM head_line WHERE line_no = 4",
                "DELETE FROM checkpoint WHERE record_class = 'P1' AND size = 12",
                "DELETE FROM record WHERE record_class = 'P1' AND sequence >= 12",
                "DELETE FROM receipt WHERE record_class = 'P1' AND size > 12");
        ProofReport report = prove(Optional.of(witness));
        assertTrue(
                report.findings().stream().anyMatch(f -> f.place().equals("witness line 4")),
                report.findings()::toString);
    }

    @Test
    void changedOrCutHeadsFileIsNamed() throws Exception {
        List<String> lines = Files.readAllLines(rig.files().heads());
        Files.write(rig.files().heads(), lines.subList(0, 3));
        assertNamed("heads file line 4");
        Files.write(rig.files().heads(), List.of(lines.get(0), lines.get(2), lines.get(3)));
        assertNamed("heads file line 2");
        Files.write(
                rig.files().heads(),
                List.of(
                        lines.get(0),
                        lines.get(1).replaceFirst("P1", "P0"),
                        lines.get(2),
                        lines.get(3)));
        assertNamed("heads file line 2");
        Files.writeString(rig.files().heads(), "nonsense\n");
        assertNamed("heads file line 1");
    }

    @Test
    void forkFailsTheProofEvenWhenItsAlarmIsRemoved() throws Exception {
        TestBooth copy = booth.copy();
        List<Envelope> own = booth.seal(SealClass.P1, 1);
        rig.send(booth, booth.records(own));
        rig.send(booth, copy.records(copy.seal(SealClass.P1, 1)));
        assertNamed(p1 + " at 14");
        sql("DELETE FROM alarm");
        assertNamed("alarm table");
        sql("DELETE FROM head_line WHERE line_no = 5");
        assertNamed("heads file line 5");
    }

    @Test
    void declaredLossIsPartOfTheProof() throws Exception {
        List<Envelope> lost = booth.seal(SealClass.P1, 3);
        assertEquals(3, lost.size());
        booth.endEpoch();
        rig.send(booth, booth.message(booth.loss(SealClass.P1, 14)));
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 2)));
        rig.send(booth, booth.message(booth.checkpoint(SealClass.P1, false)));
        ProofReport report = prove();
        assertEquals(List.of(), report.findings());
        assertEquals(3, report.lost());
        flip("loss", "declaration", "first_sequence = 14");
        assertNamed(p1 + " loss at 14");
        sql("DELETE FROM loss");
        assertNamed(p1 + " sequence 14");
    }

    /// The declared loss takes the record that carried the epoch's opening for its class; another
    /// class's record carries it too.
    @Test
    void recordsWhoseOpeningWasLostOpenByAnotherClass() throws Exception {
        booth.endEpoch();
        List<Envelope> lost = booth.seal(SealClass.P1, 2);
        assertTrue(lost.getFirst().hasOpening());
        rig.send(booth, booth.records(booth.seal(SealClass.P2, 1)));
        rig.send(booth, booth.message(booth.loss(SealClass.P1, 14)));
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 2)));
        rig.send(booth, booth.message(booth.checkpoint(SealClass.P1, false)));
        ProofReport report = prove();
        assertEquals(List.of(), report.findings());
        assertEquals(2, report.lost());
        int[] opened = {0};
        new OpenedRecords(rig.files(), rig.keys)
                .visit((_, record) -> opened[0] += record.isPresent() ? 1 : 0);
        assertEquals(report.records(), opened[0]);
    }

    /// A booth whose disk lost records that central has, the last leaf with them, goes on behind a
    /// hole that is one longer than what it lost.
    @Test
    void tailLostAtTheBoothAfterItsReceiptIsNoFork() throws Exception {
        TestBooth damaged = booth.copy();
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 1)));
        damaged.chain(SealClass.P1).append(new byte[32]);
        damaged.chain(SealClass.P1).append(new byte[32]);
        rig.send(booth, damaged.message(damaged.loss(SealClass.P1, 15)));
        rig.send(booth, damaged.records(damaged.seal(SealClass.P1, 2)));
        assertEquals(18, rig.receipt(booth, SealClass.P1).orElseThrow().getSize());
        rig.send(booth, damaged.message(damaged.checkpoint(SealClass.P1, true)));
        ProofReport report = prove();
        assertEquals(List.of(), report.findings());
        assertEquals(1, report.lost());
    }

    /// As a stop between the commit and the append leaves it: the last step's lines are in the
    /// database alone.
    @Test
    void headsOneStepBehindAreANoticeUntilTheNextStart() throws Exception {
        Path before = temp.resolve("before");
        Files.copy(rig.files().heads(), before);
        TestBooth copy = booth.copy();
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 1)));
        rig.send(booth, booth.message(booth.checkpoint(SealClass.P1, false)));
        Files.copy(before, rig.files().heads(), StandardCopyOption.REPLACE_EXISTING);
        ProofReport behind = prove();
        assertEquals(List.of(), behind.findings());
        assertTrue(behind.notices().getFirst().startsWith("heads file one step behind: 1 of 5"));
        rig.restart();
        assertEquals(List.of(), prove().notices());

        rig.send(booth, booth.records(booth.seal(SealClass.P1, 1)));
        Files.copy(before, rig.files().heads(), StandardCopyOption.REPLACE_EXISTING);
        assertNamed("heads file line 5");
        rig.restart();
        rig.send(booth, copy.records(copy.seal(SealClass.P1, 1)));
        Files.copy(before, rig.files().heads(), StandardCopyOption.REPLACE_EXISTING);
        assertNamed("heads file line 5");
    }

    @Test
    void proofWorksBesideARunningReceiver() throws Exception {
        Thread writer =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                for (int i = 0; i < 20; i++) {
                                    rig.send(booth, booth.records(booth.seal(SealClass.P1, 2)));
                                    rig.send(
                                            booth,
                                            booth.message(booth.checkpoint(SealClass.P1, false)));
                                }
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        while (writer.isAlive()) {
            assertEquals(List.of(), prove().findings());
        }
        writer.join();
        assertEquals(58, prove().records());
    }
}
