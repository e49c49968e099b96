package dev.gatehouse.booth.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.proto.v1.DownstreamMessage;
import dev.gatehouse.proto.v1.RefusalReason;
import dev.gatehouse.proto.v1.SignedTime;
import dev.gatehouse.proto.v1.UpstreamMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class UplinkTest extends ScriptedUplink {
    private long durable(RecordClass recordClass) {
        return rig.core().journal().durable(recordClass);
    }

    @Test
    void nothingIsSentBeforeCentralsTimeIsBelieved() throws Exception {
        rig.append(RecordClass.P0, 3);
        turn();
        turn();
        assertEquals(Uplink.Stage.GREETING, uplink.status().stage());
        assertEquals(1, central.published.size());
        assertEquals(3, central.published.getFirst().getHello().getCheckpointsCount());
        live();
        assertTrue(rig.time.isConfirmed());
        assertEquals("P0 0+3", central.batches().getFirst());
    }

    @Test
    void aTimeOfAnotherNonceOrTwiceIsNotBelieved() throws Exception {
        turn();
        SignedTime other = central.signer.time(rig.keys.id(), new byte[16], rig.wallMs.get());
        central.answer(DownstreamMessage.newBuilder().setTime(other));
        turn();
        assertEquals(Uplink.Stage.GREETING, uplink.status().stage());
        SignedTime good = central.time();
        for (int i = 0; i < 50; i++) {
            central.answer(DownstreamMessage.newBuilder().setTime(good));
        }
        uplink.dutyCycle(0);
        assertEquals(Uplink.Stage.LIVE, uplink.status().stage());
        assertEquals(50, uplink.status().distrusted(), "one of another nonce, 49 copies");
    }

    @Test
    void alarmsGoFirstInBatchesWithinTheWindow() throws Exception {
        rig.append(RecordClass.P2, 10);
        rig.append(RecordClass.P1, 150);
        rig.append(RecordClass.P0, 70);
        central.inFlight = Uplink.WINDOW;
        live();
        assertEquals(List.of(), central.batches());
        central.inFlight = 0;
        turn();
        List<String> sent = central.batches();
        assertEquals(List.of("P0 0+64", "P0 64+6", "P1 0+64"), sent.subList(0, 3));
        assertEquals("P2 0+10", sent.getLast());
    }

    @Test
    void onlyAReceiptMovesTheCursorAndAForgedOneDoesNot() throws Exception {
        rig.append(RecordClass.P0, 5);
        live();
        central.answer(
                DownstreamMessage.newBuilder()
                        .setReceipt(
                                central.receipt(SealClass.P0, 3).toBuilder()
                                        .setSize(5)
                                        .setProvenSize(5)));
        central.raw(new byte[] {1, 2, 3});
        turn();
        assertEquals(2, uplink.status().distrusted());
        assertEquals(0, rig.core().journal().cursor(RecordClass.P0));
        central.receipted(SealClass.P0, 3);
        turn();
        assertEquals(3, rig.core().journal().cursor(RecordClass.P0));
        assertFalse(uplink.drained());
        central.receipted(SealClass.P0, 5);
        central.receipted(SealClass.P1, durable(RecordClass.P1));
        turn();
        assertTrue(uplink.drained());
    }

    @Test
    void withoutAReceiptItIsSentAgainAndOldReceiptsDoNotPutThatOff() throws Exception {
        rig.append(RecordClass.P0, 5);
        live();
        central.receipted(SealClass.P0, 2);
        turn();
        assertTrue(central.batches().contains("P0 0+5"));
        for (int i = 0; i < 5; i++) {
            central.receipted(SealClass.P0, 2);
            pass(1_100);
        }
        assertTrue(central.batches().contains("P0 2+3"));
        assertTrue(uplink.status().resends() >= 1);
    }

    @Test
    void aGapIsFilledFromWhereCentralStands() throws Exception {
        rig.append(RecordClass.P0, 9);
        live();
        central.receipted(SealClass.P0, 9);
        turn();
        var _ = central.batches();
        central.refuse(SealClass.P0, RefusalReason.REFUSAL_REASON_GAP, 4);
        turn();
        assertEquals(List.of("P0 4+5"), central.batches(), "a ledger that was restored");
    }

    @Test
    void whatCentralRefusesWaitsForTheNextGreetingAndHoldsUpNoOther() throws Exception {
        rig.append(RecordClass.P0, 2);
        live();
        var _ = central.batches();
        central.refuse(SealClass.P0, RefusalReason.REFUSAL_REASON_NOT_OPENED, 1);
        turn();
        rig.append(RecordClass.P0, 1);
        rig.append(RecordClass.P1, 1);
        turn();
        assertTrue(central.batches().stream().allMatch(batch -> batch.startsWith("P1")));
        assertEquals(1L, uplink.status().refusals().get("REFUSAL_REASON_NOT_OPENED"));
        for (int i = 0; i < 13; i++) {
            pass(5_000);
            central.receipted(SealClass.P1, durable(RecordClass.P1));
            if (central.published.stream().anyMatch(Script::asksTime)) {
                central.answer(DownstreamMessage.newBuilder().setTime(central.time()));
            }
        }
        assertTrue(central.batches().stream().anyMatch(batch -> batch.startsWith("P0")));
        assertEquals(0, uplink.status().lossesDeclared(), "central's word alone loses nothing");
    }

    @Test
    void aBeatThatIsNotProvenIsGreetedForAndStopsNoAlarm() throws Exception {
        rig.append(RecordClass.P0, 2);
        live();
        central.receipted(SealClass.P0, 2);
        pass(6_000);
        var _ = central.batches();
        central.published.clear();
        central.refuse(SealClass.P0, RefusalReason.REFUSAL_REASON_BEAT_NOT_PROVEN, 2);
        turn();
        assertTrue(central.published.stream().anyMatch(UpstreamMessage::hasHello));
        rig.append(RecordClass.P0, 1);
        turn();
        assertTrue(central.batches().contains("P0 2+1"));
    }

    @Test
    void refusalsThatKeepComingDoNotPutTheEndOfThePauseOff() throws Exception {
        rig.append(RecordClass.P0, 2);
        live();
        central.receipted(SealClass.P0, 2);
        turn();
        rig.append(RecordClass.P0, 1);
        var _ = central.batches();
        for (int i = 0; i < 8; i++) {
            central.refuse(SealClass.P0, RefusalReason.REFUSAL_REASON_BAD_SIGNATURE, 2);
            pass(1_000);
        }
        assertTrue(central.batches().contains("P0 2+1"));
    }

    @Test
    void aReceiptBeyondTheDiskStopsTheClass() throws Exception {
        rig.append(RecordClass.P0, 2);
        live();
        var _ = central.batches();
        central.receipted(SealClass.P0, 100);
        turn();
        assertEquals(0, rig.core().journal().cursor(RecordClass.P0));
        rig.append(RecordClass.P0, 1);
        turn();
        assertTrue(central.batches().stream().noneMatch(batch -> batch.startsWith("P0")));
    }

    @Test
    void itComesBackWithGrowingPausesThroughAllAddresses() throws Exception {
        central.refuseConnections = true;
        long started = rig.nanos.get();
        for (int i = 0; i < 3_000 && central.connects.size() < 12; i++) {
            pass(100);
        }
        long tookMs = (rig.nanos.get() - started) / 1_000_000;
        assertEquals(12, central.connects.size());
        assertEquals(List.of("tcp://one:1", "tcp://two:2"), central.connects.subList(0, 2));
        assertTrue(tookMs > 60_000 && tookMs < 300_000, () -> "took " + tookMs);
        central.refuseConnections = false;
        pass(Uplink.BACK_OFF_MAX_MS);
        live();
    }

    @Test
    void aLostConnectionIsLeftAndItsLateEndDoesNotEndTheNext() throws Exception {
        live();
        central.lose();
        turn();
        assertEquals(Uplink.Stage.DISCONNECTED, uplink.status().stage());
        pass(Uplink.BACK_OFF_MAX_MS);
        assertEquals(2, central.connects.size());
        live();
    }

    @Test
    void aCentralThatNoLongerAnswersIsLeft() throws Exception {
        turn();
        pass(Uplink.GREETING_NANOS / 1_000_000 + 1);
        assertEquals(Uplink.Stage.DISCONNECTED, uplink.status().stage());
        pass(Uplink.BACK_OFF_MAX_MS);
        live();
        for (int i = 0; i < 6; i++) {
            pass(10_100);
        }
        assertEquals(Uplink.Stage.LIVE, uplink.status().stage());
        pass(Uplink.GREETING_NANOS / 1_000_000 + 200);
        assertEquals(Uplink.Stage.DISCONNECTED, uplink.status().stage());
    }

    @Test
    void aHelloThatFoundNoRoomIsAskedForAgain() throws Exception {
        uplink.dutyCycle(0);
        rig.takeInboxAway();
        uplink.dutyCycle(0);
        assertEquals(0, central.published.size());
        for (int i = 0; i < 8; i++) {
            rig.cycle();
        }
        pass(1_100);
        turn();
        assertTrue(central.published.stream().anyMatch(UpstreamMessage::hasHello));
    }

    @Test
    void aCheckpointWaitsUntilWhatItCoversWasSent() throws Exception {
        rig.append(RecordClass.P0, 3);
        central.inFlight = Uplink.WINDOW;
        live();
        pass(2_000);
        assertFalse(proves(3));
        central.inFlight = 0;
        turn();
        assertTrue(proves(3));
    }

    @Test
    void oneClassThatLagsHoldsUpNoProofOfTheOthers() throws Exception {
        rig.append(RecordClass.P0, 3);
        live();
        central.receipted(SealClass.P0, 3);
        turn();
        central.refuse(SealClass.P2, RefusalReason.REFUSAL_REASON_FORK, 0);
        turn();
        rig.append(RecordClass.P2, 5);
        rig.append(RecordClass.P0, 1);
        turn();
        central.published.clear();
        for (int i = 0; i < 10; i++) {
            pass(1_000);
        }
        assertTrue(provesPlainly(4), "alarms");
        assertTrue(
                central.published.stream()
                        .noneMatch(message ->
                                message.getBundle().hasBeat()
                                        || message.getCheckpoint().getRecordClass()
                                                == SealClass.P2.wire()));
        assertTrue(
                central.published.stream().filter(UpstreamMessage::hasCheckpoint).count() <= 6,
                "no oftener than beats");
    }

    @Test
    void oneClassThatSomebodySuppressesHoldsUpNoProofOfTheOthers() throws Exception {
        rig.append(RecordClass.P0, 3);
        rig.append(RecordClass.P1, 1);
        live();
        central.published.clear();
        for (int i = 0; i < 4; i++) {
            central.receipted(SealClass.P0, 3);
            pass(1_000);
        }
        assertTrue(provesPlainly(3), "P1 has no receipt");
    }

    private boolean provesPlainly(long alarms) {
        return central.published.stream()
                .map(UpstreamMessage::getCheckpoint)
                .anyMatch(checkpoint ->
                        checkpoint.getRecordClass() == SealClass.P0.wire()
                                && checkpoint.getSize() == alarms
                                && !checkpoint.hasMlDsa44());
    }

    private boolean proves(long size) {
        return central.published.stream()
                .anyMatch(message ->
                        message.hasCheckpoint() && message.getCheckpoint().getSize() == size);
    }
}
