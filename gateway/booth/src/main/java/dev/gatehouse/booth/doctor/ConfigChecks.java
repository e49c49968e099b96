package dev.gatehouse.booth.doctor;

import dev.gatehouse.booth.CommandFailure;
import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.daemon.Devices;
import dev.gatehouse.bus.Principals;
import dev.gatehouse.core.seal.BoothKeys;
import dev.gatehouse.core.seal.KeyFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The configuration and the files that it names. They are looked at beside a running booth too: it
/// would not start again.
final class ConfigChecks {
    /// More files than enrolment ever makes are not walked.
    private static final int FILES_MAX = 10_000;

    private static final int DEPTH_MAX = 4;

    private static final Set<PosixFilePermission> READ_BY_OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
    private static final Set<PosixFilePermission> CHANGED_BY_OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    private ConfigChecks() {}

    /// Faults of a file that was read and is no configuration.
    static void faults(Scene scene, Optional<ConfigException> unusable) {
        unusable.ifPresent(e -> e.faults().forEach(fault -> scene.found(finding(fault))));
    }

    private static Finding finding(ConfigException.Fault fault) {
        Ailment ailment =
                switch (fault.kind()) {
                    case UNKNOWN_KEY -> Ailment.CFG_UNKNOWN;
                    case NOT_LOOPBACK -> Ailment.CFG_LOOPBACK;
                    case INVALID -> Ailment.CFG_INVALID;
                };
        String remedy =
                switch (fault.kind()) {
                    case UNKNOWN_KEY -> "correct its spelling: gatehouse config explain";
                    case NOT_LOOPBACK -> "use loopback, or the key for TLS beside it";
                    case INVALID ->
                            fault.key().isEmpty()
                                    ? "correct it, then: gatehouse config check"
                                    : "see: gatehouse config explain " + fault.key();
                };
        return Finding.of(
                        ailment,
                        fault.key().isEmpty() ? fault.file() : fault.key(),
                        "The booth does not start with it: "
                                + fault.place()
                                + ": "
                                + fault.message(),
                        remedy)
                .with("file", fault.file())
                .with("line", fault.line())
                .with("column", fault.column());
    }

    static void look(Scene scene) {
        scene.config()
                .ifPresent(config -> {
                    devices(scene, config);
                    open(scene, config.keysDir());
                    keys(scene, config.keysDir());
                    named(scene, config);
                });
    }

    private static void devices(Scene scene, BoothConfig config) {
        try {
            Devices.check(config);
        } catch (CommandFailure e) {
            scene.found(
                    Finding.of(
                            Ailment.CFG_DEVICE,
                            "",
                            String.valueOf(e.getMessage()).replace("gatehouse: ", ""),
                            "correct it, then: gatehouse config check"));
        }
    }

    /// Whoever may read a key has it; whoever may change one decides which booth this is.
    private static void open(Scene scene, Path keysDir) {
        if (!Files.isDirectory(keysDir)) {
            return;
        }
        try (Stream<Path> files = Files.walk(keysDir, DEPTH_MAX)) {
            files.limit(FILES_MAX)
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .forEach(file -> open(scene, keysDir, file));
        } catch (IOException | java.io.UncheckedIOException _) {
            unreadable(scene, keysDir);
        }
    }

    private static void open(Scene scene, Path keysDir, Path file) {
        String name = file.getFileName().toString();
        boolean secret =
                !name.endsWith(".crt") && !name.equals("principals") && !name.endsWith(".toml");
        Set<PosixFilePermission> bad =
                secret ? EnumSet.copyOf(READ_BY_OTHERS) : EnumSet.noneOf(PosixFilePermission.class);
        bad.addAll(CHANGED_BY_OTHERS);
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            bad.retainAll(mode);
            if (!bad.isEmpty()) {
                scene.found(
                        Finding.of(
                                        Ailment.CFG_OPEN,
                                        keysDir.relativize(file).toString(),
                                        "Other users of this machine may read or change it.",
                                        "chmod -R go= " + keysDir + "; then make new keys")
                                .with(
                                        "mode",
                                        java.nio.file.attribute.PosixFilePermissions.toString(
                                                mode)));
            }
        } catch (IOException | UnsupportedOperationException _) {
            unreadable(scene, file);
        }
    }

    private static void keys(Scene scene, Path keysDir) {
        if (scene.has(Ailment.CFG_OPEN)) {
            return;
        }
        try {
            BoothKeys.read(keysDir);
        } catch (KeyFileException e) {
            scene.found(
                    Finding.of(
                            Ailment.CFG_KEYS,
                            keysDir.toString(),
                            String.valueOf(e.getMessage()),
                            "make them at central: gatehouse-central booth add NAME --out DIR"));
        }
    }

    private static void named(Scene scene, BoothConfig config) {
        try {
            Principals.read(config.bus().principals());
        } catch (IOException _) {
            unreadable(scene, config.bus().principals());
        }
        for (Path file :
                config.upstream().map(up -> List.of(up.passwordFile())).orElse(List.of())) {
            if (!Files.isReadable(file)) {
                unreadable(scene, file);
            }
        }
    }

    private static void unreadable(Scene scene, Path file) {
        scene.found(
                Finding.of(
                        Ailment.CFG_FILE,
                        file.toString(),
                        "The configuration names it, and it cannot be read or used.",
                        "copy it again from where the booth was enrolled"));
    }
}
