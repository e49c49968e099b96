package dev.gatehouse.booth;

import dev.gatehouse.bus.EmbeddedBus;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Makes the AOT cache (JEP 483, 514, 515): the classes of a booth, loaded and linked, and the
/// profiles of its methods, in one file that the next start maps.
///
/// The file fits one build of the JVM, one class path with the very times of its jars, and one
/// setting of the object headers; in any other place the JVM leaves it aside and starts as if there
/// were none. So it is made where it is used: by the launcher after a build, by the package after
/// an installation.
@Command(
        name = "train",
        description = {
            "Makes the cache of a quick start: rehearses a booth with made-up keys, list and vehicle in a temporary",
            "folder, and writes what the JVM learned. To be made anew after every change of the JVM or of a jar."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse train --out /var/cache/gatehouse/gatehouse.aot",
            "",
            "Exit codes: 0 written, 1 failed (a booth starts without it, only later)."
        })
final class TrainCommand implements Callable<Integer> {
    private static final List<String> NOT_INHERITED =
            List.of("-XX:AOT", "-agentlib:", "-javaagent:", "-Xlog:");

    @ArgGroup(multiplicity = "1")
    private What what;

    /// One of the two.
    static final class What {
        @Option(names = "--out", paramLabel = "FILE", description = "Where the cache is written.")
        private Path out;

        @Option(
                names = "--rehearse",
                hidden = true,
                paramLabel = "DIR",
                description = "Only rehearses, in a folder that was prepared.")
        private Optional<Path> rehearse = Optional.empty();

        @SuppressWarnings("NullAway.Init")
        What() {}
    }

    @Option(
            names = "--limit-s",
            paramLabel = "N",
            defaultValue = "120",
            description = "Gives up after so many seconds. Default: ${DEFAULT-VALUE}")
    private int limitS;

    @SuppressWarnings("NullAway.Init")
    TrainCommand() {}

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        try {
            Rehearsal rehearsal = new Rehearsal(new SecureRandom());
            if (what.rehearse.isPresent()) {
                rehearsal.perform(what.rehearse.get());
            } else {
                train(rehearsal, what.out.toAbsolutePath());
            }
        } catch (IOException e) {
            throw new CommandFailure("gatehouse: no cache was made: " + e.getMessage(), e);
        }
        return ExitCode.FINE.code();
    }

    /// A process of its own, because the JVM writes the cache when it ends; then renamed, because
    /// running programs have the old file mapped.
    private void train(Rehearsal play, Path out)
            throws IOException, CommandFailure, InterruptedException {
        Path folder = out.getParent();
        if (folder == null) {
            throw new CommandFailure("gatehouse: --out: expected a file in a folder");
        }
        Path fresh = Files.createTempFile(folder, ".gatehouse", ".aot");
        Path stage = Files.createTempDirectory("gatehouse-rehearsal");
        Path log = stage.resolve("log");
        try {
            play.prepare(stage);
            Process rehearsal;
            boolean ended;
            try (EmbeddedBus _ = play.upstream(stage)) {
                rehearsal =
                        new ProcessBuilder(command(fresh, stage))
                                .redirectErrorStream(true)
                                .redirectOutput(log.toFile())
                                .start();
                ended = rehearsal.waitFor(limitS, TimeUnit.SECONDS);
                if (!ended) {
                    rehearsal.descendants().forEach(ProcessHandle::destroyForcibly);
                    var _ = rehearsal.destroyForcibly().waitFor();
                }
            }
            if (!ended || rehearsal.exitValue() != 0 || Files.size(fresh) == 0) {
                throw new CommandFailure(
                        "gatehouse: no cache was made: "
                                + (ended ? "the rehearsal failed" : "it took too long")
                                + "; it said:"
                                + System.lineSeparator()
                                + Files.readString(log));
            }
            Files.move(
                    fresh,
                    out,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
            delete(stage);
        }
    }

    /// This very JVM with its options and class path, told to write the cache.
    private static List<String> command(Path cache, Path stage) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (NOT_INHERITED.stream().noneMatch(option::startsWith)) {
                command.add(option);
            }
        }
        command.add("-XX:AOTCacheOutput=" + cache);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Gatehouse.class.getName());
        command.add("train");
        command.add("--rehearse");
        command.add(stage.toString());
        return command;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
