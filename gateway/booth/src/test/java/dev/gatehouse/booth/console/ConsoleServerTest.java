package dev.gatehouse.booth.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The listener on a real socket: TLS, its limits, and clients that behave badly.
class ConsoleServerTest {
    private static final int SHORT_MS = 400;
    private static final int READ_TIMEOUT_MS = 10_000;

    @TempDir private Path folder;

    private static ConsoleLimits limits(int connections, int requestMs, int slowMs) {
        return new ConsoleLimits(
                connections,
                connections,
                2_048,
                8_192,
                4_096,
                requestMs,
                requestMs,
                8,
                3,
                slowMs,
                1_000,
                16,
                60_000,
                60_000,
                500);
    }

    private static SSLSocket open(TestConsole console, String protocol) throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        console.identity
                                .client()
                                .getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(),
                                        console.server.address().getPort());
        socket.setSoTimeout(READ_TIMEOUT_MS);
        socket.setEnabledProtocols(new String[] {protocol});
        socket.startHandshake();
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Reads until the text has come.
    private static String readUntil(Socket socket, String text) throws IOException {
        StringBuilder read = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (read.indexOf(text) < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new AssertionError("ended before " + text + ": " + read);
            }
            read.append((char) octet);
        }
        return read.toString();
    }

    private static void until(String what, BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!done.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, what);
            Thread.sleep(10);
        }
    }

    private static String paired(TestConsole console) throws IOException {
        String page;
        try (SSLSocket socket = open(console, "TLSv1.3")) {
            send(socket, "GET / HTTP/1.1\r\n" + TestConsole.HOST + "Connection: close\r\n\r\n");
            page = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
        Matcher token = Pattern.compile("name=\"form\" value=\"([^\"]+)\"").matcher(page);
        assertTrue(token.find(), page);
        try (SSLSocket socket = open(console, "TLSv1.3")) {
            send(
                    socket,
                    TestConsole.post(
                            "/pair",
                            TestConsole.cookie(page, "__Host-form"),
                            "form="
                                    + token.group(1)
                                    + "&code="
                                    + console.desk().offer(Role.VIEWER)));
            return TestConsole.cookie(readUntil(socket, "\r\n\r\n"), Router.SESSION);
        }
    }

    @Test
    void onlyTls13IsSpoken() throws Exception {
        try (TestConsole console = TestConsole.bound(folder, ConsoleLimits.DEFAULTS)) {
            try (SSLSocket socket = open(console, "TLSv1.3")) {
                send(socket, "GET / HTTP/1.1\r\n" + TestConsole.HOST + "\r\n");
                assertTrue(readUntil(socket, "\r\n").startsWith("HTTP/1.1 200"));
            }
            assertThrows(SSLException.class, () -> open(console, "TLSv1.2").close());
            try (Socket plain =
                    new Socket(
                            InetAddress.getLoopbackAddress(), console.server.address().getPort())) {
                plain.setSoTimeout(READ_TIMEOUT_MS);
                send(plain, "GET / HTTP/1.1\r\n" + TestConsole.HOST + "\r\n");
                String answer =
                        new String(
                                plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertTrue(!answer.contains("HTTP/"), "plain text is not answered");
            }
            until("counted", () -> console.count(ConsoleCounter.FAILED_HANDSHAKES) == 2);
            assertEquals(0, console.count(ConsoleCounter.HANDLER_FAILED));
        }
    }

    @Test
    void aRequestToRevokeWaitsForTheStart() throws Exception {
        Path request = PairingFolder.askToRevoke(PairingDesk.folderIn(folder.resolve("data")));
        try (TestConsole console = TestConsole.bound(folder, ConsoleLimits.DEFAULTS)) {
            until("taken", () -> java.nio.file.Files.notExists(request));
            assertTrue(console.desk().revoke(java.time.Duration.ofSeconds(20)), "confirmed");
        }
    }

    @Test
    void slowConnectionsEndAndFreeTheirPlace() throws Exception {
        try (TestConsole console = TestConsole.bound(folder, limits(4, SHORT_MS, 1_000))) {
            List<Socket> mute = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                mute.add(
                        new Socket(
                                InetAddress.getLoopbackAddress(),
                                console.server.address().getPort()));
            }
            until("taken", () -> console.count(ConsoleCounter.ACCEPTED) == 4);
            try (Socket fifth =
                    new Socket(
                            InetAddress.getLoopbackAddress(), console.server.address().getPort())) {
                fifth.setSoTimeout(READ_TIMEOUT_MS);
                assertEquals(-1, endOf(fifth), "beyond the limit");
            }
            assertEquals(1, console.count(ConsoleCounter.REFUSED_CONNECTIONS));
            for (Socket socket : mute) {
                socket.setSoTimeout(READ_TIMEOUT_MS);
                assertEquals(-1, endOf(socket), "a mute one is closed");
                socket.close();
            }
            try (SSLSocket socket = open(console, "TLSv1.3")) {
                send(socket, "GET / HTTP/1.1\r\n");
                assertEquals(-1, endOf(socket), "half a request is none");
            }
            assertTrue(console.count(ConsoleCounter.TIMED_OUT) >= 1);
        }
    }

    private static int endOf(Socket socket) throws IOException {
        try {
            InputStream in = socket.getInputStream();
            int octet = in.read();
            while (octet >= 0) {
                octet = in.read();
            }
            return octet;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("still open", e);
        } catch (IOException e) {
            return -1; // reset: ended too
        }
    }

    @Test
    void aStreamFollowsAndAClientThatDoesNotReadIsDropped() throws Exception {
        try (TestConsole console = TestConsole.bound(folder, limits(16, 5_000, SHORT_MS))) {
            String cookie = paired(console);
            try (SSLSocket reading = open(console, "TLSv1.3");
                    SSLSocket deaf = open(console, "TLSv1.3")) {
                String events = "GET /events HTTP/1.1\r\n" + TestConsole.HOST + cookie + "\r\n";
                send(reading, events);
                var _ = readUntil(reading, ": open");
                console.server.publish(Map.of("booth", "look-1", "uptime_ms", 1));
                var _ = readUntil(reading, "look-1");
                send(deaf, events);
                until("two", () -> console.count(ConsoleCounter.STREAMS_OPENED) == 2);
                Thread reader =
                        Thread.ofVirtual()
                                .start(() -> {
                                    try {
                                        var _ = reading.getInputStream().readAllBytes();
                                    } catch (IOException e) {
                                        // ended with the test
                                    }
                                });
                String long64Kib = "x".repeat(64 << 10);
                for (int i = 0; i < 2_000 && console.count(ConsoleCounter.DROPPED_SLOW) == 0; i++) {
                    console.server.publish(Map.of("booth", long64Kib + i, "uptime_ms", 1_000L * i));
                    Thread.sleep(5);
                }
                assertEquals(1, console.count(ConsoleCounter.DROPPED_SLOW));
                assertTrue(reader.isAlive(), "who reads goes on");
            }
        }
    }

    @Test
    void aClientThatPipelinesAndNeverReadsIsEnded() throws Exception {
        int asked = 50_000;
        try (TestConsole console = TestConsole.bound(folder, limits(16, 2_000, 1_000))) {
            try (SSLSocket deaf = open(console, "TLSv1.3")) {
                String requests =
                        ("GET /console.css HTTP/1.1\r\n" + TestConsole.HOST + "\r\n").repeat(100);
                Thread writer =
                        Thread.ofVirtual()
                                .start(() -> {
                                    try {
                                        for (int i = 0; i < asked; i += 100) {
                                            send(deaf, requests);
                                        }
                                    } catch (IOException e) {
                                        // ended by the console
                                    }
                                });
                until("ended", () -> console.count(ConsoleCounter.TIMED_OUT) == 1);
                assertTrue(writer.join(java.time.Duration.ofSeconds(20)), "its place is free");
                assertEquals(1, console.count(ConsoleCounter.ENDED_UNREAD));
                assertEquals(0, console.count(ConsoleCounter.HANDLER_FAILED));
                assertTrue(console.count(ConsoleCounter.REQUESTS) < asked / 2);
            }
        }
    }
}
