package dev.gatehouse.simulators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.simulators.Step.Edge;
import dev.gatehouse.simulators.Step.Kind;
import dev.gatehouse.simulators.Step.Read;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BusyLaneTest {

    private final long seed = Seeds.next();

    @Test
    void oneSeedIsOneScenario() {
        BusyLane lane = lane(seed, "lane1", 500, List.of(), 0);
        assertEquals(steps(lane), steps(lane));
        assertEquals(steps(lane), steps(lane(seed, "lane1", 500, List.of(), 0)));
        assertNotEquals(steps(lane), steps(lane(seed + 1, "lane1", 500, List.of(), 0)));
        assertNotEquals(steps(lane), steps(lane(seed, "lane2", 500, List.of(), 0)));
    }

    @Test
    void anEndlessLaneBeginsLikeAShortOne() {
        var endless =
                new BusyLane(seed, "lane1", "0", 12, OptionalLong.empty(), List.of(), 0, 0.14)
                        .steps();
        // The last vehicle of the short one cannot be followed, so it alone may differ.
        for (Step step : steps(lane(seed, "lane1", 100, List.of(), 0))) {
            if (step.vehicle() < 99) {
                assertEquals(step, endless.next());
            }
        }
        assertTrue(endless.hasNext());
    }

    @Test
    void edgesAndReadsFitTogether() {
        boolean present = false;
        long at = 0;
        long vehicle = 0;
        int rises = 0;
        for (Step step : steps(lane(seed, "lane1", 3000, List.of(), 0))) {
            assertTrue(step.atNanos() >= at, "time never falls");
            assertTrue(step.vehicle() >= vehicle);
            at = step.atNanos();
            vehicle = step.vehicle();
            switch (step) {
                case Edge edge -> {
                    assertNotEquals(present, edge.present());
                    present = edge.present();
                    rises += present ? 1 : 0;
                }
                case Read _ -> assertTrue(present, "a vehicle is read while it stands on the loop");
            }
        }
        assertFalse(present);
        assertEquals(2999, vehicle);
        // 2 % of the vehicles follow too closely.
        assertTrue(rises < 2990 && rises > 2850, "rises: " + rises);
    }

    @Test
    void repeatsAndPreviewsCarryTheIdOfTheirEvent() {
        Map<String, Read> finals = new HashMap<>();
        Map<Kind, Integer> kinds = new HashMap<>();
        Set<Long> unread = new HashSet<>();
        for (Step step : steps(lane(seed, "lane1", 5000, List.of(), 0))) {
            if (step instanceof Read read) {
                kinds.merge(read.kind(), 1, Integer::sum);
                switch (read.kind()) {
                    case FINAL -> assertEquals(null, finals.put(read.eventId(), read));
                    case PREVIEW -> assertFalse(finals.containsKey(read.eventId()));
                    case REPEAT -> assertEquals(finals.get(read.eventId()).text(), read.text());
                }
                if (read.text().isEmpty()) {
                    unread.add(read.vehicle());
                }
            }
        }
        assertTrue(
                kinds.get(Kind.PREVIEW) > 380 && kinds.get(Kind.PREVIEW) < 620,
                "previews: " + kinds);
        assertTrue(
                kinds.get(Kind.REPEAT) > 170 && kinds.get(Kind.REPEAT) < 340, "repeats: " + kinds);
        assertTrue(
                5000 - finals.size() > 15 && 5000 - finals.size() < 100,
                "missed: " + finals.size());
        assertTrue(unread.size() > 15 && unread.size() < 100, "without a plate: " + unread.size());
    }

    @Test
    void readsGoWrongAsOftenAsTheSheetSays() {
        int reads = 0;
        int right = 0;
        for (Step step : steps(lane(seed, "lane1", 20_000, List.of(), 0))) {
            if (step instanceof Read read && read.kind() == Kind.FINAL && !read.text().isEmpty()) {
                reads++;
                right += read.text().equals(read.truth().plate()) ? 1 : 0;
            }
        }
        assertEquals(0.86, right / (double) reads, 0.016);
    }

    @Test
    void listedPlatesComeAsOftenAsAsked() {
        List<Truth> listed = List.of(new Truth("ZZZZ001", "CA-ON"), new Truth("ZZZZ002", "US-NY"));
        Set<Long> hits = new HashSet<>();
        for (Step step : steps(lane(seed, "lane1", 4000, listed, 0.05))) {
            if (step instanceof Read read && listed.contains(read.truth())) {
                hits.add(read.vehicle());
            }
        }
        assertTrue(hits.size() > 110 && hits.size() < 290, "hits: " + hits.size());
    }

    @Test
    void vehiclesComeAtTheRateAsked() {
        List<Step> steps = steps(lane(seed, "lane1", 4000, List.of(), 0));
        double minutes = steps.getLast().atNanos() / 60e9;
        assertEquals(12, 4000 / minutes, 1.2);
    }

    @Test
    void nothingPrintsAPlate() {
        BusyLane lane = lane(seed, "lane1", 200, List.of(new Truth("ZZZZ001", "CA-ON")), 1);
        String printed = lane + steps(lane).toString() + lane.listed();
        assertFalse(printed.contains("ZZZZ001"));
    }

    private static BusyLane lane(
            long seed, String laneId, long vehicles, List<Truth> listed, double hitShare) {
        return new BusyLane(
                seed, laneId, "0", 12, OptionalLong.of(vehicles), listed, hitShare, 0.14);
    }

    private static List<Step> steps(Scenario scenario) {
        List<Step> steps = new ArrayList<>();
        scenario.steps().forEachRemaining(steps::add);
        return steps;
    }
}
