package dev.gatehouse.simulators.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.LaneOutput;
import dev.gatehouse.drivers.LaneOutput.LaneShow;
import dev.gatehouse.drivers.LaneOutput.Signal;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.Links;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.Stations;
import dev.gatehouse.drivers.cdev.GpioChip;
import dev.gatehouse.drivers.cdev.HeldLines;
import dev.gatehouse.drivers.cdev.InputLine;
import dev.gatehouse.drivers.cdev.KernelFault;
import dev.gatehouse.drivers.cdev.LineName;
import dev.gatehouse.drivers.cdev.OutputLines;
import dev.gatehouse.protocols.gpio.LineRequest;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Lamps that hang on simulated lines show what the booth says.
@Timeout(60)
class SimulatedLinesTest {
    private static final int RED = 3;
    private static final int GREEN = 5;

    @TempDir Path folder = Path.of("unset");

    private static Received now() {
        return new Received(Instant.now(), System.nanoTime(), TimeQuality.SYNCED);
    }

    private SimulatedLines lines() {
        return SimulatedLines.of(LinkAddress.parse("sim:lines?folder=" + folder));
    }

    private Station station() {
        LinkContext context =
                new LinkContext(
                        "lamps-1",
                        "1",
                        DeviceKind.OUTPUT,
                        SimulatedLinesTest::now,
                        (_, _) -> () -> {});
        return Stations.create(
                        DeviceKind.OUTPUT,
                        "gpio-lamp",
                        new StationContext(
                                "lamps-1",
                                "1",
                                Map.of("red", "" + RED, "green", "" + GREEN, "active_low", "green"),
                                LinkAddress.parse("sim:lines?folder=" + folder),
                                one -> Links.open(one, context),
                                (_, _) -> true,
                                SimulatedLinesTest::now))
                .orElseThrow();
    }

    private List<String> levels() throws IOException {
        Path file = folder.resolve(SimulatedLines.LEVELS);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private void await(String level, LaneOutput lamps, Signal signal) throws Exception {
        int before = levels().size();
        while (!levels().subList(before, levels().size()).contains(level)) {
            lamps.show(new LaneShow(signal, 1_500));
            Thread.sleep(10);
        }
    }

    @Test
    void lampsFollowTheBoothAndAreDarkWhenItGoes() throws Exception {
        try (Station station = station()) {
            station.open();
            LaneOutput lamps = (LaneOutput) station;
            await(RED + " 1", lamps, Signal.REFER);
            await(RED + " 0", lamps, Signal.REFER);
            // active low: lit is 0
            await(GREEN + " 0", lamps, Signal.CHECKED);
        }
        List<String> told = levels();
        assertEquals(GREEN + " 1", told.getFirst(), "dark from the first moment on");
        assertEquals(
                GREEN + " 1",
                told.stream().filter(line -> line.startsWith("" + GREEN)).toList().getLast());
        assertEquals(
                RED + " 0",
                told.stream().filter(line -> line.startsWith("" + RED)).toList().getLast());
    }

    private static void refused(GpioChip chip, LineRequest request) {
        assertThrows(KernelFault.class, () -> chip.request(request));
    }

    @Test
    void linesAreHeldByOneAndAreNoInputs() throws Exception {
        SimulatedLines lines = lines();
        try (GpioChip chip = GpioChip.find(lines.kernel(), lines.folder(), lines.label())) {
            assertEquals(SimulatedLines.LINES, chip.info().lines());
            try (HeldLines held = chip.request(OutputLines.request(List.of(1, 2), 0b10, 0b01))) {
                assertTrue(chip.line(1).used());
                assertEquals(0b01, held.values().bits());
                held.set(0b10, 0b10);
                assertEquals(0b11, held.values().bits());
                refused(chip, OutputLines.request(List.of(2), 0, 0));
            }
            refused(chip, OutputLines.request(List.of(SimulatedLines.LINES), 0, 0));
            InputLine input = new InputLine(LineName.parse("7"), false, InputLine.Bias.AS_IS, 0);
            refused(chip, InputLine.request(List.of(7), List.of(input)));
            chip.request(OutputLines.request(List.of(2), 0, 0)).close();
        }
        assertEquals(0L, lines.counters().get("open"));
        assertThrows(IOException.class, () -> lines.open(_ -> {}));
    }

    @Test
    void addressesThatCannotBeUsedAreRefused() {
        for (String wrong : List.of("sim:lines", "sim:lines?folder=x&colour=red")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> SimulatedLines.of(LinkAddress.parse(wrong)));
        }
    }
}
