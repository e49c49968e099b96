package dev.gatehouse.central;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import dev.gatehouse.bus.BusLimits;
import dev.gatehouse.bus.EmbeddedBus;
import dev.gatehouse.bus.EmbeddedBusConfig;
import dev.gatehouse.bus.ListenAddress;
import dev.gatehouse.bus.Principal;
import dev.gatehouse.bus.Principals;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.central.ledger.Ledger;
import dev.gatehouse.central.ledger.LedgerView;
import dev.gatehouse.central.receive.BrokerUpstream;
import dev.gatehouse.central.receive.BusUpstream;
import dev.gatehouse.central.receive.ReceiverLimits;
import dev.gatehouse.central.receive.TestBooth;
import dev.gatehouse.central.receive.Upstream;
import dev.gatehouse.core.seal.BoothKeys;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.core.seal.Verification;
import dev.gatehouse.core.seal.Verifying;
import dev.gatehouse.proto.v1.DownstreamMessage;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.UpstreamMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole way over real MQTT on loopback, with HiveMQ's client as the booth's.
@Timeout(60)
final class ServiceTest {
    private static final long ANSWER_LIMIT_S = 20;

    @TempDir Path temp;
    private CentralHome home;
    private CentralKeys keys;
    private TestBooth booth;
    private UpstreamPrincipals principals;
    private String password = "";

    @BeforeEach
    void enrol() throws IOException {
        home = new CentralHome(temp.resolve("home"));
        Path out = temp.resolve("booth");
        new Enrolment(home, new SecureRandom()).enrol("north-1", out, List.of(), List.of());
        booth = new TestBooth(BoothKeys.read(out));
        password = Files.readString(out.resolve("upstream.password"));
        keys = CentralKeys.open(home.keys());
        principals = new UpstreamPrincipals(home.upstream());
        principals.refresh();
    }

    private static EmbeddedBus bus(dev.gatehouse.bus.Authenticator authenticator)
            throws IOException {
        return EmbeddedBus.start(
                new EmbeddedBusConfig(
                        Principal.central("central"),
                        List.of(ListenAddress.loopback(0)),
                        BusLimits.upstream()),
                authenticator,
                System::nanoTime);
    }

    private Service serve(Upstream upstream) throws Exception {
        return Service.start(
                upstream,
                Ledger.openAsReceiver(home.ledger()),
                keys,
                ReceiverLimits.defaults(),
                InstantSource.system(),
                System::nanoTime);
    }

    private Mqtt3BlockingClient connect(URI address) {
        Mqtt3BlockingClient client =
                Mqtt3Client.builder()
                        .identifier("booth-" + booth.id().hex())
                        .serverHost(address.getHost())
                        .serverPort(address.getPort())
                        .simpleAuth()
                        .username(booth.id().hex())
                        .password(password.getBytes(StandardCharsets.US_ASCII))
                        .applySimpleAuth()
                        .buildBlocking();
        client.connect();
        return client;
    }

    private void publish(Mqtt3BlockingClient client, UpstreamMessage message) {
        client.publishWith()
                .topic(Topics.up(booth.id().hex()))
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(message.toByteArray())
                .send();
    }

    /// Waits for the receipt of a size; what else comes is passed over.
    private Receipt await(Mqtt3BlockingClient.Mqtt3Publishes publishes, long size)
            throws Exception {
        for (int i = 0; i < 100; i++) {
            byte[] bytes =
                    publishes
                            .receive(ANSWER_LIMIT_S, TimeUnit.SECONDS)
                            .orElseThrow()
                            .getPayloadAsBytes();
            Receipt receipt = DownstreamMessage.parseFrom(bytes).getReceipt();
            if (receipt.getRecordClass() == SealClass.P1.wire() && receipt.getSize() == size) {
                assertEquals(Verification.VALID, Verifying.receipt(receipt, booth.keys));
                return receipt;
            }
        }
        throw new AssertionError("no receipt of size " + size);
    }

    private void exchange(URI address) throws Exception {
        Mqtt3BlockingClient client = connect(address);
        try (Mqtt3BlockingClient.Mqtt3Publishes publishes =
                client.publishes(com.hivemq.client.mqtt.MqttGlobalPublishFilter.ALL)) {
            client.subscribeWith()
                    .topicFilter(Topics.down(booth.id().hex()))
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .send();
            publish(client, booth.hello(new byte[16]));
            await(publishes, 0);
            publish(client, booth.records(booth.seal(SealClass.P1, 40)));
            await(publishes, 40);
            publish(client, booth.message(booth.checkpoint(SealClass.P1, true)));
            assertEquals(40, await(publishes, 40).getProvenSize());
        }
        client.disconnect();
        try (LedgerView view = LedgerView.open(home.ledger())) {
            assertEquals(40, view.recordCount());
        }
    }

    @Test
    void embeddedListenerReceiptsOverMqtt() throws Exception {
        try (Service service = serve(new BusUpstream(bus(principals)))) {
            exchange(URI.create(service.addresses().getFirst()));
            password = "wrong-password-of-24-char";
            assertThrows(
                    Mqtt3ConnAckException.class,
                    () -> connect(URI.create(service.addresses().getFirst())));
        }
    }

    @Test
    void externalBrokerReceiptsOverMqtt() throws Exception {
        SecureRandom random = new SecureRandom();
        String central = Principals.generatePassword(random);
        Principals own =
                Principals.builder(random).add(Principal.central("central"), central).build();
        try (EmbeddedBus broker =
                bus((name, secret, tls) ->
                        name.equals("central")
                                ? own.authenticate(name, secret, tls)
                                : principals.authenticate(name, secret, tls))) {
            URI address = URI.create(broker.endpoints().getFirst().uri());
            try (Service _ = serve(BrokerUpstream.connect(address, "central", central))) {
                exchange(address);
            }
            assertThrows(
                    IOException.class,
                    () ->
                            BrokerUpstream.connect(
                                    address, "central", Principals.generatePassword(random)));
        }
    }

    @Test
    void secondReceiverIsRefused() throws Exception {
        try (Service _ = serve(new BusUpstream(bus(principals)))) {
            IOException refused =
                    assertThrows(IOException.class, () -> Ledger.openAsReceiver(home.ledger()));
            assertTrue(
                    Optional.ofNullable(refused.getMessage())
                            .orElse("")
                            .contains("another receiver"));
        }
    }
}
