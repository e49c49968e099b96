package dev.gatehouse.simulators.radio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.homebrew.HomebrewMaster;
import dev.gatehouse.drivers.homebrew.HomebrewPeer;
import dev.gatehouse.drivers.homebrew.PeerState;
import dev.gatehouse.drivers.radio.Transmission.End;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Masters and peers with each other, with simulated ones, and in a storm, in real time.
class HomebrewOverUdpTest {

    private static final String PASSWORD = "made-up-and-long-enough";

    private final Rig rig = new Rig();

    private static Path peers(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("peers"),
                "312001 " + PASSWORD + "\n312002 another-made-up-password\n");
    }

    private HomebrewMaster master(Path folder, String address) throws IOException {
        HomebrewMaster master =
                new HomebrewMaster(
                        "north",
                        Map.of(
                                "peers_file",
                                peers(folder).toString(),
                                "transmit",
                                "on",
                                "authorised_hz",
                                "438500000"),
                        (DatagramLink) Rig.link("north", address),
                        rig.heard::add,
                        Rig.CLOCK,
                        new SecureRandom());
        master.open();
        return master;
    }

    private static HomebrewPeer peer(Path folder, String master, Rig rig, String address)
            throws IOException {
        Path file = Files.writeString(folder.resolve("password"), PASSWORD);
        Map<String, String> settings = new HashMap<>();
        settings.put("master", master);
        settings.put("id", "312001");
        settings.put("password_file", file.toString());
        settings.put("rx_hz", "438500000");
        settings.put("tx_hz", "438500000");
        settings.put("transmit", "on");
        settings.put("authorised_hz", "438500000");
        HomebrewPeer peer =
                new HomebrewPeer(
                        "south",
                        settings,
                        (DatagramLink) Rig.link("south", address),
                        rig.heard::add,
                        Rig.CLOCK,
                        new SecureRandom());
        peer.open();
        return peer;
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void masterAndPeerOverTheNetwork(@TempDir Path folder)
            throws IOException, InterruptedException {
        int port = freePort();
        Rig south = new Rig();
        try (HomebrewMaster master = master(folder, "udp:127.0.0.1:" + port);
                HomebrewPeer peer = peer(folder, "localhost:" + port, south, "udp:127.0.0.1:0")) {
            Rig.await("logged in", () -> peer.state() == PeerState.RUNNING);
            peer.transmit(rig.transmission(1, 20));
            Rig.await("sent", () -> rig.ends.containsKey(1L) && rig.bursts() == 20);
            assertEquals(End.SENT, rig.ends.get(1L));
            master.transmit(rig.transmission(2, 20));
            Rig.await("sent", () -> rig.ends.containsKey(2L) && south.bursts() == 20);
            assertEquals(End.SENT, rig.ends.get(2L));
            assertEquals(1, master.sessions());
        }
    }

    @Test
    void aStormOfRegistrationsOverTheNetwork(@TempDir Path folder)
            throws IOException, InterruptedException {
        int port = freePort();
        try (HomebrewMaster master = master(folder, "udp:127.0.0.1:" + port);
                RadioPeer _ =
                        RadioPeer.start(
                                "repeaters",
                                "127.0.0.1:" + port,
                                peers(folder).toString(),
                                "seed=7",
                                "pause_ms=200",
                                "storm=1000",
                                "tx_hz=438500000")) {
            Rig.await("both log in through the storm", () -> master.sessions() == 2);
            Rig.await(
                    "three thousand strangers",
                    () ->
                            master.counters().getOrDefault("unknown_ids", -1L)
                                            + master.counters()
                                                    .getOrDefault("strangers_limited", -1L)
                                            + master.counters().getOrDefault("strangers_full", -1L)
                                    > 3_000);
            long before = rig.bursts();
            Rig.await("bursts go on", () -> rig.bursts() > before + 50);
            assertEquals(2, master.sessions());
            assertEquals(0, master.counters().getOrDefault("inbox_full", -1L));
            assertEquals(0, master.counters().getOrDefault("bursts_over_rate", -1L));
            assertTrue(master.counters().getOrDefault("refusals_sent", -1L) < 100);
        }
    }

    @Test
    void asLinksOfABooth(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = peers(folder);
        try (HomebrewMaster master =
                master(
                        folder,
                        "sim:repeaters?seed=7&pause_ms=200&tx_hz=438500000&peers_file=" + file)) {
            Rig.await("both log in", () -> master.sessions() == 2);
            Rig.await("they hear radios", () -> rig.bursts() > 30);
        }
        Rig south = new Rig();
        Path password = Files.writeString(folder.resolve("theirs"), PASSWORD);
        try (HomebrewPeer peer =
                peer(
                        folder,
                        "127.0.0.1:62031",
                        south,
                        "sim:master?seed=7&pause_ms=200&password_file=" + password)) {
            Rig.await("logged in", () -> peer.state() == PeerState.RUNNING);
            Rig.await("hears radios", () -> south.bursts() > 30);
        }
    }
}
