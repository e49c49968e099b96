package dev.gatehouse.booth;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.bus.BrokerProfile;
import dev.gatehouse.bus.BusLimits;
import dev.gatehouse.bus.Principals;
import dev.gatehouse.bus.tls.TlsIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The booth's bus on a broker elsewhere.
@Command(
        name = "bus",
        description = "Prepares an external broker as the booth's bus.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = BusCommand.Profile.class)
final class BusCommand implements Runnable {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    BusCommand() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "profile?");
    }

    @Command(
            name = "profile",
            description = {
                "Writes mosquitto.conf, acl and roots.crt for the broker that [bus] broker names.",
                "The broker shows the booth's own certificate unless another is given; its user must be able to read"
                        + " the key."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = {
                "  gatehouse bus profile --config booth.toml --out /etc/gatehouse/broker",
                "  mosquitto -c /etc/gatehouse/broker/mosquitto.conf"
            })
    static final class Profile implements Callable<Integer> {
        private static final String SSL = "ssl://";

        @Option(
                names = "--config",
                paramLabel = "FILE",
                defaultValue = ConfigCommand.DEFAULT_FILE,
                description = "Default: ${DEFAULT-VALUE}")
        private Path file;

        @Option(
                names = "--out",
                paramLabel = "DIR",
                required = true,
                description = "Made if needed.")
        private Path out;

        @Option(
                names = "--run-dir",
                paramLabel = "DIR",
                defaultValue = "/run/gatehouse-broker",
                description =
                        "Where the broker keeps what waits, on tmpfs, writable by its user. Default: ${DEFAULT-VALUE}")
        private Path runFolder;

        @Option(
                names = "--certificate",
                paramLabel = "FILE",
                description = "The broker's certificate. Default: [tls] certificate")
        private @Nullable Path certificate;

        @Option(
                names = "--key",
                paramLabel = "FILE",
                description = "The broker's key. Default: [tls] key")
        private @Nullable Path key;

        @Spec private CommandSpec spec;

        @SuppressWarnings("NullAway.Init")
        Profile() {}

        @Override
        public Integer call() throws ConfigException, CommandFailure {
            BoothConfig config = ConfigReader.read(file);
            URI broker = broker(config);
            try {
                Path folder = Files.createDirectories(out).toAbsolutePath().normalize();
                BoothConfig.Tls tls = config.tls();
                Path roots = folder.resolve("roots.crt");
                BrokerProfile profile =
                        new BrokerProfile(
                                config.name(),
                                login(tls),
                                Principals.read(config.bus().principals()).all(),
                                host(broker),
                                broker.getPort(),
                                roots,
                                (certificate == null ? tls.certificate() : certificate)
                                        .toAbsolutePath(),
                                (key == null ? tls.key() : key).toAbsolutePath(),
                                runFolder.toAbsolutePath().normalize(),
                                folder.resolve("acl"),
                                BusLimits.booth());
                Files.writeString(roots, roots(tls));
                Files.writeString(folder.resolve("acl"), profile.acl());
                Files.writeString(folder.resolve("mosquitto.conf"), profile.conf());
                spec.commandLine().getOut().println(folder.resolve("mosquitto.conf"));
                return ExitCode.FINE.code();
            } catch (IOException e) {
                throw new CommandFailure(
                        "gatehouse: the profile cannot be made: " + e.getMessage(), e);
            }
        }

        private URI broker(BoothConfig config) throws CommandFailure {
            return config.bus()
                    .broker()
                    .filter(uri -> uri.startsWith(SSL))
                    .map(URI::create)
                    .orElseThrow(() ->
                            new CommandFailure(
                                    "gatehouse: "
                                            + file
                                            + " names no broker with TLS; add for instance broker ="
                                            + " \"ssl://127.0.0.1:8883\" to [bus] and remove listen"));
        }

        private static String host(URI broker) {
            String host = Optional.ofNullable(broker.getHost()).orElse("");
            return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        }

        private static String login(BoothConfig.Tls tls) throws IOException {
            return TlsIdentity.read(tls.ca(), tls.certificate(), tls.key()).commonName();
        }

        /// The roots of the booth's clients, and of the site, which vouch for the booth.
        private static String roots(BoothConfig.Tls tls) throws IOException {
            // refuses what holds no certificate
            var _ = TlsIdentity.read(tls.clientsCa(), tls.certificate(), tls.key());
            return Files.readString(tls.clientsCa()).strip()
                    + "\n"
                    + Files.readString(tls.ca()).strip()
                    + "\n";
        }
    }
}
