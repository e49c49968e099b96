package dev.gatehouse.drivers.portal;

import static dev.gatehouse.drivers.stream.Told.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.stream.StreamCounters;
import dev.gatehouse.drivers.stream.Told;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.observation.RadiationReport;
import dev.gatehouse.protocols.observation.RadiationReport.Mark;
import dev.gatehouse.protocols.portal.AspectDescription;
import dev.gatehouse.protocols.portal.AspectMonitor;
import dev.gatehouse.protocols.portal.ModbusMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AspectMachineTest {
    private static final AspectDescription WHERE = new AspectDescription(0x4153, 29, 1, 0x40, 21);
    private static final AspectMonitor.Channel READY =
            new AspectMonitor.Channel(0x0080, 900, 900, 30);
    private static final AspectMonitor.Channel ALARM =
            new AspectMonitor.Channel(0x0081, 1_200, 900, 30);

    private final Told told = new Told();
    private final StreamCounters<PortalCounter> counters =
            new StreamCounters<>(PortalCounter.class);
    private final AspectMachine machine =
            new AspectMachine(
                    AspectSettings.of(Map.of("speed_unit", "kmh")), told, counters, at(0));
    private long ms;
    private long elapsed = 1_000;
    private int objects;

    private ModbusMessage.Request asked() {
        machine.duty(at(ms));
        assertEquals(1, told.sent.size(), "one question at a time");
        var decoded = ModbusMessage.decodeRequest(told.sent.removeFirst());
        return assertInstanceOf(
                ModbusMessage.Request.class,
                assertInstanceOf(Decoded.Message.class, decoded).value());
    }

    private void answer(List<Integer> registers) {
        ModbusMessage.Request request = asked();
        machine.octets(
                new ModbusMessage.Answer(request.transaction(), request.unit(), registers).encode(),
                at(ms));
    }

    private void monitor(int inputs, AspectMonitor.Channel gamma, AspectMonitor.Channel neutron) {
        ms += 500;
        elapsed += 500;
        answer(new AspectMonitor(elapsed, inputs, gamma, neutron, objects, 0, 5, 0).toRegisters());
    }

    private void described() {
        machine.connected(at(ms));
        answer(WHERE.toRegisters());
        monitor(0, READY, READY);
        assertEquals(List.of("UP"), told.words());
    }

    @Test
    void theDescriptionIsAskedFirstAndThenTheBlockItNames() {
        machine.connected(at(0));
        assertEquals(new ModbusMessage.Request(1, 1, 0, 8), asked());
        machine.octets(new ModbusMessage.Answer(1, 1, WHERE.toRegisters()).encode(), at(10));
        machine.duty(at(100));
        assertTrue(told.sent.isEmpty(), "the pause");
        ms = 500;
        assertEquals(new ModbusMessage.Request(2, 1, 0x40, 21), asked());
    }

    @Test
    void anOccupancyIsPolledFasterAndItsAlarmIsLatched() {
        described();
        objects = 1;
        monitor(0x0041, READY, READY);
        assertEquals(List.of("OCCUPANCY_BEGAN"), told.words());
        ms -= 300;
        monitor(0x0041, ALARM, READY);
        RadiationReport alarm =
                assertInstanceOf(RadiationReport.class, told.reports.getFirst().body());
        assertEquals(10.0, alarm.figures().gammaSigmas().orElseThrow(), 1e-9);
        assertEquals(1, alarm.occupancy());
        assertEquals(List.of("GAMMA_ALARM"), told.words());
        monitor(0x0041, READY, READY);
        monitor(0x0041, ALARM, ALARM);
        assertEquals(List.of("NEUTRON_ALARM"), told.words());
        monitor(0, READY, READY);
        RadiationReport ended =
                assertInstanceOf(RadiationReport.class, told.reports.getFirst().body());
        assertEquals(Set.of(Mark.GAMMA, Mark.NEUTRON), ended.marks());
        assertEquals(5.0, ended.figures().speedKmh().orElseThrow());
        assertFalse(ended.evidence().isEmpty());
        assertEquals(List.of("OCCUPANCY_ENDED"), told.words());
    }

    @Test
    void anAlarmInTheFirstAnswerAndOutsideOfAnOccupancyIsRelayed() {
        machine.connected(at(0));
        answer(WHERE.toRegisters());
        monitor(0x0001, ALARM, READY);
        assertEquals(List.of("GAMMA_ALARM", "OCCUPANCY_BEGAN", "UP"), told.words());
        monitor(0, READY, READY);
        told.words();
        monitor(0, ALARM, READY);
        monitor(0, ALARM, READY);
        assertEquals(List.of("GAMMA_ALARM"), told.words());
        monitor(0, READY, READY);
        monitor(0, ALARM, READY);
        assertEquals(List.of("GAMMA_ALARM"), told.words());
    }

    @Test
    void objectsThatNobodySawAreMissedAlsoWhereTheCounterWraps() {
        described();
        objects = 1;
        monitor(0, READY, READY);
        assertEquals(List.of(), told.words());
        objects = 3;
        monitor(0, READY, READY);
        assertEquals(List.of("OCCUPANCY_MISSED:OBJECTS_2"), told.words());
        objects = 65_535;
        monitor(0, READY, READY);
        told.words();
        objects = 0;
        monitor(0, READY, READY);
        assertEquals(List.of(), told.words());
        objects = 2;
        elapsed = 0;
        monitor(0, READY, READY);
        assertEquals(List.of("PORTAL_RESTARTED/WARNING"), told.words());
    }

    @Test
    void everyBitOfHealthIsToldWhileItLasts() {
        described();
        monitor(0x0400, READY, READY);
        assertEquals(List.of("TAMPER"), told.words());
        monitor(0x0700, new AspectMonitor.Channel(0x0070, 1, 1, 1), READY);
        assertEquals(
                List.of(
                        "FAULT:POWER_FAIL",
                        "FAULT:LOW_BATTERY",
                        "FAULT:GAMMA_LOW",
                        "FAULT:GAMMA_HIGH",
                        "FAULT:GAMMA_OVERLOAD",
                        "FAULT:GAMMA_NOT_READY"),
                told.words());
        monitor(0x0100, READY, READY);
        List<String> words = told.words();
        assertEquals("TAMPER_CLEARED", words.getFirst());
        assertEquals("FAULT:POWER_FAIL", words.getLast());
        assertEquals("FAULT_CLEARED:GAMMA_NOT_READY", words.get(words.size() - 2));
    }

    @Test
    void threeFailuresAreAPortalThatIsGone() {
        described();
        ms += 600;
        var _ = asked();
        for (int i = 0; i < 3; i++) {
            assertEquals(List.of(), told.words());
            ms += 1_001;
            machine.duty(at(ms));
            assertEquals(i < 2 ? 1 : 0, told.sent.size());
            told.sent.clear();
        }
        assertEquals(List.of("DOWN:NO_ANSWER"), told.words());
        assertEquals(List.of("no answer"), told.reopened);
        assertEquals(3, counters.value(PortalCounter.POLL_TIMEOUTS));
        machine.duty(at(ms + 5_000));
        assertTrue(told.sent.isEmpty(), "nothing is asked before the line is open again");
    }

    @Test
    void anExceptionAsksForTheDescriptionAgain() {
        described();
        ms += 500;
        ModbusMessage.Request request = asked();
        machine.octets(new ModbusMessage.Refusal(request.transaction(), 1, 3, 2).encode(), at(ms));
        ms += 500;
        assertEquals(0, asked().address());
        assertEquals(1, counters.value(PortalCounter.EXCEPTIONS));
    }

    @Test
    void answersThatNobodyWaitsForAreCounted() {
        described();
        machine.octets(new ModbusMessage.Answer(77, 1, List.of(1)).encode(), at(ms));
        assertEquals(1, counters.value(PortalCounter.LATE_ANSWERS));
        assertEquals(List.of(), told.words());
    }

    @Test
    void aStreamThatIsNoModbusIsLeft() {
        described();
        machine.octets("HTTP/1.1 400".getBytes(StandardCharsets.US_ASCII), at(ms));
        assertEquals(List.of("UNREADABLE:BAD_VALUE", "DOWN:BROKEN_STREAM"), told.words());
        assertEquals(1, told.reopened.size());
    }

    @Test
    void aPortalThatWasNeverThereIsTold() {
        machine.duty(at(12_001));
        machine.duty(at(30_000));
        assertEquals(List.of("DOWN:NOT_CONNECTED"), told.words());
    }
}
