package dev.gatehouse.drivers.homebrew;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.drivers.radio.Transmission.End;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Master and peer with each other, held against the transcript of the fact sheet.
class InteroperationTest {

    private static final int SALT = 0x027D3794;
    private static final Map<String, String> CONFIG =
            Map.of(
                    "callsign",
                    "TEST",
                    "rx_hz",
                    "435000000",
                    "tx_hz",
                    "435000000",
                    "location",
                    "booth",
                    "description",
                    "booth",
                    "options",
                    "TS1=8;TS2=9");

    private static Map<String, String> and(Map<String, String> some, String... more) {
        Map<String, String> all = new HashMap<>(some);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    @Test
    void theWholeSessionOctetForOctet(@TempDir Path folder) throws IOException {
        Net net = new Net(folder, () -> SALT, Map.of());
        PeerMachine peer =
                net.peer(Net.PASSWORD, and(CONFIG, "transmit", "on", "authorised_hz", "435000000"));
        net.run(100);
        assertEquals(PeerState.RUNNING, peer.state());
        List<String> said = net.seen.stream().map(Net.Packet::hex).toList();
        assertEquals("5250544C0004C2C1", said.get(0));
        assertEquals("52505441434B027D3794", said.get(1));
        assertEquals(
                "5250544B0004C2C1A3E742F8FA25CF3EF1655285DD65E5E5E0B9C21B2AC4486D30016A7CCAAF9F94",
                said.get(2));
        assertEquals("52505441434B0004C2C1", said.get(3));
        assertTrue(said.get(4).startsWith("525054430004C2C1" + hex("TEST    435000000435000000")));
        assertEquals(604, said.get(4).length());
        assertEquals("52505441434B0004C2C1", said.get(5));
        assertEquals("5250544F0004C2C15453313D383B5453323D39", said.get(6));
        assertEquals("52505441434B0004C2C1", said.get(7));
        assertEquals("52505450494E470004C2C1", said.get(8));
        assertEquals("4D5354504F4E470004C2C1", said.get(9));
        int before = net.seen.size();
        peer.transmit(net.transmission(1, 3));
        net.run(400);
        List<String> bursts = net.to(Net.MASTER, before);
        assertEquals(3, bursts.size());
        // sequence, source, destination, id, slot 2 unit header, stream
        assertTrue(
                bursts.get(0)
                        .startsWith(
                                "444D5244"
                                        + "00"
                                        + "000009"
                                        + "30B43C"
                                        + "0004C2C1"
                                        + "E6"
                                        + "1234ABCD"));
        assertTrue(
                bursts.get(1)
                        .startsWith("444D5244" + "01" + "000009" + "30B43C" + "0004C2C1" + "E7"));
        assertEquals(110, bursts.get(0).length());
        assertEquals(End.SENT, net.ends.get(1L));
        before = net.seen.size();
        peer.stop(net.now());
        net.deliver();
        assertEquals(List.of("525054434C0004C2C1"), net.to(Net.MASTER, before));
        assertEquals(0, net.master.sessions());
    }

    private static String hex(String text) {
        return java.util.HexFormat.of()
                .withUpperCase()
                .formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void burstsArriveOnceWithTheirRoute(@TempDir Path folder) throws IOException {
        Net net = new Net(folder, () -> SALT, Map.of());
        PeerMachine peer =
                net.peer(Net.PASSWORD, and(CONFIG, "transmit", "on", "authorised_hz", "435000000"));
        net.run(100);
        peer.transmit(net.transmission(1, 5));
        net.run(600);
        List<AirEvent.Burst> heard =
                net.atMaster.stream()
                        .filter(AirEvent.Burst.class::isInstance)
                        .map(AirEvent.Burst.class::cast)
                        .toList();
        assertEquals(5, heard.size());
        for (int i = 0; i < 5; i++) {
            byte[] expected = new byte[33];
            expected[0] = (byte) i;
            assertArrayEquals(expected, heard.get(i).octets());
            AirEvent.Route route = heard.get(i).route().orElseThrow();
            assertEquals(Net.ID, route.repeaterId());
            assertEquals(9, route.source());
            assertTrue(route.unit());
            assertEquals(i, route.sequence());
        }
        // the network doubles one
        Net.Packet last =
                net.seen.stream()
                        .filter(packet -> packet.hex().startsWith("444D524404"))
                        .findAny()
                        .orElseThrow();
        net.fromStranger(Net.PEER, last.octets());
        assertEquals(1, net.master(HomebrewCounter.BURSTS_DUPLICATE));
        assertEquals(5, net.master(HomebrewCounter.BURSTS));
    }

    @Test
    void wrongPasswordIsRefusedAndTheNextTryWaitsLonger(@TempDir Path folder) throws IOException {
        Net net = new Net(folder, () -> SALT, Map.of());
        PeerMachine peer = net.peer("passw0rx", CONFIG);
        net.run(100);
        assertEquals(PeerState.IDLE, peer.state());
        assertEquals("wrong password, or id not permitted", peer.reason());
        assertEquals(List.of("4D53544E414B0004C2C1"), net.to(Net.PEER, 3));
        assertEquals(0, net.master.sessions());
        assertTrue(net.atMaster.isEmpty());
        net.run(65_000);
        // at 0, 10 and 30 s; the next at 70 s
        assertEquals(3, net.master(HomebrewCounter.LOGINS_FAILED));
        assertTrue(net.atPeer.isEmpty());
    }

    @Test
    void anIdThatIsNotListedIsRefused(@TempDir Path folder) throws IOException {
        Net net = new Net(folder, () -> SALT, Map.of());
        PeerMachine peer = net.peer(Net.PASSWORD, and(CONFIG, "id", "312099"));
        net.run(100);
        assertEquals("the master does not know this id", peer.reason());
        assertEquals(1, net.master(HomebrewCounter.UNKNOWN_IDS));
    }

    @Test
    void theMasterSendsOnlyWhereTheFrequencyIsAuthorised(@TempDir Path folder) throws IOException {
        Net off = new Net(folder, () -> SALT, Map.of("authorised_hz", "435000000"));
        var _ = off.peer(Net.PASSWORD, CONFIG);
        off.run(100);
        off.master.transmit(off.transmission(1, 3));
        assertEquals(End.NOT_PERMITTED, off.ends.get(1L));

        Net other =
                new Net(folder, () -> SALT, Map.of("transmit", "on", "authorised_hz", "438500000"));
        var _ = other.peer(Net.PASSWORD, CONFIG);
        other.run(100);
        other.master.transmit(other.transmission(1, 3));
        other.run(61_000);
        assertEquals(End.EXPIRED, other.ends.get(1L));
        assertTrue(other.atPeer.stream().noneMatch(AirEvent.Burst.class::isInstance));

        Net on =
                new Net(folder, () -> SALT, Map.of("transmit", "on", "authorised_hz", "435000000"));
        var _ = on.peer(Net.PASSWORD, CONFIG);
        on.run(100);
        on.master.transmit(on.transmission(1, 3));
        on.run(400);
        assertEquals(End.SENT, on.ends.get(1L));
        assertEquals(3, on.atPeer.stream().filter(AirEvent.Burst.class::isInstance).count());
        assertThrows(
                IllegalArgumentException.class,
                () -> on.peer(Net.PASSWORD, and(CONFIG, "transmit", "on")));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        on.peer(
                                Net.PASSWORD,
                                and(CONFIG, "transmit", "on", "authorised_hz", "438500000")));
    }

    @Test
    void keepAliveAndSilence(@TempDir Path folder) throws IOException {
        Net net = new Net(folder, () -> SALT, Map.of());
        PeerMachine peer = net.peer(Net.PASSWORD, CONFIG);
        net.run(120_000);
        assertEquals(PeerState.RUNNING, peer.state());
        assertEquals(1, net.master(HomebrewCounter.LOGINS));
        // the peer vanishes
        peer.stop(net.now());
        net.wire.clear();
        net.run(39_000);
        assertEquals(1, net.master.sessions());
        net.run(8_000);
        assertEquals(0, net.master.sessions());
        AirEvent.Usable gone = assertInstanceOf(AirEvent.Usable.class, net.atMaster.getLast());
        assertFalse(gone.usable());
        assertEquals("silent", gone.reason());
    }

    @Test
    void aMasterThatStopsIsLookedForAgain(@TempDir Path folder) throws IOException {
        Net net = new Net(folder, () -> SALT, Map.of());
        PeerMachine peer = net.peer(Net.PASSWORD, CONFIG);
        net.run(1_000);
        net.master.stop(net.now());
        net.deliver();
        assertEquals(PeerState.IDLE, peer.state());
        assertEquals("the master closed", peer.reason());
        net.run(11_000);
        assertEquals(PeerState.RUNNING, peer.state());
        assertEquals(2, net.master(HomebrewCounter.LOGINS));
    }

    @Test
    void aMasterThatForgotMakesThePeerLogInAgain(@TempDir Path folder) throws IOException {
        Net net = new Net(folder, () -> SALT, Map.of());
        PeerMachine peer = net.peer(Net.PASSWORD, CONFIG);
        net.run(40_000);
        // as if the master had started anew
        net.fromStranger(Net.PEER, HexOctets.of("525054434C0004C2C1"));
        assertEquals(0, net.master.sessions());
        net.run(6_000);
        assertEquals(PeerState.RUNNING, peer.state());
        assertEquals(2, net.master(HomebrewCounter.LOGINS));
    }

    @Test
    void onlyTheMasterIsHeard(@TempDir Path folder) throws IOException {
        Net net = new Net(folder, () -> SALT, Map.of());
        PeerMachine peer = net.peer(Net.PASSWORD, CONFIG);
        net.run(1_000);
        peer.datagram(HexOctets.of("4D53544E414B0004C2C1"), Net.THIEF, net.now());
        peer.datagram(HexOctets.of("4D5354434C0004C2C1"), Net.THIEF, net.now());
        assertEquals(PeerState.RUNNING, peer.state());
        assertEquals(2, net.peerCounters.value(HomebrewCounter.WRONG_SOURCE));
        peer.datagram(HexOctets.of("4D53544E414B0004C2C2"), Net.MASTER, net.now());
        assertEquals(PeerState.RUNNING, peer.state());
    }

    @Test
    void everyPairOfStatesThatMustNotFollow() {
        for (PeerState from : PeerState.values()) {
            for (PeerState to : PeerState.values()) {
                if (from.mayBecome(to)) {
                    assertEquals(to, from.transition(to));
                } else {
                    assertThrows(IllegalStateException.class, () -> from.transition(to));
                }
            }
        }
        for (MasterState from : MasterState.values()) {
            for (MasterState to : MasterState.values()) {
                if (from.mayBecome(to)) {
                    assertEquals(to, from.transition(to));
                } else {
                    assertThrows(IllegalStateException.class, () -> from.transition(to));
                }
            }
        }
        assertFalse(PeerState.LOGIN.mayBecome(PeerState.RUNNING));
        assertFalse(MasterState.GONE.mayBecome(MasterState.RUNNING));
    }
}
