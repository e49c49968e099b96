package dev.gatehouse.proofs.gpio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The far end of the kernel's GPIO simulator: drives inputs and sees outputs, as a wire would.
///
/// @param config of the simulator in configfs, where it is switched on and off
/// @param lines below `/sys/devices/platform`, one folder a line
record SimulatedChip(Path config, Path lines) {

    /// The chip that a script has set up and switched on.
    static SimulatedChip of(Path config) throws IOException {
        String device = Files.readString(config.resolve("dev_name")).strip();
        String chip = Files.readString(config.resolve("bank0/chip_name")).strip();
        return new SimulatedChip(config, Path.of("/sys/devices/platform", device, chip));
    }

    private Path line(int offset, String attribute) {
        return lines.resolve("sim_gpio" + offset).resolve(attribute);
    }

    /// Drives an input high or low.
    void drive(int offset, boolean high) throws IOException {
        Files.writeString(line(offset, "pull"), high ? "pull-up" : "pull-down");
    }

    /// What an output gives.
    boolean output(int offset) throws IOException {
        return Files.readString(line(offset, "value")).strip().equals("1");
    }

    /// Pulls the chip out, or plugs it in.
    void plug(boolean in) throws IOException {
        Files.writeString(config.resolve("live"), in ? "1" : "0");
    }
}
