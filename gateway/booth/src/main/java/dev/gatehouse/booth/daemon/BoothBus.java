package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.CommandFailure;
import dev.gatehouse.booth.Version;
import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.uplink.PahoSession;
import dev.gatehouse.bus.BrokerBus;
import dev.gatehouse.bus.BrokerBusConfig;
import dev.gatehouse.bus.Bus;
import dev.gatehouse.bus.BusLimits;
import dev.gatehouse.bus.EmbeddedBus;
import dev.gatehouse.bus.EmbeddedBusConfig;
import dev.gatehouse.bus.Json;
import dev.gatehouse.bus.ListenAddress;
import dev.gatehouse.bus.Principal;
import dev.gatehouse.bus.Principals;
import dev.gatehouse.bus.tls.TlsIdentity;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.proto.v1.BoothCondition;
import dev.gatehouse.proto.v1.BoothStatus;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;

/// Opens the bus that the configuration names: the own listener, or a client of a broker.
///
/// @param bus open
/// @param watch tells the bus of changed credentials
record BoothBus(Bus bus, PrincipalsWatch watch) {

    /// @throws CommandFailure when it cannot be; a broker that is away is no failure
    static BoothBus open(BoothConfig config, BoothId id, RandomGenerator random)
            throws CommandFailure {
        Principals principals;
        try {
            principals = Principals.read(config.bus().principals());
        } catch (IOException e) {
            throw CommandFailure.notConfigured(
                    "gatehouse: cannot use the passwords in "
                            + config.bus().principals()
                            + ": "
                            + e.getMessage(),
                    e);
        }
        Bus bus =
                config.bus().broker().isPresent()
                        ? broker(config, config.bus().broker().get(), id, principals, random)
                        : listener(config, principals);
        return new BoothBus(
                bus, new PrincipalsWatch(config.bus().principals(), bus::replacePrincipals));
    }

    private static Principal self(BoothConfig config) {
        return Principal.booth("booth", config.name());
    }

    private static TlsIdentity identity(BoothConfig config) throws CommandFailure {
        BoothConfig.Tls tls = config.tls();
        try {
            return TlsIdentity.read(tls.ca(), tls.certificate(), tls.key());
        } catch (IOException e) {
            throw new CommandFailure(
                    "gatehouse: the bus needs TLS, and [tls] names no usable certificate: "
                            + e.getMessage(),
                    e);
        }
    }

    private static Bus broker(
            BoothConfig config,
            String uri,
            BoothId id,
            Principals principals,
            RandomGenerator random)
            throws CommandFailure {
        boolean tls = uri.startsWith("ssl://");
        BrokerBusConfig broker =
                new BrokerBusConfig(
                        uri,
                        "booth-" + id.hex(),
                        self(config),
                        tls ? Optional.of(sockets(config)) : Optional.empty(),
                        tls ? Optional.empty() : Optional.of(login(config, id)),
                        farewell(config),
                        BusLimits.booth());
        return BrokerBus.start(broker, principals, System::nanoTime, random);
    }

    private static SSLSocketFactory sockets(BoothConfig config) throws CommandFailure {
        try {
            return identity(config).client().getSocketFactory();
        } catch (IOException e) {
            throw new CommandFailure("gatehouse: " + e.getMessage(), e);
        }
    }

    private static BrokerBusConfig.Login login(BoothConfig config, BoothId id)
            throws CommandFailure {
        try {
            return new BrokerBusConfig.Login(
                    id.hex(), PahoSession.readPassword(config.bus().passwordFile()));
        } catch (IOException e) {
            throw new CommandFailure(
                    "gatehouse: cannot read "
                            + config.bus().passwordFile()
                            + "; it holds the booth's password at the broker, user name "
                            + id.hex(),
                    e);
        }
    }

    /// The retained status of a booth that is not there.
    private static byte[] farewell(BoothConfig config) {
        return Json.print(
                BoothStatus.newBuilder()
                        .setBooth(config.name())
                        .setVersion(Version.text())
                        .setCondition(BoothCondition.BOOTH_CONDITION_STOPPED)
                        .build());
    }

    private static Bus listener(BoothConfig config, Principals principals) throws CommandFailure {
        try {
            List<ListenAddress> listen = new ArrayList<>();
            for (BoothConfig.Endpoint endpoint : config.bus().listen()) {
                listen.add(new ListenAddress(address(endpoint), Optional.empty()));
            }
            if (!config.bus().tlsListen().isEmpty()) {
                SslContext tls =
                        identity(config).server(ClientAuth.REQUIRE, config.tls().clientsCa());
                for (BoothConfig.Endpoint endpoint : config.bus().tlsListen()) {
                    listen.add(new ListenAddress(address(endpoint), Optional.of(tls)));
                }
            }
            return EmbeddedBus.start(
                    new EmbeddedBusConfig(self(config), listen, BusLimits.booth()),
                    principals,
                    System::nanoTime);
        } catch (IOException e) {
            throw new CommandFailure(
                    "gatehouse: the bus cannot listen on "
                            + config.bus().listen()
                            + config.bus().tlsListen()
                            + ": "
                            + e.getMessage()
                            + " (is another booth running?)",
                    e);
        }
    }

    private static InetSocketAddress address(BoothConfig.Endpoint endpoint) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(endpoint.host()), endpoint.port());
    }
}
