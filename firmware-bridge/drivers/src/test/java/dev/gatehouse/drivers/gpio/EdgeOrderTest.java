package dev.gatehouse.drivers.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.gpio.LineEvent.Edge;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EdgeOrderTest {

    private static LineEvent edge(long seqno) {
        return new LineEvent(seqno, Edge.RISING, 4, seqno & 0xFFFF_FFFFL, 1);
    }

    private static List<Long> numbers(List<LineEvent> events) {
        return events.stream().map(LineEvent::seqno).toList();
    }

    @Test
    void edgesThatOvertookAreTurnedRound() {
        EdgeOrder order = new EdgeOrder();
        assertEquals(List.of(1L), numbers(order.add(edge(1))));
        assertEquals(List.of(), order.add(edge(3)));
        assertTrue(order.waits());
        assertEquals(1, order.missing());
        assertEquals(List.of(2L, 3L), numbers(order.add(edge(2))));
        assertFalse(order.waits());
    }

    @Test
    void whatNeverComesIsGivenUpAndWhatComesTooLateIsHandedOn() {
        EdgeOrder order = new EdgeOrder();
        assertEquals(List.of(), order.add(edge(5)));
        assertEquals(4, order.missing());
        assertEquals(List.of(5L), numbers(order.giveUp()));
        assertEquals(0, order.missing());
        assertEquals(List.of(2L), numbers(order.add(edge(2))));
        assertEquals(List.of(6L), numbers(order.add(edge(6))));
        assertEquals(List.of(), order.giveUp());
    }

    @Test
    void noMoreThanTheLimitWaits() {
        EdgeOrder order = new EdgeOrder();
        for (int seqno = 2; seqno < 2 + EdgeOrder.WAITING_MAX; seqno++) {
            assertFalse(order.full());
            assertEquals(List.of(), order.add(edge(seqno)));
        }
        assertTrue(order.full());
        assertEquals(EdgeOrder.WAITING_MAX, order.giveUp().size());
    }

    /// In any order within a window, over the wrap of the numbers.
    @Test
    void anyOrderIsRestored() {
        long seed = Long.getLong("gatehouse.seed", 20261122L);
        System.out.println("anyOrderIsRestored: -Dgatehouse.seed=" + seed);
        Random random = new Random(seed);
        EdgeOrder order = new EdgeOrder();
        long begin = 0xFFFF_FF00L;
        // bring the numbers close to their wrap, in steps that 32 bits can tell
        for (long at = 0x4000_0000L; at < begin; at += 0x4000_0000L) {
            var _ = order.add(edge(at));
            var _ = order.giveUp();
        }
        var _ = order.add(edge(begin));
        assertEquals(List.of(begin), numbers(order.giveUp()));
        long next = begin + 1;
        for (int round = 0; round < 200; round++) {
            List<Long> batch = new ArrayList<>();
            List<Long> expected = new ArrayList<>();
            for (int count = 1 + random.nextInt(16); count > 0; count--) {
                batch.add(next);
                expected.add(next & 0xFFFF_FFFFL);
                next++;
            }
            Collections.shuffle(batch, random);
            List<Long> found = new ArrayList<>();
            batch.forEach(one -> found.addAll(numbers(order.add(edge(one)))));
            assertEquals(expected, found);
            assertFalse(order.waits());
        }
    }
}
