package dev.gatehouse.central.lookout;

import dev.gatehouse.central.Exit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `lookout`: parent of the commands on lists, names and identifiers.
@Command(
        name = "lookout",
        mixinStandardHelpOptions = true,
        description = "Works on lookout lists, names and identifiers in files.",
        subcommands = {
            CheckListCommand.class,
            BuildListCommand.class,
            CheckIdCommand.class,
            ScoreNamesCommand.class,
            MatchCommand.class,
            BenchCommand.class,
        },
        exitCodeListHeading = Exit.LIST_HEADING,
        exitCodeList = {
            "0:fine",
            "1:failed",
            "2:wrong usage",
            "3:done, but some lines were left out"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse-central lookout check lookouts.csv",
            "  gatehouse-central lookout build lookouts.csv --out list.ghl --key secret/lookouts.key",
            "  gatehouse-central lookout check-id VIN 1HGCM82633A004352",
            "  gatehouse-central lookout score-names --pairs pairs.csv --out scored.csv",
            "  gatehouse-central lookout match --list list.csv --queries reads.csv --out answers.csv",
            "  gatehouse-central lookout bench --list list.csv --queries reads.csv --json",
        })
public final class LookoutCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    /// Made by the command line.
    public LookoutCommand() {
        // nothing to set
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
