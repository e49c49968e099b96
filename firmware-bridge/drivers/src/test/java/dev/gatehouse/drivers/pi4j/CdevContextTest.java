package dev.gatehouse.drivers.pi4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfigBuilder;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfigBuilder;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CConfigBuilder;
import dev.gatehouse.drivers.cdev.FakeKernel;
import dev.gatehouse.protocols.gpio.LineConfig.Attribute;
import dev.gatehouse.protocols.gpio.LineConfig.Kind;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.gpio.LineFlags;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CdevContextTest {

    private static final long LIMIT_S = 30;

    @TempDir Path folder;
    private FakeKernel kernel;
    private FakeKernel.Chip chip;
    private Context context;

    @BeforeEach
    void begin() {
        kernel = new FakeKernel(folder);
        chip = kernel.chip("gpiochip2", "pinctrl-rp1", 54);
        context = CdevContext.create(kernel, folder);
    }

    @AfterEach
    void end() {
        context.shutdown();
        assertEquals(0, kernel.openFiles());
    }

    private DigitalInput input() {
        return context.create(
                DigitalInputConfigBuilder.newInstance(context)
                        .id("loop")
                        .bus(2)
                        .bcm(17)
                        .pull(PullResistance.PULL_UP)
                        .debounce(5L, TimeUnit.MILLISECONDS)
                        .build());
    }

    /// The debounce is the kernel's, for index 0, in microseconds.
    @Test
    void anInputIsAskedForAsItWasMeant() {
        chip.drive(17, true);
        DigitalInput input = input();
        assertEquals(DigitalState.HIGH, input.state());
        assertEquals(
                List.of(new Attribute(Kind.DEBOUNCE_US, 5_000, 1)),
                chip.request(17).config().attributes());
        assertEquals(
                LineFlags.INPUT
                        | LineFlags.EDGE_RISING
                        | LineFlags.EDGE_FALLING
                        | LineFlags.BIAS_PULL_UP,
                chip.request(17).config().flags());
        input.close();
        assertFalse(chip.held(17));
    }

    @Test
    void edgesComeWithAndWithoutTheirTime() throws Exception {
        DigitalInput input = input();
        BlockingQueue<DigitalState> states = new LinkedBlockingQueue<>();
        BlockingQueue<LineEvent> edges = new LinkedBlockingQueue<>();
        input.addListener(event -> states.add(event.state()));
        ((CdevInput) input).addEdgeListener(edges::add);
        for (int edge = 0; edge < 6; edge++) {
            chip.drive(17, edge % 2 == 0);
            assertEquals(
                    edge % 2 == 0 ? DigitalState.HIGH : DigitalState.LOW,
                    states.poll(LIMIT_S, TimeUnit.SECONDS));
            LineEvent event = edges.poll(LIMIT_S, TimeUnit.SECONDS);
            assertTrue(event != null && event.seqno() == edge + 1);
            assertTrue(event.timestampNs() <= System.nanoTime());
        }
        assertEquals(DigitalState.LOW, input.state());
    }

    @Test
    void anOutputBeginsAndEndsAsItWasTold() {
        DigitalOutput output =
                context.create(
                        DigitalOutputConfigBuilder.newInstance(context)
                                .id("lamp")
                                .bus(2)
                                .bcm(5)
                                .initial(DigitalState.HIGH)
                                .shutdown(DigitalState.LOW)
                                .build());
        assertTrue(chip.wire(5));
        output.low();
        assertFalse(chip.wire(5));
        output.high();
        assertTrue(chip.wire(5));
        assertTrue(output.isHigh());
        output.close();
        assertFalse(chip.wire(5));
        assertFalse(chip.held(5));
    }

    @Test
    void aTakenLineNamesItsHolder() {
        chip.take(17, "gpiomon");
        RuntimeException refused = assertThrows(RuntimeException.class, this::input);
        assertTrue(
                Stream.iterate((Throwable) refused, one -> one != null, Throwable::getCause)
                        .anyMatch(one -> String.valueOf(one.getMessage()).contains("gpiomon")));
    }

    @Test
    void registersAreReadInTheOrderOfTheWire() {
        FakeKernel.I2cDevice wires = kernel.i2c(1, 0x48).set(0, 0x19, 0x80, 3, 4, 5, 6);
        I2C device =
                context.create(
                        I2CConfigBuilder.newInstance(context).id("t").bus(1).device(0x48).build());
        assertEquals(0x1980, device.readRegisterWord(0));
        assertEquals(0x80, device.readRegister(1));
        byte[] block = new byte[4];
        assertEquals(4, device.readRegister(2, block));
        assertEquals(6, block[3]);
        device.writeRegisterWord(8, 0x1234);
        assertEquals(0x12, wires.get(8));
        assertEquals(0x34, wires.get(9));
        device.writeRegister(10, (byte) 0xFE);
        assertEquals(0xFE, wires.get(10));
        device.write(new byte[] {12, 1, 2, 3});
        assertEquals(3, wires.get(14));
        byte[] long16 = new byte[2];
        assertThrows(Pi4JException.class, () -> device.readRegister(new byte[2], long16));
        device.close();
        assertFalse(device.isOpen());
        assertThrows(Pi4JException.class, () -> device.readRegister(0));
    }
}
