package dev.gatehouse.drivers.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.Links;
import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.drivers.TestFrames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Links against real sockets of the loopback.
@Timeout(60)
class TcpLinkTest {

    private static final String QUICK = "?first_pause_ms=20&longest_pause_ms=100&settled_ms=0";

    private final AtomicLong nanos = new AtomicLong();
    private final LinkContext context =
            new LinkContext(
                    "reader",
                    "lane-1",
                    DeviceKind.PRESENCE,
                    () -> TestFrames.at(TestFrames.NOW, nanos.get()),
                    (_, _) -> () -> {});
    private final LinkedBlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private StreamLink link = link("tcp-listen:localhost:0");

    private StreamLink link(String address) {
        return assertInstanceOf(StreamLink.class, Links.open(address, context));
    }

    private static ServerSocket server(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return server;
    }

    private void connectTo(ServerSocket server) throws IOException {
        link = link("tcp:localhost:" + server.getLocalPort() + QUICK);
        link.open(frames::add);
    }

    private Socket connectIn() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port());
    }

    private long count(String name) {
        return link.counters().getOrDefault(name, -1L);
    }

    private int port() {
        String text = link.describe().replace(", not connected", "");
        return Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
    }

    private byte[] received(int length) throws InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (all.size() < length) {
            Frame frame = frames.poll(20, TimeUnit.SECONDS);
            assertTrue(frame != null, "nothing came after " + all.size() + " octets");
            all.writeBytes(frame.bytes());
        }
        return all.toByteArray();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        CountDownLatch pause = new CountDownLatch(1);
        for (int looks = 0; !condition.getAsBoolean(); looks++) {
            assertTrue(looks < 4_000, "waited too long");
            assertFalse(pause.await(5, TimeUnit.MILLISECONDS));
        }
    }

    @AfterEach
    void close() {
        link.close();
        link.close();
    }

    @Test
    void octetsGoBothWaysOverAConnectionThatTheBoothMakes() throws Exception {
        try (ServerSocket server = server(0)) {
            connectTo(server);
            try (Socket peer = server.accept()) {
                await(link::up);
                assertEquals(1, link.openings());
                assertTrue(link.send(new byte[] {1, 2, 3}));
                assertArrayEquals(new byte[] {1, 2, 3}, peer.getInputStream().readNBytes(3));
                byte[] many = new byte[300_000];
                Arrays.fill(many, (byte) 7);
                peer.getOutputStream().write(many);
                assertArrayEquals(many, received(many.length));
                await(() -> count("octets_out") == 3);
                assertEquals(300_000L, count("octets_in"));
                assertFalse(link.describe().contains("not connected"));
            }
        }
    }

    @Test
    void whatIsLostIsMadeAgainAndCounted() throws Exception {
        try (ServerSocket server = server(0)) {
            connectTo(server);
            for (int round = 1; round <= 4; round++) {
                try (Socket peer = server.accept()) {
                    int now = round;
                    await(() -> link.up() && link.openings() == now);
                    peer.getOutputStream().write(round);
                    assertArrayEquals(new byte[] {(byte) round}, received(1));
                    // with and without a reset
                    peer.setSoLinger(round % 2 == 0, 0);
                }
            }
        }
        await(() -> !link.up());
        assertFalse(link.send(new byte[1]));
        assertEquals(1L, count("sends_refused"));
        assertEquals(4L, link.openings());
        await(() -> count("open_failures") > 0);
    }

    @Test
    void aDeviceThatComesLaterIsFound() throws Exception {
        int port;
        try (ServerSocket server = server(0)) {
            port = server.getLocalPort();
        }
        link = link("tcp:localhost:" + port + QUICK);
        link.open(frames::add);
        await(() -> count("open_failures") >= 2);
        assertTrue(link.describe().contains("not connected"));
        try (ServerSocket server = server(port);
                Socket _ = server.accept()) {
            await(link::up);
        }
    }

    @Test
    void reopeningDropsTheConnectionAtOnceAndKeepsToThePauseThatWasAskedFor() throws Exception {
        try (ServerSocket server = server(0)) {
            connectTo(server);
            try (Socket peer = server.accept()) {
                await(link::up);
                link.reopen("silence");
                assertFalse(link.up());
                assertFalse(link.send(new byte[1]));
                assertEquals(-1, peer.getInputStream().read());
            }
            try (Socket peer = server.accept()) {
                await(link::up);
                link.reopen("taken by somebody else", 3_600_000);
                assertEquals(-1, peer.getInputStream().read());
            }
            server.setSoTimeout(500);
            assertThrows(IOException.class, server::accept);
            assertEquals(2L, count("reopen_requests"));
        }
    }

    @Test
    void aPeerThatReadsNothingFillsABoundAndNoMore() throws Exception {
        try (ServerSocket server = server(0)) {
            connectTo(server);
            try (Socket _ = server.accept()) {
                await(link::up);
                byte[] piece = new byte[64 << 10];
                int taken = 0;
                while (link.send(piece)) {
                    taken++;
                    assertTrue(taken < 10_000, "no bound");
                }
                assertTrue(count("sends_refused") > 0);
                assertTrue(link.up());
            }
        }
    }

    @Test
    void holdingMakesThePeerFeelIt() throws Exception {
        try (ServerSocket server = server(0)) {
            connectTo(server);
            try (Socket peer = server.accept()) {
                await(link::up);
                link.hold(true);
                byte[] many = new byte[32 << 20];
                Thread writer =
                        Thread.ofPlatform()
                                .start(() -> {
                                    try {
                                        peer.getOutputStream().write(many);
                                    } catch (IOException e) {
                                        throw new IllegalStateException(e);
                                    }
                                });
                writer.join(300);
                assertTrue(writer.isAlive(), "the peer could send without an end");
                assertTrue(count("octets_in") < many.length / 2);
                link.hold(false);
                assertEquals(many.length, received(many.length).length);
                writer.join();
            }
        }
    }

    @Test
    void aFaultBehindTheLinkCostsTheConnectionAndNotTheLink() throws Exception {
        try (ServerSocket server = server(0)) {
            link = link("tcp:localhost:" + server.getLocalPort() + QUICK);
            link.open(frame -> {
                throw new IllegalStateException("on purpose");
            });
            try (Socket peer = server.accept()) {
                peer.getOutputStream().write(1);
                assertEquals(-1, peer.getInputStream().read());
            }
            try (Socket _ = server.accept()) {
                await(() -> link.openings() == 2);
            }
            assertEquals(1L, count("faults"));
        }
    }

    @Test
    void oneDeviceHasTheLineUntilItIsLetGo() throws Exception {
        link.open(frames::add);
        assertFalse(link.send(new byte[1]));
        try (Socket first = connectIn()) {
            await(link::up);
            first.getOutputStream().write(1);
            assertArrayEquals(new byte[] {1}, received(1));
            try (Socket second = connectIn()) {
                assertEquals(-1, second.getInputStream().read());
            }
            assertTrue(link.send(new byte[] {9}));
            assertEquals(9, first.getInputStream().read());
            assertEquals(1L, count("second_peers"));
            link.reopen("silence");
            assertEquals(-1, first.getInputStream().read());
        }
        try (Socket third = connectIn()) {
            await(() -> link.openings() == 2);
            third.getOutputStream().write(3);
            assertArrayEquals(new byte[] {3}, received(1));
        }
        await(() -> !link.up());
    }

    @Test
    void onlyThePinnedAddressIsLetIn() throws Exception {
        link.close();
        link = link("tcp-listen:localhost:0?peer=10.1.2.3");
        link.open(frames::add);
        try (Socket peer = connectIn()) {
            assertEquals(-1, peer.getInputStream().read());
        }
        assertEquals(1L, count("wrong_peers"));
        assertEquals(0, link.openings());
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        try (ServerSocket server = server(0)) {
            link.close();
            link = link("tcp-listen:localhost:" + server.getLocalPort());
            var error = assertThrows(IOException.class, () -> link.open(frames::add));
            assertTrue(String.valueOf(error.getMessage()).contains("stop the program"));
        }
    }

    @Test
    void closingEndsTheConnection() throws Exception {
        try (ServerSocket server = server(0)) {
            connectTo(server);
            try (Socket peer = server.accept()) {
                await(link::up);
                link.close();
                assertEquals(-1, peer.getInputStream().read());
            }
            assertThrows(IOException.class, () -> link.open(frames::add));
        }
    }

    @Test
    void addressesThatCannotBeUsedAreRefused() {
        for (String wrong :
                new String[] {
                    "tcp:reader.example:5084",
                    "tcp::5084",
                    "tcp:10.0.0.1:0",
                    "tcp:10.0.0.1:70000",
                    "tcp:10.0.0.999:5084",
                    "tcp:10.0.0.1:5084?speed=9",
                    "tcp:10.0.0.1:5084?connect_ms=1",
                    "tcp:10.0.0.1:5084?first_pause_ms=500&longest_pause_ms=100",
                    "tcp-listen:x",
                    "tcp-listen::1600?peer=reader",
                    "tcp-listen::1600?connect_ms=500"
                }) {
            assertThrows(IllegalArgumentException.class, () -> Links.open(wrong, context), wrong);
        }
        assertTrue(Links.open("tcp:[::1]:5084", context).describe().startsWith("tcp:"));
        assertEquals("tcp", LinkAddress.parse("tcp:[::1]:5084").scheme());
    }
}
