package dev.gatehouse.drivers.cdev;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.cdev.InputLine.Bias;
import dev.gatehouse.protocols.gpio.LineConfig;
import dev.gatehouse.protocols.gpio.LineConfig.Attribute;
import dev.gatehouse.protocols.gpio.LineConfig.Kind;
import dev.gatehouse.protocols.gpio.LineFlags;
import dev.gatehouse.protocols.gpio.LineRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpioChipTest {

    @TempDir Path folder;
    private FakeKernel kernel;

    @BeforeEach
    void begin() {
        kernel = new FakeKernel(folder);
    }

    private String refusal(String label) {
        return String.valueOf(
                assertThrows(IOException.class, () -> GpioChip.find(kernel, folder, label))
                        .getMessage());
    }

    @Test
    void aChipIsFoundByItsLabelWhateverItsNumber() throws IOException {
        kernel.chip("gpiochip0", "pl061", 8);
        kernel.chip("gpiochip1", "pinctrl-rp1", 54);
        kernel.refuse("gpiochip2", Errno.ENOTTY);
        try (GpioChip chip = GpioChip.find(kernel, folder, "pinctrl-rp1")) {
            assertEquals(54, chip.info().lines());
            assertEquals(1, kernel.openFiles());
        }
        assertEquals(0, kernel.openFiles());
        assertTrue(refusal("pinctrl-bcm2711").contains("[pl061, pinctrl-rp1]"));
        assertEquals(0, kernel.openFiles());
    }

    @Test
    void twoChipsOfOneLabelAreRefused() {
        kernel.chip("gpiochip0", "pinctrl-rp1", 54);
        kernel.chip("gpiochip1", "pinctrl-rp1", 54);
        assertTrue(refusal("pinctrl-rp1").contains("expected one, found 2"));
        assertEquals(0, kernel.openFiles());
    }

    @Test
    void aMissingRightSaysWhatToDo() {
        kernel.refuse("gpiochip0", Errno.EACCES);
        assertTrue(refusal("pinctrl-rp1").contains("groups gpio, i2c and dialout"));
    }

    @Test
    void aLineIsFoundByNameAndHeldAgainstItsOffset() throws IOException {
        kernel.chip("gpiochip0", "pinctrl-rp1", 54)
                .name(17, "GPIO17")
                .name(18, "TWICE")
                .name(19, "TWICE");
        try (GpioChip chip = GpioChip.find(kernel, folder, "pinctrl-rp1")) {
            assertEquals(17, chip.offset(LineName.parse("GPIO17")));
            assertEquals(17, chip.offset(LineName.parse("GPIO17@17")));
            assertEquals(4, chip.offset(LineName.parse("4")));
            for (String wrong : List.of("GPIO17@18", "TWICE", "GPIO99", "54")) {
                assertThrows(IOException.class, () -> chip.offset(LineName.parse(wrong)), wrong);
            }
        }
    }

    @Test
    void namesOfLinesAreChecked() {
        assertEquals(new LineName("", OptionalInt.of(4)), LineName.parse("4"));
        assertEquals(new LineName("A@B", OptionalInt.of(4)), LineName.parse("A@B@4"));
        for (String wrong : List.of("", "@", "GPIO17@x", "GPIO 17", "x".repeat(32), "70000")) {
            assertThrows(IllegalArgumentException.class, () -> LineName.parse(wrong), wrong);
        }
    }

    /// The bit of a mask is the index in the request; microseconds stay microseconds.
    @Test
    void linesOfOneRequestAreSetUpByIndex() {
        LineName any = LineName.parse("4");
        LineRequest request =
                InputLine.request(
                        List.of(17, 4, 27),
                        List.of(
                                new InputLine(any, false, Bias.PULL_UP, 5_000),
                                new InputLine(any, true, Bias.PULL_UP, 0),
                                new InputLine(any, false, Bias.PULL_UP, 5_000)));
        long common =
                LineFlags.INPUT
                        | LineFlags.EDGE_RISING
                        | LineFlags.EDGE_FALLING
                        | LineFlags.BIAS_PULL_UP;
        assertEquals(
                new LineRequest(
                        List.of(17, 4, 27),
                        "gatehouse",
                        new LineConfig(
                                common,
                                List.of(
                                        new Attribute(
                                                Kind.FLAGS, common | LineFlags.ACTIVE_LOW, 0b010),
                                        new Attribute(Kind.DEBOUNCE_US, 5_000, 0b101))),
                        192),
                request);
        List<InputLine> differing =
                IntStream.range(0, 11)
                        .mapToObj(index -> new InputLine(any, false, Bias.AS_IS, 1 + index))
                        .toList();
        List<Integer> offsets = IntStream.range(0, 11).boxed().toList();
        assertThrows(IllegalArgumentException.class, () -> InputLine.request(offsets, differing));
        assertThrows(
                IllegalArgumentException.class,
                () -> new InputLine(any, false, Bias.OFF, 1_000_001));
    }

    @Test
    void theHolderOfALineIsNamed() throws IOException {
        FakeKernel.Chip chip = kernel.chip("gpiochip0", "pinctrl-rp1", 54);
        chip.take(4, "gpiomon");
        LineRequest request = OutputLines.request(List.of(4, 5), 0, 0);
        try (GpioChip found = GpioChip.find(kernel, folder, "pinctrl-rp1")) {
            KernelFault fault = assertThrows(KernelFault.class, () -> found.request(request));
            assertTrue(fault.is(Errno.EBUSY));
            assertTrue(
                    String.valueOf(fault.getMessage())
                            .contains("line 4 of pinctrl-rp1 by `gpiomon`"));
            assertFalse(chip.held(5), "all or none");
            chip.take(4, "");
            found.request(request).close();
        }
        assertEquals(0, kernel.openFiles());
    }

    @Test
    void outputsBeginSafeAndChangeTogether() throws IOException {
        FakeKernel.Chip wires = kernel.chip("gpiochip0", "pinctrl-rp1", 54);
        try (GpioChip chip = GpioChip.find(kernel, folder, "pinctrl-rp1");
                HeldLines lines =
                        chip.request(OutputLines.request(List.of(20, 5, 6), 0b010, 0b100))) {
            // index 0 low, index 1 inactive and therefore high, index 2 active
            assertFalse(wires.wire(20));
            assertTrue(wires.wire(5));
            assertTrue(wires.wire(6));
            lines.set(0b011, 0b011);
            assertTrue(wires.wire(20));
            assertFalse(wires.wire(5));
            assertTrue(wires.wire(6), "not in the mask");
            assertEquals(0b111, lines.values().bits());
        }
    }

    @Test
    void edgesAreReadAndTheEndOfAChipIsTold() throws IOException {
        FakeKernel.Chip wires = kernel.chip("gpiochip0", "pinctrl-rp1", 54);
        try (GpioChip chip = GpioChip.find(kernel, folder, "pinctrl-rp1")) {
            HeldLines lines =
                    chip.request(
                            InputLine.request(
                                    List.of(4),
                                    List.of(
                                            new InputLine(
                                                    LineName.parse("4"), false, Bias.AS_IS, 0))));
            assertArrayEquals(new byte[0], lines.read(0));
            for (int edge = 0; edge < 20; edge++) {
                wires.drive(4, edge % 2 == 0);
            }
            assertEquals(16 * 48, lines.read(0).length);
            assertEquals(4 * 48, lines.read(0).length);
            assertTrue(assertThrows(KernelFault.class, () -> lines.set(1, 1)).is(Errno.EPERM));
            wires.plug(false);
            assertTrue(assertThrows(KernelFault.class, () -> lines.read(0)).is(Errno.ENODEV));
            lines.close();
            lines.close();
            assertTrue(assertThrows(KernelFault.class, lines::values).is(Errno.ENODEV));
        }
        assertEquals(0, kernel.openFiles());
    }
}
