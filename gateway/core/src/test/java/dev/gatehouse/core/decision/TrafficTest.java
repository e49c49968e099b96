package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.decision.Traffic.Kind;
import dev.gatehouse.core.decision.Traffic.Report;
import dev.gatehouse.core.passage.LaneConfig;
import dev.gatehouse.core.passage.PassageTimes;
import dev.gatehouse.proto.v1.Alarm;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.LaneOutput;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.proto.v1.TerminalNotice;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PresenceChange;
import dev.gatehouse.protocols.observation.RadiationReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whole days of one lane: who passes and what the booth makes of it.
final class TrafficTest {
    private static final int PASSAGES = 10_000;
    private static final long STEP_MS = 1_000;
    private static final long SHIFT_MS = 8 * 3_600_000L;

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    TrafficTest() {}

    /// Which passage each report became part of, and the alarms; everything else is let go.
    private static final class Kept extends MemoryOutbox {
        final Map<String, String> passageOf = new HashMap<>();
        final List<Alarm> alarms = new ArrayList<>();
        long passages;

        @Override
        public boolean record(RecordClass recordClass, byte[] tag, Record record) {
            if (record.hasCheckedObservation()) {
                passageOf.put(
                        record.getCheckedObservation().getObservation().getEventId(),
                        record.getCheckedObservation().getPassageId());
            }
            if (record.hasAlarm()) {
                alarms.add(record.getAlarm());
            }
            if (record.hasPassage()) {
                passages++;
            }
            return true;
        }

        @Override
        public boolean known(RecordClass recordClass, byte[] tag) {
            return false;
        }

        @Override
        public void alert(Alert alert) {}

        @Override
        public void terminal(String lane, TerminalNotice notice) {}

        @Override
        public void output(String lane, LaneOutput output) {}
    }

    private static void until(Booth booth, long nowMs, long atMs) {
        for (long at = nowMs; at < atMs; ) {
            long step = Math.min(STEP_MS, atMs - at);
            booth.clock.pass(step);
            at += step;
            booth.decider.tick();
        }
    }

    private static Observation observation(Booth booth, Report report, int number, long sequence) {
        return switch (report) {
            case Report.Edge edge ->
                    booth.observation(
                            Traffic.LOOP,
                            "r" + number,
                            false,
                            false,
                            new PresenceChange(edge.on(), sequence, booth.clock.nanos()));
            case Report.Read read ->
                    booth.observation(
                            read.device(),
                            "r" + number,
                            false,
                            true,
                            Booth.plateRead(
                                    read.plate(), List.of(), "US-NY", read.key(), read.state()));
            case Report.Occupied stay ->
                    booth.observation(
                            Traffic.PORTAL,
                            "r" + number,
                            false,
                            false,
                            Booth.radiation(
                                    stay.on()
                                            ? RadiationReport.Kind.OCCUPANCY_BEGAN
                                            : RadiationReport.Kind.OCCUPANCY_ENDED));
        };
    }

    private Kept run(Traffic traffic) {
        return run(traffic, false);
    }

    private Kept run(Traffic traffic, boolean portal) {
        Kept kept = new Kept();
        Booth booth =
                new Booth(
                                folder,
                                Booth.LIST,
                                BoothPolicy.standard(),
                                portal
                                        ? Booth.screened(Traffic.PORTAL)
                                        : new LaneConfig(
                                                Booth.LANE,
                                                true,
                                                Set.of(),
                                                Set.of(Traffic.REAR),
                                                LaneConfig.PORTAL_MS),
                                new FakeClock(),
                                kept,
                                List.of())
                        .ready();
        if (portal) {
            var _ =
                    booth.decider.observe(
                            booth.observation(
                                    Traffic.PORTAL,
                                    "up",
                                    false,
                                    false,
                                    Booth.radiation(RadiationReport.Kind.UP)));
        }
        long nowMs = 0;
        long sequence = 0;
        for (int i = 0; i < traffic.reports().size(); i++) {
            Report report = traffic.reports().get(i);
            until(booth, nowMs, report.atMs());
            nowMs = report.atMs();
            if (report instanceof Report.Edge) {
                sequence++;
            }
            var _ = booth.decider.observe(observation(booth, report, i, sequence));
        }
        until(booth, nowMs, nowMs + 120_000);
        booth.decider.stop();
        return kept;
    }

    /// Vehicles without a passage that begins with a report of theirs.
    private static Map<Kind, Integer> missed(Traffic traffic, Kept kept) {
        Map<String, Integer> owner = new HashMap<>();
        for (int i = 0; i < traffic.reports().size(); i++) {
            String passage = kept.passageOf.getOrDefault("r" + i, "");
            boolean counted = traffic.reports().get(i) instanceof Report.Occupied;
            if (!passage.isEmpty() && !counted) {
                owner.putIfAbsent(passage, traffic.reports().get(i).vehicle());
            }
        }
        Set<Integer> met = new HashSet<>(owner.values());
        Map<Kind, Integer> missed = new EnumMap<>(Kind.class);
        for (int vehicle = 0; vehicle < traffic.vehicles().size(); vehicle++) {
            if (!met.contains(vehicle)) {
                missed.merge(traffic.vehicles().get(vehicle).kind(), 1, Integer::sum);
            }
        }
        return missed;
    }

    /// Reports of a vehicle that became part of another's passage, by its kind.
    private static Map<Kind, Integer> strayed(Traffic traffic, Kept kept) {
        Map<String, Integer> owner = new HashMap<>();
        Map<Kind, Integer> strayed = new EnumMap<>(Kind.class);
        for (int i = 0; i < traffic.reports().size(); i++) {
            Report report = traffic.reports().get(i);
            String passage = kept.passageOf.getOrDefault("r" + i, "");
            if (report instanceof Report.Read && !passage.isEmpty()) {
                int first = owner.computeIfAbsent(passage, _ -> report.vehicle());
                if (first != report.vehicle()) {
                    strayed.merge(traffic.vehicles().get(report.vehicle()).kind(), 1, Integer::sum);
                }
            }
        }
        return strayed;
    }

    /// Trailers of which no passage has both plates.
    private static int parted(Traffic traffic, Kept kept) {
        Map<Integer, Set<String>> front = new TreeMap<>();
        Map<Integer, String> rear = new TreeMap<>();
        for (int i = 0; i < traffic.reports().size(); i++) {
            if (traffic.reports().get(i) instanceof Report.Read read
                    && traffic.vehicles().get(read.vehicle()).kind() == Kind.TRAILER) {
                String passage = kept.passageOf.getOrDefault("r" + i, "");
                if (read.device().equals(Traffic.REAR)) {
                    rear.put(read.vehicle(), passage);
                } else {
                    front.computeIfAbsent(read.vehicle(), _ -> new HashSet<>()).add(passage);
                }
            }
        }
        int parted = 0;
        for (Map.Entry<Integer, String> one : rear.entrySet()) {
            Set<String> passages = front.getOrDefault(one.getKey(), Set.of());
            if (!passages.isEmpty() && !passages.contains(one.getValue())) {
                parted++;
            }
        }
        return parted;
    }

    @Test
    void nobodyPassesUnseenAndTheCountsAgree() {
        long seed = Long.getLong("gatehouse.seed", 20_261_122L);
        System.out.println("gatehouse.seed=" + seed);
        Traffic traffic = new Traffic(seed, PASSAGES);
        Kept kept = run(traffic);
        Map<Long, Integer> countAlarms = byShift(kept, AlarmKind.ALARM_KIND_COUNT_MISMATCH);
        System.out.printf(
                "vehicles %d in %.1f h, passages %d, missed %s, strayed reads %s, trailers parted %d, count alarms by shift %s%n",
                traffic.vehicles().size(),
                traffic.hours(),
                kept.passages,
                missed(traffic, kept),
                strayed(traffic, kept),
                parted(traffic, kept),
                countAlarms);
        assertEquals(Map.of(), missed(traffic, kept), "vehicles without a passage of their own");
        assertEquals(0, parted(traffic, kept), "trailers with two passages");
        assertTrue(
                countAlarms.values().stream().allMatch(many -> many <= 1),
                "more than one count alarm in a shift");
    }

    private static Map<Long, Integer> byShift(Kept kept, AlarmKind kind) {
        Map<Long, Integer> shifts = new TreeMap<>();
        for (Alarm alarm : kept.alarms) {
            if (alarm.getKind() == kind) {
                long shift = (alarm.getAt().getWallMs() - FakeClock.START_WALL_MS) / SHIFT_MS;
                shifts.merge(shift, 1, Integer::sum);
            }
        }
        return shifts;
    }

    /// Wherever a portal stands, its count and the passages of the lane agree.
    @ParameterizedTest
    @EnumSource(names = "NOWHERE", mode = EnumSource.Mode.EXCLUDE)
    void aPortalCountsTheSameVehicles(Traffic.Stands stands) {
        long seed = Long.getLong("gatehouse.seed", 20_261_122L);
        System.out.println("gatehouse.seed=" + seed);
        Traffic traffic = new Traffic(seed, PASSAGES, stands);
        Kept kept = run(traffic, true);
        Map<Long, Integer> counts = byShift(kept, AlarmKind.ALARM_KIND_COUNT_MISMATCH);
        Map<Long, Integer> unscreened = byShift(kept, AlarmKind.ALARM_KIND_NOT_SCREENED);
        System.out.printf(
                "portal %s: vehicles %d in %.1f h, passages %d, missed %s, count alarms by shift %s, not screened by shift %s%n",
                stands,
                traffic.vehicles().size(),
                traffic.hours(),
                kept.passages,
                missed(traffic, kept),
                counts,
                unscreened);
        assertEquals(Map.of(), missed(traffic, kept), "vehicles without a passage of their own");
        assertTrue(counts.values().stream().allMatch(many -> many <= 1), "count alarms");
        assertTrue(unscreened.values().stream().allMatch(many -> many <= 1), "not screened");
    }

    private static long first(List<Report> reports, int vehicle) {
        return reports.stream()
                .filter(one -> one.vehicle() == vehicle)
                .mapToLong(Report::atMs)
                .min()
                .orElseThrow();
    }

    private static long last(List<Report> reports, int vehicle) {
        return reports.stream()
                .filter(one -> one.vehicle() == vehicle)
                .mapToLong(Report::atMs)
                .max()
                .orElseThrow();
    }

    /// Of vehicles that the portal lets through uncounted, each that comes alone is told.
    @Test
    void aPortalThatSkipsVehiclesIsToldOfEach() {
        Traffic traffic = new Traffic(11, 400, Traffic.Stands.AROUND);
        List<Report> reports = traffic.reports();
        Set<Integer> skipped = new HashSet<>();
        for (int vehicle = 1; vehicle + 1 < traffic.vehicles().size(); vehicle++) {
            long gapBefore = first(reports, vehicle) - last(reports, vehicle - 1);
            long gapBehind = first(reports, vehicle + 1) - last(reports, vehicle);
            boolean alone = Math.min(gapBefore, gapBehind) > PassageTimes.standard().returnMs();
            int one = vehicle;
            if (alone
                    && reports.stream()
                            .anyMatch(r -> r.vehicle() == one && r instanceof Report.Edge)) {
                skipped.add(vehicle);
            }
        }
        Kept kept =
                run(
                        traffic.with(
                                reports.stream()
                                        .filter(r ->
                                                !(r instanceof Report.Occupied
                                                        && skipped.contains(r.vehicle())))
                                        .toList()),
                        true);
        System.out.println("alone and not counted by the portal: " + skipped.size());
        assertTrue(skipped.size() >= 10, "few came alone");
        long told =
                kept.alarms.stream()
                        .filter(alarm ->
                                alarm.getKind() == AlarmKind.ALARM_KIND_NOT_SCREENED
                                        && !alarm.getPassageId().isEmpty())
                        .count();
        assertEquals(skipped.size(), told);
    }

    @Test
    void aLoopThatFeelsNothingAnyMoreIsTold() {
        Traffic traffic = new Traffic(7, 200);
        List<Report> reports = traffic.reports();
        int half = reports.size() / 2;
        Traffic broken =
                traffic.with(
                        IntStream.range(0, reports.size())
                                .filter(i -> i < half || reports.get(i) instanceof Report.Read)
                                .mapToObj(reports::get)
                                .toList());
        Kept kept = run(broken);
        long toldMs =
                kept.alarms.stream()
                        .filter(alarm -> alarm.getKind() == AlarmKind.ALARM_KIND_COUNT_MISMATCH)
                        .mapToLong(alarm -> alarm.getAt().getWallMs() - FakeClock.START_WALL_MS)
                        .findFirst()
                        .orElseThrow();
        long brokenMs = reports.get(half).atMs();
        assertTrue(toldMs >= brokenMs, "told before it broke");
        long vehiclesLater =
                reports.stream()
                        .filter(one -> one.atMs() >= brokenMs && one.atMs() <= toldMs)
                        .mapToInt(Report::vehicle)
                        .distinct()
                        .count();
        assertTrue(vehiclesLater <= 20, vehiclesLater + " vehicles until it was told");
    }
}
