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
record GpioBoard(String label, Supplier<Kernel> kernel, Path folder) {

    /// For counters and logs, e.g. `gpio:pinctrl-rp1`.
    String address() {
        return "gpio:" + label;
    }

    /// Takes the lines, all of them inactive.
    ///
    /// @param order the index of an output here is its bit at the lines
    /// @throws IOException when they are not there, or somebody else has them
    /// @throws IllegalArgumentException when they cannot be outputs
    Lines request(List<Output> order, OutputSettings settings) throws IOException {
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

    /// Lines that are ours until closed; what becomes of them then is up to their wiring.
    record Lines(HeldLines held) implements AutoCloseable {
        /// Sets all of them at once.
        ///
        /// @param active by index
        void set(long active) throws IOException {
            held.set(active, -1L);
        }

        /// What stands at them now, by index.
        long levels() throws IOException {
            return held.values().bits();
        }

        @Override
        public void close() {
            held.close();
        }
    }
}
