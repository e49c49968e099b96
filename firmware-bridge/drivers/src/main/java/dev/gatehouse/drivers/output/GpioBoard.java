package dev.gatehouse.drivers.output;

import dev.gatehouse.drivers.cdev.GpioChip;
import dev.gatehouse.drivers.cdev.HeldLines;
import dev.gatehouse.drivers.cdev.Kernel;
import dev.gatehouse.drivers.cdev.OutputLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// Lines of a chip, in one request so that they change together.
///
/// @param label of the chip's driver
/// @param folder of the device files
record GpioBoard(String label, Supplier<Kernel> kernel, Path folder) implements OutputBoard {

    @Override
    public String address() {
        return "gpio:" + label;
    }

    @Override
    public Held request(List<Output> order, OutputSettings settings) throws IOException {
        try (GpioChip chip = GpioChip.find(kernel.get(), folder, label)) {
            List<Integer> offsets = new ArrayList<>();
            long activeLow = 0;
            for (int index = 0; index < order.size(); index++) {
                offsets.add(
                        chip.offset(
                                Objects.requireNonNull(settings.lines().get(order.get(index)))));
                if (settings.activeLow().contains(order.get(index))) {
                    activeLow |= 1L << index;
                }
            }
            return new Lines(
                    chip.request(OutputLines.request(offsets, activeLow, OutputMachine.SAFE)));
        }
    }

    private record Lines(HeldLines held) implements Held {
        @Override
        public void set(long active) throws IOException {
            held.set(active, -1L);
        }

        @Override
        public long levels() throws IOException {
            return held.values().bits();
        }

        @Override
        public void close() {
            held.close();
        }
    }
}
