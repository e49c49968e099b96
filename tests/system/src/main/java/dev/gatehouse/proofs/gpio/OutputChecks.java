package dev.gatehouse.proofs.gpio;

import static dev.gatehouse.proofs.gpio.GuestProof.LABEL;
import static dev.gatehouse.proofs.gpio.GuestProof.require;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfigBuilder;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfigBuilder;
import com.pi4j.io.gpio.digital.DigitalState;
import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.LaneOutput;
import dev.gatehouse.drivers.LaneOutput.LaneShow;
import dev.gatehouse.drivers.LaneOutput.ManualAnswer;
import dev.gatehouse.drivers.LaneOutput.ManualOrder;
import dev.gatehouse.drivers.LaneOutput.Outcome;
import dev.gatehouse.drivers.LaneOutput.Part;
import dev.gatehouse.drivers.LaneOutput.Signal;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.cdev.GpioChip;
import dev.gatehouse.drivers.cdev.NativeKernel;
import dev.gatehouse.drivers.pi4j.CdevContext;
import dev.gatehouse.protocols.observation.EnvironmentReading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Outputs, Pi4J and I2C on a real kernel.
final class OutputChecks {

    private static final int BARRIER = 5;
    private static final int GREEN = 8;
    private static final int RED = 9;
    private static final int PULSE = 10;

    private final SimulatedChip chip;

    OutputChecks(SimulatedChip chip) {
        this.chip = chip;
    }

    /// What the booth says is seen at the wire; without its word everything falls back.
    void lampsAndBarrier(Map<String, Number> figures) throws IOException, InterruptedException {
        Bench bench = new Bench();
        Station station =
                bench.station(
                        "lamps",
                        DeviceKind.OUTPUT,
                        "gpio-lamp",
                        "gpio:" + LABEL,
                        Map.of(
                                "green",
                                "green",
                                "red",
                                "red@9",
                                "barrier",
                                "barrier",
                                "pulse",
                                "pulse",
                                "manual_hold_s",
                                "2"));
        LaneOutput output = (LaneOutput) station;
        try (station) {
            station.open();
            Waiting.until(
                    "outputs held", () -> station.snapshot().link().getOrDefault("up", 0L) == 1);
            require(!chip.output(GREEN) && !chip.output(BARRIER), "everything begins inactive");
            output.show(new LaneShow(Signal.CHECKED, 3_000));
            figures.put("lamp_ms", Waiting.until("green", () -> chip.output(GREEN)) / 1_000_000);
            require(!chip.output(BARRIER), "the barrier stays closed");
            boolean level = chip.output(PULSE);
            Waiting.until("pulse", () -> chip.output(PULSE) != level);
            ManualAnswer asked = output.ask(new ManualOrder(Part.BARRIER, true));
            require(asked.outcome() == Outcome.CONFIRM, "asked");
            output.show(new LaneShow(Signal.CHECKED, 60_000));
            Waiting.pause(300);
            require(!chip.output(BARRIER), "nothing opens before it is confirmed");
            require(output.confirm(asked.number()).outcome() == Outcome.HELD, "confirmed");
            Waiting.until("barrier open", () -> chip.output(BARRIER));
            figures.put(
                    "barrier_reverts_ms",
                    Waiting.until("barrier closed again", () -> !chip.output(BARRIER)) / 1_000_000);
            output.show(new LaneShow(Signal.REFER, 1_000));
            Waiting.until("red", () -> chip.output(RED) && !chip.output(GREEN));
            Waiting.until("dark without the booth's word", this::dark);
            output.show(new LaneShow(Signal.CHECKED, 60_000));
            Waiting.until("green", () -> chip.output(GREEN));
        }
        require(
                station.snapshot().driver().getOrDefault("mismatches", 1L) == 0,
                "every level was read back as set");
    }

    private boolean dark() throws IOException {
        // a blinking lamp is dark now and then: look longer than its rhythm
        for (int look = 0; look < 60; look++) {
            if (chip.output(RED) || chip.output(GREEN) || chip.output(PULSE)) {
                return false;
            }
            try {
                Waiting.pause(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /// The same lines as other people's device code sees them.
    void pi4jLines(Map<String, Number> figures) throws IOException, InterruptedException {
        NativeKernel kernel = new NativeKernel();
        int number;
        try (GpioChip found = GpioChip.find(kernel, Path.of("/dev"), LABEL)) {
            number = Integer.parseInt(found.info().name().replace("gpiochip", ""));
        }
        chip.drive(6, true);
        Context context = CdevContext.create(kernel, Path.of("/dev"));
        List<DigitalState> states = new CopyOnWriteArrayList<>();
        try {
            DigitalInput input =
                    context.create(
                            DigitalInputConfigBuilder.newInstance(context)
                                    .id("entry")
                                    .bus(number)
                                    .bcm(6)
                                    .debounce(0L)
                                    .build());
            require(input.state() == DigitalState.HIGH, "the level that stands");
            input.addListener(event -> states.add(event.state()));
            for (int edge = 0; edge < 6; edge++) {
                int expected = edge + 1;
                chip.drive(6, edge % 2 == 1);
                Waiting.until("edge of six", () -> states.size() == expected);
            }
            for (int edge = 0; edge < 6; edge++) {
                require(states.get(edge).isHigh() == (edge % 2 == 1), "edges in order");
            }
            DigitalOutput output =
                    context.create(
                            DigitalOutputConfigBuilder.newInstance(context)
                                    .id("green")
                                    .bus(number)
                                    .bcm(GREEN)
                                    .initial(DigitalState.HIGH)
                                    .shutdown(DigitalState.LOW)
                                    .build());
            require(chip.output(GREEN), "the initial state");
            output.low();
            require(!chip.output(GREEN), "low");
            output.high();
            require(chip.output(GREEN), "high");
        } finally {
            context.shutdown();
        }
        require(!chip.output(GREEN), "the state after the shutdown");
    }

    /// A thermometer of the kernel's stub, whose register another program wrote.
    void temperature(Map<String, Number> figures) throws IOException, InterruptedException {
        Bench bench = new Bench();
        try (Station station =
                bench.station(
                        "cabinet",
                        DeviceKind.ENVIRONMENT,
                        "tmp102",
                        "i2c:SMBus stub driver/0x48",
                        Map.of("poll_s", "1"))) {
            station.open();
            Watched.Heard heard =
                    bench.watched()
                            .await(
                                    "temperature",
                                    0,
                                    one -> one.body() instanceof EnvironmentReading);
            EnvironmentReading reading = (EnvironmentReading) heard.observation().body();
            figures.put("centi_celsius", reading.centiCelsius().orElseThrow());
            require(reading.centiCelsius().orElseThrow() == 2_550, "25.5 degrees");
        }
    }
}
