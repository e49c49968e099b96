package dev.gatehouse.central.lookout;

import dev.gatehouse.central.CommandFailure;
import dev.gatehouse.central.Exit;
import dev.gatehouse.central.prove.JsonText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lookout match`.
@Command(
        name = "match",
        mixinStandardHelpOptions = true,
        description = {
            "Searches each read of a file in a list of plates, as a booth would.",
            "List: CSV with id, kind, jurisdiction and plate (other columns are passed over; kinds other than PLATE are"
                    + " counted). ? is a character that is not known. Queries: CSV with jurisdiction and plate. Jurisdictions as"
                    + " ISO 3166-2 or as readers write them (ON, Ont., NY); empty, ZZ and what no table knows is unknown.",
            "Answers, in the order of the queries: jurisdiction, plate (both as given), best_id, grade, edits, all_ids.",
            "grade: EXACT, CONFUSABLE (equal but for look-alikes 0ODQ 1I 2Z 5S 8B 6G), EDIT1 (one such folded character"
                    + " more, less or other, or two neighbours swapped), PARTIAL (the same but for ?), NONE, QUERY_BY_HAND"
                    + " (nothing read, too little read, longer than 10, or too many candidates). edits: between the folded forms,"
                    + " 0 or 1. all_ids, separated by blanks: the best, all other hits, then leads, which are equal"
                    + " plates of another known jurisdiction: never best_id, and NONE when there is nothing else.",
        },
        exitCodeListHeading = Exit.LIST_HEADING,
        exitCodeList = {
            "0:every query is answered by the whole list",
            "1:a file cannot be read or written, is not CSV, or the list is too long",
            "2:wrong usage, no such file, or a column is missing",
            "3:answered, but some lines of the list or of the queries were left out"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse-central lookout match --list list.csv --queries reads.csv --out answers.csv",
            "  GATEHOUSE_JAVA_OPTS=-Xmx4g gatehouse-central lookout match --list list.csv --queries reads.csv --out a.csv"
        })
final class MatchCommand implements Callable<Integer> {
    @Option(names = "--list", required = true, paramLabel = "FILE", description = "The list.")
    private Path list = Path.of("");

    @Option(names = "--queries", required = true, paramLabel = "FILE", description = "The reads.")
    private Path queries = Path.of("");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description =
                    "Where the answers go; a file of that name is replaced when all is written.")
    private Path out = Path.of("");

    @Option(
            names = "--json",
            description =
                    "One line of JSON: entries, other_kinds, rejected, queries, incomplete (too many candidates), grades.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws CommandFailure, IOException {
        Path folder = out.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandFailure(Exit.USAGE, "--out: no such folder: " + folder);
        }
        if (!Files.isRegularFile(queries)) {
            throw new CommandFailure(Exit.USAGE, "--queries: no such file: " + queries);
        }
        RejectedLines rejected = new RejectedLines(spec.commandLine().getErr());
        try {
            PlateList plates = new PlateList(list, rejected, System::nanoTime);
            PlateMatching matching = new PlateMatching(plates, rejected);
            write(folder, matching);
            rejected.finish();
            report(plates, matching, rejected.count());
        } catch (OutOfMemoryError e) {
            throw HeapNeeds.failure(Runtime.getRuntime().maxMemory());
        }
        return rejected.count() == 0 ? Exit.FINE : Exit.DEGRADED;
    }

    private void write(Path folder, PlateMatching matching) throws IOException, CommandFailure {
        // for its owner only until it is complete: it holds plates
        Path draft = Files.createTempFile(folder, ".match", ".csv");
        try {
            try (Writer writer = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
                matching.match(queries, writer);
            }
            var _ = Files.move(draft, out, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            var _ = Files.deleteIfExists(draft);
        }
    }

    private void report(PlateList plates, PlateMatching matching, long rejected) {
        PrintWriter screen = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("entries", plates.index().size());
            line.put("other_kinds", plates.otherKinds());
            line.put("jurisdictions_not_mapped", plates.notMapped());
            line.put("rejected", rejected);
            line.put("queries", matching.queries());
            line.put("incomplete", matching.incomplete());
            line.put("grades", matching.byGrade());
            screen.println(JsonText.of(line));
        } else {
            screen.println(
                    plates.index().size()
                            + " plates listed, "
                            + plates.otherKinds()
                            + " lines of other kinds, "
                            + rejected
                            + " lines left out; "
                            + matching.queries()
                            + " queries answered, "
                            + matching.incomplete()
                            + " of them by too many candidates: "
                            + matching.byGrade());
        }
        screen.flush();
    }
}
