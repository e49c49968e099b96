package dev.gatehouse.booth.doctor;

import dev.gatehouse.booth.config.BoothConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The medium under the data folder: space now, space for the journal to grow to its quota, and
/// wear.
final class DiskChecks {
    private static final long MIB = 1L << 20;
    private static final double TERA = 1e12;
    private static final double YEAR_S = 31_556_952;

    private DiskChecks() {}

    static void look(Scene scene) {
        scene.config()
                .ifPresent(config -> {
                    folder(scene, config.dataDir());
                    space(scene, config);
                });
        wear(scene);
    }

    private static void folder(Scene scene, Path dataDir) {
        for (Path folder : List.of(dataDir, dataDir.resolve("journal"), dataDir.resolve("state"))) {
            boolean usable =
                    !Files.exists(folder)
                            || (Files.isDirectory(folder)
                                    && Files.isReadable(folder)
                                    && Files.isWritable(folder)
                                    && Files.isExecutable(folder));
            if (!usable) {
                scene.found(
                        Finding.of(
                                Ailment.JRN_FOLDER,
                                folder.toString(),
                                Files.isDirectory(folder)
                                        ? "This user may not read and write there."
                                        : "Something that is no folder stands in its place.",
                                "run doctor as the booth's user; else chown it to that user"));
            }
        }
    }

    private static void space(Scene scene, BoothConfig config) {
        OptionalLong free = scene.machine().freeBytes(config.dataDir());
        if (free.isEmpty()) {
            return;
        }
        long quota =
                MIB
                        * ((long) config.journal().p0Mib()
                                + config.journal().p1Mib()
                                + config.journal().p2Mib());
        long growth = Math.max(0, quota - sizeBytes(config.dataDir().resolve("journal")));
        String subject = config.dataDir().toString();
        if (free.getAsLong() < Thresholds.DISK_FULL_BYTES) {
            scene.found(
                    Finding.of(
                                    Ailment.DSK_FULL,
                                    subject,
                                    "What the journal needs next has no room.",
                                    "see what fills it: du -xh --max-depth=2 / | sort -h | tail")
                            .with("free_bytes", free.getAsLong()));
        } else if (free.getAsLong() < growth) {
            scene.found(
                    Finding.of(
                                    Ailment.DSK_SPACE,
                                    subject,
                                    "The journal may still grow by more than is free.",
                                    "make room, or lower the sizes in [journal]")
                            .with("free_bytes", free.getAsLong())
                            .with("growth_bytes", growth));
        }
    }

    private static long sizeBytes(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(DiskChecks::lengthBytes).sum();
        } catch (IOException | java.io.UncheckedIOException _) {
            return 0;
        }
    }

    private static long lengthBytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException _) {
            return 0;
        }
    }

    private static void wear(Scene scene) {
        long uptimeS = scene.count("uptime_s");
        OptionalLong written = scene.figure("disk.written_bytes");
        if (written.isEmpty() || written.getAsLong() == 0 || uptimeS < Thresholds.RATE_AFTER_S) {
            return;
        }
        double aYear = written.getAsLong() / (double) uptimeS * YEAR_S;
        double years = scene.limits().cardTbw() * TERA / aYear;
        if (years < scene.limits().cardYears()) {
            scene.found(
                    Finding.of(
                                    Ailment.DSK_WEAR,
                                    "",
                                    "At the rate since the start the card's endurance of "
                                            + scene.limits().cardTbw()
                                            + " TB is used up too soon.",
                                    "use an industrial card or NVMe; --card-tbw tells which")
                            .with("bytes_per_day", Math.round(aYear / YEAR_S * 86_400))
                            .with("years", years));
        }
    }
}
