package dev.gatehouse.central;

import dev.gatehouse.bus.BusLimits;
import dev.gatehouse.bus.EmbeddedBus;
import dev.gatehouse.bus.EmbeddedBusConfig;
import dev.gatehouse.bus.ListenAddress;
import dev.gatehouse.bus.Principal;
import dev.gatehouse.bus.tls.HybridTls;
import dev.gatehouse.bus.tls.TlsIdentity;
import dev.gatehouse.central.ledger.Ledger;
import dev.gatehouse.central.receive.BrokerUpstream;
import dev.gatehouse.central.receive.BusUpstream;
import dev.gatehouse.central.receive.Counter;
import dev.gatehouse.central.receive.ReceiverLimits;
import dev.gatehouse.central.receive.Upstream;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.NanoClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tinylog.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `serve`.
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Receives from booths: verifies, opens, commits, and then sends signed receipts.",
            "Prints `listening URI` on standard output once it does; SIGTERM and SIGINT end it cleanly, with all"
                    + " that was taken committed."
        },
        exitCodeListHeading = Exit.LIST_HEADING,
        exitCodeList = {
            "0:ended when asked",
            "1:failed",
            "2:wrong usage",
            "4:no home, or broker not reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse-central serve",
            "  gatehouse-central serve --home /var/lib/gatehouse-central --tls-listen 0.0.0.0:8884",
            "  gatehouse-central serve --broker ssl://broker.example:8883",
            "  gatehouse-central serve --broker tcp://127.0.0.1:1883 --broker-password-file central.password"
        })
final class ServeCommand implements Callable<Integer> {
    private static final int REFRESH_MS = 1_000;
    private static final String DEFAULT_LISTEN = "127.0.0.1:1884";
    private static final int SHUTDOWN_LIMIT_MS = 20_000;

    @Mixin private HomeOption home = new HomeOption();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description =
                    "Where the embedded MQTT listener waits without TLS; loopback only. Port 0 takes a free one."
                            + " Default, when nothing else is said: 127.0.0.1:1884.")
    private Optional<String> listen = Optional.empty();

    @Option(
            names = "--tls-listen",
            paramLabel = "HOST:PORT",
            description = {
                "Where it waits with TLS 1.3, on any address: every booth shows the certificate of its enrolment.",
                "Central's own is <home>/tls/central.crt; gatehouse-central tls --host NAME puts a name into it."
            })
    private Optional<String> tlsListen = Optional.empty();

    @Option(
            names = "--broker",
            paramLabel = "URI",
            description =
                    "An external MQTT 5 broker instead: ssl://HOST:PORT, or tcp://HOST:PORT on loopback. See"
                            + " gatehouse-central upstream profile.")
    private Optional<URI> broker = Optional.empty();

    @Option(names = "--broker-user", paramLabel = "NAME", description = "Default: central.")
    private String brokerUser = "central";

    @Option(
            names = "--broker-password-file",
            paramLabel = "FILE",
            description = "File with the password at the broker; for tcp:// only.")
    private Optional<Path> brokerPasswordFile = Optional.empty();

    @Option(
            names = "--broker-certificate",
            paramLabel = "FILE",
            description =
                    "Certificate that is shown to the broker, PEM. Default: <home>/tls/central.crt.")
    private Optional<Path> brokerCertificate = Optional.empty();

    @Option(
            names = "--broker-key",
            paramLabel = "FILE",
            description = "Its key, PKCS #8 PEM. Default: <home>/tls/central.key.")
    private Optional<Path> brokerKey = Optional.empty();

    @Option(
            names = "--broker-ca",
            paramLabel = "FILE",
            description = "Roots of the broker's certificate, PEM. Default: <home>/tls/ca.crt.")
    private Optional<Path> brokerCa = Optional.empty();

    @Option(names = "--embedded", description = "The embedded listener; the default.")
    private boolean embedded;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws CommandFailure, IOException, SQLException, InterruptedException {
        boolean own = embedded || listen.isPresent() || tlsListen.isPresent();
        if (own && broker.isPresent()) {
            throw new CommandFailure(
                    Exit.USAGE, "--broker excludes --embedded, --listen and --tls-listen");
        }
        CentralHome existing = home.existing();
        CentralKeys keys = HomeOption.keys(existing);
        UpstreamPrincipals principals = new UpstreamPrincipals(existing.upstream());
        principals.refresh();
        Ledger ledger = Ledger.openAsReceiver(existing.ledger());
        Upstream upstream;
        try {
            upstream = upstream(existing, principals);
        } catch (CommandFailure | IOException | InterruptedException e) {
            ledger.close();
            throw e;
        }
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> shutdown(stop, ended), "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        boolean died;
        try (Service service =
                Service.start(
                        upstream,
                        ledger,
                        keys,
                        ReceiverLimits.defaults(),
                        InstantSource.system(),
                        NanoClock.system())) {
            for (String address : service.addresses()) {
                spec.commandLine().getOut().println("listening " + address);
            }
            spec.commandLine().getOut().flush();
            Logger.info("CEN-030 receiving: booths={}", keys.booths().size());
            watch(stop, service, principals);
            died = service.dead();
            count(service);
        } finally {
            ended.countDown();
        }
        return died ? Exit.FAILED : Exit.FINE;
    }

    /// Until asked to stop; takes in booths that were enrolled meanwhile.
    private static void watch(CountDownLatch stop, Service service, UpstreamPrincipals principals)
            throws InterruptedException {
        while (!stop.await(REFRESH_MS, TimeUnit.MILLISECONDS) && !service.dead()) {
            try {
                principals.refresh();
            } catch (IOException e) {
                Logger.error("CEN-031 booths' passwords not read again: {}", e.getMessage());
            }
        }
    }

    private static void count(Service service) {
        StringBuilder counts = new StringBuilder();
        for (Counter counter : Counter.values()) {
            long value = service.receiver().counters().value(counter);
            if (value > 0) {
                counts.append(' ').append(counter).append('=').append(value);
            }
        }
        Logger.info("CEN-032 ending:{}", counts);
    }

    /// Runs in the JVM's shutdown: lets the command end, then gives the exit code that a clean end
    /// deserves.
    private static void shutdown(CountDownLatch stop, CountDownLatch ended) {
        boolean asked = ended.getCount() > 0;
        stop.countDown();
        try {
            boolean clean = ended.await(SHUTDOWN_LIMIT_MS, TimeUnit.MILLISECONDS);
            if (asked) {
                Runtime.getRuntime().halt(clean ? Exit.FINE : Exit.FAILED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Upstream upstream(CentralHome existing, UpstreamPrincipals principals)
            throws CommandFailure, IOException, InterruptedException {
        if (broker.isPresent()) {
            return broker(existing, broker.get());
        }
        List<ListenAddress> addresses = new ArrayList<>();
        if (listen.isPresent() || tlsListen.isEmpty()) {
            InetSocketAddress address = listenAddress("--listen", listen.orElse(DEFAULT_LISTEN));
            requireLoopback("--listen", address.getAddress());
            addresses.add(new ListenAddress(address, Optional.empty()));
        }
        if (tlsListen.isPresent()) {
            TlsIdentity identity =
                    TlsIdentity.read(
                            existing.tls().resolve("ca.crt"),
                            existing.tls().resolve("central.crt"),
                            existing.tls().resolve("central.key"));
            Logger.info("CEN-033 certificate: sha256={}", identity.fingerprint());
            addresses.add(
                    new ListenAddress(
                            listenAddress("--tls-listen", tlsListen.get()),
                            Optional.of(HybridTls.server(identity))));
        }
        return new BusUpstream(
                EmbeddedBus.start(
                        new EmbeddedBusConfig(
                                Principal.central("central"), addresses, BusLimits.upstream()),
                        principals,
                        System::nanoTime));
    }

    private Upstream broker(CentralHome existing, URI uri)
            throws CommandFailure, IOException, InterruptedException {
        if (uri.getHost() == null) {
            throw new CommandFailure(Exit.USAGE, "--broker: expected ssl://HOST:PORT");
        }
        try {
            return switch (String.valueOf(uri.getScheme())) {
                case "ssl" ->
                        BrokerUpstream.connect(
                                uri,
                                brokerUser,
                                TlsIdentity.read(
                                        brokerCa.orElse(existing.tls().resolve("ca.crt")),
                                        brokerCertificate.orElse(
                                                existing.tls().resolve("central.crt")),
                                        brokerKey.orElse(existing.tls().resolve("central.key"))));
                case "tcp" -> BrokerUpstream.connect(uri, brokerUser, password(uri));
                default ->
                        throw new CommandFailure(
                                Exit.USAGE,
                                "--broker: expected ssl://HOST:PORT, or tcp://HOST:PORT on loopback");
            };
        } catch (IOException e) {
            throw new CommandFailure(Exit.NOT_REACHABLE, String.valueOf(e.getMessage()));
        }
    }

    private String password(URI uri) throws CommandFailure, IOException {
        requireLoopback("--broker", resolved("--broker", uri.getHost()));
        if (brokerPasswordFile.isEmpty()) {
            throw new CommandFailure(
                    Exit.USAGE, "--broker tcp://HOST:PORT needs --broker-password-file");
        }
        return Files.readString(brokerPasswordFile.get()).strip();
    }

    private static InetSocketAddress listenAddress(String option, String text)
            throws CommandFailure {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon > 0 && port >= 0 && port <= 65_535) {
                return new InetSocketAddress(resolved(option, text.substring(0, colon)), port);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new CommandFailure(Exit.USAGE, option + ": expected HOST:PORT, found " + text);
    }

    private static InetAddress resolved(String option, String host) throws CommandFailure {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new CommandFailure(Exit.USAGE, option + ": unknown host " + host);
        }
    }

    private static void requireLoopback(String option, InetAddress address) throws CommandFailure {
        if (!address.isLoopbackAddress()) {
            throw new CommandFailure(
                    Exit.USAGE,
                    option + ": loopback only; beyond it use --tls-listen, or --broker ssl://");
        }
    }
}
