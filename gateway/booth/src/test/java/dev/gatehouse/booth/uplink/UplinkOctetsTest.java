package dev.gatehouse.booth.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.proto.v1.DownstreamMessage;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.RefusalReason;
import dev.gatehouse.proto.v1.UpstreamMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the uplink leaves out, when it must not, and what it waits for.
class UplinkOctetsTest extends ScriptedUplink {
    private List<Envelope> sentOf(SealClass sealClass) {
        return central.published.stream()
                .map(Script::envelopes)
                .filter(batch -> !batch.isEmpty())
                .filter(batch -> batch.getFirst().getRecordClass() == sealClass.wire())
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void onlyTheFirstOfAConnectionGoesWholeAndWhatIsSentAgain() throws Exception {
        rig.append(RecordClass.P0, 2);
        live();
        List<Envelope> sent = sentOf(SealClass.P0);
        assertTrue(sent.getFirst().hasPreviousLeaf() && sent.getFirst().hasEpoch());
        assertFalse(sent.get(1).hasPreviousLeaf() || sent.get(1).hasEpoch());
        assertFalse(sent.get(1).hasSequence() || sent.get(1).hasRecordClass());
        var _ = central.batches();
        rig.append(RecordClass.P0, 1);
        turn();
        assertFalse(sentOf(SealClass.P0).getFirst().hasPreviousLeaf());
        assertEquals("P0 2+1", central.batches().getFirst());
        pass(5_100);
        assertTrue(sentOf(SealClass.P0).getFirst().hasPreviousLeaf());
        assertEquals("P0 0+3", central.batches().getFirst());
        central.lose();
        turn();
        pass(Uplink.BACK_OFF_MAX_MS);
        live();
        assertTrue(sentOf(SealClass.P0).getFirst().hasPreviousLeaf());
    }

    @Test
    void whatCentralCouldNotOpenIsSentWholeAfterThePause() throws Exception {
        rig.append(RecordClass.P0, 2);
        live();
        central.receipted(SealClass.P0, 2);
        turn();
        var _ = central.batches();
        rig.append(RecordClass.P0, 1);
        turn();
        assertFalse(sentOf(SealClass.P0).getFirst().hasPreviousLeaf());
        var _ = central.batches();
        central.refuse(SealClass.P0, RefusalReason.REFUSAL_REASON_NOT_OPENED, 2);
        turn();
        pass(5_100);
        assertTrue(sentOf(SealClass.P0).getFirst().hasPreviousLeaf());
        assertEquals("P0 2+1", central.batches().getFirst());
    }

    @Test
    void recordsGatherForAMomentAndAlarmsDoNot() throws Exception {
        rig.append(RecordClass.P1, 1);
        live();
        pass(1_000);
        pass(1_000);
        var _ = central.batches();
        rig.appendQuickly(RecordClass.P1, 1);
        turn();
        assertEquals(1, central.batches().size(), "one by itself leaves at once");
        rig.appendQuickly(RecordClass.P1, 1);
        turn();
        rig.appendQuickly(RecordClass.P1, 1);
        rig.appendQuickly(RecordClass.P0, 1);
        turn();
        assertEquals(List.of("P0 0+1"), central.batches());
        pass(200);
        assertTrue(central.batches().getFirst().endsWith("+2"));
        rig.appendQuickly(RecordClass.P1, Outgoing.BATCH_RECORDS_MAX);
        turn();
        assertTrue(
                central.batches().getFirst().endsWith("+" + Outgoing.BATCH_RECORDS_MAX),
                "a full one does not wait");
    }

    @Test
    void aReceiptWithoutItsRootHoldsOverTheBoothsOwnOnly() throws Exception {
        rig.append(RecordClass.P0, 3);
        live();
        pass(1_000);
        Receipt other = central.receipt(SealClass.P0, 3).toBuilder().clearRoot().build();
        central.answer(DownstreamMessage.newBuilder().setReceipt(other));
        turn();
        assertEquals(1, uplink.status().distrusted(), "signed over another tree");
        assertEquals(0, rig.core().journal().cursor(RecordClass.P0));
        byte[] root =
                central.published.stream()
                        .filter(UpstreamMessage::hasHello)
                        .toList()
                        .getLast()
                        .getHello()
                        .getCheckpoints(0)
                        .getRoot()
                        .toByteArray();
        Receipt same =
                central
                        .signer
                        .receipt(rig.keys.id(), SealClass.P0, 3, root, rig.wallMs.get(), 3)
                        .toBuilder()
                        .clearRoot()
                        .build();
        central.answer(DownstreamMessage.newBuilder().setReceipt(same));
        turn();
        assertEquals(3, rig.core().journal().cursor(RecordClass.P0));
    }
}
