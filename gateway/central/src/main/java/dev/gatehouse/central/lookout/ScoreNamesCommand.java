package dev.gatehouse.central.lookout;

import dev.gatehouse.central.CommandFailure;
import dev.gatehouse.central.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lookout score-names`.
@Command(
        name = "score-names",
        mixinStandardHelpOptions = true,
        description = {
            "Scores pairs of names from 0 to 1 and says why.",
            "Reads CSV (UTF-8, RFC 4180, with a header) that has at least the columns schema, name1 and name2; schema is"
                    + " Person, Company, Organization, LegalEntity or Vessel. Writes the same columns and score and"
                    + " explanation behind them. The explanation holds the parts of the names, and each score can be"
                    + " computed again from it.",
            "A line that cannot be used is named on standard error and left out."
        },
        exitCodeListHeading = Exit.LIST_HEADING,
        exitCodeList = {
            "0:every line is scored",
            "1:the file cannot be read or written, or is not CSV",
            "2:wrong usage, no such file, or a column is missing",
            "3:scored, but some lines were left out"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse-central lookout score-names --pairs pairs.csv --out scored.csv",
            "  gatehouse-central lookout score-names --pairs pairs.csv --out scored.csv --json"
        })
final class ScoreNamesCommand implements Callable<Integer> {
    @Option(
            names = "--pairs",
            required = true,
            paramLabel = "FILE",
            description = "The pairs of names.")
    private Path pairs = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description =
                    "Where the scores go; a file of that name is replaced when all is written.")
    private Path out = Path.of("");

    @Option(
            names = "--json",
            description =
                    "One line of JSON: pairs, rejected, mean_us, p50_us, p99_us (reading and scoring a pair).")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws CommandFailure, IOException {
        if (!Files.isRegularFile(pairs)) {
            throw new CommandFailure(Exit.USAGE, "--pairs: no such file: " + pairs);
        }
        PrintWriter err = spec.commandLine().getErr();
        NamePairs scoring =
                new NamePairs(
                        System::nanoTime,
                        (line, reason) -> err.println("line " + line + ": " + reason),
                        count -> err.println(count + " pairs"));
        Path folder = out.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandFailure(Exit.USAGE, "--out: no such folder: " + folder);
        }
        // for its owner only until it is complete: it holds names
        Path draft = Files.createTempFile(folder, ".score-names", ".csv");
        try {
            try (Writer writer = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
                scoring.score(pairs, writer);
            }
            var _ = Files.move(draft, out, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            var _ = Files.deleteIfExists(draft);
        }
        report(scoring);
        return scoring.rejected() == 0 ? Exit.FINE : Exit.DEGRADED;
    }

    private void report(NamePairs scoring) {
        String form =
                json
                        ? "{\"pairs\":%d,\"rejected\":%d,\"mean_us\":%.2f,\"p50_us\":%.2f,\"p99_us\":%.2f}%n"
                        : "%d pairs scored, %d lines left out; a pair took %.2f us in the mean, p50 %.2f us, p99 %.2f us%n";
        spec.commandLine()
                .getOut()
                .print(
                        String.format(
                                Locale.ROOT,
                                form,
                                scoring.scored(),
                                scoring.rejected(),
                                scoring.meanUs(),
                                scoring.percentileUs(50),
                                scoring.percentileUs(99)));
        spec.commandLine().getOut().flush();
    }
}
