package dev.gatehouse.booth.doctor;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.booth.config.BoothConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the checks look at, and where they put what they find.
///
/// @param config empty when the file cannot be used
/// @param status of the running booth; empty when none answers
record Scene(
        Optional<BoothConfig> config,
        Optional<FlatJson> status,
        Thresholds limits,
        Machine machine,
        List<Finding> findings) {

    Scene(
            Optional<BoothConfig> config,
            Optional<FlatJson> status,
            Thresholds limits,
            Machine machine) {
        this(config, status, limits, machine, new ArrayList<>());
    }

    void found(Finding finding) {
        findings.add(finding);
    }

    boolean has(Ailment ailment) {
        return findings.stream().anyMatch(finding -> finding.ailment() == ailment);
    }

    /// A figure of the running booth; empty when no booth runs or the page does not hold it.
    OptionalLong figure(String path) {
        if (status.isEmpty() || status.get().text(path).isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(status.get().text(path)));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    /// A figure that counts from zero.
    long count(String path) {
        return figure(path).orElse(0);
    }

    /// A word of the running booth; empty when there is none.
    String word(String path) {
        return status.map(page -> page.text(path)).orElse("");
    }

    boolean running() {
        return status.isPresent();
    }

    /// The uplink has a session in which central confirmed the time.
    boolean uplinkLive() {
        return word("uplink.stage").equals("LIVE");
    }
}
