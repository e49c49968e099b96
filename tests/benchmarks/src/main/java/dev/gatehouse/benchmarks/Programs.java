package dev.gatehouse.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts booth and central as processes of their own: through the launchers of the tree, as
/// shipped, or on this process's class path where a launcher would start a build of its own (tests
/// within Maven).
///
/// @param scripts folder of the launchers; absent: class path
record Programs(Optional<Path> scripts) {
    private static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx256m",
                    "-XX:-UsePerfData",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    boolean throughLaunchers() {
        return scripts.isPresent();
    }

    /// The booth's program.
    ///
    /// @param logs takes the output
    /// @param jvm more flags, after the launcher's
    Program booth(Path logs, List<String> jvm, String... arguments) throws IOException {
        return start(logs, "gatehouse", "dev.gatehouse.booth.Gatehouse", jvm, arguments);
    }

    /// Central's program.
    Program central(Path logs, String... arguments) throws IOException {
        return start(
                logs,
                "gatehouse-central",
                "dev.gatehouse.central.GatehouseCentral",
                List.of(),
                arguments);
    }

    private Program start(
            Path logs, String script, String main, List<String> jvm, String... arguments)
            throws IOException {
        Files.createDirectories(logs);
        List<String> command = new ArrayList<>();
        Map<String, String> environment = new HashMap<>();
        if (scripts.isPresent()) {
            command.add(scripts.get().resolve(script).toString());
            if (!jvm.isEmpty()) {
                environment.put("GATEHOUSE_JAVA_OPTS", String.join(" ", jvm));
            }
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(FLAGS);
            command.addAll(jvm);
            command.addAll(List.of("-cp", classPath(), main));
        }
        command.addAll(Arrays.asList(arguments));
        return Program.start(logs, script, command, environment);
    }

    private static String classPath() {
        String whole =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return String.join(
                File.pathSeparator,
                Arrays.stream(whole.split(File.pathSeparator, -1))
                        .filter(part -> !part.isEmpty())
                        .map(part -> Path.of(part).toAbsolutePath().toString())
                        .toList());
    }
}
