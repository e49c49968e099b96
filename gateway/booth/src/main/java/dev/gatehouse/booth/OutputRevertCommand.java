package dev.gatehouse.booth;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.OfficerCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Ends what was set by hand.
@Command(
        name = "revert",
        description = {
            "Ends what was set by hand in a lane, or drops what was asked and not confirmed: what the booth says is",
            "shown again. Any officer may."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the booth's word is shown again",
            "1:refused, standard error says why",
            "2:wrong usage",
            "4:the booth's bus is not reached, or gives no answer in time"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse output revert --badge 1001",
            "  gatehouse output revert --lane 2 --badge 1001"
        })
final class OutputRevertCommand implements Callable<Integer> {

    @Mixin private OfficerOptions officer = new OfficerOptions();

    @Mixin private OutputLane lane = new OutputLane();

    @SuppressWarnings("NullAway.Init")
    OutputRevertCommand() {}

    @Override
    public Integer call() throws ConfigException, CommandFailure, InterruptedException {
        BoothConfig config = officer.config();
        OfficerCommand command =
                officer.command(CommandKind.COMMAND_KIND_OUTPUT_REVERT)
                        .setLaneId(lane.of(config, officer))
                        .build();
        return officer.send(
                config, command, "it reverts by itself", _ -> "reverted", OutputCommand::why);
    }
}
