package dev.gatehouse.central.lookout;

import dev.gatehouse.central.CommandFailure;
import dev.gatehouse.central.Exit;
import dev.gatehouse.central.prove.JsonText;
import dev.gatehouse.core.decision.ActionPolicy;
import dev.gatehouse.core.decision.FalseReferrals;
import dev.gatehouse.core.lookout.ListLook;
import dev.gatehouse.core.lookout.LookoutList;
import dev.gatehouse.core.lookout.LookoutTable;
import dev.gatehouse.core.match.FalseHits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lookout check`.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a list as a booth would, and tells what is in it: figures, rejected lines with column and reason, and"
                    + " what deserves a look. No content is printed.",
            "JSON: format, usable, damage (reason, line), issued_at, generation, sequence, lookouts, subjects, kinds,"
                    + " further_parts, not_active, rejected, rejected_lines (the first 100: line, column, reason),"
                    + " expected_false_per_1000 (vehicles of a thousand that nobody looks for and that are referred or"
                    + " prompted all the same by the plates of this list and the standard table: refer, reread,"
                    + " refer_jurisdiction_unknown, reread_jurisdiction_unknown),"
                    + " warnings (no_end, expired, check_failed, partial_plates, jurisdictions_not_mapped,"
                    + " columns_ignored), withdrawn; of a foreign list import (what was taken and what could not be"
                    + " mapped, by name)."
        },
        exitCodeListHeading = Exit.LIST_HEADING,
        exitCodeList = {
            "0:every line is taken",
            "1:the list cannot be used",
            "2:wrong usage, or no such file",
            "3:usable, but some lines are rejected"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse-central lookout check lookouts.csv",
            "  gatehouse-central lookout check list.ghl --key list.ghl.key --json",
            "  gatehouse-central lookout check un_consolidated.xml.gz"
        })
final class CheckListCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "The list.")
    private Path file = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "csv, built, un or ofac (the main file, the others beside it); by default what it looks like.")
    private Optional<String> format = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Key of a built list; by default FILE.key.")
    private Optional<Path> key = Optional.empty();

    @Option(names = "--json", description = "One line of JSON.")
    private boolean json;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws CommandFailure, IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(Exit.USAGE, "no such file: " + file);
        }
        LookoutInput.Format of = format(format, file);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("format", of.name().toLowerCase(Locale.ROOT));
        int exit;
        try {
            Path opener = key.orElseGet(() -> file.resolveSibling(file.getFileName() + ".key"));
            exit =
                    switch (LookoutInput.read(file, of, Optional.of(opener))) {
                        case LookoutInput.Own(ListLook.Bad bad) -> {
                            figures.put("usable", false);
                            Map<String, Object> damage = new LinkedHashMap<>();
                            damage.put("reason", bad.damage().reason().name());
                            damage.put("line", bad.damage().line());
                            figures.put("damage", damage);
                            yield Exit.FAILED;
                        }
                        case LookoutInput.Own(ListLook.Held held) -> own(figures, held);
                        case LookoutInput.Foreign(Imported imported) -> foreign(figures, imported);
                    };
        } catch (ImportException e) {
            throw new CommandFailure(Exit.FAILED, file + ": " + e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? JsonText.of(figures) + "\n" : ListFigures.text(figures));
        out.flush();
        return exit;
    }

    static LookoutInput.Format format(Optional<String> word, Path file)
            throws CommandFailure, IOException {
        if (word.isEmpty()) {
            return LookoutInput.sniff(file);
        }
        return LookoutInput.Format.of(word.get())
                .orElseThrow(() ->
                        new CommandFailure(
                                Exit.USAGE, "--format: expected csv, built, un or ofac"));
    }

    private static int own(Map<String, Object> figures, ListLook.Held held) {
        figures.put("usable", true);
        figures.put("issued_at", held.issuedAt().toString());
        if (held.form() == ListLook.Form.BUILT) {
            figures.put("generation", held.generation());
            figures.put("sequence", held.sequence());
            figures.put("withdrawn", (long) held.withdrawn().size());
        }
        figures.putAll(ListFigures.of(held.lookouts()));
        ListFigures.add(figures, held.report());
        expected(figures, held.lookouts());
        figures.put(
                "warnings", ListFigures.warnings(held.lookouts(), held.report(), Instant.now()));
        return held.report().rejectedCount() == 0 ? Exit.FINE : Exit.DEGRADED;
    }

    private static int foreign(Map<String, Object> figures, Imported imported) {
        figures.put("usable", true);
        imported.issuedAt().ifPresent(at -> figures.put("issued_at", at.toString()));
        figures.putAll(ListFigures.of(imported.lookouts()));
        expected(figures, imported.lookouts());
        figures.put("rejected", rejected(imported));
        figures.put("import", new TreeMap<>(imported.counts()));
        return rejected(imported) == 0 ? Exit.FINE : Exit.DEGRADED;
    }

    /// What the plates of the list would cost vehicles that nobody looks for.
    private static void expected(Map<String, Object> figures, LookoutTable lookouts) {
        FalseReferrals expected =
                FalseReferrals.of(
                        ActionPolicy.standard(),
                        LookoutList.of(lookouts).falseHits(1, FalseHits.USUAL_READS));
        Map<String, Object> perThousand = new LinkedHashMap<>();
        perThousand.put("refer", expected.refer());
        perThousand.put("reread", expected.reread());
        perThousand.put("refer_jurisdiction_unknown", expected.referUnknown());
        perThousand.put("reread_jurisdiction_unknown", expected.rereadUnknown());
        figures.put("expected_false_per_1000", perThousand);
    }

    /// Entries of a foreign list that became no lookout.
    static long rejected(Imported imported) {
        return imported.count("rejected_id") + imported.count("rejected_nothing_to_search");
    }
}
