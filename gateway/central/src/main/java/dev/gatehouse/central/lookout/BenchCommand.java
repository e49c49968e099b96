package dev.gatehouse.central.lookout;

import dev.gatehouse.central.CommandFailure;
import dev.gatehouse.central.Exit;
import dev.gatehouse.central.prove.JsonText;
import dev.gatehouse.core.match.FalseHits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `lookout bench`.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures how long the reads of a file are searched in a list of plates, on one thread, each from its text to"
                    + " its hits. Files as for lookout match. At least 200,000 searches are measured after as many to warm up,"
                    + " the queries again and again if need be.",
            "exact: equal plates alone. fuzzy: the whole search with all grades. hits: queries with a hit of their own"
                    + " or an unknown jurisdiction (leads are none); misses: all others, unreadable ones included.",
            "build_ms: indexing; load_ms: reading and checking the file too. bytes_per_entry: the whole index with what it keeps of each plate; ids are counted apart (id_bytes_per_entry)."
                    + " most_lines, most_candidates: cache lines read and plates compared by one search of a read"
                    + " without unread characters, at most, for any read whatever. false_hits_per_1000: passages of a thousand"
                    + " vehicles that nobody looks for that get a hit of that grade all the same, measured with reads made up like"
                    + " the listed plates."
        },
        exitCodeListHeading = Exit.LIST_HEADING,
        exitCodeList = {
            "0:measured",
            "1:a file cannot be read, is not CSV, or the list is too long",
            "2:wrong usage, no such file, or a column is missing",
            "3:measured, but some lines of the list or of the queries were left out"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse-central lookout bench --list list.csv --queries reads.csv --json",
        })
final class BenchCommand implements Callable<Integer> {
    @Option(names = "--list", required = true, paramLabel = "FILE", description = "The list.")
    private Path list = Path.of("");

    @Option(names = "--queries", required = true, paramLabel = "FILE", description = "The reads.")
    private Path queries = Path.of("");

    @Option(names = "--json", description = "One line of JSON instead of one figure a line.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws CommandFailure, IOException {
        if (!Files.isRegularFile(queries)) {
            throw new CommandFailure(Exit.USAGE, "--queries: no such file: " + queries);
        }
        RejectedLines rejected = new RejectedLines(spec.commandLine().getErr());
        try {
            PlateList plates = new PlateList(list, rejected, System::nanoTime);
            PlateBench bench = new PlateBench(System::nanoTime);
            bench.read(queries, rejected);
            rejected.finish();
            report(plates, bench, rejected.count());
        } catch (OutOfMemoryError e) {
            throw HeapNeeds.failure(Runtime.getRuntime().maxMemory());
        }
        return rejected.count() == 0 ? Exit.FINE : Exit.DEGRADED;
    }

    private void report(PlateList plates, PlateBench bench, long rejected) {
        Map<String, Object> line = new LinkedHashMap<>();
        int entries = plates.index().size();
        line.put("entries", entries);
        line.put("build_ms", plates.buildMs());
        line.put("load_ms", plates.loadMs());
        line.put("bytes_per_entry", perEntry(plates.index().memoryBytes(), entries));
        line.put("id_bytes_per_entry", perEntry(plates.idBytes(), entries));
        line.put("queries", bench.queries());
        line.put("rejected", rejected);
        line.put("other_kinds", plates.otherKinds());
        line.put("most_lines", plates.index().bound().lines());
        line.put("most_candidates", plates.index().bound().candidates());
        line.put("exact", bench.measure(plates.index(), true));
        line.put("fuzzy", bench.measure(plates.index(), false));
        line.put("false_hits_per_1000", falseHits(plates));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonText.of(line));
        } else {
            line.forEach((name, value) -> out.println(name + "  " + value));
        }
        out.flush();
    }

    private static Map<String, Object> falseHits(PlateList plates) {
        FalseHits measured = plates.index().falseHits(1, FalseHits.USUAL_READS);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("reads", measured.reads());
        for (FalseHits.Kind kind : FalseHits.Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            object.put(name, measured.perThousand(kind, true));
            object.put(name + "_jurisdiction_unknown", measured.perThousand(kind, false));
        }
        return object;
    }

    private static double perEntry(long bytes, int entries) {
        return entries == 0 ? 0 : Math.round(10.0 * bytes / entries) / 10.0;
    }
}
