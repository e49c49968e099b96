package dev.gatehouse.proofs.outage;

import dev.gatehouse.central.prove.JsonText;
import dev.gatehouse.proofs.crash.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `deploy-scripts/prove outage`: an outage delays records, never alarms, and loses nothing.
@Command(
        name = "outage",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Cuts and black-holes the uplink of a running booth under load until records wait, kills and starts the"
                    + " booth on that backlog, then restores the line under continuing load.",
            "Alarms raised at the reconnection must be committed at central within 2 s, everything acknowledged must"
                    + " be there once, and the backlog may change neither start nor memory.",
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
            "  deploy-scripts/prove outage",
            "  deploy-scripts/prove outage --records 20000 --seed 7"
        })
public final class OutageProof implements Callable<Integer> {
    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Records that wait when the line comes back. Default: ${DEFAULT-VALUE}")
    private int records;

    @Option(
            names = "--starts",
            paramLabel = "M",
            defaultValue = "5",
            description =
                    "Starts of the booth, with and without backlog each. Default: ${DEFAULT-VALUE}")
    private int starts;

    @Option(names = "--seed", paramLabel = "S", description = "Default: a new one, which is told.")
    private @Nullable Long seed;

    @Option(names = "--keep", description = "Leaves the files for a look.")
    private boolean keep;

    private OutageProof() {}

    /// Runs it and ends the process.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new OutageProof()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(1, 1L << 32) : seed;
        say("seed " + chosen);
        long began = System.nanoTime();
        Path home = Files.createTempDirectory("gatehouse-outage-");
        Outage outage =
                new Outage(home, records, starts, chosen, Outage.ALARM_LIMIT_MS, OutageProof::say);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("proof", "outage");
        line.put("seed", chosen);
        line.put("records", records);
        line.putAll(outage.run());
        boolean proved = outage.faults().isEmpty();
        line.put("proved", proved);
        line.put("duration_s", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
        outage.faults().forEach(fault -> say("FAULT: " + fault));
        System.out.println(JsonText.of(line));
        if (keep || !proved) {
            say("files are kept in " + home);
        } else {
            Scratch.delete(home);
        }
        return proved ? 0 : 1;
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
