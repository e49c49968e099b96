package dev.gatehouse.booth;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What a technician asks of the radios.
@Command(
        name = "radio",
        description = "Radios that the booth hears and writes to.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            RadioStatusCommand.class,
            RadioTextCommand.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse radio status",
            "  gatehouse radio status --json",
            "  gatehouse radio text --badge 1001 --radio 1234567 \"call the office\""
        })
final class RadioCommand implements Runnable {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    RadioCommand() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
    }
}
