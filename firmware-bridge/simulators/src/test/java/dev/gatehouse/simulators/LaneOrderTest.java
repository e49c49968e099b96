package dev.gatehouse.simulators;

import static dev.gatehouse.drivers.DeviceKind.PLATE_READER;
import static dev.gatehouse.drivers.DeviceKind.PRESENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LaneOrderTest {

    private final LaneOrder order = new LaneOrder();

    @Test
    void aStepWaitsForTheOthersEarlierOnes() {
        AtomicInteger woken = new AtomicInteger();
        assertTrue(order.empty());
        assertTrue(order.join(PLATE_READER, woken::incrementAndGet));
        assertFalse(order.join(PLATE_READER, () -> {}));
        assertTrue(order.clear(PLATE_READER, 7), "nobody else is there");
        assertTrue(order.join(PRESENCE, () -> {}));
        assertFalse(order.clear(PLATE_READER, 1));
        order.reached(PRESENCE, 2);
        assertEquals(1, woken.get());
        assertTrue(order.clear(PLATE_READER, 1));
        assertFalse(order.clear(PLATE_READER, 3));
        order.leave(PRESENCE);
        assertTrue(order.clear(PLATE_READER, 3));
        assertFalse(order.empty());
        order.leave(PLATE_READER);
        assertTrue(order.empty());
    }
}
