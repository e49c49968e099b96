package dev.gatehouse.booth;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.booth.uplink.PahoSession;
import dev.gatehouse.bus.OfficerClient;
import dev.gatehouse.bus.tls.TlsIdentity;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.CommandOutcome;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.OfficerCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Who speaks, for commands that go over the booth's bus as an officer's, as a terminal would send
/// them. The officer's password or certificate is read from the booth's keys.
final class OfficerOptions {
    private static final long REPLY_LIMIT_MS = 10_000;

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

    @Option(names = "--json", description = "The booth's reply as one JSON object (CommandReply).")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    OfficerOptions() {}

    BoothConfig config() throws ConfigException {
        return ConfigReader.read(file);
    }

    String badge() {
        return badge;
    }

    /// A command of this officer, to be completed.
    OfficerCommand.Builder command(CommandKind kind) {
        return OfficerCommand.newBuilder()
                .setCommandId("cli-" + UUID.randomUUID())
                .setKind(kind)
                .setBadge(badge)
                .setRole(role)
                .setShift(shift);
    }

    /// Sends it and tells the reply.
    ///
    /// @param unknown what is not known when no reply comes
    /// @param done what to print when it was done
    /// @param remedy the booth's word for a refusal, with what to do about it
    /// @return exit code
    int send(
            BoothConfig config,
            OfficerCommand command,
            String unknown,
            Told done,
            UnaryOperator<String> remedy)
            throws CommandFailure, InterruptedException {
        Optional<CommandReply> reply;
        try (OfficerClient client =
                OfficerClient.open(bus(config), config.name(), badge, proof(config))) {
            reply = client.send(command, REPLY_LIMIT_MS);
        } catch (IOException e) {
            return unreached(
                    "cannot reach the booth's bus at " + bus(config) + ": " + e.getMessage());
        }
        return reply.isPresent()
                ? told(reply.get(), done, remedy)
                : unreached("the booth gave no reply; " + unknown);
    }

    /// What is said of a reply.
    @FunctionalInterface
    interface Told {
        String of(CommandReply reply);
    }

    private int unreached(String why) {
        spec.commandLine().getErr().println("gatehouse: " + why);
        return ExitCode.NOT_REACHABLE.code();
    }

    private int told(CommandReply reply, Told told, UnaryOperator<String> remedy) {
        boolean done = reply.getOutcome() == CommandOutcome.COMMAND_OUTCOME_DONE;
        if (json) {
            spec.commandLine().getOut().println(print(reply));
        } else if (done) {
            spec.commandLine().getOut().println(told.of(reply));
        }
        if (!done) {
            String why =
                    switch (reply.getExplanation()) {
                        case "ROLE" -> "ROLE: the officer does not have the role; see --role";
                        case "LANE" -> "LANE: the booth has no such lane; see --lane";
                        default -> remedy.apply(reply.getExplanation());
                    };
            spec.commandLine().getErr().println("gatehouse: refused: " + why);
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

    CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
