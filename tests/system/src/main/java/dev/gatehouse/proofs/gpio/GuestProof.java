package dev.gatehouse.proofs.gpio;

import dev.gatehouse.drivers.cdev.GpioChip;
import dev.gatehouse.drivers.cdev.NativeKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Runs inside of a virtual machine whose kernel has a simulated chip, and says what became of each
/// check in one line of JSON. The chip is set up by `deploy-scripts/gpio-kernel/guest`.
public final class GuestProof {

    static final String LABEL = "pinctrl-booth";
    static final String TWIN = "pinctrl-twin";

    private final Map<String, String> results = new LinkedHashMap<>();
    private final Map<String, Number> figures = new LinkedHashMap<>();

    private GuestProof() {}

    /// One check of one thing.
    @FunctionalInterface
    interface Check {
        void run(Map<String, Number> figures) throws IOException, InterruptedException;
    }

    private void check(String name, Check check) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            check.run(figures);
            results.put(name, "held");
        } catch (IOException | RuntimeException e) {
            results.put(name, "failed");
            System.out.println("gpio-kernel: " + name + " failed: " + e);
            e.printStackTrace(System.out);
        }
        System.out.printf(
                "gpio-kernel: %s %s after %d ms%n",
                name, results.get(name), (System.nanoTime() - begin) / 1_000_000);
    }

    /// The program.
    ///
    /// @param args folder of the simulator in configfs
    public static void main(String[] args) throws IOException, InterruptedException {
        SimulatedChip chip = SimulatedChip.of(Path.of(args[0]));
        GuestProof proof = new GuestProof();
        proof.check("chip_by_label", GuestProof::chipByLabel);
        InputChecks inputs = new InputChecks(chip);
        proof.check("levels_edges_order", inputs::levelsEdgesOrder);
        proof.check("kernel_debounce", inputs::debounce);
        proof.check("edges_lost", inputs::edgesLost);
        proof.check("taken_by_another", inputs::takenByAnother);
        proof.check("chip_pulled_out", inputs::chipPulledOut);
        OutputChecks outputs = new OutputChecks(chip);
        proof.check("lamps_and_barrier", outputs::lampsAndBarrier);
        proof.check("pi4j_lines", outputs::pi4jLines);
        proof.check("temperature_on_i2c", outputs::temperature);
        proof.print();
    }

    private static void chipByLabel(Map<String, Number> figures) throws IOException {
        NativeKernel kernel = new NativeKernel();
        Path folder = Path.of("/dev");
        try (GpioChip chip = GpioChip.find(kernel, folder, LABEL)) {
            String number = chip.info().name().replace("gpiochip", "");
            figures.put("chip_number", Integer.parseInt(number));
            require(chip.info().lines() == 28, "28 lines");
            require(chip.line(4).name().equals("duress"), "line 4 is called duress");
        }
        refused("expected one, found 2", () -> GpioChip.find(kernel, folder, TWIN).close());
        refused("not there", () -> GpioChip.find(kernel, folder, "pinctrl-none").close());
    }

    /// Something that must not succeed.
    @FunctionalInterface
    interface Attempt {
        void run() throws IOException;
    }

    private static void refused(String why, Attempt attempt) {
        String told = "nothing";
        try {
            attempt.run();
        } catch (IOException e) {
            told = String.valueOf(e.getMessage());
        }
        require(told.contains(why), "refused for `" + why + "`, found: " + told);
    }

    static void require(boolean held, String what) {
        if (!held) {
            throw new IllegalStateException("expected: " + what);
        }
    }

    private void print() {
        List<String> fields = new ArrayList<>();
        fields.add("\"arch\":\"" + System.getProperty("os.arch") + "\"");
        fields.add("\"kernel\":\"" + System.getProperty("os.version") + "\"");
        fields.add("\"java\":\"" + System.getProperty("java.runtime.version") + "\"");
        figures.forEach((name, value) -> fields.add("\"" + name + "\":" + value));
        fields.add("\"checks\":" + results.size());
        fields.add(
                "\"failed\":["
                        + results.entrySet().stream()
                                .filter(one -> !one.getValue().equals("held"))
                                .map(one -> "\"" + one.getKey() + "\"")
                                .collect(Collectors.joining(","))
                        + "]");
        System.out.println("gpio-kernel-result {" + String.join(",", fields) + "}");
    }
}
