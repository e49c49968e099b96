package dev.gatehouse.drivers.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.LaneOutput.LaneShow;
import dev.gatehouse.drivers.LaneOutput.ManualOrder;
import dev.gatehouse.drivers.LaneOutput.Outcome;
import dev.gatehouse.drivers.LaneOutput.Part;
import dev.gatehouse.drivers.LaneOutput.Signal;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.TestFrames;
import dev.gatehouse.drivers.cdev.FakeKernel;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.Observation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputStationTest {

    private static final long LIMIT_S = 30;
    private static final int RED = 9;
    private static final int GREEN = 8;
    private static final int BARRIER = 5;

    @TempDir Path folder;
    private FakeKernel kernel;
    private FakeKernel.Chip chip;
    private OutputStation station;
    private final List<Observation> said = new CopyOnWriteArrayList<>();

    @BeforeEach
    void begin() {
        kernel = new FakeKernel(folder);
        chip = kernel.chip("gpiochip0", "pinctrl-rp1", 54).name(GREEN, "green");
        station =
                station(
                        Map.of(
                                "green",
                                "green@8",
                                "red",
                                "9",
                                "barrier",
                                "5",
                                "active_low",
                                "barrier"));
    }

    private OutputStation station(Map<String, String> settings) {
        return new OutputStation(
                OutputSettings.of("pinctrl-rp1", settings),
                new StationContext(
                        "lamps",
                        "lane-3",
                        settings,
                        LinkAddress.parse("gpio:pinctrl-rp1"),
                        address -> {
                            throw new IllegalArgumentException(address.toString());
                        },
                        (observations, answer) -> said.addAll(observations),
                        () -> TestFrames.at(TestFrames.NOW, System.nanoTime())),
                new GpioBoard("pinctrl-rp1", () -> kernel, folder));
    }

    @AfterEach
    void end() {
        station.close();
        assertEquals(0, kernel.openFiles());
    }

    private static void await(String what, BooleanSupplier look) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
        while (!look.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, "not in time: " + what);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private boolean told(String code, Severity severity) {
        return told(code, severity, 0);
    }

    private boolean told(String code, Severity severity, long number) {
        return said.stream()
                .anyMatch(one -> one.body().equals(new DeviceNotice(code, severity, number)));
    }

    private boolean up() {
        return station.snapshot().link().getOrDefault("up", 0L) == 1L;
    }

    @Test
    void linesShowWhatTheBoothSaysAndEndInactive() throws Exception {
        station.open();
        await("lines", this::up);
        assertEquals(List.of(9, 8, 5), chip.request(GREEN).offsets());
        assertTrue(chip.wire(BARRIER), "inactive is high");
        station.show(new LaneShow(Signal.CHECKED, 60_000));
        await("green", () -> chip.wire(GREEN));
        station.show(new LaneShow(Signal.REFER, 60_000));
        await("red", () -> chip.wire(RED) && !chip.wire(GREEN));
        long number = station.ask(new ManualOrder(Part.BARRIER, true)).number();
        assertEquals(Outcome.HELD, station.confirm(number).outcome());
        await("barrier", () -> !chip.wire(BARRIER));
        await("told", () -> told(OutputStation.BY_HAND, Severity.WARNING, number));
        assertEquals(Outcome.REVERTED, station.revert().outcome());
        await("closed", () -> chip.wire(BARRIER));
        await("told over", () -> told(OutputStation.BY_HAND, Severity.CLEARED, number));
        station.show(new LaneShow(Signal.CHECKED, 60_000));
        await("green", () -> chip.wire(GREEN));
        station.close();
        assertFalse(chip.wire(GREEN));
        assertTrue(chip.wire(BARRIER));
        assertFalse(chip.held(GREEN));
    }

    @Test
    void aBoothThatSaysNothingMoreIsDark() throws Exception {
        station.open();
        station.show(new LaneShow(Signal.CHECKED, 300));
        await("green", () -> chip.wire(GREEN));
        await("dark", () -> !chip.wire(GREEN));
        await("told", () -> told(OutputStation.SILENT, Severity.WARNING));
        assertEquals(Outcome.NOT_ALIVE, station.ask(new ManualOrder(Part.BARRIER, true)).outcome());
        station.show(new LaneShow(Signal.CHECKED, 60_000));
        await("told over", () -> told(OutputStation.SILENT, Severity.CLEARED));
    }

    @Test
    void aLineThatDoesNotObeyIsAFault() throws Exception {
        station.open();
        await("lines", this::up);
        chip.stick(RED, true);
        station.show(new LaneShow(Signal.CHECKED, 60_000));
        await("told", () -> told(OutputStation.WRONG, Severity.FAULT));
        assertTrue(station.snapshot().driver().getOrDefault("mismatches", 0L) > 0);
        chip.stick(RED, false);
        station.show(new LaneShow(Signal.IDLE, 60_000));
        await("told over", () -> told(OutputStation.WRONG, Severity.CLEARED));
    }

    @Test
    void aChipThatGoesIsToldAndTakenUpAgain() throws Exception {
        station.open();
        station.show(new LaneShow(Signal.REFER, 60_000));
        await("red", () -> chip.wire(RED));
        chip.plug(false);
        await("told", () -> told(OutputStation.LOST, Severity.FAULT));
        assertEquals(Outcome.NOT_ALIVE, station.ask(new ManualOrder(Part.BARRIER, true)).outcome());
        chip.plug(true);
        await("told over", () -> told(OutputStation.LOST, Severity.CLEARED));
        await("lines", this::up);
    }

    /// What was held when the lines went is over: they come back as the booth says.
    @Test
    void whatWasHeldDoesNotComeBackWithTheLines() throws Exception {
        station.open();
        await("lines", this::up);
        station.show(new LaneShow(Signal.REFER, 60_000));
        long number = station.ask(new ManualOrder(Part.BARRIER, true)).number();
        assertEquals(20_000, station.confirm(number).validMs());
        await("barrier", () -> !chip.wire(BARRIER));
        chip.plug(false);
        await("told", () -> told(OutputStation.BY_HAND, Severity.CLEARED, number));
        chip.plug(true);
        await("lines", this::up);
        assertTrue(chip.wire(BARRIER), "closed");
        assertEquals(0L, station.snapshot().link().getOrDefault("active_barrier", 1L));
        assertEquals(Outcome.NOTHING_ASKED, station.confirm(number).outcome());
    }

    @Test
    void whatIsHeldEndsByTime() throws Exception {
        try (OutputStation barrier = station(Map.of("barrier", "1", "manual_hold_s", "1"))) {
            barrier.open();
            barrier.show(new LaneShow(Signal.IDLE, 60_000));
            await("lines", () -> barrier.snapshot().link().getOrDefault("up", 0L) == 1L);
            assertEquals(Set.of(Part.BARRIER), barrier.parts());
            long number = barrier.ask(new ManualOrder(Part.BARRIER, true)).number();
            assertEquals(Outcome.HELD, barrier.confirm(number).outcome());
            await("open", () -> barrier.snapshot().link().getOrDefault("active_barrier", 0L) == 1L);
            await("told over", () -> told(OutputStation.BY_HAND, Severity.CLEARED, number));
            await(
                    "closed",
                    () -> barrier.snapshot().link().getOrDefault("active_barrier", 1L) == 0L);
        }
    }
}
