package dev.gatehouse.drivers.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.stream.StreamCounters;
import dev.gatehouse.drivers.stream.StreamOut;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadiationReport;
import dev.gatehouse.protocols.observation.RadiationReport.Kind;
import dev.gatehouse.protocols.observation.RadiationReport.Mark;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import dev.gatehouse.simulators.portal.PortalTraits;
import dev.gatehouse.simulators.portal.SimulatedAspect;
import dev.gatehouse.simulators.portal.SimulatedPortal;
import dev.gatehouse.simulators.portal.SimulatedPortal.Happened;
import dev.gatehouse.simulators.stream.StreamDevice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Hours of a simulated portal in a moment: what it let happen is what the machine tells.
class SimulatedPortalTest {
    private static final long MS = 1_000_000;
    private static final long SEED = Long.getLong("gatehouse.seed", 20261122L);

    private static Received at(long nanos) {
        return new Received(Instant.EPOCH.plusNanos(nanos), nanos, TimeQuality.SYNCED);
    }

    /// Reports of one machine.
    private static final class Heard implements StreamOut {
        private final List<RadiationReport> reports = new ArrayList<>();
        private final List<byte[]> sent = new ArrayList<>();
        private boolean reopened;

        @Override
        public void report(
                Observation.Body body, CaptureTime captured, Received received, boolean urgent) {
            if (body instanceof RadiationReport report) {
                reports.add(report);
            }
        }

        @Override
        public boolean send(byte[] octets) {
            return sent.add(octets);
        }

        @Override
        public void reopen(String reason) {
            reopened = true;
        }

        long count(Kind kind) {
            return reports.stream().filter(report -> report.kind() == kind).count();
        }

        long marked(Mark mark) {
            return reports.stream()
                    .filter(report -> report.kind() == Kind.OCCUPANCY_ENDED)
                    .filter(report -> report.marks().contains(mark))
                    .count();
        }
    }

    @Test
    void whatTheSimulatedPortalLetHappenIsTold() {
        System.out.println("SimulatedPortalTest: -Dgatehouse.seed=" + SEED);
        SimulatedPortal portal =
                new SimulatedPortal(new PortalTraits(SEED, 20_000, 0.4, 40, 0.5, 0.01, 0.3));
        Heard heard = new Heard();
        StreamCounters<PortalCounter> counters = new StreamCounters<>(PortalCounter.class);
        PortalLineMachine machine =
                new PortalLineMachine(PortalSettings.of(Map.of()), heard, counters, at(0));
        machine.connected(at(0));
        long downUntil = -1;
        long now = 0;
        while (portal.count(Happened.OCCUPANCIES) < 300 || !portal.idle()) {
            now += 100 * MS;
            if (downUntil >= 0 && now >= downUntil) {
                downUntil = -1;
                machine.connected(at(now));
            }
            for (byte[] octets : portal.all(now)) {
                if (octets.length == 0) {
                    downUntil = now + 1_500 * MS;
                    machine.lost(at(now));
                } else if (downUntil < 0) {
                    machine.octets(octets, at(now));
                }
            }
            machine.duty(at(now));
        }
        for (Happened what : Happened.values()) {
            assertTrue(portal.count(what) > 0, what + " never happened");
        }
        // the last line may be broken already
        int up = machine.state() == PortalLineMachine.State.DOWN ? 0 : 1;
        machine.lost(at(now));
        assertEquals(portal.count(Happened.OCCUPANCIES), heard.count(Kind.OCCUPANCY_BEGAN));
        assertEquals(portal.count(Happened.OCCUPANCIES), heard.count(Kind.OCCUPANCY_ENDED));
        assertEquals(portal.count(Happened.GAMMA_ALARMS), heard.count(Kind.GAMMA_ALARM));
        assertEquals(portal.count(Happened.NEUTRON_ALARMS), heard.count(Kind.NEUTRON_ALARM));
        assertEquals(portal.count(Happened.GAMMA_ALARMS), heard.marked(Mark.GAMMA));
        assertEquals(portal.count(Happened.DEAF), heard.count(Kind.DISAGREEMENT));
        assertEquals(portal.count(Happened.TAMPERS), heard.count(Kind.TAMPER));
        assertEquals(portal.count(Happened.TAMPERS), heard.count(Kind.TAMPER_CLEARED));
        assertEquals(portal.count(Happened.STALLS), heard.count(Kind.STALLED));
        assertEquals(portal.count(Happened.BROKEN_LINES) + up, heard.count(Kind.DOWN));
        assertEquals(portal.count(Happened.GARBAGE_LINES), heard.count(Kind.UNREADABLE));
        assertEquals(
                portal.count(Happened.UNKNOWN_LINES), counters.value(PortalCounter.UNKNOWN_LINES));
        assertEquals(
                portal.count(Happened.FAULTS),
                heard.reports.stream()
                        .filter(report -> report.kind() == Kind.FAULT)
                        .filter(report ->
                                report.code().endsWith("_LOW") || report.code().endsWith("_HIGH"))
                        .count());
        assertTrue(heard.marked(Mark.MISSING_END) >= portal.count(Happened.MISSING_ENDS) - 1);
        heard.reports.stream()
                .filter(report -> report.marks().contains(Mark.GAMMA))
                .filter(report -> report.kind() == Kind.OCCUPANCY_ENDED)
                .forEach(report -> {
                    assertTrue(report.figures().gammaSigmas().orElse(0) > 7);
                    assertTrue(report.evidence().length() > 500);
                });
    }

    @Test
    void whatTheSimulatedAspectPortalLetHappenIsTold() {
        SimulatedAspect portal =
                new SimulatedAspect(new PortalTraits(SEED, 4_000, 0.3, 40, 0.2, 0.05, 0), 65_500);
        Heard heard = new Heard();
        StreamCounters<PortalCounter> counters = new StreamCounters<>(PortalCounter.class);
        AspectMachine machine =
                new AspectMachine(AspectSettings.of(Map.of()), heard, counters, at(0));
        machine.connected(at(0));
        long[] now = new long[1];
        StreamDevice.Line line =
                new StreamDevice.Line() {
                    @Override
                    public void say(byte[] octets) {
                        machine.octets(octets, at(now[0]));
                    }

                    @Override
                    public void hangUp() {
                        throw new AssertionError("never");
                    }
                };
        for (long step = 0; step < 36_000; step++) {
            now[0] += 50 * MS;
            machine.duty(at(now[0]));
            if (heard.reopened) {
                // three answers in a row were missing: the line is opened again
                heard.reopened = false;
                heard.sent.clear();
                machine.connected(at(now[0]));
            }
            heard.sent.forEach(octets -> portal.octets(octets, now[0]));
            heard.sent.clear();
            portal.duty(now[0], line);
        }
        assertTrue(portal.sources() > 20 && portal.missed() > 10 && portal.refused() > 50);
        // an occupancy of 5 s is longer than any gap between two answers
        assertTrue(Math.abs(portal.sources() - heard.count(Kind.GAMMA_ALARM)) <= 1);
        assertTrue(
                Math.abs(portal.missed() - counters.value(PortalCounter.OCCUPANCIES_MISSED)) <= 2);
        assertTrue(counters.value(PortalCounter.EXCEPTIONS) > 10);
        assertTrue(counters.value(PortalCounter.POLL_TIMEOUTS) > 10);
    }
}
