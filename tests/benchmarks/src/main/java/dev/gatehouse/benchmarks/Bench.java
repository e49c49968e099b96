package dev.gatehouse.benchmarks;

import dev.gatehouse.central.prove.JsonText;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `deploy-scripts/prove bench`: all figures the design gives an aim for.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures what the design gives an aim for, beside the peers it is compared with.",
            "An aim that is missed is called missed; the run fails only when a measurement cannot be made.",
            "Progress on standard error, one line of JSON on standard output."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:measured, whether or not each aim was met",
            "1:a measurement could not be made; standard error says why",
            "2:wrong usage"
        },
        footerHeading = "%nBenchmarks:%n")
public final class Bench implements Callable<Integer> {
    /// In the order of the report.
    static final List<Benchmark> ALL =
            List.of(
                    new JournalBenchmark(),
                    new AlertBenchmark(),
                    new WireBenchmark(),
                    new FootprintBenchmark(),
                    new ReceiverBenchmark(),
                    new MatchBenchmark());

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description = "Runs this one alone; may be given again.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--brief",
            description =
                    "Seconds instead of minutes: shows that it works, the figures mean little.")
    private boolean brief;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Under load, where a benchmark loads for a time. Default: its own.")
    private int seconds;

    @Option(names = "--seed", paramLabel = "S", description = "Default: a new one, which is told.")
    private @Nullable Long seed;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description =
                    "Below it the files of the run are made, and removed. Name a folder on the disk to be measured."
                            + " Default: the temporary folder.")
    private @Nullable Path folder;

    @Option(
            names = "--scripts",
            paramLabel = "DIR",
            description =
                    "Folder of the launchers, whose processes are measured. Default: this class path.")
    private @Nullable Path scripts;

    @Option(
            names = "--tables",
            paramLabel = "FILE",
            description = "Takes the figures as tables (Markdown).")
    private @Nullable Path tables;

    private final String proof;
    private final List<Benchmark> all;

    private Bench(String proof, List<Benchmark> all) {
        this.proof = proof;
        this.all = all;
    }

    /// Runs it and ends the process.
    public static void main(String[] arguments) {
        System.exit(execute("bench", ALL, arguments));
    }

    /// Runs benchmarks by the options of a command line.
    ///
    /// @param proof what the run is called
    /// @return exit code
    static int execute(String proof, List<Benchmark> all, String... arguments) {
        CommandLine line = new CommandLine(new Bench(proof, all)).setCommandName(proof);
        line.getCommandSpec()
                .usageMessage()
                .footer(
                        all.stream()
                                .map(one -> "  %-10s%s".formatted(one.name(), one.about()))
                                .toArray(String[]::new));
        return line.execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> unknown =
                only.stream()
                        .filter(name -> all.stream().noneMatch(one -> one.name().equals(name)))
                        .toList();
        if (!unknown.isEmpty()) {
            say("no benchmark is called " + String.join(", ", unknown) + "; --help lists them");
            return 2;
        }
        if (seconds < 0) {
            say("--seconds: expected a number above 0");
            return 2;
        }
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1, 1L << 32) : seed;
        say("seed " + chosen);
        long started = System.nanoTime();
        Path home =
                folder == null
                        ? Files.createTempDirectory("gatehouse-bench-")
                        : Files.createTempDirectory(folder, "gatehouse-bench-");
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("proof", proof);
        line.put("seed", chosen);
        List<Report> reports = new ArrayList<>();
        boolean measured = true;
        try {
            Run run =
                    new Run(
                            brief,
                            seconds,
                            chosen,
                            home,
                            new Programs(Optional.ofNullable(scripts)),
                            Bench::say);
            for (Benchmark one : all) {
                if (only.isEmpty() || only.contains(one.name())) {
                    measured &= measure(one, run.in(one.name()), reports);
                }
            }
        } finally {
            tidy(home);
        }
        for (Report report : reports) {
            line.put(report.name(), report.json());
        }
        line.put("measured", measured);
        line.put(
                "aims_missed",
                reports.stream()
                        .flatMap(report ->
                                report.missed().stream()
                                        .map(figure -> report.name() + "." + figure.name()))
                        .toList());
        line.put("duration_s", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started));
        if (tables != null) {
            StringBuilder text = new StringBuilder();
            reports.forEach(report -> text.append(report.markdown()).append('\n'));
            Files.writeString(tables, text.toString());
        }
        System.out.println(JsonText.of(line));
        return measured ? 0 : 1;
    }

    private static boolean measure(Benchmark one, Run run, List<Report> reports)
            throws InterruptedException {
        long started = System.nanoTime();
        say(one.name() + ": " + one.about());
        try {
            if (one.isOfDisk()) {
                run.awaitCalmDisk();
            }
            Report report = one.run(run);
            reports.add(report);
            report.figures().forEach(figure -> say("  " + figure.row()));
            say(
                    one.name()
                            + ": took "
                            + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started)
                            + " s");
            return true;
        } catch (IOException | SQLException e) {
            say("FAULT " + one.name() + ": " + e.getMessage());
            return false;
        }
    }

    private static void tidy(Path home) throws IOException {
        Files.walkFileTree(
                home,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException failure) throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
