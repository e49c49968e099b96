package dev.gatehouse.booth;

import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.OutputPart;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Asks for a lamp or the barrier by hand; nothing changes before it is confirmed.
@Command(
        name = "set",
        description = {
            "Asks for a lamp or the barrier of a lane by hand. Nothing changes yet: the answer is a number, which the",
            "same officer confirms within ten seconds. Green is the booth's word alone and can only be put out."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:asked, and to be confirmed",
            "1:refused, standard error says why",
            "2:wrong usage",
            "4:the booth's bus is not reached, or gives no answer in time"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse output set 1 barrier on --badge 1001",
            "  gatehouse output set 2 green off --badge 1001 --device lamps-2"
        })
final class OutputSetCommand implements Callable<Integer> {

    /// Parts, as they are typed.
    enum Part {
        RED(OutputPart.OUTPUT_PART_RED),
        AMBER(OutputPart.OUTPUT_PART_AMBER),
        GREEN(OutputPart.OUTPUT_PART_GREEN),
        BARRIER(OutputPart.OUTPUT_PART_BARRIER);

        private final OutputPart wire;

        Part(OutputPart wire) {
            this.wire = wire;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Lit or open, dark or closed.
    enum Level {
        ON,
        OFF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(index = "0", paramLabel = "LANE", description = "As the configuration names it.")
    private String lane = "";

    @Parameters(index = "1", paramLabel = "PART", description = "${COMPLETION-CANDIDATES}")
    private Part part = Part.RED;

    @Parameters(
            index = "2",
            paramLabel = "LEVEL",
            description = "on (lit, open) or off (dark, closed)")
    private Level level = Level.OFF;

    @Mixin private OfficerOptions officer = new OfficerOptions();

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "Where several of the lane have it.")
    private String device = "";

    @SuppressWarnings("NullAway.Init")
    OutputSetCommand() {}

    @Override
    public Integer call() throws ConfigException, CommandFailure, InterruptedException {
        OfficerCommand.Builder command =
                officer.command(CommandKind.COMMAND_KIND_OUTPUT_ASK)
                        .setLaneId(lane)
                        .setOutputPart(part.wire)
                        .setOutputActive(level == Level.ON);
        if (!device.isEmpty()) {
            command.setOutputDevice(device);
        }
        return officer.send(
                officer.config(),
                command.build(),
                "nothing changes without a confirmation",
                reply ->
                        "asked; within "
                                + TimeUnit.MILLISECONDS.toSeconds(reply.getOutputValidMs())
                                + " s: gatehouse output confirm "
                                + reply.getOutputNumber()
                                + " --lane "
                                + lane
                                + " --badge "
                                + officer.badge(),
                OutputCommand::why);
    }
}
