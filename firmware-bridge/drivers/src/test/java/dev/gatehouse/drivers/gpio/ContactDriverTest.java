package dev.gatehouse.drivers.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.TestFrames;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.gpio.LineEvent.Edge;
import dev.gatehouse.protocols.gpio.LineState;
import dev.gatehouse.protocols.gpio.LineState.Cause;
import dev.gatehouse.protocols.observation.ContactChange;
import dev.gatehouse.protocols.observation.ContactChange.Contact;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.Observation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContactDriverTest {

    private static final long MS = 1_000_000L;

    private final Driver duress = driver(Map.of("watches", "duress"));
    private long sequence;

    private static Driver driver(Map<String, String> settings) {
        return new ContactDriverProvider().create("button", "lane-3", settings);
    }

    private static List<Observation> seen(Driver driver, byte[] bytes) {
        return switch (driver.decode(TestFrames.frame(bytes))) {
            case Decoded.Message<List<Observation>>(var found) -> found;
            case Decoded.Rejected<List<Observation>>(var reason, var detail) ->
                    throw new AssertionError(reason + " " + detail);
        };
    }

    private List<Observation.Body> edge(Driver driver, long atNanos, Edge edge) {
        sequence++;
        return seen(driver, new LineEvent(atNanos, edge, 4, sequence, sequence).encode()).stream()
                .map(Observation::body)
                .toList();
    }

    private static List<Observation.Body> level(
            Driver driver, long atNanos, Cause cause, boolean high) {
        return seen(driver, new LineState(atNanos, cause, high, 0, 0).encode()).stream()
                .map(Observation::body)
                .toList();
    }

    /// Closed, the contact holds the line low against the pull-up; a cut wire lets it rise.
    @Test
    void aCutWireIsActive() {
        assertEquals(List.of(), level(duress, 1, Cause.BEGIN, false));
        assertEquals(
                List.of(new ContactChange(Contact.DURESS, true, 1, 2)),
                edge(duress, 2, Edge.RISING));
        assertEquals(
                List.of(new ContactChange(Contact.DURESS, false, 2, 3)),
                edge(duress, 3, Edge.FALLING));
    }

    @Test
    void whatIsActiveAtTheStartIsToldAsAState() {
        assertEquals(
                List.of(new ContactChange(Contact.DURESS, true, 0, 7)),
                level(duress, 7, Cause.BEGIN, true));
        assertEquals(List.of(), level(duress, 8, Cause.CHECK, true));
        // the chip was away: it is still pressed, and told once
        assertEquals(List.of(), level(duress, 9, Cause.BEGIN, true));
        assertEquals(
                List.of(new ContactChange(Contact.DURESS, false, 0, 10)),
                level(duress, 10, Cause.BEGIN, false));
    }

    @Test
    void wiringTurnsTheLevel() {
        Driver door =
                driver(Map.of("watches", "door", "wired", "normally-open", "open_level", "high"));
        assertEquals(
                List.of(new ContactChange(Contact.DOOR, true, 1, 5)), edge(door, 5, Edge.FALLING));
        Driver mains = driver(Map.of("watches", "mains-lost", "open_level", "low"));
        assertEquals(
                List.of(new ContactChange(Contact.MAINS_LOST, true, 0, 5)),
                level(mains, 5, Cause.BEGIN, false));
    }

    @Test
    void lostEdgesAreToldWithTheirNumber() {
        edge(duress, 1, Edge.RISING);
        sequence += 6;
        assertEquals(
                List.of(
                        new DeviceNotice("LINE_EDGES_LOST", Severity.WARNING, 6),
                        new ContactChange(Contact.DURESS, true, 8, 2)),
                edge(duress, 2, Edge.RISING));
        assertEquals(6L, duress.counters().get("edges_lost"));
    }

    /// Of a line that was just requested the first edge has number 1.
    @Test
    void theFirstEdgesMayBeLostToo() {
        level(duress, 1, Cause.BEGIN, false);
        sequence = 3;
        assertEquals(
                List.of(
                        new DeviceNotice("LINE_EDGES_LOST", Severity.WARNING, 3),
                        new ContactChange(Contact.DURESS, false, 4, 2)),
                edge(duress, 2, Edge.FALLING));
    }

    /// The call for help is told at its first edge, the chatter after two seconds of it, and how it
    /// stands when it is calm again.
    @Test
    void aChatteringContactIsAFaultAndNoFlood() {
        List<Observation.Body> told = new ArrayList<>();
        long now = 0;
        for (int edge = 0; edge < 400; edge++) {
            now += 10 * MS;
            told.addAll(edge(duress, now, edge % 2 == 0 ? Edge.RISING : Edge.FALLING));
            if (edge == 0) {
                assertEquals(1, told.size(), "told at once");
            }
        }
        assertEquals(
                List.of(new DeviceNotice("LINE_CHATTER", Severity.FAULT, 0)),
                told.stream().filter(DeviceNotice.class::isInstance).toList());
        long changes = told.stream().filter(ContactChange.class::isInstance).count();
        assertTrue(changes > 100 && changes < 260, "about two seconds of it: " + changes);
        assertEquals(400L, changes + duress.counters().getOrDefault("edges_withheld", 0L));
        assertEquals(List.of(), level(duress, now + 4_000 * MS, Cause.CHECK, true));
        long calm = now + 6_000 * MS;
        List<Observation.Body> after = level(duress, calm, Cause.CHECK, true);
        assertEquals(new DeviceNotice("LINE_CHATTER", Severity.CLEARED, 0), after.getFirst());
        assertEquals(new ContactChange(Contact.DURESS, true, 400, calm), after.getLast());
    }

    /// Fifty edges a second are a fast hand, not a fault.
    @Test
    void aFastHandIsNoFault() {
        long now = 0;
        for (int edge = 0; edge < 400; edge++) {
            now += 20 * MS;
            for (Observation.Body body :
                    edge(duress, now, edge % 2 == 0 ? Edge.RISING : Edge.FALLING)) {
                assertTrue(body instanceof ContactChange);
            }
        }
    }

    @Test
    void eventIdsAreUniqueOverARestart() {
        HashSet<String> ids = new HashSet<>();
        for (int start = 0; start < 3; start++) {
            long base = start * 1_000L;
            for (byte[] bytes :
                    List.of(
                            new LineState(base, Cause.BEGIN, start % 2 == 0, 0, 0).encode(),
                            new LineEvent(base + 1, Edge.FALLING, 4, 1, 1).encode(),
                            new LineEvent(base + 2, Edge.RISING, 4, 2, 2).encode())) {
                seen(duress, bytes).forEach(one -> assertTrue(ids.add(one.eventId())));
            }
        }
    }

    @Test
    void duressIsNotWiredSoThatACutWireIsSilent() {
        for (Map<String, String> wrong :
                List.of(
                        Map.of("watches", "duress", "wired", "normally-open"),
                        Map.of("watches", "tamper", "wired", "normally-open"),
                        Map.of("watches", "window"),
                        Map.of("watches", "door", "wired", "somehow"),
                        Map.of("watches", "door", "colour", "red"))) {
            assertThrows(IllegalArgumentException.class, () -> driver(wrong), wrong.toString());
        }
    }
}
