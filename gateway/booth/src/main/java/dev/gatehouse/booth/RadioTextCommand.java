package dev.gatehouse.booth;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.protocols.observation.RadioReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Sends a text by radio as an officer's command over the booth's bus, as a terminal would.
@Command(
        name = "text",
        description = {
            "Sends a text to a radio or a group, as an officer's command over the booth's bus. It goes out where the",
            "configuration lets that radio system transmit; what becomes of it is recorded step by step. The officer's",
            "password or certificate is read from the booth's keys."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the radio system has taken it",
            "1:refused, standard error says why",
            "2:wrong usage",
            "4:the booth's bus is not reached, or gives no answer in time"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse radio text --badge 1001 --radio 1234567 \"call the office\"",
            "  gatehouse radio text --badge 1001 --group 9 --device modem --lane 1 \"lane 1 is closed\"",
            "  echo \"shift ends\" | gatehouse radio text --badge 1001 --group 9 -"
        })
final class RadioTextCommand implements Callable<Integer> {
    private static final int MAX_STDIN_BYTES = 4096;

    @Mixin private OfficerOptions officer = new OfficerOptions();

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    /// One of the two.
    static final class Target {
        @Option(names = "--radio", paramLabel = "ID", description = "To this radio.")
        private int radio;

        @Option(names = "--group", paramLabel = "ID", description = "To this group.")
        private int group;
    }

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            description = "The radio system. Default: the only one of the configuration")
    private String device = "";

    @Option(
            names = "--lane",
            paramLabel = "LANE",
            description = "On whose account. Default: the radio system's")
    private String lane = "";

    @Parameters(paramLabel = "TEXT", description = "- reads standard input.")
    private String text = "";

    @SuppressWarnings("NullAway.Init")
    RadioTextCommand() {}

    @Override
    public Integer call() throws ConfigException, CommandFailure, InterruptedException {
        BoothConfig config = officer.config();
        BoothConfig.Device radio = radio(config);
        OfficerCommand command =
                officer.command(CommandKind.COMMAND_KIND_RADIO_TEXT)
                        .setLaneId(lane.isEmpty() ? radio.lane() : lane)
                        .setRadioDevice(radio.id())
                        .setRadioId(id())
                        .setRadioGroup(target.group != 0)
                        .setEntry(text())
                        .build();
        return officer.send(
                config,
                command,
                "whether the text goes out is not known",
                _ -> "taken by the radio system",
                RadioTextCommand::why);
    }

    /// The booth's own word, and what to do about it.
    private static String why(String word) {
        return switch (word) {
            case "TRANSMIT_OFF" ->
                    "TRANSMIT_OFF: the configuration does not let this radio system transmit";
            case "NOT_CONNECTED" -> "NOT_CONNECTED: the radio system is away; try again";
            case "BUSY" -> "BUSY: too many texts wait; try again";
            case "TOO_LONG" -> "TOO_LONG: the text does not fit this radio system; shorten it";
            case "NO_SYSTEM" -> "NO_SYSTEM: no such radio system; see --device";
            default -> word;
        };
    }

    private BoothConfig.Device radio(BoothConfig config) {
        List<BoothConfig.Device> radios =
                config.devices().stream()
                        .filter(one -> one.kind().equals(DeviceKind.RADIO.word()))
                        .filter(one -> device.isEmpty() || one.id().equals(device))
                        .toList();
        if (radios.size() != 1) {
            throw officer.usage(
                    device.isEmpty()
                            ? "--device: the configuration has "
                                    + radios.size()
                                    + " radio systems; name one"
                            : "--device: the configuration has no radio system " + device);
        }
        return radios.getFirst();
    }

    private int id() {
        int id = Math.max(target.radio, target.group);
        if (id < 1 || id > RadioReport.MAX_RADIO_ID) {
            throw officer.usage("expected an id from 1 to " + RadioReport.MAX_RADIO_ID);
        }
        return id;
    }

    private String text() throws CommandFailure {
        String given = text.equals("-") ? standardInput() : text;
        if (given.isBlank()) {
            throw officer.usage("TEXT: expected something to send");
        }
        return given.strip();
    }

    private static String standardInput() throws CommandFailure {
        try {
            InputStream in = System.in;
            byte[] read = in.readNBytes(MAX_STDIN_BYTES + 1);
            if (read.length > MAX_STDIN_BYTES) {
                throw new CommandFailure(
                        "gatehouse: a text has at most " + MAX_STDIN_BYTES + " octets");
            }
            return new String(read, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CommandFailure("gatehouse: cannot read standard input", e);
        }
    }
}
