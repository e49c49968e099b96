package dev.gatehouse.booth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The quick reader of `gatehouse run` understands what the thorough one understands, and leaves
/// everything else to it.
final class BoothRunTest {
    private static final List<String> WORDS =
            List.of(
                    "--config",
                    "--config=a.toml",
                    "--config=",
                    "a.toml",
                    "b c.toml",
                    "--json",
                    "--json=false",
                    "--insecure-demo",
                    "--drain-s",
                    "--drain-s=3",
                    "7",
                    "-7",
                    "x",
                    "",
                    "@f",
                    "--",
                    "-h",
                    "--help",
                    "\"q\"",
                    "${sys:user.home}",
                    "1234567");

    @Test
    void theUnitsCommandIsReadQuickly() {
        assertEquals(
                Optional.of(new BoothRun(Path.of("/etc/gatehouse/booth.toml"), true, 10, false)),
                BoothRun.read(List.of("--insecure-demo")));
        assertEquals(
                Optional.of(new BoothRun(Path.of("my booth.toml"), true, 0, true)),
                BoothRun.read(
                        List.of(
                                "--config",
                                "my booth.toml",
                                "--drain-s=0",
                                "--json",
                                "--insecure-demo")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "--config",
                "--config=",
                "--drain-s x",
                "--drain-s -1",
                "--json --json",
                "--jso",
                "a.toml",
                "@x",
                "--config @x",
                "--json=true"
            })
    void theRestIsLeftToTheThoroughReader(String line) {
        assertEquals(Optional.empty(), BoothRun.read(List.of(line.split(" ", -1))));
    }

    @Test
    void bothReadersAgree() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        RandomGenerator random = new java.util.SplittableRandom(seed);
        int quick = 0;
        for (int i = 0; i < 5_000; i++) {
            List<String> line = new ArrayList<>();
            for (int words = random.nextInt(6); words > 0; words--) {
                line.add(WORDS.get(random.nextInt(WORDS.size())));
            }
            Optional<BoothRun> read = BoothRun.read(line);
            if (read.isPresent()) {
                quick++;
                assertEquals(thorough(line), read, () -> "seed " + seed + ": " + line);
            }
        }
        assertTrue(quick > 100, "lines that were read quickly: " + quick + ", seed " + seed);
    }

    private static Optional<BoothRun> thorough(List<String> line) {
        try {
            RunCommand command = new RunCommand();
            new CommandLine(command).parseArgs(line.toArray(String[]::new));
            return Optional.of(command.asked());
        } catch (CommandLine.ParameterException e) {
            return Optional.empty();
        }
    }
}
