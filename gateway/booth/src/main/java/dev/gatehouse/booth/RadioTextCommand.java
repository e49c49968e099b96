package dev.gatehouse.booth;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.booth.uplink.PahoSession;
import dev.gatehouse.bus.OfficerClient;
import dev.gatehouse.bus.tls.TlsIdentity;
import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.CommandOutcome;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.protocols.observation.RadioReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
    private static final long REPLY_LIMIT_MS = 10_000;
    private static final int MAX_STDIN_BYTES = 4096;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = ConfigCommand.DEFAULT_FILE,
            description = "Default: ${DEFAULT-VALUE}")
    private Path file = Path.of("");

    @Option(names = "--badge", paramLabel = "BADGE", required = true, description = "The officer.")
    private String badge = "";

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "officer",
            description = "In which the officer acts. Default: ${DEFAULT-VALUE}")
    private String role = "";

    @Option(
            names = "--shift",
            paramLabel = "SHIFT",
            defaultValue = "day",
            description = "Of the officer. Default: ${DEFAULT-VALUE}")
    private String shift = "";

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

    @Option(names = "--json", description = "The booth's reply as one JSON object (CommandReply).")
    private boolean json;

    @Parameters(paramLabel = "TEXT", description = "- reads standard input.")
    private String text = "";

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    RadioTextCommand() {}

    @Override
    public Integer call() throws ConfigException, CommandFailure, InterruptedException {
        BoothConfig config = ConfigReader.read(file);
        BoothConfig.Device radio = radio(config);
        OfficerCommand command =
                OfficerCommand.newBuilder()
                        .setCommandId("cli-" + UUID.randomUUID())
                        .setKind(CommandKind.COMMAND_KIND_RADIO_TEXT)
                        .setBadge(badge)
                        .setRole(role)
                        .setShift(shift)
                        .setLaneId(lane.isEmpty() ? radio.lane() : lane)
                        .setRadioDevice(radio.id())
                        .setRadioId(id())
                        .setRadioGroup(target.group != 0)
                        .setEntry(text())
                        .build();
        Optional<CommandReply> reply;
        try (OfficerClient client =
                OfficerClient.open(bus(config), config.name(), badge, proof(config))) {
            reply = client.send(command, REPLY_LIMIT_MS);
        } catch (IOException e) {
            return unreached(
                    "cannot reach the booth's bus at " + bus(config) + ": " + e.getMessage());
        }
        return reply.isPresent()
                ? told(reply.get())
                : unreached("the booth gave no reply; whether the text goes out is not known");
    }

    private int unreached(String why) {
        spec.commandLine().getErr().println("gatehouse: " + why);
        return ExitCode.NOT_REACHABLE.code();
    }

    private int told(CommandReply reply) {
        boolean done = reply.getOutcome() == CommandOutcome.COMMAND_OUTCOME_DONE;
        if (json) {
            spec.commandLine().getOut().println(print(reply));
        } else if (done) {
            spec.commandLine().getOut().println("taken by the radio system");
        }
        if (!done) {
            spec.commandLine().getErr().println("gatehouse: refused: " + why(reply));
        }
        return (done ? ExitCode.FINE : ExitCode.FAILED).code();
    }

    private static String print(CommandReply reply) {
        try {
            return JsonFormat.printer()
                    .omittingInsignificantWhitespace()
                    .preservingProtoFieldNames()
                    .print(reply);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a reply that was read cannot be written", e);
        }
    }

    /// The booth's own word, and what to do about it.
    private static String why(CommandReply reply) {
        return switch (reply.getExplanation()) {
            case "TRANSMIT_OFF" ->
                    "TRANSMIT_OFF: the configuration does not let this radio system transmit";
            case "NOT_CONNECTED" -> "NOT_CONNECTED: the radio system is away; try again";
            case "BUSY" -> "BUSY: too many texts wait; try again";
            case "TOO_LONG" -> "TOO_LONG: the text does not fit this radio system; shorten it";
            case "NO_SYSTEM" -> "NO_SYSTEM: no such radio system; see --device";
            case "ROLE" -> "ROLE: the officer does not have the role; see --role";
            case "LANE" -> "LANE: the booth has no such lane; see --lane";
            default -> reply.getExplanation();
        };
    }

    private BoothConfig.Device radio(BoothConfig config) {
        List<BoothConfig.Device> radios =
                config.devices().stream()
                        .filter(one -> one.kind().equals(DeviceKind.RADIO.word()))
                        .filter(one -> device.isEmpty() || one.id().equals(device))
                        .toList();
        if (radios.size() != 1) {
            throw usage(
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
            throw usage("expected an id from 1 to " + RadioReport.MAX_RADIO_ID);
        }
        return id;
    }

    private String text() throws CommandFailure {
        String given = text.equals("-") ? standardInput() : text;
        if (given.isBlank()) {
            throw usage("TEXT: expected something to send");
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

    private String bus(BoothConfig config) {
        BoothConfig.Bus bus = config.bus();
        return bus.broker()
                .orElseGet(() ->
                        bus.listen().isEmpty()
                                ? "ssl://" + local(bus.tlsListen().getFirst())
                                : "tcp://" + local(bus.listen().getFirst()));
    }

    /// A listener on every address is asked on this machine's own.
    private static String local(BoothConfig.Endpoint endpoint) {
        return endpoint.host().equals("0.0.0.0") || endpoint.host().equals("::")
                ? "localhost:" + endpoint.port()
                : endpoint.toString();
    }

    private OfficerClient.Proof proof(BoothConfig config) throws CommandFailure {
        String principal = "officer-" + badge;
        boolean tls = bus(config).startsWith("ssl://");
        Path clients = config.keysDir().resolve("tls").resolve("clients");
        Path password = config.keysDir().resolve("passwords").resolve(principal);
        try {
            return tls
                    ? new OfficerClient.Proof.Certificate(
                            TlsIdentity.read(
                                            config.tls().ca(),
                                            clients.resolve(principal + ".crt"),
                                            clients.resolve(principal + ".key"))
                                    .client()
                                    .getSocketFactory())
                    : new OfficerClient.Proof.Password(
                            principal, PahoSession.readPassword(password));
        } catch (IOException e) {
            throw new CommandFailure(
                    "gatehouse: cannot read what officer "
                            + badge
                            + " shows to the bus, "
                            + (tls ? clients.resolve(principal + ".crt") : password)
                            + "; `gatehouse-central booth add --officer "
                            + badge
                            + ":"
                            + role
                            + "` makes it",
                    e);
        }
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
