package dev.gatehouse.proofs.fuzz;

import dev.gatehouse.central.prove.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `deploy-scripts/prove fuzz`: no parser throws, hangs or grows, whatever bytes come.
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Fuzzes every target of the tree (methods with @FuzzTest) guided by coverage, each in a process of its own.",
            "Progress on standard error, one line of JSON on standard output."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing was thrown, nothing hung, nothing grew",
            "1:something did; standard error names the target and where its input lies",
            "2:wrong usage"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  deploy-scripts/prove fuzz                         two minutes a target",
            "  deploy-scripts/prove fuzz --seconds 600 --record  ten minutes a target, recorded",
            "  deploy-scripts/prove fuzz --only Dmr,Llrp --seconds 30",
            "  deploy-scripts/prove fuzz --only Llrp --record    the rows of these; the others stay"
        })
public final class FuzzProof implements Callable<Integer> {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "120",
            description = "For each target. Default: ${DEFAULT-VALUE}")
    private long seconds;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            split = ",",
            description = "Only targets with one of these in their name, as Class.method.")
    private List<String> only = List.of();

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "2",
            description = "Targets at a time. Default: ${DEFAULT-VALUE}")
    private int jobs;

    @Option(names = "--seed", paramLabel = "S", description = "Default: a new one, which is told.")
    private @Nullable Long seed;

    @Option(names = "--tree", paramLabel = "FOLDER", required = true, hidden = true)
    private Path tree = Path.of("");

    @Option(names = "--tables", paramLabel = "FILE", required = true, hidden = true)
    private Path tables = Path.of("");

    @Option(names = "--results", paramLabel = "FILE", required = true, hidden = true)
    private Path earlier = Path.of("");

    private FuzzProof() {}

    /// Runs it and ends the process.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FuzzProof()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<FuzzTarget> all = FuzzTarget.of(tree);
        List<FuzzTarget> targets =
                all.stream()
                        .filter(target ->
                                only.isEmpty() || only.stream().anyMatch(target.words()::contains))
                        .toList();
        if (targets.isEmpty()) {
            System.err.println("fuzz: no target has one of " + only + " in its name");
            return CommandLine.ExitCode.USAGE;
        }
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1, 1L << 31) : seed;
        System.err.println(
                "seed "
                        + chosen
                        + "; "
                        + targets.size()
                        + " targets, "
                        + TimeUnit.SECONDS.toMinutes(seconds * targets.size() / jobs + 59)
                        + " minutes");
        Path home = Files.createTempDirectory("gatehouse-fuzz-");
        Map<FuzzTarget, FuzzRun.Result> results = run(targets, home, chosen);
        boolean proved = results.values().stream().allMatch(FuzzRun.Result::held);
        FuzzTable table = FuzzTable.of(earlier);
        results.forEach((target, result) ->
                table.put(target, result, seconds, chosen, LocalDate.now(ZoneOffset.UTC)));
        Files.writeString(tables, table.of(all));
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("proof", "fuzz");
        line.put("seed", chosen);
        line.put("proved", proved);
        line.put("seconds_a_target", seconds);
        line.put("targets", targets.size());
        line.put(
                "executions",
                results.values().stream().mapToLong(FuzzRun.Result::executions).sum());
        System.out.println(JsonText.of(line));
        if (!proved) {
            System.err.println("what was found lies in " + home);
        }
        return proved ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Map<FuzzTarget, FuzzRun.Result> run(List<FuzzTarget> targets, Path home, long chosen)
            throws IOException, InterruptedException {
        Map<FuzzTarget, Future<FuzzRun.Result>> running = new LinkedHashMap<>();
        Map<FuzzTarget, FuzzRun.Result> results = new LinkedHashMap<>();
        try (ExecutorService runner = Executors.newFixedThreadPool(jobs)) {
            for (FuzzTarget target : targets) {
                running.put(
                        target,
                        runner.submit(() -> {
                            FuzzRun.Result result =
                                    FuzzRun.of(
                                            target, home.resolve(target.words()), seconds, chosen);
                            System.err.println(words(target, result));
                            return result;
                        }));
            }
            for (Map.Entry<FuzzTarget, Future<FuzzRun.Result>> one : running.entrySet()) {
                results.put(one.getKey(), one.getValue().get());
            }
        } catch (ExecutionException e) {
            throw new IOException("a target could not be run", e.getCause());
        }
        return results;
    }

    private static String words(FuzzTarget target, FuzzRun.Result result) {
        return target.words()
                + ": "
                + result.executions()
                + " inputs, coverage "
                + result.coverage()
                + (result.held() ? "" : ", FAULT " + result.fault());
    }
}
