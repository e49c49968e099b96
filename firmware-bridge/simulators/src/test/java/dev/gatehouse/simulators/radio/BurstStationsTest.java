package dev.gatehouse.simulators.radio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.Stations;
import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.drivers.radio.RadioStation;
import dev.gatehouse.drivers.radio.TextTransmitter.Offer;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.dmr.link.Burst;
import dev.gatehouse.protocols.dmr.link.DataBurst;
import dev.gatehouse.protocols.mmdvm.HostMessage.SendBurst;
import dev.gatehouse.protocols.mmdvm.ModemProtocol;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.RadioEvent;
import dev.gatehouse.protocols.observation.RadioHealth;
import dev.gatehouse.protocols.observation.RadioRegistration;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioText;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two stations of ours that write to each other: through two modems whose antennas hear each
/// other, and through a Homebrew network, in real time over UDP.
class BurstStationsTest {

    private static final int NORTH = 2_308_094;
    private static final int SOUTH = 1_234_567;
    private static final String HZ = "438500000";

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Map<String, String> transmitting(int radioId) {
        Map<String, String> settings = new HashMap<>();
        settings.put("radio_id", Integer.toString(radioId));
        settings.put("transmit", "on");
        settings.put("authorised_hz", HZ);
        settings.put("duty_percent", "100");
        return settings;
    }

    private static RadioStation station(
            String format,
            String name,
            String address,
            Map<String, String> settings,
            Queue<RadioReport> told) {
        return (RadioStation)
                Stations.create(
                                DeviceKind.RADIO,
                                format,
                                new StationContext(
                                        name,
                                        "lane1",
                                        settings,
                                        LinkAddress.parse(address),
                                        _ -> Rig.link(name, address),
                                        (observations, acknowledgement) -> {
                                            for (Observation one : observations) {
                                                told.add((RadioReport) one.body());
                                            }
                                            acknowledgement.durable();
                                            return true;
                                        },
                                        Rig.CLOCK))
                        .orElseThrow();
    }

    private static <T extends RadioEvent> List<T> events(Queue<RadioReport> told, Class<T> type) {
        return told.stream()
                .map(RadioReport::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static void write(
            RadioStation from,
            Queue<RadioReport> toldFrom,
            Queue<RadioReport> toldTo,
            int target,
            String text,
            Steps between)
            throws InterruptedException {
        OutgoingText message = new OutgoingText("m-" + target, target, false, text, false);
        Rig.await("connected", () -> from.offer(message) == Offer.TAKEN);
        Rig.await(
                "delivered",
                () -> {
                    between.step();
                    return !events(toldFrom, RadioDelivery.class).isEmpty();
                });
        assertEquals(
                List.of(new RadioDelivery("m-" + target, RadioDelivery.State.DELIVERED, "")),
                events(toldFrom, RadioDelivery.class));
        assertEquals(
                List.of(text),
                events(toldTo, RadioText.class).stream().map(RadioText::text).toList());
        assertTrue(events(toldTo, RadioText.class).getFirst().verified());
    }

    /// What the test does while it waits.
    @FunctionalInterface
    private interface Steps {
        void step();
    }

    /// Carries what one modem sent to the antenna of the other.
    private static final class Ether {
        private final ModemPeer from;
        private final ModemPeer to;
        private int carried;

        Ether(ModemPeer from, ModemPeer to) {
            this.from = from;
            this.to = to;
        }

        void step() {
            try {
                List<SendBurst> sent = from.ask(SimulatedModem::sent);
                for (SendBurst one : sent.subList(carried, sent.size())) {
                    byte[] burst = one.burst();
                    if (Burst.decode(burst)
                            instanceof Decoded.Message<? extends Burst>(DataBurst data)) {
                        OnAir air =
                                new OnAir(
                                        1,
                                        data.slotType().colourCode(),
                                        0x40 | data.slotType().dataType().code(),
                                        burst,
                                        -75);
                        assertTrue(to.tell(it -> it.air(air)));
                    }
                }
                carried = sent.size();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static ModemPeer modem(int own, int host) throws IOException {
        ModemPeer peer =
                new ModemPeer(
                        "test",
                        ModemTraits.usual(ModemProtocol.V2),
                        7,
                        Rig.quiet(),
                        (StreamLink)
                                Rig.link(
                                        "simulated",
                                        "udp:127.0.0.1:" + own + "?peer=127.0.0.1:" + host),
                        System::nanoTime);
        peer.open();
        return peer;
    }

    @Test
    void textsAreConfirmedEachWayThroughModems() throws IOException, InterruptedException {
        int[] ports = {freePort(), freePort(), freePort(), freePort()};
        Queue<RadioReport> north = new ConcurrentLinkedQueue<>();
        Queue<RadioReport> south = new ConcurrentLinkedQueue<>();
        Map<String, String> ofNorth = transmitting(NORTH);
        ofNorth.put("rx_hz", HZ);
        ofNorth.put("text", "motorola");
        Map<String, String> ofSouth = transmitting(SOUTH);
        ofSouth.put("rx_hz", HZ);
        try (ModemPeer northern = modem(ports[0], ports[1]);
                ModemPeer southern = modem(ports[2], ports[3]);
                RadioStation here =
                        station(
                                "mmdvm",
                                "north",
                                "udp:127.0.0.1:" + ports[1] + "?peer=127.0.0.1:" + ports[0],
                                ofNorth,
                                north);
                RadioStation there =
                        station(
                                "mmdvm",
                                "south",
                                "udp:127.0.0.1:" + ports[3] + "?peer=127.0.0.1:" + ports[2],
                                ofSouth,
                                south)) {
            here.open();
            there.open();
            Ether down = new Ether(northern, southern);
            Ether up = new Ether(southern, northern);
            Steps both =
                    () -> {
                        down.step();
                        up.step();
                    };
            write(here, north, south, SOUTH, "vehicle to secondary, lane 3", both);
            write(there, south, north, NORTH, "understood", both);
            assertEquals(
                    RadioText.Dialect.MOTOROLA,
                    events(north, RadioText.class).getFirst().dialect(),
                    "answered in the dialect that it wrote in");
        }
    }

    @Test
    void textsAreConfirmedEachWayThroughANetwork(@TempDir Path folder)
            throws IOException, InterruptedException {
        String address = "udp:127.0.0.1:" + freePort();
        Path peers = Files.writeString(folder.resolve("peers"), "312001 made-up-and-long-enough\n");
        Path password = Files.writeString(folder.resolve("password"), "made-up-and-long-enough");
        Queue<RadioReport> north = new ConcurrentLinkedQueue<>();
        Queue<RadioReport> south = new ConcurrentLinkedQueue<>();
        Map<String, String> ofNorth = transmitting(NORTH);
        ofNorth.put("peers_file", peers.toString());
        ofNorth.put("text", "hytera");
        Map<String, String> ofSouth = transmitting(SOUTH);
        ofSouth.put("master", address.substring("udp:".length()));
        ofSouth.put("id", "312001");
        ofSouth.put("password_file", password.toString());
        ofSouth.put("tx_hz", HZ);
        try (RadioStation here = station("homebrew-master", "north", address, ofNorth, north);
                RadioStation there =
                        station("homebrew-peer", "south", "udp:127.0.0.1:0", ofSouth, south)) {
            here.open();
            there.open();
            write(here, north, south, SOUTH, "vehicle to secondary, lane 3", () -> {});
            write(there, south, north, NORTH, "understood", () -> {});
            assertEquals(0, here.snapshot().faults() + there.snapshot().faults());
        }
    }

    private static void hears(
            String format, String address, Map<String, String> settings, Class<?>... expected)
            throws IOException, InterruptedException {
        Queue<RadioReport> told = new ConcurrentLinkedQueue<>();
        try (RadioStation station = station(format, "listener", address, settings, told)) {
            station.open();
            for (Class<?> type : expected) {
                Rig.await(
                        type.getSimpleName(),
                        () -> told.stream().anyMatch(one -> type.isInstance(one.event())));
            }
            assertEquals(0, station.snapshot().faults());
        }
    }

    @Test
    void whatSimulatedRadiosDoIsHeard(@TempDir Path folder)
            throws IOException, InterruptedException {
        Map<String, String> modem = Map.of("rx_hz", HZ);
        String radios = "sim:mmdvm?seed=7&pause_ms=100&scenario=";
        hears(
                "mmdvm",
                radios + "mixed",
                modem,
                RadioHealth.class,
                RadioCall.class,
                RadioText.class);
        hears("mmdvm", radios + "emergency", modem, RadioEmergency.class, RadioCall.class);
        hears("mmdvm", radios + "storm", modem, RadioRegistration.class);
        Path peers = Files.writeString(folder.resolve("peers"), "312001 made-up-and-long-enough\n");
        hears(
                "homebrew-master",
                "sim:repeaters?seed=7&pause_ms=100&peers_file=" + peers,
                Map.of("peers_file", peers.toString()),
                RadioHealth.class,
                RadioCall.class,
                RadioText.class);
        Path password = Files.writeString(folder.resolve("password"), "made-up-and-long-enough");
        Map<String, String> peer = new HashMap<>();
        peer.put("master", "127.0.0.1:62031");
        peer.put("id", "312001");
        peer.put("password_file", password.toString());
        hears(
                "homebrew-peer",
                "sim:master?seed=7&pause_ms=100&password_file=" + password,
                peer,
                RadioHealth.class,
                RadioCall.class,
                RadioText.class);
    }
}
