package dev.gatehouse.booth.doctor;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.core.disk.FileDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Whether there is a booth, and whether its thread moves.
final class BoothChecks {
    private BoothChecks() {}

    /// @param health where its pages should be
    static void look(Scene scene, Optional<BoothConfig.Endpoint> health) {
        if (scene.running()) {
            if (scene.word("alive").equals("false")) {
                scene.found(
                        Finding.of(
                                Ailment.BTH_STUCK,
                                "",
                                "Nothing is decided; the lanes show query by hand.",
                                "keep its log, then: systemctl restart gatehouse"));
            }
            return;
        }
        Optional<Path> held =
                scene.config().flatMap(config -> held(scene.machine(), config.dataDir()));
        String where = health.map(BoothConfig.Endpoint::toString).orElse("");
        if (held.isPresent()) {
            scene.found(
                    Finding.of(
                            Ailment.BTH_SILENT,
                            held.get().toString(),
                            "A process holds the data folder, and nobody answers at the health"
                                    + " address.",
                            "keep its log, then: systemctl restart gatehouse"));
        } else if (health.isPresent() && scene.machine().listening(health.get().port())) {
            scene.found(
                    Finding.of(
                            Ailment.BTH_PORT,
                            where,
                            "What listens there is no booth, and no booth can start.",
                            "find it with: ss -ltnp; stop it or change [health] listen"));
        } else {
            scene.found(
                    Finding.of(
                            Ailment.BTH_DOWN,
                            where,
                            "Nobody answers at its health address; what follows is from files.",
                            "systemctl start gatehouse; then: journalctl -u gatehouse -n 20"));
        }
    }

    private static Optional<Path> held(Machine machine, Path dataDir) {
        return List.of(dataDir.resolve("journal"), dataDir.resolve("state")).stream()
                .filter(folder -> Files.exists(folder.resolve(FileDisk.LOCK_NAME)))
                .filter(folder -> machine.locked(folder.resolve(FileDisk.LOCK_NAME)))
                .findFirst();
    }
}
