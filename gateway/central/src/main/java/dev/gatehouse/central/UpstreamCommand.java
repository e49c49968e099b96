package dev.gatehouse.central;

import dev.gatehouse.central.pki.SiteAuthority;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `upstream profile`.
@Command(
        name = "upstream",
        mixinStandardHelpOptions = true,
        description = "Prepares an external broker between booths and central.",
        subcommands = UpstreamCommand.Profile.class,
        footerHeading = "%nExamples:%n",
        footer = "  gatehouse-central upstream profile --out broker --host broker.example")
final class UpstreamCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /// Writes a configuration of Mosquitto.
    @Command(
            name = "profile",
            mixinStandardHelpOptions = true,
            description = {
                "Writes mosquitto.conf, its ACL and the broker's certificate into a new folder.",
                "TLS 1.3 only; every client shows a certificate of this site, and its common name is the user: a booth"
                        + " reaches its own two topics, central those of every booth. Contents stay sealed; the broker"
                        + " can delay or withhold, which shows, and read nothing."
            },
            exitCodeListHeading = Exit.LIST_HEADING,
            exitCodeList = {
                "0:written",
                "1:failed, as when the folder is there",
                "2:wrong usage",
                "4:no home there"
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  gatehouse-central upstream profile --out broker --host broker.example",
                "  mosquitto -c broker/mosquitto.conf",
                "  gatehouse-central serve --broker ssl://broker.example:8883"
            })
    static final class Profile implements Callable<Integer> {
        @Mixin private HomeOption home = new HomeOption();

        @Option(
                names = "--out",
                required = true,
                paramLabel = "DIR",
                description = "A folder that is not there yet.")
        private Path out = Path.of("");

        @Option(
                names = "--host",
                paramLabel = "NAME",
                description =
                        "A name or IP address that the broker is reached by; repeat. localhost and 127.0.0.1 are"
                                + " always in its certificate.")
        private List<String> hosts = List.of();

        @Option(
                names = "--bind",
                paramLabel = "ADDRESS",
                defaultValue = "0.0.0.0",
                description = "Where it listens. Default: ${DEFAULT-VALUE}")
        private String bind = "";

        @Option(
                names = "--port",
                paramLabel = "PORT",
                defaultValue = "8883",
                description = "Default: ${DEFAULT-VALUE}")
        private int port;

        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws CommandFailure, IOException {
            Path tls = home.existing().tls();
            List<String> names = new ArrayList<>(Enrolment.LOOPBACK);
            names.addAll(hosts);
            BrokerProfile profile;
            try {
                profile = new BrokerProfile(bind, port, names);
            } catch (IllegalArgumentException e) {
                throw new CommandFailure(Exit.USAGE, String.valueOf(e.getMessage()));
            }
            profile.write(out, SiteAuthority.open(tls, new SecureRandom(), InstantSource.system()));
            spec.commandLine().getOut().println(out.resolve("mosquitto.conf"));
            return Exit.FINE;
        }
    }
}
