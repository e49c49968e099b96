package dev.gatehouse.booth;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.OfficerCommand;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Confirms what was asked by hand.
@Command(
        name = "confirm",
        description = {
            "Confirms what the same officer asked with set. It holds for as long as the device is set up for",
            "(manual_hold_s, 20 s where nothing else is configured) and reverts by itself."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, and over by itself",
            "1:refused, standard error says why",
            "2:wrong usage",
            "4:the booth's bus is not reached, or gives no answer in time"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse output confirm 417 --badge 1001",
            "  gatehouse output confirm 417 --lane 2 --badge 1001 --json"
        })
final class OutputConfirmCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NUMBER", description = "That set answered with.")
    private long number;

    @Mixin private OfficerOptions officer = new OfficerOptions();

    @Mixin private OutputLane lane = new OutputLane();

    @SuppressWarnings("NullAway.Init")
    OutputConfirmCommand() {}

    @Override
    public Integer call() throws ConfigException, CommandFailure, InterruptedException {
        BoothConfig config = officer.config();
        OfficerCommand command =
                officer.command(CommandKind.COMMAND_KIND_OUTPUT_CONFIRM)
                        .setLaneId(lane.of(config, officer))
                        .setOutputNumber(number)
                        .build();
        return officer.send(
                config,
                command,
                "whether it was done is not known; it reverts by itself",
                reply ->
                        "done; reverts in "
                                + TimeUnit.MILLISECONDS.toSeconds(reply.getOutputValidMs())
                                + " s",
                OutputCommand::why);
    }
}
