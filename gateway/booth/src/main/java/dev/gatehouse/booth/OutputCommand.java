package dev.gatehouse.booth;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Lamps and barriers by hand.
@Command(
        name = "output",
        description = {
            "Sets a lamp or the barrier of a lane by hand, as an officer's command over the booth's bus: asked with set,",
            "done with confirm within ten seconds, and over with revert or by itself. Every step is recorded."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            OutputSetCommand.class,
            OutputConfirmCommand.class,
            OutputRevertCommand.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse output set 1 barrier on --badge 1001",
            "  gatehouse output confirm 417 --badge 1001",
            "  gatehouse output revert --badge 1001"
        })
final class OutputCommand implements Runnable {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    OutputCommand() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
    }

    /// The booth's own word for a refusal, and what to do about it.
    static String why(String word) {
        return switch (word) {
            case "BUSY" -> "BUSY: another change by hand is asked or held; see output revert";
            case "NOTHING_ASKED" ->
                    "NOTHING_ASKED: nothing waits under this number, or it waited too long; ask again";
            case "ASKED_BY_ANOTHER" -> "ASKED_BY_ANOTHER: whoever asks confirms; see --badge";
            case "NOT_ALLOWED" -> "NOT_ALLOWED: green is the booth's word alone";
            case "NOT_ALIVE" ->
                    "NOT_ALIVE: the device has no word of the booth, or its lines are away; see gatehouse doctor";
            case "NO_OUTPUT" ->
                    "NO_OUTPUT: no device of the lane has it; see gatehouse config print";
            case "SEVERAL" -> "SEVERAL: several devices of the lane have it; see --device";
            case "STORE_FULL" ->
                    "STORE_FULL: it cannot be recorded, and so it is not done; see gatehouse doctor";
            default -> word;
        };
    }
}
