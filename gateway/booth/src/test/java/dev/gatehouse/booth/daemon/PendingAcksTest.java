package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.journal.RecordClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PendingAcksTest {
    private final PendingAcks acks = new PendingAcks();
    private final List<String> ran = new ArrayList<>();
    private final Map<RecordClass, Long> durable = new EnumMap<>(RecordClass.class);

    private void release(long p0, long p1, long p2) {
        durable.put(RecordClass.P0, p0);
        durable.put(RecordClass.P1, p1);
        durable.put(RecordClass.P2, p2);
        acks.release(recordClass -> durable.getOrDefault(recordClass, 0L));
    }

    private void await(long p0, long p1, long p2, String name) {
        assertTrue(acks.await(p0, p1, p2, () -> ran.add(name)));
    }

    @Test
    void eachWaitsForEveryClassItDependsOn() {
        await(1, 5, 0, "a");
        release(0, 9, 9);
        release(9, 4, 9);
        assertEquals(List.of(), ran);
        release(1, 5, 0);
        assertEquals(List.of("a"), ran);
        assertFalse(acks.recordsWaiting());
        release(9, 9, 9);
        assertEquals(List.of("a"), ran);
    }

    @Test
    void theOrderOfAQueueIsKept() {
        await(0, 2, 0, "first");
        await(0, 1, 0, "second");
        release(0, 1, 0);
        assertEquals(List.of(), ran);
        release(0, 2, 0);
        assertEquals(List.of("first", "second"), ran);
    }

    @Test
    void telemetryHoldsUpNoRecord() {
        await(0, 0, 1, "edge");
        await(0, 1, 0, "read");
        release(0, 1, 0);
        assertEquals(List.of("read"), ran);
        release(0, 1, 1);
        assertEquals(List.of("read", "edge"), ran);
    }

    @Test
    void tooManyAreRefused() {
        for (int i = 0; i < PendingAcks.WAITING_MAX; i++) {
            assertTrue(acks.await(0, 1, 0, () -> {}));
        }
        assertFalse(acks.await(0, 1, 0, () -> {}));
        assertTrue(acks.await(0, 1, 1, () -> {}), "the other queue has room");
        release(0, 1, 0);
        assertTrue(acks.await(0, 1, 0, () -> {}));
    }
}
