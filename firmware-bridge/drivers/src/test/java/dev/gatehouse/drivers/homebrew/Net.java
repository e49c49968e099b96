package dev.gatehouse.drivers.homebrew;

import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.drivers.radio.Transmission.End;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/// A master, a peer and whoever else, on a network of queues in made-up time.
final class Net {

    static final int ID = 312_001;
    static final int OTHER_ID = 312_002;
    static final String PASSWORD = "passw0rd";
    static final InetSocketAddress MASTER = address(62_031);
    static final InetSocketAddress PEER = address(40_001);
    static final InetSocketAddress THIEF = address(40_666);

    private static final Instant BEGIN = Instant.parse("2026-11-22T12:00:00Z");

    record Packet(InetSocketAddress from, InetSocketAddress to, byte[] octets) {
        String hex() {
            return HexFormat.of().formatHex(octets).toUpperCase(Locale.ROOT);
        }
    }

    final Deque<Packet> wire = new ArrayDeque<>();
    final List<Packet> seen = new ArrayList<>();
    final List<AirEvent> atMaster = new ArrayList<>();
    final List<AirEvent> atPeer = new ArrayList<>();
    final HomebrewCounters masterCounters = new HomebrewCounters();
    final HomebrewCounters peerCounters = new HomebrewCounters();
    final Map<Long, End> ends = new HashMap<>();
    final MasterMachine master;
    long nanos = 3_000_000_000L;
    private Optional<PeerMachine> peer = Optional.empty();
    private final Path folder;

    Net(Path folder, IntSupplier salts, Map<String, String> more) throws IOException {
        this.folder = folder;
        Path peers = folder.resolve("peers");
        Files.writeString(peers, "# made up\n312001 " + PASSWORD + "\n312002 another-one\n");
        Map<String, String> settings = new HashMap<>(more);
        settings.put("peers_file", peers.toString());
        settings.put("short_passwords", "waived");
        master =
                new MasterMachine(
                        "north",
                        MasterSettings.of(settings),
                        (octets, to) -> put(MASTER, to, octets),
                        atMaster::add,
                        masterCounters,
                        salts,
                        () -> 0x1234ABCD,
                        now());
    }

    static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    PeerMachine peer(String password, Map<String, String> more) throws IOException {
        Path file = folder.resolve("password");
        Files.writeString(file, password + "\n");
        Map<String, String> settings = new HashMap<>(more);
        settings.put("master", "127.0.0.1:62031");
        settings.putIfAbsent("id", Integer.toString(ID));
        settings.put("password_file", file.toString());
        settings.put("short_passwords", "waived");
        PeerMachine made =
                new PeerMachine(
                        "south",
                        PeerSettings.of(settings),
                        (octets, to) -> put(PEER, to, octets),
                        atPeer::add,
                        peerCounters,
                        (_, _) -> Optional.of(MASTER),
                        () -> 0x1234ABCD,
                        now());
        peer = Optional.of(made);
        return made;
    }

    private boolean put(InetSocketAddress from, InetSocketAddress to, byte[] octets) {
        Packet packet = new Packet(from, to, octets);
        wire.add(packet);
        seen.add(packet);
        return true;
    }

    Received now() {
        return new Received(BEGIN.plusNanos(nanos), nanos, TimeQuality.SYNCED);
    }

    /// Somebody else's datagram to the master.
    void fromStranger(InetSocketAddress from, byte[] octets) {
        put(from, MASTER, octets);
        deliver();
    }

    void deliver() {
        for (Packet next = wire.poll(); next != null; next = wire.poll()) {
            if (next.to().equals(MASTER)) {
                master.datagram(next.octets(), next.from(), now());
            } else if (next.to().equals(PEER)) {
                Packet packet = next;
                peer.ifPresent(machine -> machine.datagram(packet.octets(), packet.from(), now()));
            }
        }
    }

    void run(long ms) {
        long until = nanos + ms * 1_000_000L;
        while (nanos < until) {
            nanos += 20_000_000L;
            deliver();
            var _ = master.duty(now());
            peer.ifPresent(machine -> {
                var _ = machine.duty(now());
            });
            deliver();
        }
    }

    /// What somebody was sent since `from`.
    List<String> to(InetSocketAddress whom, int from) {
        return seen.subList(from, seen.size()).stream()
                .filter(packet -> packet.to().equals(whom))
                .map(Packet::hex)
                .toList();
    }

    Transmission transmission(long id, int bursts) {
        List<Transmission.Outgoing> all = new ArrayList<>();
        for (int i = 0; i < bursts; i++) {
            byte[] octets = new byte[33];
            octets[0] = (byte) i;
            all.add(
                    new Transmission.Outgoing(
                            octets, new AirEvent.Claim(AirEvent.Claim.Kind.DATA, i == 0 ? 6 : 7)));
        }
        return new Transmission(
                id,
                Transmission.Priority.TEXT,
                2,
                new Transmission.Address(9, 3_191_868, true),
                all,
                nanos + 60_000_000_000L,
                ends::put);
    }

    long master(HomebrewCounter counter) {
        return masterCounters.value(counter);
    }
}
