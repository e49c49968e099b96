package dev.gatehouse.booth.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What goes over a stream, and what never does.
class FeedTest {
    private final Feed feed = new Feed("run1", TestConsole::json);

    private static Map<String, Object> status(long uptimeMs, String condition) {
        Map<String, Object> status = new HashMap<>();
        status.put("uptime_ms", uptimeMs);
        status.put("condition", condition);
        return status;
    }

    @Test
    void onlyWhatChangedIsSentAgain() {
        var first = feed.look(status(1, "STARTING"));
        assertTrue(first.event(0).startsWith("id: run1-1\nevent: state\ndata: {"));
        assertTrue(first.event(0).endsWith("}}\n\n"));
        var second = feed.look(status(2, "STARTING"));
        assertFalse(second.hasNews(1), "time alone is no news");
        assertTrue(second.event(1).contains("\"now_ms\":2,\"sections\":{}"), second.event(1));
        var third = feed.look(status(3, "READY"));
        assertTrue(third.hasNews(2));
        assertTrue(third.event(2).contains("READY"));
        assertFalse(third.event(2).contains("\"uplink\""), third.event(2));
        assertTrue(third.event(0).contains("\"uplink\""), "whole for who has nothing");
        assertEquals(1, third.event(0).lines().filter(line -> line.startsWith("data:")).count());
    }

    @Test
    void aLastEventIdCountsOnlyForThisRun() {
        feed.look(status(1, "A"));
        var look = feed.look(status(2, "B"));
        assertEquals(1, look.seen("run1-1"));
        assertEquals(2, look.seen("run1-2"));
        for (String strange :
                List.of(
                        "",
                        "run1-",
                        "run1-3",
                        "run1--1",
                        "run2-1",
                        "run1-1x",
                        "run1-" + "9".repeat(40))) {
            assertEquals(0, look.seen(strange), strange);
        }
    }

    @Test
    void whatIsNotOnTheListIsNotShown() {
        Map<String, Object> status = status(1, "READY");
        status.put("plate", "canary");
        status.put("decisions", Map.of("passages", 3, "last_plate", "canary"));
        status.put("uplink", Map.of("stage", "LIVE", "address", "canary"));
        status.put(
                "lanes",
                List.of(
                        Map.of(
                                "lane",
                                "1",
                                "referrals",
                                List.of(Map.of("id", "00ff", "code_word", "canary")))));
        status.put("devices", List.of(Map.of("id", "cam-1", "link", "canary")));
        String event = feed.look(status).event(0);
        assertFalse(event.contains("canary"), event);
        assertTrue(event.contains("00ff") && event.contains("cam-1"), event);
    }

    @Test
    void unknownIsAbsentAndNeverZero() {
        Map<String, Object> status = status(1, "STARTING");
        status.put("clock", Map.of("quality", "UNKNOWN", "bound_ms", -1L));
        status.put("lookouts", Map.of("level", "ABSENT", "generation", 0L, "age_s", 0L));
        String event = feed.look(status).event(0);
        assertTrue(event.contains("\"clock\":{\"quality\":\"UNKNOWN\"}"), event);
        assertTrue(event.contains("\"lists\":{\"level\":\"ABSENT\"}"), event);
        assertTrue(event.contains("\"uplink\":{}"), event);
        assertTrue(event.contains("\"p0\":{}"), event);
    }
}
