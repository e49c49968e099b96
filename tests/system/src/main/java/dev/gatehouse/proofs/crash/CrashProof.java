package dev.gatehouse.proofs.crash;

import dev.gatehouse.central.prove.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `deploy-scripts/prove crash`: nothing acknowledged to a device is lost by a booth that dies.
@Command(
        name = "crash",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Kills a running booth under load (SIGKILL), then cuts the power of a simulated one whose disks lose every"
                    + " byte not covered by a completed sync and tear the last writes.",
            "Nothing acknowledged may be missing at central, nothing there twice, no gap. With syncs that do nothing the"
                    + " second kind must fail, and that is checked.",
            "Progress on standard error, one line of JSON on standard output."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:proved",
            "1:not proved; standard error says what was found",
            "2:wrong usage"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  deploy-scripts/prove crash",
            "  deploy-scripts/prove crash --cycles 20 --disk-cycles 100 --seed 7"
        })
public final class CrashProof implements Callable<Integer> {
    private static final int NEGATIVE_CYCLES = 20;

    private static final Path MEMORY = Path.of("/dev/shm");

    @Option(
            names = "--cycles",
            paramLabel = "N",
            defaultValue = "200",
            description = "SIGKILLs of the running booth. Default: ${DEFAULT-VALUE}")
    private int cycles;

    @Option(
            names = "--disk-cycles",
            paramLabel = "M",
            defaultValue = "1000",
            description = "Power cuts of the simulated booth. Default: ${DEFAULT-VALUE}")
    private int diskCycles;

    @Option(names = "--seed", paramLabel = "S", description = "Default: a new one, which is told.")
    private @Nullable Long seed;

    @Option(names = "--keep", description = "Leaves the files for a look.")
    private boolean keep;

    private boolean proved = true;

    private CrashProof() {}

    /// Runs it and ends the process.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CrashProof()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1, 1L << 32) : seed;
        say("seed " + chosen);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("proof", "crash");
        line.put("seed", chosen);
        long started = System.nanoTime();
        if (cycles > 0) {
            report(line, "kill", kill(cycles, chosen));
        }
        if (diskCycles > 0) {
            report(line, "disk", disk(diskCycles, chosen, true));
            line.put("without_syncing", negative(chosen));
        }
        line.put("proved", proved);
        line.put("duration_s", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started));
        System.out.println(JsonText.of(line));
        return proved ? 0 : 1;
    }

    private void report(Map<String, Object> line, String kind, Outcome outcome) {
        Map<String, Object> figures = new LinkedHashMap<>(outcome.figures());
        figures.put("held", outcome.held());
        line.put(kind, figures);
        proved &= outcome.held();
        outcome.faults().forEach(fault -> say("FAULT " + kind + ": " + fault));
    }

    private Outcome kill(int count, long chosen)
            throws IOException, SQLException, InterruptedException {
        Path home = Files.createTempDirectory("gatehouse-crash-");
        Outcome outcome = new KillCycles(home, chosen, CrashProof::say).run(count);
        tidy(home, outcome.held());
        return outcome;
    }

    private Outcome disk(int count, long chosen, boolean syncing)
            throws IOException, SQLException, InterruptedException {
        // central's database is real; in memory where there is room, since central never fails here
        Path home =
                Files.isWritable(MEMORY)
                        ? Files.createTempDirectory(MEMORY, "gatehouse-crash-")
                        : Files.createTempDirectory("gatehouse-crash-");
        try (DiskCycles run = new DiskCycles(home, chosen, syncing, CrashProof::say)) {
            Outcome outcome = run.run(count);
            tidy(home, outcome.held() || !syncing);
            return outcome;
        }
    }

    /// The proof must be able to fail: with syncs that do nothing, loss or a fork is found.
    private Map<String, Object> negative(long chosen)
            throws IOException, SQLException, InterruptedException {
        say("now syncs do nothing: the errors that follow are what the proof must find");
        Outcome outcome = disk(NEGATIVE_CYCLES, chosen, false);
        if (!outcome.foundLoss()) {
            proved = false;
            say("FAULT: without syncing nothing was found missing, so this proof proves nothing");
        }
        Map<String, Object> figures = new LinkedHashMap<>();
        for (String name : List.of("cycles", "acknowledged")) {
            figures.put(name, outcome.figures().getOrDefault(name, 0));
        }
        for (String name : Outcome.LOSS) {
            figures.put(name, outcome.figures().getOrDefault(name, 0));
        }
        figures.put("failed_as_it_must", outcome.foundLoss());
        return figures;
    }

    private void tidy(Path home, boolean held) throws IOException {
        if (keep || !held) {
            say("files are kept in " + home);
            return;
        }
        Scratch.delete(home);
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
