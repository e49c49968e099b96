package dev.gatehouse.drivers.i2c;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.plugin.mock.provider.i2c.MockI2C;
import com.pi4j.plugin.mock.provider.i2c.MockI2CProvider;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.TestFrames;
import dev.gatehouse.drivers.cdev.Errno;
import dev.gatehouse.drivers.cdev.FakeKernel;
import dev.gatehouse.drivers.i2c.TemperatureWatch.Verdict;
import dev.gatehouse.drivers.pi4j.CdevContext;
import dev.gatehouse.protocols.i2c.Thermometer;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.EnvironmentReading;
import dev.gatehouse.protocols.observation.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {

    private static final long LIMIT_S = 30;

    @TempDir Path folder;
    private final TemperatureWatch watch = new TemperatureWatch();

    private Verdict judge(double celsius) {
        return watch.judge(OptionalDouble.of(celsius));
    }

    @Test
    void whatNoSensorCanMeasureIsNotBelieved() {
        assertEquals(Verdict.GOOD, judge(25));
        assertEquals(Verdict.FAILED, judge(127.9375));
        assertEquals(Verdict.FAILED, judge(Double.NaN));
        assertEquals(Verdict.FAULTY, watch.judge(OptionalDouble.empty()));
        assertEquals(Verdict.FAILED, judge(-60), "told once");
        assertEquals(Verdict.GOOD_AGAIN, judge(26));
        assertEquals(Verdict.GOOD, judge(26));
    }

    @Test
    void aStepIsReadAgain() {
        assertEquals(Verdict.GOOD, judge(25));
        assertEquals(Verdict.GOOD, judge(45));
        assertEquals(Verdict.READ_AGAIN, judge(65.5));
        assertEquals(Verdict.GOOD, judge(66), "twice the same: it did change");
        assertEquals(Verdict.READ_AGAIN, judge(0));
        assertEquals(Verdict.GOOD, judge(66), "it was a wrong reading");
        assertEquals(Verdict.READ_AGAIN, judge(0));
        assertEquals(Verdict.FAILED, judge(30), "neither");
        assertEquals(Verdict.GOOD, judge(66));
    }

    /// Other people's mock of Pi4J in the place of the bus.
    @Test
    void aThermometerIsReadThroughPi4j() throws IOException {
        Context context =
                Pi4J.newContextBuilder().noAutoDetect().add(MockI2CProvider.newInstance()).build();
        try (I2cProbe probe = I2cProbe.open(context, 1, 0x48, Thermometer.TMP102)) {
            MockI2C device = context.io("i2c-1-72");
            device.writeRegister(0, new byte[] {(byte) 0xE7, 0x00}, 0, 2);
            assertEquals(-25.0, probe.celsius());
        }
        assertTrue(context.isShutdown());
    }

    @Test
    void aBusThatIsNotThereIsAnAnswerLikeAnyOther() {
        FakeKernel kernel = new FakeKernel(folder);
        assertThrows(
                IOException.class,
                () -> I2cProbe.open(CdevContext.create(kernel, folder), 1, 0x48, Thermometer.LM75));
        assertEquals(0, kernel.openFiles());
    }

    @Test
    void theWarmestZoneOfTheProcessorCounts() throws IOException {
        CpuProbe probe = new CpuProbe(folder);
        assertThrows(IOException.class, probe::celsius);
        for (String one : List.of("0:41500", "1:52000", "2:-3000")) {
            Path zone = Files.createDirectory(folder.resolve("thermal_zone" + one.charAt(0)));
            Files.writeString(zone.resolve("temp"), one.substring(2) + "\n");
        }
        assertEquals(52.0, probe.celsius());
        Files.writeString(folder.resolve("thermal_zone1/temp"), "hot\n");
        assertThrows(IOException.class, probe::celsius);
    }

    @Test
    void addressesAreChecked() {
        assertEquals(
                new I2cAddress("bcm2835 (i2c@7e804000)", 0x4F),
                I2cAddress.of(LinkAddress.parse("i2c:bcm2835 (i2c@7e804000)/0x4f")));
        for (String wrong : List.of("i2c:1", "i2c:1/0x50", "i2c:1/x", "i2c:/0x48", "gpio:1/0x48")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> I2cAddress.of(LinkAddress.parse(wrong)),
                    wrong);
        }
    }

    @Test
    void aSensorFailsAndComesBack() throws Exception {
        FakeKernel kernel = new FakeKernel(folder);
        FakeKernel.I2cDevice device = kernel.i2c(1, 0x48).set(0, 0x19, 0x80);
        List<Observation> said = new CopyOnWriteArrayList<>();
        StationContext context =
                new StationContext(
                        "cabinet",
                        "lane-3",
                        Map.of(),
                        LinkAddress.parse("i2c:1/0x48"),
                        address -> {
                            throw new IllegalArgumentException(address.toString());
                        },
                        (observations, answer) -> said.addAll(observations),
                        () -> TestFrames.at(TestFrames.NOW, System.nanoTime()));
        try (EnvironmentStation station =
                new EnvironmentStation(
                        "i2c:1/0x48",
                        50,
                        () ->
                                I2cProbe.open(
                                        CdevContext.create(kernel, folder),
                                        1,
                                        0x48,
                                        Thermometer.TMP102),
                        context)) {
            station.open();
            Observation.Body reading =
                    new EnvironmentReading(OptionalInt.of(2_550), OptionalInt.empty());
            await(() -> said.stream().anyMatch(one -> one.body().equals(reading)));
            device.fail(Errno.EREMOTEIO);
            await(() -> told(said, Severity.FAULT));
            device.fail(null);
            await(() -> told(said, Severity.CLEARED));
            assertTrue(station.snapshot().driver().getOrDefault("readings_failed", 0L) >= 3);
        }
        assertEquals(0, kernel.openFiles());
    }

    private static boolean told(List<Observation> said, Severity severity) {
        return said.stream()
                .anyMatch(one ->
                        one.body().equals(new DeviceNotice(EnvironmentStation.FAULT, severity, 0)));
    }

    private static void await(BooleanSupplier look) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
        while (!look.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, "not in time");
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
