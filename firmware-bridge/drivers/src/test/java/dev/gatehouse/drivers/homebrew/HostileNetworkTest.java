package dev.gatehouse.drivers.homebrew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.protocols.homebrew.HomebrewMessage;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.LoginRequest;
import dev.gatehouse.protocols.homebrew.LoginProof;
import dev.gatehouse.protocols.homebrew.PeerConfig;
import dev.gatehouse.protocols.homebrew.RadioFrame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Section 7 of the fact sheet: each attack and each fault, and what the master makes of it.
class HostileNetworkTest {

    private static final Map<String, String> CONFIG =
            Map.of("rx_hz", "435000000", "tx_hz", "435000000");
    private static final byte[] PASSWORD = Net.PASSWORD.getBytes(StandardCharsets.US_ASCII);

    private static int salt(Net net, int from, InetSocketAddress to) {
        String answer = net.to(to, from).getFirst();
        assertTrue(answer.startsWith("52505441434B"), answer);
        return Integer.parseUnsignedInt(answer.substring(12), 16);
    }

    private static RadioFrame frame(int id, int sequence, int stream) {
        byte[] burst = new byte[33];
        burst[0] = (byte) sequence;
        return new RadioFrame(
                sequence & 0xFF,
                1,
                2,
                id,
                2,
                false,
                RadioFrame.Kind.DATA_SYNC,
                7,
                stream,
                burst,
                0,
                0);
    }

    private static Net running(Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        Net net = new Net(folder, random::nextInt, Map.of());
        var _ = net.peer(Net.PASSWORD, CONFIG);
        net.run(200);
        assertEquals(1, net.master.sessions());
        return net;
    }

    @Test
    void aReplayedProofIsRefused(@TempDir Path folder) throws IOException {
        Net net = running(folder);
        byte[] proof =
                net.seen.stream()
                        .filter(packet -> packet.hex().startsWith("5250544B"))
                        .findAny()
                        .orElseThrow()
                        .octets();
        int before = net.seen.size();
        // at once from its own address, from another, and behind a login of the thief's own
        net.fromStranger(Net.PEER, proof);
        net.fromStranger(Net.THIEF, proof);
        net.fromStranger(Net.THIEF, new LoginRequest(Net.ID).encode());
        net.fromStranger(Net.THIEF, proof);
        assertEquals(2, net.master(HomebrewCounter.LOGINS_REPLAYED));
        assertEquals(1, net.master(HomebrewCounter.LOGINS_FAILED));
        assertEquals(1, net.master(HomebrewCounter.LOGINS));
        assertTrue(net.master.isKnown(Net.PEER));
        assertFalse(net.master.isKnown(Net.THIEF));
        assertTrue(
                net.to(Net.THIEF, before).stream()
                        .noneMatch(text -> text.equals("52505441434B0004C2C1")));
    }

    @Test
    void aSaltIsUsedOnceAndForTenSeconds(@TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(6);
        Net net = new Net(folder, random::nextInt, Map.of());
        net.fromStranger(Net.THIEF, new LoginRequest(Net.ID).encode());
        int first = salt(net, 0, Net.THIEF);
        int before = net.seen.size();
        net.fromStranger(Net.THIEF, new LoginRequest(Net.ID).encode());
        assertEquals(first, salt(net, before, Net.THIEF), "the same while it is valid");
        net.run(10_100);
        net.fromStranger(Net.THIEF, LoginProof.of(Net.ID, first, PASSWORD).encode());
        assertEquals(0, net.master(HomebrewCounter.LOGINS), "too old");
        before = net.seen.size();
        net.fromStranger(Net.THIEF, new LoginRequest(Net.ID).encode());
        int second = salt(net, before, Net.THIEF);
        assertFalse(first == second);
        net.fromStranger(Net.THIEF, LoginProof.of(Net.ID, first, PASSWORD).encode());
        assertEquals(0, net.master(HomebrewCounter.LOGINS), "proof of another salt");
        net.fromStranger(Net.THIEF, LoginProof.of(Net.ID, second, PASSWORD).encode());
        assertEquals(0, net.master(HomebrewCounter.LOGINS), "forgotten after a failure");
    }

    @Test
    void aSaltIsBoundToAddressAndPort(@TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        Net net = new Net(folder, random::nextInt, Map.of());
        net.fromStranger(Net.THIEF, new LoginRequest(Net.ID).encode());
        int given = salt(net, 0, Net.THIEF);
        net.fromStranger(Net.address(40_667), LoginProof.of(Net.ID, given, PASSWORD).encode());
        net.fromStranger(Net.THIEF, LoginProof.of(Net.OTHER_ID, given, PASSWORD).encode());
        assertEquals(0, net.master(HomebrewCounter.LOGINS));
    }

    @Test
    void aLoginElsewhereDoesNotEndARunningSession(@TempDir Path folder) throws IOException {
        Net net = running(folder);
        for (int i = 0; i < 10; i++) {
            net.fromStranger(Net.THIEF, new LoginRequest(Net.ID).encode());
        }
        assertTrue(net.master.isKnown(Net.PEER));
        net.fromStranger(Net.THIEF, new LoginProof(Net.ID, new byte[32]).encode());
        assertTrue(net.master.isKnown(Net.PEER));
        // the same repeater behind a new port proves its password: the old place hears it
        int before = net.seen.size();
        net.fromStranger(Net.address(40_002), new LoginRequest(Net.ID).encode());
        int given = salt(net, before, Net.address(40_002));
        before = net.seen.size();
        net.fromStranger(Net.address(40_002), LoginProof.of(Net.ID, given, PASSWORD).encode());
        assertTrue(net.master.isKnown(Net.address(40_002)));
        assertFalse(net.master.isKnown(Net.PEER));
        assertEquals(1, net.master(HomebrewCounter.SESSIONS_MOVED));
        assertTrue(net.to(Net.PEER, before).contains("4D53544E414B0004C2C1"));
    }

    @Test
    void aChangedSourceIsNotHeardAndKeepsNothingAlive(@TempDir Path folder) throws IOException {
        Net net = running(folder);
        net.fromStranger(Net.THIEF, frame(Net.ID, 1, 9).encode());
        net.fromStranger(Net.THIEF, new HomebrewMessage.Ping(Net.ID).encode());
        net.fromStranger(Net.THIEF, new HomebrewMessage.PeerClosing(Net.ID).encode());
        assertEquals(0, net.master(HomebrewCounter.BURSTS));
        assertEquals(3, net.master(HomebrewCounter.WRONG_SOURCE));
        assertTrue(net.master.isKnown(Net.PEER));
        assertTrue(net.atMaster.stream().noneMatch(AirEvent.Burst.class::isInstance));
    }

    @Test
    void anIdThatIsNotTheSessionsIsDropped(@TempDir Path folder) throws IOException {
        Net net = running(folder);
        net.fromStranger(Net.PEER, frame(Net.OTHER_ID, 1, 9).encode());
        assertEquals(0, net.master(HomebrewCounter.BURSTS));
        assertEquals(1, net.master(HomebrewCounter.WRONG_ID));
    }

    @Test
    void guessingEndsInSilence(@TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        Net net = new Net(folder, random::nextInt, Map.of());
        for (int i = 0; i < 12; i++) {
            net.fromStranger(Net.THIEF, new LoginRequest(Net.ID).encode());
            net.fromStranger(Net.THIEF, new LoginProof(Net.ID, new byte[32]).encode());
            net.run(100);
        }
        assertEquals(5, net.master(HomebrewCounter.LOGINS_FAILED));
        assertTrue(net.master(HomebrewCounter.LOCKED_OUT) >= 12);
        int before = net.seen.size();
        net.fromStranger(Net.THIEF, new LoginRequest(Net.ID).encode());
        assertTrue(net.to(Net.THIEF, before).isEmpty());
        net.run(301_000);
        net.fromStranger(Net.THIEF, new LoginRequest(Net.ID).encode());
        assertFalse(net.to(Net.THIEF, before).isEmpty());
    }

    @Test
    void aFloodOfBurstsIsCutToTheRate(@TempDir Path folder) throws IOException {
        Net net = running(folder);
        for (int i = 0; i < 1_000; i++) {
            net.fromStranger(Net.PEER, frame(Net.ID, i, 9).encode());
        }
        assertEquals(MasterSession.BURST_MARGIN, net.master(HomebrewCounter.BURSTS));
        assertEquals(
                1_000 - MasterSession.BURST_MARGIN, net.master(HomebrewCounter.BURSTS_OVER_RATE));
        net.run(1_000);
        for (int i = 0; i < 100; i++) {
            net.fromStranger(Net.PEER, frame(Net.ID, i, 10).encode());
        }
        long more = net.master(HomebrewCounter.BURSTS) - MasterSession.BURST_MARGIN;
        assertTrue(more >= 40 && more <= 42, "passed " + more);
    }

    /// A thousand registrations a second from everywhere: memory stays within its limits, no
    /// stranger is answered more than he may be, and the running repeater goes on.
    @Test
    void aStormOfRegistrations(@TempDir Path folder) throws IOException {
        Net net = running(folder);
        int strangerAnswers = 0;
        for (int second = 0; second < 20; second++) {
            int before = net.seen.size();
            for (int i = 0; i < 1_000; i++) {
                int id = i % 2 == 0 ? Net.OTHER_ID : 400_000 + i;
                InetSocketAddress from = new InetSocketAddress(ip(second * 1_000 + i), 1_024 + i);
                net.fromStranger(from, new LoginRequest(id).encode());
                if (i % 100 == 0) {
                    net.run(100);
                }
            }
            net.fromStranger(Net.PEER, frame(Net.ID, second, second).encode());
            strangerAnswers += net.seen.size() - before - 1_000;
            net.seen.subList(before, net.seen.size()).clear();
        }
        assertTrue(net.master.halfOpen() <= Challenges.LIMIT);
        assertEquals(20, net.master(HomebrewCounter.BURSTS));
        assertEquals(10_000, net.master(HomebrewCounter.UNKNOWN_IDS));
        assertTrue(
                net.master(HomebrewCounter.REFUSALS_SENT) <= 22 * 100,
                "refused " + net.master(HomebrewCounter.REFUSALS_SENT));
        assertEquals(1, net.master.sessions());
        assertTrue(strangerAnswers < 20 * 1_200, "no datagram is answered by more than one");
        net.run(11_000);
        assertEquals(0, net.master.halfOpen());
    }

    private static InetAddress ip(int number) {
        try {
            return InetAddress.getByAddress(
                    new byte[] {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void wrongStates(@TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(9);
        Net net = new Net(folder, random::nextInt, Map.of());
        net.fromStranger(Net.THIEF, new LoginRequest(Net.ID).encode());
        int given = salt(net, 0, Net.THIEF);
        net.fromStranger(Net.THIEF, new HomebrewMessage.Ping(Net.ID).encode());
        net.fromStranger(Net.THIEF, frame(Net.ID, 1, 9).encode());
        assertEquals(2, net.master(HomebrewCounter.WRONG_STATE));
        net.fromStranger(Net.THIEF, LoginProof.of(Net.ID, given, PASSWORD).encode());
        // proved, but did not say what it is
        net.fromStranger(Net.THIEF, frame(Net.ID, 1, 9).encode());
        assertEquals(3, net.master(HomebrewCounter.WRONG_STATE));
        assertEquals(0, net.master(HomebrewCounter.BURSTS));
        net.run(16_000);
        assertEquals(0, net.master.sessions(), "a configuration must come within 15 s");
    }

    @Test
    void anythingAtAll(@TempDir Path folder) throws IOException {
        long seed = Long.getLong("gatehouse.seed", 20_261_122L);
        System.out.println("seed: -Dgatehouse.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Net net = running(folder);
        List<byte[]> real = net.seen.stream().map(Net.Packet::octets).toList();
        for (int i = 0; i < 20_000; i++) {
            byte[] octets;
            if (random.nextBoolean()) {
                octets = new byte[random.nextInt(700)];
                random.nextBytes(octets);
            } else {
                octets = real.get(random.nextInt(real.size())).clone();
                octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
            }
            net.fromStranger(random.nextInt(8) == 0 ? Net.PEER : Net.THIEF, octets);
            net.seen.subList(Math.min(20, net.seen.size()), net.seen.size()).clear();
            if (i % 50 == 0) {
                net.run(20);
            }
        }
        assertTrue(net.master.halfOpen() <= Challenges.LIMIT);
        assertTrue(net.master.sessions() <= 2);
        assertTrue(net.master(HomebrewCounter.MALFORMED) > 1_000);
    }

    @Test
    void sessionsAreLimited(@TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(10);
        Net net = new Net(folder, random::nextInt, Map.of("max_sessions", "1"));
        var _ = net.peer(Net.PASSWORD, CONFIG);
        net.run(200);
        int before = net.seen.size();
        net.fromStranger(Net.THIEF, new LoginRequest(Net.OTHER_ID).encode());
        int given = salt(net, before, Net.THIEF);
        net.fromStranger(
                Net.THIEF,
                LoginProof.of(
                                Net.OTHER_ID,
                                given,
                                "another-one".getBytes(StandardCharsets.US_ASCII))
                        .encode());
        assertEquals(1, net.master(HomebrewCounter.SESSIONS_FULL));
        assertEquals(1, net.master.sessions());
    }

    @Test
    void passwordFiles(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("peers");
        Files.writeString(file, "312001 short\n");
        var refused =
                assertThrows(IllegalArgumentException.class, () -> Passwords.ofMaster(file, false));
        assertFalse(String.valueOf(refused.getMessage()).contains("short"));
        assertTrue(Passwords.ofMaster(file, true).knows(312_001));
        Files.writeString(file, "312001 one-long-password-here\n312001 another-long-password\n");
        assertThrows(IllegalArgumentException.class, () -> Passwords.ofMaster(file, false));
        Files.writeString(file, "312001\n");
        assertThrows(IllegalArgumentException.class, () -> Passwords.ofMaster(file, false));
        Files.writeString(file, "x one-long-password-here\n");
        assertThrows(IllegalArgumentException.class, () -> Passwords.ofMaster(file, false));
        assertThrows(
                IllegalArgumentException.class,
                () -> Passwords.ofMaster(folder.resolve("absent"), false));
        Files.writeString(file, "312001 one-long-password-here\n");
        assertEquals("Passwords[1]", Passwords.ofMaster(file, false).toString());
    }

    @Test
    void configurationsAreClaims() {
        PeerConfig config =
                new PeerConfig(1, "", "", "", "", "", "", "", "", "", "", "4", "", "", "");
        assertTrue(config.claimedTxHz().isEmpty());
    }
}
