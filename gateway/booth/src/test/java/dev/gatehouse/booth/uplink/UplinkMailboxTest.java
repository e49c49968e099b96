package dev.gatehouse.booth.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.gatehouse.core.seal.Chain;
import dev.gatehouse.proto.v1.Beat;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.RecordClass;
import java.util.List;
import org.junit.jupiter.api.Test;

class UplinkMailboxTest {
    private final UplinkMailbox mailbox = new UplinkMailbox();

    private static Checkpoint checkpoint(RecordClass recordClass, long size, boolean hybrid) {
        Checkpoint.Builder checkpoint =
                Checkpoint.newBuilder().setRecordClass(recordClass).setSize(size);
        if (hybrid) {
            checkpoint.setMlDsa44(ByteString.copyFromUtf8("signature"));
        }
        return checkpoint.build();
    }

    @Test
    void wakeUpsAreOneAndNoneIsLost() throws Exception {
        mailbox.wake();
        mailbox.wake();
        assertEquals(1, mailbox.take(0).size());
        assertEquals(0, mailbox.take(0).size());
        mailbox.wake();
        assertEquals(1, mailbox.take(0).size());
    }

    @Test
    void arrivalsAreBoundedAndCounted() throws Exception {
        for (int i = 0; i < UplinkMailbox.EVENTS_MAX + 7; i++) {
            mailbox.arrived(new byte[] {1}, i);
        }
        assertEquals(7, mailbox.dropped());
        assertEquals(UplinkMailbox.EVENTS_MAX, mailbox.take(0).size());
        mailbox.wake();
        assertEquals(
                1, mailbox.take(0).size(), "a wake-up that found no room is not owed for ever");
    }

    @Test
    void onlyTheNewestCheckpointOfAClassAndKindIsKept() {
        mailbox.checkpoint(checkpoint(RecordClass.RECORD_CLASS_P0, 1, false));
        mailbox.checkpoint(checkpoint(RecordClass.RECORD_CLASS_P0, 5, false));
        mailbox.checkpoint(checkpoint(RecordClass.RECORD_CLASS_P0, 4, true));
        assertEquals(List.of(), mailbox.takeCheckpoints(recordClass -> 3));
        assertEquals(
                List.of(5L, 4L),
                mailbox.takeCheckpoints(recordClass -> 5).stream().map(c -> c.getSize()).toList());
        assertEquals(List.of(), mailbox.takeCheckpoints(recordClass -> 5));
    }

    @Test
    void noCheckpointOvertakesAHello() {
        mailbox.hello(List.of(checkpoint(RecordClass.RECORD_CLASS_P0, 100, false)));
        mailbox.checkpoint(checkpoint(RecordClass.RECORD_CLASS_P0, 120, false));
        assertEquals(List.of(), mailbox.takeCheckpoints(recordClass -> 200));
        assertNotNull(mailbox.takeHello());
        assertNull(mailbox.takeHello());
        assertEquals(1, mailbox.takeCheckpoints(recordClass -> 200).size());
    }

    @Test
    void aDeclaredLossForgetsTheCheckpointsOfItsClass() {
        mailbox.checkpoint(checkpoint(RecordClass.RECORD_CLASS_P0, 3, false));
        mailbox.checkpoint(checkpoint(RecordClass.RECORD_CLASS_P1, 3, true));
        mailbox.lossDeclared(
                RecordClass.RECORD_CLASS_P1,
                List.of(checkpoint(RecordClass.RECORD_CLASS_P1, 9, true)),
                List.of());
        assertNotNull(mailbox.takeHello());
        assertEquals(
                List.of(3L, 9L),
                mailbox.takeCheckpoints(recordClass -> 9).stream().map(c -> c.getSize()).toList());
    }

    @Test
    void aBeatWaitsForWhatItCoversAndForAGreeting() {
        mailbox.beat(signed(Beat.newBuilder().setP0Size(1).setP1Size(7).build()));
        assertTrue(mailbox.takeBeat(_ -> 6).isEmpty());
        mailbox.hello(List.of());
        assertTrue(mailbox.takeBeat(_ -> 7).isEmpty());
        assertNotNull(mailbox.takeHello());
        assertEquals(7, mailbox.takeBeat(_ -> 7).orElseThrow().beat().getP1Size());
        assertTrue(mailbox.takeBeat(_ -> 7).isEmpty(), "once");
        mailbox.beat(signed(Beat.newBuilder().setP0Size(1).build()));
        mailbox.lossDeclared(RecordClass.RECORD_CLASS_P0, List.of(), List.of());
        assertNotNull(mailbox.takeHello());
        assertTrue(mailbox.takeBeat(_ -> 7).isEmpty(), "of a tree that central has not");
    }

    private static SignedBeat signed(Beat beat) {
        return SignedBeat.of(beat, List.of(new Chain(), new Chain(), new Chain()));
    }
}
