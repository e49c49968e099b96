package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Programs of the machine that a test takes as peers. With `CI=true` a missing one is a failure.
public final class Components {
    private Components() {}

    public static boolean ci() {
        return "true".equals(System.getenv("CI"));
    }

    public static void require(String... programs) {
        List<String> missing = Arrays.stream(programs).filter(program -> !onPath(program)).toList();
        missing(missing.isEmpty(), "not installed: " + missing);
    }

    /// Skips, or fails under CI, unless the condition holds.
    public static void missing(boolean there, String what) {
        String message = what + " (deploy-scripts/test installs what the system tests need)";
        if (ci() && !there) {
            throw new AssertionError(message);
        }
        assumeTrue(there, message);
    }

    private static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
