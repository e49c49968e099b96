package dev.gatehouse.central.receive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.gatehouse.central.ledger.AlarmKind;
import dev.gatehouse.central.ledger.AlarmRow;
import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.central.ledger.Ledger;
import dev.gatehouse.central.ledger.LedgerView;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.core.seal.SignedBytes;
import dev.gatehouse.core.seal.Verification;
import dev.gatehouse.core.seal.Verifying;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.RefusalReason;
import dev.gatehouse.proto.v1.SignedTime;
import dev.gatehouse.proto.v1.UpstreamMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReceiverTest {
    private static final byte[] NONCE =
            "sixteen octets!!".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @TempDir Path temp;
    private ReceiverRig rig;
    private TestBooth booth;

    @BeforeEach
    void start() throws IOException, SQLException {
        rig = new ReceiverRig(temp.resolve("home"));
        booth = rig.enrol("north-1");
    }

    @AfterEach
    void end() throws IOException, SQLException {
        rig.close();
    }

    private Receipt receipt(SealClass sealClass) {
        return rig.receipt(booth, sealClass).orElseThrow();
    }

    @Test
    void helloIsAnsweredWithTimeBoundToTheNonceAndReceiptsOfAllClasses() throws Exception {
        rig.send(booth, booth.hello(NONCE));
        SignedTime time = rig.answers.getFirst().getTime();
        assertEquals(Verification.VALID, Verifying.signedTime(time, NONCE, booth.keys));
        assertEquals(rig.wallMs, time.getCentralTimeMs());
        for (SealClass sealClass : SealClass.values()) {
            assertEquals(0, receipt(sealClass).getSize());
        }
    }

    @Test
    void recordsAreCommittedThenReceiptedWithTheTreeHead() throws Exception {
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 5)));
        assertEquals(5, receipt(SealClass.P1).getSize());
        assertEquals(0, receipt(SealClass.P1).getProvenSize());
        assertArrayEquals(
                booth.chain(SealClass.P1).root(), receipt(SealClass.P1).getRoot().toByteArray());
        assertEquals(List.of("done"), rig.deliveries);
        try (LedgerView view = LedgerView.open(rig.files())) {
            assertEquals(5, view.recordCount());
        }
    }

    @Test
    void classesStandForThemselves() throws Exception {
        List<Envelope> mixed = new ArrayList<>(booth.seal(SealClass.P0, 2));
        mixed.addAll(booth.seal(SealClass.P1, 3));
        mixed.addAll(booth.seal(SealClass.P2, 1));
        rig.send(booth, booth.records(mixed));
        assertEquals(2, receipt(SealClass.P0).getSize());
        assertEquals(3, receipt(SealClass.P1).getSize());
        assertEquals(1, receipt(SealClass.P2).getSize());
    }

    @Test
    void checkpointMovesTheProvenMark() throws Exception {
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 3)));
        rig.send(booth, booth.message(booth.checkpoint(SealClass.P1, true)));
        assertEquals(3, receipt(SealClass.P1).getProvenSize());
    }

    @Test
    void checkpointAheadOfItsRecordsIsHeldUntilTheyArrive() throws Exception {
        List<Envelope> envelopes = booth.seal(SealClass.P1, 3);
        Checkpoint ahead = booth.checkpoint(SealClass.P1, false);
        List<Envelope> more = booth.seal(SealClass.P1, 2);
        rig.send(booth, booth.message(ahead));
        assertTrue(rig.receipt(booth, SealClass.P1).isEmpty());
        envelopes.addAll(more);
        rig.send(booth, booth.records(envelopes));
        assertEquals(5, receipt(SealClass.P1).getSize());
        assertEquals(3, receipt(SealClass.P1).getProvenSize());
    }

    @Test
    void checkpointOfAnOlderSizeIsHeldAgainstTheLedgersRootOfThatSize() throws Exception {
        List<Envelope> envelopes = booth.seal(SealClass.P1, 3);
        Checkpoint older = booth.checkpoint(SealClass.P1, false);
        envelopes.addAll(booth.seal(SealClass.P1, 4));
        rig.send(booth, booth.records(envelopes));
        rig.send(booth, booth.message(older));
        assertEquals(3, receipt(SealClass.P1).getProvenSize());
    }

    @Test
    void rootsOfOldSizesAreFoundFromSavedChains() throws Exception {
        rig.close();
        rig =
                new ReceiverRig(
                        temp.resolve("small"),
                        new ReceiverLimits(1 << 20, 256, 64, 1 << 24, 8, 4, 500));
        booth = rig.enrol("north-1");
        List<Checkpoint> checkpoints = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            rig.send(booth, booth.records(booth.seal(SealClass.P1, 1)));
            checkpoints.add(booth.checkpoint(SealClass.P1, false));
        }
        Collections.reverse(checkpoints);
        for (Checkpoint checkpoint : checkpoints) {
            rig.send(booth, booth.message(checkpoint));
        }
        assertEquals(15, rig.count(Counter.CHECKPOINTS));
        assertEquals(0, rig.count(Counter.FORKS));
    }

    @Test
    void repeatIsAnsweredWithTheCurrentReceiptAndChangesNothing() throws Exception {
        UpstreamMessage message = booth.records(booth.seal(SealClass.P1, 3));
        rig.send(booth, message);
        Receipt first = receipt(SealClass.P1);
        rig.send(booth, message);
        assertEquals(first, receipt(SealClass.P1));
        assertEquals(3, rig.count(Counter.REPEATS));
        assertEquals(3, rig.count(Counter.RECORDS));
    }

    @Test
    void receiptLostInACrashIsGivenAgainAfterRestart() throws Exception {
        UpstreamMessage message = booth.records(booth.seal(SealClass.P1, 3));
        rig.send(booth, message);
        Receipt lost = receipt(SealClass.P1);
        rig.restart();
        rig.send(booth, message);
        assertEquals(lost, receipt(SealClass.P1));
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 2)));
        assertEquals(5, receipt(SealClass.P1).getSize());
    }

    @Test
    void epochGoesOnAfterRestartOfCentral() throws Exception {
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 1)));
        rig.restart();
        // this envelope carries no opening: it must be found in the ledger
        List<Envelope> next = booth.seal(SealClass.P1, 1);
        assertFalse(next.getFirst().hasOpening());
        rig.send(booth, booth.records(next));
        assertEquals(2, receipt(SealClass.P1).getSize());
    }

    @Test
    void gapIsRefusedAndClosesItselfWhenTheRecordsArrive() throws Exception {
        List<Envelope> envelopes = booth.seal(SealClass.P1, 4);
        rig.send(booth, booth.records(envelopes.subList(2, 4)));
        assertEquals(
                RefusalReason.REFUSAL_REASON_GAP, rig.refusal(booth).orElseThrow().getReason());
        assertEquals(0, rig.refusal(booth).orElseThrow().getExpectedSequence());
        assertTrue(rig.receipt(booth, SealClass.P1).isEmpty());
        assertTrue(rig.alarms(AlarmKind.GAP).getFirst().open());
        rig.send(booth, booth.records(envelopes));
        assertEquals(4, receipt(SealClass.P1).getSize());
        assertFalse(rig.alarms(AlarmKind.GAP).getFirst().open());
    }

    @Test
    void refusalsOfOneReasonAreHeldBack() throws Exception {
        List<Envelope> envelopes = booth.seal(SealClass.P1, 3);
        for (int i = 0; i < 5; i++) {
            rig.offer(booth.id(), booth.records(envelopes.subList(2, 3)).toByteArray());
        }
        rig.live().step(0);
        assertEquals(1, rig.count(Counter.REFUSALS));
        assertEquals(4, rig.count(Counter.REFUSALS_HELD));
        assertEquals(5, rig.alarms(AlarmKind.GAP).getFirst().times());
    }

    @Test
    void anyOrderOfBatchesEndsInTheSameTree() throws Exception {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("gatehouse.seed=" + seed);
        Random random = new Random(seed);
        List<UpstreamMessage> messages = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            messages.add(booth.records(booth.seal(SealClass.P1, 1 + random.nextInt(4))));
            if (random.nextInt(3) == 0) {
                messages.add(booth.message(booth.checkpoint(SealClass.P1, false)));
            }
            if (random.nextInt(8) == 0) {
                booth.endEpoch();
            }
        }
        long size = booth.chain(SealClass.P1).size();
        long reached = 0;
        for (int round = 0; reached < size; round++) {
            assertTrue(round < 200, "no progress");
            Collections.shuffle(messages, random);
            for (UpstreamMessage message : messages) {
                rig.send(booth, message);
                reached =
                        Math.max(
                                reached,
                                rig.receipt(booth, SealClass.P1).map(Receipt::getSize).orElse(0L));
            }
            if (random.nextInt(10) == 0) {
                rig.restart();
            }
        }
        rig.send(booth, messages.getFirst());
        rig.send(booth, booth.message(booth.checkpoint(SealClass.P1, true)));
        assertEquals(size, receipt(SealClass.P1).getProvenSize());
        assertTrue(rig.alarms(AlarmKind.FORK).isEmpty());
    }

    @Test
    void twoCopiesOfOneBoothAreAForkWithBothEvidences() throws Exception {
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 2)));
        TestBooth copy = booth.copy();
        List<Envelope> own = booth.seal(SealClass.P1, 1);
        List<Envelope> other = copy.seal(SealClass.P1, 1);
        rig.send(booth, booth.records(own));
        rig.send(booth, copy.records(other));
        assertEquals(
                RefusalReason.REFUSAL_REASON_FORK, rig.refusal(booth).orElseThrow().getReason());
        AlarmRow alarm = rig.alarms(AlarmKind.FORK).getFirst();
        assertEquals(2, alarm.sequence());
        assertEquals(own.getFirst().toByteString(), alarm.expected());
        assertEquals(other.getFirst().toByteString(), alarm.found());
        // what stood first stands
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 1)));
        assertEquals(4, receipt(SealClass.P1).getSize());
    }

    @Test
    void recordOnTopOfAnotherHistoryIsAFork() throws Exception {
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 2)));
        TestBooth copy = booth.copy();
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 1)));
        assertEquals(2, copy.seal(SealClass.P1, 1).getFirst().getSequence());
        copy.endEpoch();
        rig.send(booth, copy.records(copy.seal(SealClass.P1, 1)));
        assertEquals(3, rig.alarms(AlarmKind.FORK).getFirst().sequence());
        // in an epoch whose opening nobody sent, it cannot be told whose the record is
        TestBooth other = booth.copy();
        List<Envelope> two = other.seal(SealClass.P1, 2);
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 1)));
        rig.send(booth, other.records(two.subList(1, 2)));
        assertEquals(4, rig.alarms(AlarmKind.NOT_OPENED).getFirst().sequence());
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 1)));
        assertEquals(5, receipt(SealClass.P1).getSize());
    }

    @Test
    void checkpointOfAnotherTreeIsAFork() throws Exception {
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 2)));
        TestBooth copy = booth.copy();
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 1)));
        List<Envelope> unused = copy.seal(SealClass.P1, 1);
        assertEquals(1, unused.size());
        rig.send(booth, copy.message(copy.checkpoint(SealClass.P1, false)));
        assertEquals(
                RefusalReason.REFUSAL_REASON_FORK, rig.refusal(booth).orElseThrow().getReason());
        assertEquals(3, rig.alarms(AlarmKind.FORK).getFirst().sequence());
    }

    @Test
    void boothThatComesBackSmallerThanProvenIsShutOutUntilCleared() throws Exception {
        TestBooth before = booth.copy();
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 3)));
        rig.send(booth, booth.message(booth.checkpoint(SealClass.P1, false)));
        rig.send(booth, before.hello(NONCE));
        assertTrue(rig.answers.getFirst().hasTime());
        assertEquals(
                RefusalReason.REFUSAL_REASON_ROLLBACK,
                rig.refusal(booth).orElseThrow().getReason());
        assertTrue(rig.receipt(booth, SealClass.P1).isEmpty());
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 1)));
        assertTrue(rig.receipt(booth, SealClass.P1).isEmpty());
        rig.restart();
        rig.send(booth, booth.records(booth.seal(SealClass.P2, 1)));
        assertTrue(rig.receipt(booth, SealClass.P2).isEmpty());
        try (Ledger operator = Ledger.openAsOperator(rig.files())) {
            assertTrue(
                    operator.alarms()
                            .clear(
                                    rig.alarms(AlarmKind.ROLLBACK).getFirst().id(),
                                    "op",
                                    "test",
                                    1));
            operator.commit();
        }
        rig.send(booth, booth.hello(NONCE));
        assertEquals(3, receipt(SealClass.P1).getSize());
    }

    @Test
    void playedBackHelloDoesNotShutTheBoothOut() throws Exception {
        UpstreamMessage old = booth.hello(NONCE);
        rig.send(booth, old);
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 2)));
        rig.send(booth, booth.message(booth.checkpoint(SealClass.P1, false)));
        rig.send(booth, old);
        assertEquals(1, rig.count(Counter.REPLAYED));
        assertTrue(rig.alarms(AlarmKind.ROLLBACK).isEmpty());
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 1)));
        assertEquals(3, receipt(SealClass.P1).getSize());
    }

    /// Who holds the broker can keep a hello from central and send it later, or let another
    /// checkpoint of the same size come in between.
    @Test
    void helloKeptBackAndPlayedLaterDoesNotShutTheBoothOut() throws Exception {
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 1)));
        UpstreamMessage neverArrived = booth.hello(NONCE);
        rig.send(booth, booth.hello(NONCE));
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 2)));
        rig.send(booth, booth.message(booth.checkpoint(SealClass.P1, true)));
        rig.send(booth, neverArrived);
        assertEquals(1, rig.count(Counter.REPLAYED));
        assertTrue(rig.alarms(AlarmKind.ROLLBACK).isEmpty());
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 1)));
        assertEquals(4, receipt(SealClass.P1).getSize());
    }

    /// A dead booth must not look alive because somebody plays its heartbeats back.
    @Test
    void playedBackHeartbeatsDoNotRefreshLastSeen() throws Exception {
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 1)));
        UpstreamMessage first = booth.message(booth.checkpoint(SealClass.P1, false));
        UpstreamMessage second = booth.message(booth.checkpoint(SealClass.P1, false));
        rig.send(booth, first);
        rig.send(booth, second);
        long seen = lastSeenMs();
        assertEquals(rig.wallMs, seen);
        rig.send(booth, first);
        rig.send(booth, second);
        rig.send(booth, first);
        assertEquals(seen, lastSeenMs());
        rig.send(booth, booth.message(booth.checkpoint(SealClass.P1, false)));
        assertEquals(rig.wallMs, lastSeenMs());
    }

    private long lastSeenMs() throws SQLException {
        try (LedgerView view = LedgerView.open(rig.files())) {
            return view.booths().getFirst().lastSeenMs();
        }
    }

    @Test
    void versionThatIsNoPlainTextIsNotKept() throws Exception {
        UpstreamMessage hello = booth.hello(NONCE);
        rig.send(booth, hello);
        UpstreamMessage.Builder escaped = booth.hello(NONCE).toBuilder();
        escaped.getHelloBuilder().setVersion("\u001b[2J9.9");
        rig.send(booth, escaped.build());
        try (LedgerView view = LedgerView.open(rig.files())) {
            assertEquals("test", view.booths().getFirst().version());
        }
    }

    @Test
    void falseSignaturesAndForeignEnvelopesAreAlarmsAndMoveNothing() throws Exception {
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 1)));
        Checkpoint signed = booth.checkpoint(SealClass.P1, true);
        Checkpoint forged = signed.toBuilder().setSize(9).build();
        rig.send(booth, booth.message(forged));
        assertEquals(
                RefusalReason.REFUSAL_REASON_BAD_SIGNATURE,
                rig.refusal(booth).orElseThrow().getReason());
        Envelope next = booth.seal(SealClass.P1, 1).getFirst();
        byte[] flipped = next.getCiphertext().toByteArray();
        flipped[7] ^= 1;
        rig.send(
                booth,
                booth.records(
                        List.of(
                                next.toBuilder()
                                        .setCiphertext(ByteString.copyFrom(flipped))
                                        .build())));
        assertEquals(
                RefusalReason.REFUSAL_REASON_NOT_OPENED,
                rig.refusal(booth).orElseThrow().getReason());
        assertEquals(1, rig.alarms(AlarmKind.BAD_SIGNATURE).size());
        assertEquals(1, rig.alarms(AlarmKind.NOT_OPENED).size());
        rig.send(booth, booth.records(List.of(next)));
        assertEquals(2, receipt(SealClass.P1).getSize());
    }

    @Test
    void declaredLossIsStoredAlarmedAndResumedFrom() throws Exception {
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 3)));
        List<Envelope> lost = booth.seal(SealClass.P1, 4);
        booth.endEpoch();
        rig.send(booth, booth.message(booth.loss(SealClass.P1, 2)));
        assertEquals(7, receipt(SealClass.P1).getSize());
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 2)));
        assertEquals(9, receipt(SealClass.P1).getSize());
        rig.send(booth, booth.message(booth.checkpoint(SealClass.P1, true)));
        assertEquals(9, receipt(SealClass.P1).getProvenSize());
        rig.send(booth, booth.records(lost));
        assertEquals(4, rig.count(Counter.LATE_AFTER_LOSS));
        assertEquals(1, rig.alarms(AlarmKind.DECLARED_LOSS).size());
        try (LedgerView view = LedgerView.open(rig.files())) {
            assertEquals(5, view.recordCount());
            assertEquals(1, view.losses(new ClassKey(booth.id(), SealClass.P1)).size());
        }
    }

    @Test
    void hostileBytesAreCountedAndNothingIsThrown() throws Exception {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("gatehouse.seed=" + seed);
        Random random = new Random(seed);
        byte[] good = booth.records(booth.seal(SealClass.P1, 2)).toByteArray();
        for (int i = 0; i < 400; i++) {
            byte[] bytes = good.clone();
            for (int n = 0; n <= random.nextInt(3); n++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] sent =
                    random.nextBoolean()
                            ? bytes
                            : java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
            rig.offer(booth.id(), sent);
        }
        while (rig.live().step(0) > 0) {
            // works the queue off
        }
        assertEquals(0, rig.count(Counter.GROUPS_FAILED));
        rig.offer(booth.id(), new byte[(1 << 20) + 1]);
        assertEquals(1, rig.count(Counter.TOO_LONG));
        rig.send(booth, UpstreamMessage.parseFrom(good));
        assertEquals(2, receipt(SealClass.P1).getSize());
    }

    @Test
    void strangersAndFalseNamesAreDiscarded() throws Exception {
        rig.offer(new BoothId(42), booth.hello(NONCE).toByteArray());
        rig.offer(
                new BoothId(42),
                booth.message()
                        .setBooth(ByteString.copyFrom(new BoothId(42).bytes()))
                        .build()
                        .toByteArray());
        rig.live().step(0);
        assertEquals(1, rig.count(Counter.BOOTH_MISMATCH));
        assertEquals(1, rig.count(Counter.UNKNOWN_BOOTH));
        assertEquals(List.of("discarded", "discarded"), rig.deliveries);
        assertTrue(rig.answers.isEmpty());
    }

    @Test
    void fullQueueRefuses() throws Exception {
        rig.close();
        rig =
                new ReceiverRig(
                        temp.resolve("full"),
                        new ReceiverLimits(1 << 20, 256, 2, 1 << 24, 8, 4, 500));
        booth = rig.enrol("north-1");
        for (int i = 0; i < 4; i++) {
            rig.offer(booth.id(), booth.records(booth.seal(SealClass.P1, 1)).toByteArray());
        }
        assertEquals(List.of("refused", "refused"), rig.deliveries);
        assertEquals(2, rig.count(Counter.QUEUE_FULL));
        rig.live().step(0);
        assertEquals(List.of("refused", "refused", "done", "done"), rig.deliveries);
    }

    @Test
    void aFaultOfTheProgramCostsTheMessageThatShowsItAndNoOther() throws Exception {
        TestBooth other = rig.enrol("other");
        rig.faultyFor = Optional.of(booth.id());
        rig.answers.clear();
        rig.offer(booth.id(), booth.hello(new byte[SignedBytes.NONCE_BYTES]).toByteArray());
        rig.offer(other.id(), other.hello(new byte[SignedBytes.NONCE_BYTES]).toByteArray());
        assertEquals(2, rig.live().step(0));
        assertEquals(List.of("discarded", "done"), rig.deliveries);
        assertEquals(1, rig.count(Counter.DROPPED_BY_FAULT));
        assertTrue(rig.receipt(other, SealClass.P0).isPresent());
        rig.faultyFor = Optional.empty();
        rig.send(booth, booth.hello(new byte[SignedBytes.NONCE_BYTES]));
        assertTrue(rig.receipt(booth, SealClass.P0).isPresent());
    }

    @Test
    void groupThatCannotBeCommittedIsRefusedAndComesAgain() throws Exception {
        UpstreamMessage message = booth.records(booth.seal(SealClass.P1, 2));
        java.nio.file.Files.writeString(rig.files().heads(), "not a head line\n");
        rig.send(booth, booth.records(List.of()));
        rig.deliveries.clear();
        rig.send(booth, message);
        assertEquals(2, receipt(SealClass.P1).getSize());
        rig.send(booth, booth.message(booth.checkpoint(SealClass.P1, false)));
        assertEquals(List.of("done", "refused"), rig.deliveries);
        assertTrue(rig.answers.isEmpty());
        assertEquals(1, rig.count(Counter.GROUPS_FAILED));
        java.nio.file.Files.writeString(rig.files().heads(), "");
        rig.send(booth, booth.message(booth.checkpoint(SealClass.P1, false)));
        assertEquals(2, receipt(SealClass.P1).getProvenSize());
    }
}
