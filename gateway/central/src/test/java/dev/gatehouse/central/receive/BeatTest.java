package dev.gatehouse.central.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.gatehouse.central.ledger.AlarmKind;
import dev.gatehouse.central.ledger.LedgerView;
import dev.gatehouse.central.prove.LedgerProof;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.core.seal.SignedBytes;
import dev.gatehouse.core.seal.Verification;
import dev.gatehouse.core.seal.Verifying;
import dev.gatehouse.proto.v1.Beat;
import dev.gatehouse.proto.v1.Bundle;
import dev.gatehouse.proto.v1.DownstreamMessage;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.RefusalReason;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One signature over all classes, without hashes: what it proves, and what it cannot.
final class BeatTest {
    @TempDir Path temp;
    private ReceiverRig rig;
    private TestBooth booth;

    @BeforeEach
    void start() throws Exception {
        rig = new ReceiverRig(temp.resolve("home"));
        booth = rig.enrol("north-1");
        rig.send(booth, booth.hello(new byte[SignedBytes.NONCE_BYTES]));
    }

    @AfterEach
    void end() throws IOException, SQLException {
        rig.close();
    }

    private void assertProved() throws Exception {
        assertEquals(
                List.of(),
                new LedgerProof(rig.files(), rig.keys, (_, _, _) -> {})
                        .prove(Optional.empty())
                        .findings());
    }

    private long receipts() {
        return rig.answers.stream().filter(DownstreamMessage::hasReceipt).count();
    }

    @Test
    void recordsTheirProofAndTheTimeTakeOneMessageAndOneReceipt() throws Exception {
        List<Envelope> records = booth.seal(SealClass.P1, 3);
        byte[] nonce = new byte[SignedBytes.NONCE_BYTES];
        rig.send(
                booth,
                booth.message()
                        .setBundle(
                                Bundle.newBuilder()
                                        .addAllEnvelopes(records)
                                        .setBeat(booth.beat())
                                        .setTimeNonce(ByteString.copyFrom(nonce)))
                        .build());
        assertEquals(2, rig.answers.size());
        assertEquals(
                Verification.VALID,
                Verifying.signedTime(rig.answers.getFirst().getTime(), nonce, booth.keys));
        var receipt = rig.receipt(booth, SealClass.P1).orElseThrow();
        assertEquals(3, receipt.getSize());
        assertEquals(3, receipt.getProvenSize());
        assertProved();
    }

    @Test
    void aBeatBeforeAnyGreetingIsProvenToo() throws Exception {
        TestBooth second = rig.enrol("north-2");
        rig.send(second, second.bundle(second.seal(SealClass.P1, 1), second.beat()));
        assertEquals(1, rig.receipt(second, SealClass.P1).orElseThrow().getProvenSize());
        assertEquals(3, receipts());
        assertProved();
    }

    @Test
    void anIdleBoothIsProvenAnewAndNotAnswered() throws Exception {
        rig.send(booth, booth.bundle(booth.seal(SealClass.P0, 2), booth.beat()));
        rig.send(booth, booth.bundle(booth.seal(SealClass.P2, 1), booth.beat()));
        for (int i = 0; i < 3; i++) {
            rig.send(booth, booth.bundle(List.of(), booth.beat()));
            assertEquals(0, receipts());
        }
        assertEquals(5, rig.count(Counter.BEATS));
        rig.restart();
        rig.send(booth, booth.bundle(booth.seal(SealClass.P0, 1), booth.beat()));
        assertEquals(3, rig.receipt(booth, SealClass.P0).orElseThrow().getProvenSize());
        assertProved();
    }

    @Test
    void aBeatAheadOfItsRecordsProvesNothingAndCentralAsks() throws Exception {
        rig.send(booth, booth.bundle(booth.seal(SealClass.P1, 2), booth.beat()));
        List<Envelope> withheld = booth.seal(SealClass.P1, 3);
        rig.send(booth, booth.bundle(List.of(), booth.beat()));
        assertEquals(1, rig.count(Counter.BEATS_EARLY));
        var refusal = rig.refusal(booth).orElseThrow();
        assertEquals(RefusalReason.REFUSAL_REASON_GAP, refusal.getReason());
        assertEquals(2, refusal.getExpectedSequence());
        rig.send(booth, booth.bundle(withheld, booth.beat()));
        assertEquals(5, rig.receipt(booth, SealClass.P1).orElseThrow().getProvenSize());
        assertProved();
    }

    @Test
    void aTailThatIsStatedAndDoesNotComeIsAGapUntilItDoes() throws Exception {
        rig.send(booth, booth.bundle(booth.seal(SealClass.P1, 2), booth.beat()));
        List<Envelope> withheld = new ArrayList<>(booth.seal(SealClass.P0, 1));
        withheld.addAll(booth.seal(SealClass.P1, 3));
        rig.send(booth, booth.bundle(List.of(), booth.beat()));
        assertEquals(2, rig.answers.stream().filter(DownstreamMessage::hasRefusal).count());
        rig.nanos += 20_000_000_000L;
        rig.send(booth, booth.bundle(List.of(), booth.beat()));
        assertEquals(0, rig.alarms(AlarmKind.GAP).size());
        rig.nanos += 10_000_000_000L;
        rig.send(booth, booth.bundle(List.of(), booth.beat()));
        assertEquals(
                List.of(0L, 2L),
                rig.alarms(AlarmKind.GAP).stream().map(a -> a.sequence()).sorted().toList());
        rig.send(booth, booth.bundle(withheld, booth.beat()));
        assertTrue(rig.alarms(AlarmKind.GAP).stream().allMatch(a -> !a.open()));
        assertProved();
    }

    @Test
    void aForkShowsInTheGreetingThatFollowsTheRefusal() throws Exception {
        rig.send(booth, booth.bundle(booth.seal(SealClass.P1, 2), booth.beat()));
        TestBooth copy = booth.copy();
        rig.send(booth, booth.bundle(booth.seal(SealClass.P1, 1), booth.beat()));
        var _ = copy.seal(SealClass.P1, 1);
        rig.send(booth, copy.bundle(List.of(), copy.beat()));
        assertEquals(
                RefusalReason.REFUSAL_REASON_BEAT_NOT_PROVEN,
                rig.refusal(booth).orElseThrow().getReason());
        assertEquals(3, rig.receipt(booth, SealClass.P1).map(r -> r.getSize()).orElse(3L));
        rig.send(booth, copy.hello(new byte[SignedBytes.NONCE_BYTES]));
        assertEquals(1, rig.alarms(AlarmKind.FORK).size());
    }

    private long lastSeenMs() throws SQLException {
        try (LedgerView view = LedgerView.open(rig.files())) {
            return view.booths().getFirst().lastSeenMs();
        }
    }

    /// Only one class has grown since; the others' proofs alone would make the beat a new one.
    @Test
    void anOldBeatIsNoSignOfLife() throws Exception {
        rig.send(booth, booth.bundle(booth.seal(SealClass.P1, 2), booth.beat()));
        Beat withheld = booth.beat();
        rig.send(booth, booth.records(booth.seal(SealClass.P1, 2)));
        rig.send(booth, booth.message(booth.checkpoint(SealClass.P1, false)));
        long seen = lastSeenMs();
        rig.send(booth, booth.bundle(List.of(), withheld));
        assertEquals(1, rig.count(Counter.BEATS_BEHIND));
        assertEquals(seen, lastSeenMs());
        assertTrue(rig.answers.stream().noneMatch(DownstreamMessage::hasRefusal), "no doubt");
        rig.send(booth, booth.bundle(List.of(), booth.beat()));
        assertEquals(rig.wallMs, lastSeenMs());
        assertProved();
    }

    /// Put back to an old disk it signs anew, and what it signs is true of the old tree.
    @Test
    void aBoothPutBackIsNoSignOfLifeAndItsGreetingTells() throws Exception {
        rig.send(booth, booth.bundle(booth.seal(SealClass.P1, 2), booth.beat()));
        TestBooth copy = booth.copy();
        rig.send(booth, booth.bundle(booth.seal(SealClass.P1, 1), booth.beat()));
        long seen = lastSeenMs();
        for (int i = 0; i < 5; i++) {
            var _ = copy.beat(); // its clock goes on
        }
        rig.send(booth, copy.bundle(List.of(), copy.beat()));
        assertEquals(1, rig.count(Counter.BEATS_BEHIND));
        assertEquals(seen, lastSeenMs());
        assertEquals(
                RefusalReason.REFUSAL_REASON_BEAT_NOT_PROVEN,
                rig.refusal(booth).orElseThrow().getReason());
        rig.send(booth, copy.hello(new byte[SignedBytes.NONCE_BYTES]));
        assertEquals(1, rig.alarms(AlarmKind.ROLLBACK).size());
    }

    @Test
    void anOldBeatMovesNothingBackAndAMalformedOneIsCounted() throws Exception {
        rig.send(booth, booth.bundle(booth.seal(SealClass.P1, 2), booth.beat()));
        Beat old = booth.beat();
        rig.send(booth, booth.bundle(booth.seal(SealClass.P1, 2), booth.beat()));
        rig.send(booth, booth.bundle(List.of(), old));
        rig.send(booth, booth.bundle(booth.seal(SealClass.P1, 1), booth.beat()));
        assertEquals(5, rig.receipt(booth, SealClass.P1).orElseThrow().getProvenSize());
        rig.send(booth, booth.bundle(List.of(), Beat.getDefaultInstance()));
        assertEquals(1, rig.count(Counter.MALFORMED));
        assertTrue(rig.answers.isEmpty());
        assertProved();
    }
}
