package dev.gatehouse.central.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatehouse.central.ledger.AlarmKind;
import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.central.prove.LedgerProof;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.core.seal.SignedBytes;
import dev.gatehouse.proto.v1.Bundle;
import dev.gatehouse.proto.v1.DownstreamMessage;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.RefusalReason;
import dev.gatehouse.proto.v1.UpstreamMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Envelopes that leave out what follows from the record before them: the ledger holds them whole,
/// and what does not follow is refused.
final class AbridgedTest {
    @TempDir Path temp;
    private ReceiverRig rig;
    private TestBooth booth;
    private final Map<SealClass, List<Envelope>> sealed = new EnumMap<>(SealClass.class);

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

    private List<Envelope> seal(SealClass sealClass, int count) {
        List<Envelope> envelopes = booth.seal(sealClass, count);
        sealed.computeIfAbsent(sealClass, _ -> new ArrayList<>()).addAll(envelopes);
        return envelopes;
    }

    private void send(List<Envelope> envelopes) throws Exception {
        rig.send(booth, booth.records(envelopes));
    }

    private long receipted(SealClass sealClass) {
        return rig.receipt(booth, sealClass).map(Receipt::getSize).orElse(-1L);
    }

    private RefusalReason refused() {
        return rig.refusal(booth).orElseThrow().getReason();
    }

    /// The ledger has every record as it was sealed, and proves.
    private void assertWhole() throws Exception {
        assertStored();
        assertEquals(
                List.of(),
                new LedgerProof(rig.files(), rig.keys, (_, _, _) -> {})
                        .prove(Optional.empty())
                        .findings());
    }

    private void assertStored() throws SQLException {
        for (Map.Entry<SealClass, List<Envelope>> one : sealed.entrySet()) {
            for (Envelope envelope : one.getValue()) {
                assertEquals(
                        envelope.toByteString(),
                        rig.ledger
                                .record(
                                        new ClassKey(booth.id(), one.getKey()),
                                        envelope.getSequence())
                                .orElseThrow()
                                .envelope());
            }
        }
    }

    @Test
    void theLedgerHoldsThemAsTheyWereSealedThroughEpochsAndRestarts() throws Exception {
        for (int round = 0; round < 6; round++) {
            List<Envelope> mixed = new ArrayList<>(seal(SealClass.P0, 2));
            mixed.addAll(seal(SealClass.P1, 3));
            mixed.addAll(seal(SealClass.P2, 1));
            List<Envelope> shorter = booth.abridged(mixed);
            assertTrue(
                    round == 0 || shorter.stream().noneMatch(Envelope::hasPreviousLeaf),
                    "nothing left out");
            assertEquals(3, shorter.stream().filter(Envelope::hasSequence).count());
            rig.send(booth, booth.bundle(shorter, booth.beat()));
            assertEquals(3L * (round + 1), receipted(SealClass.P1));
            if (round == 2) {
                booth.endEpoch();
            }
            if (round == 3) {
                rig.restart();
            }
        }
        assertEquals(0, rig.count(Counter.NOT_OPENED));
        assertWhole();
    }

    @Test
    void aRecordOnAnotherHistoryDoesNotOpenAndIsAForkOnceItComesWhole() throws Exception {
        send(booth.abridged(seal(SealClass.P1, 2)));
        TestBooth copy = booth.copy();
        send(booth.abridged(seal(SealClass.P1, 1)));
        send(booth.abridged(seal(SealClass.P1, 1)));
        // central knows the copy's epoch by another class
        send(copy.seal(SealClass.P2, 1));
        var _ = copy.seal(SealClass.P1, 2);
        List<Envelope> next = copy.seal(SealClass.P1, 1);
        send(copy.abridged(next));
        assertEquals(RefusalReason.REFUSAL_REASON_NOT_OPENED, refused());
        assertEquals(1, rig.alarms(AlarmKind.NOT_OPENED).size());
        assertEquals(0, rig.alarms(AlarmKind.FORK).size());
        send(next);
        assertEquals(RefusalReason.REFUSAL_REASON_FORK, refused());
        assertEquals(1, rig.alarms(AlarmKind.FORK).size());
        assertStored();
    }

    @Test
    void aSequenceTakenByACopyOfTheBoothIsAForkAtOnce() throws Exception {
        send(booth.abridged(seal(SealClass.P1, 2)));
        TestBooth copy = booth.copy();
        List<Envelope> other = copy.seal(SealClass.P1, 1);
        send(booth.abridged(seal(SealClass.P1, 1)));
        // the copy has an epoch of its own, which its envelope brings
        send(copy.abridged(other));
        assertEquals(RefusalReason.REFUSAL_REASON_FORK, refused());
        // and the booth's own records, when the copy was first
        TestBooth second = booth.copy();
        send(seal(SealClass.P1, 1));
        List<Envelope> own = second.seal(SealClass.P1, 1);
        Envelope shortest = own.getFirst().toBuilder().clearPreviousLeaf().build();
        send(List.of(shortest));
        assertEquals(RefusalReason.REFUSAL_REASON_FORK, refused());
        assertEquals(2, rig.count(Counter.FORKS));
        assertStored();
    }

    @Test
    void aFirstOneWithoutItsPlaceIsMalformedAndSoAreThoseBehindIt() throws Exception {
        send(booth.abridged(seal(SealClass.P1, 2)));
        List<Envelope> good = seal(SealClass.P1, 3);
        List<Envelope> shorter = booth.abridged(good);
        send(shorter.subList(1, 3));
        assertEquals(2, rig.count(Counter.MALFORMED));
        assertTrue(rig.answers.isEmpty());
        Envelope last = shorter.getFirst().toBuilder().setSequence(Long.MAX_VALUE).build();
        send(List.of(last, shorter.get(1)));
        assertEquals(3, rig.count(Counter.MALFORMED), "no sequence behind the largest");
        send(shorter);
        assertEquals(5, receipted(SealClass.P1));
        assertWhole();
    }

    @Test
    void aPlaceInAnotherClassDoesNotOpen() throws Exception {
        send(booth.abridged(seal(SealClass.P0, 2)));
        send(booth.abridged(seal(SealClass.P1, 2)));
        List<Envelope> alarm = booth.abridged(seal(SealClass.P0, 1));
        List<Envelope> record = booth.abridged(seal(SealClass.P1, 1));
        send(
                List.of(
                        alarm.getFirst(),
                        record.getFirst().toBuilder().clearRecordClass().clearSequence().build()));
        assertEquals(3, receipted(SealClass.P0));
        assertEquals(RefusalReason.REFUSAL_REASON_NOT_OPENED, refused());
        send(record);
        assertEquals(3, receipted(SealClass.P1));
        assertWhole();
    }

    @Test
    void aFalseEpochOrAPartOfItDoesNotOpen() throws Exception {
        List<Envelope> first = seal(SealClass.P1, 2);
        send(booth.abridged(first));
        Envelope good = booth.abridged(seal(SealClass.P1, 1)).getFirst();
        long epoch = first.getFirst().getEpoch();
        List<Envelope> bad =
                List.of(
                        good.toBuilder().setEpoch(epoch).build(),
                        good.toBuilder().setEpoch(epoch + 1).build(),
                        good.toBuilder().setVersion(1).setSuite(1).setSchema(1).build(),
                        good.toBuilder().setPreviousLeaf(ByteString.EMPTY).build(),
                        good.toBuilder()
                                .setPreviousLeaf(ByteString.copyFrom(new byte[32]))
                                .build());
        for (Envelope one : bad) {
            send(List.of(one));
            assertEquals(RefusalReason.REFUSAL_REASON_NOT_OPENED, refused());
        }
        assertEquals(bad.size(), rig.count(Counter.NOT_OPENED));
        send(List.of(good));
        assertEquals(3, receipted(SealClass.P1));
        assertWhole();
    }

    @Test
    void behindADeclaredLossTheFirstOneMustBeWhole() throws Exception {
        send(booth.abridged(seal(SealClass.P1, 2)));
        booth.endEpoch();
        var _ = booth.seal(SealClass.P1, 2);
        rig.send(booth, booth.message(booth.loss(SealClass.P1, 2)));
        List<Envelope> next = booth.seal(SealClass.P1, 1);
        Envelope shortest =
                next.getFirst().toBuilder()
                        .clearPreviousLeaf()
                        .clearVersion()
                        .clearSuite()
                        .clearEpoch()
                        .clearSchema()
                        .build();
        send(List.of(shortest));
        assertEquals(RefusalReason.REFUSAL_REASON_NOT_OPENED, refused());
        assertEquals(0, rig.count(Counter.GROUPS_FAILED));
    }

    @Test
    void aGapIsAGapAndARepeatIsARepeat() throws Exception {
        List<Envelope> first = booth.abridged(seal(SealClass.P1, 2));
        send(first);
        List<Envelope> second = booth.abridged(seal(SealClass.P1, 2));
        List<Envelope> third = booth.abridged(seal(SealClass.P1, 2));
        send(third);
        assertEquals(RefusalReason.REFUSAL_REASON_GAP, refused());
        assertEquals(2, rig.refusal(booth).orElseThrow().getExpectedSequence());
        send(second);
        send(third);
        for (List<Envelope> again : List.of(first, second, third)) {
            send(again);
            assertEquals(6, receipted(SealClass.P1));
        }
        assertEquals(6, rig.count(Counter.REPEATS));
        assertEquals(0, rig.count(Counter.FORKS));
        assertWhole();
    }

    @Test
    void aReceiptLeavesOutTheRootThatABeatHasJustProvenAndARepeatBringsIt() throws Exception {
        UpstreamMessage message = booth.bundle(booth.abridged(seal(SealClass.P1, 2)), booth.beat());
        rig.send(booth, message);
        assertFalse(rig.answers.getFirst().getReceipt().hasRoot());
        assertEquals(2, receipted(SealClass.P1), "holds over the booth's own root");
        rig.send(booth, message);
        assertEquals(
                List.of(true),
                rig.answers.stream()
                        .filter(DownstreamMessage::hasReceipt)
                        .map(answer -> answer.getReceipt().hasRoot())
                        .toList());
        send(booth.abridged(seal(SealClass.P1, 1)));
        assertTrue(rig.answers.getFirst().getReceipt().hasRoot(), "no beat came with it");
        rig.send(booth, booth.hello(new byte[SignedBytes.NONCE_BYTES]));
        assertTrue(
                rig.answers.stream()
                        .filter(DownstreamMessage::hasReceipt)
                        .allMatch(answer -> answer.getReceipt().hasRoot()));
    }

    /// Octets changed at random in abridged messages: nothing of it enters the ledger, and the
    /// booth's own records still do.
    @Test
    void alteredOnesNeverEnterTheLedger() throws Exception {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("gatehouse.seed=" + seed);
        Random random = new Random(seed);
        send(booth.abridged(seal(SealClass.P1, 2)));
        int parsed = 0;
        for (int round = 0; round < 40; round++) {
            byte[] good =
                    Bundle.newBuilder()
                            .addAllEnvelopes(booth.abridged(seal(SealClass.P1, 3)))
                            .build()
                            .toByteArray();
            for (int i = 0; i < 5; i++) {
                byte[] bad = good.clone();
                bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
                try {
                    rig.send(booth, booth.message().setBundle(Bundle.parseFrom(bad)).build());
                    parsed++;
                } catch (InvalidProtocolBufferException e) {
                    // no message: the receiver's parser stops it as well
                }
            }
            rig.send(booth, booth.message().setBundle(Bundle.parseFrom(good)).build());
            assertEquals(5L + 3L * round, receipted(SealClass.P1));
        }
        assertTrue(parsed > 50, "hardly anything parsed");
        assertEquals(0, rig.count(Counter.GROUPS_FAILED));
        assertEquals(0, rig.count(Counter.FORKS));
        assertWhole();
    }
}
