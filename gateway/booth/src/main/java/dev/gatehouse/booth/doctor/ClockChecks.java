package dev.gatehouse.booth.doctor;

import java.util.OptionalDouble;

/// The booth's time. While the uplink is away nobody can confirm it: that is the uplink's finding.
final class ClockChecks {
    private ClockChecks() {}

    static void look(Scene scene) {
        if (!scene.running()) {
            machine(scene);
            return;
        }
        String quality = scene.word("clock.quality");
        boolean uplinkMissing = !scene.word("uplink.stage").isEmpty() && !scene.uplinkLive();
        if (quality.equals("UNKNOWN") && !uplinkMissing) {
            scene.found(
                    Finding.of(
                            Ailment.CLK_UNCONFIRMED,
                            "",
                            "The lanes answer query by hand until central confirms the time.",
                            "configure [upstream]; then look for findings there"));
        }
        long boundMs = scene.count("clock.bound_ms");
        if (quality.equals("HOLDOVER") && boundMs > Thresholds.CLOCK_BOUND_MS) {
            scene.found(
                    Finding.of(
                                    Ailment.CLK_HOLDOVER,
                                    "",
                                    "The time is carried on by the board alone, and drifts.",
                                    "restore the uplink; central's time comes with it")
                            .with("bound_ms", boundMs));
        }
        long offsetMs = scene.count("clock.machine_offset_ms");
        if (Math.abs(offsetMs) > Thresholds.CLOCK_OFFSET_MS + Math.max(0, boundMs)) {
            scene.found(
                    Finding.of(
                                    Ailment.CLK_MACHINE,
                                    "",
                                    "The machine's clock differs from central's signed time.",
                                    "chronyc tracking; at central too: one of them is wrong")
                            .with("offset_ms", offsetMs));
        }
    }

    private static void machine(Scene scene) {
        OptionalDouble bound = scene.machine().chronyBoundMs();
        if (bound.isPresent() && bound.getAsDouble() > Thresholds.CLOCK_OFFSET_MS) {
            scene.found(
                    Finding.of(
                                    Ailment.CLK_MACHINE,
                                    "",
                                    "chrony has not synchronised this machine.",
                                    "chronyc sources; then look at the network")
                            .with(
                                    "bound_ms",
                                    Double.isInfinite(bound.getAsDouble())
                                            ? "unknown"
                                            : (Object) Math.round(bound.getAsDouble())));
        }
    }
}
