package dev.gatehouse.drivers.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.TestFrames;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.lpr.Makers;
import dev.gatehouse.protocols.lpr.PlateMessage;
import dev.gatehouse.protocols.lpr.ReaderProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PullLinkTest {

    private static final String USER = "gate:keeper-of-the-third-lane";
    private static final String EVENT =
            "Events[0].Code=TrafficJunction\r\nEvents[0].GroupID=1\r\nEvents[0].TrafficCar.PlateNumber=PU11ED\r\n";
    private static final String IMAGE = "\u00ff\u00d8\u00ff\u00d9";
    private static final String ASKED =
            "/cgi-bin/snapManager.cgi?action=attachFileProc&Flags[0]=Event&Events=[TrafficJunction]&heartbeat=1";

    @TempDir Path folder = Path.of("unset");

    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

    private Link link(int port, String more) {
        return new PullLinkProvider()
                .create(
                        LinkAddress.parse(
                                "http-pull:127.0.0.1:"
                                        + port
                                        + "?stream=dahua&heartbeat_s=1&first_pause_ms=10"
                                        + more),
                        new LinkContext(
                                "cam",
                                "lane-3",
                                DeviceKind.PLATE_READER,
                                () -> TestFrames.at(TestFrames.NOW, System.nanoTime()),
                                (_, _) -> () -> {}));
    }

    private static ServerSocket camera() throws IOException {
        return new ServerSocket(0, 4, InetAddress.getLoopbackAddress());
    }

    /// One request's head.
    private static String head(Socket from) throws IOException {
        InputStream in = from.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("ended");
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    private static void say(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        to.getOutputStream().flush();
    }

    private static String part(String type, String body) {
        return "--myboundary\r\nContent-Type: "
                + type
                + "\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body
                + "\r\n";
    }

    private PlateMessage next() throws InterruptedException {
        Frame frame = frames.poll(10, TimeUnit.SECONDS);
        assertTrue(frame != null, "nothing came");
        return switch (Makers.codec("dahua")
                .decode(
                        frame.bytes(),
                        new ReaderProfile(
                                "cam", "", OptionalDouble.empty(), OptionalDouble.empty()))) {
            case Decoded.Message<PlateMessage>(PlateMessage message) -> message;
            case Decoded.Rejected<PlateMessage>(var reason, var detail) ->
                    throw new AssertionError(reason + " " + detail);
        };
    }

    @Test
    void aChallengeIsAnsweredAndMessagesComeWithTheirImages() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), USER);
        DigestGuard guard =
                new DigestGuard(
                        USER,
                        List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5),
                        System::nanoTime,
                        new byte[32]);
        try (ServerSocket camera = camera();
                Link link = link(camera.getLocalPort(), "&digest_file=" + file)) {
            link.open(frames::add);
            try (Socket first = camera.accept()) {
                String head = head(first);
                assertTrue(head.startsWith("GET " + ASKED + " HTTP/1.1\r\n"), head);
                assertTrue(!head.contains("Authorization"));
                StringBuilder refusal = new StringBuilder("HTTP/1.1 401 Unauthorized\r\n");
                for (String challenge : guard.challenges(false)) {
                    refusal.append("WWW-Authenticate: ").append(challenge).append("\r\n");
                }
                say(first, refusal + "Content-Length: 0\r\n\r\n");
            }
            try (Socket second = camera.accept()) {
                String value = head(second).replaceAll("(?s).*Authorization: ([^\r]*)\r.*", "$1");
                assertEquals(Admission.ADMITTED, guard.judge("GET", ASKED, value));
                say(
                        second,
                        "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=myboundary\r\n\r\n"
                                + part("text/plain", "Heartbeat"));
                assertEquals(PlateMessage.Kind.HEARTBEAT, next().kind());
                // Nothing follows: the message must not wait for the next vehicle.
                say(second, part("text/plain", EVENT) + part("image/jpeg", IMAGE));
                PlateMessage message = next();
                assertEquals("PU11ED", message.readings().getFirst().read().plate());
                assertEquals(
                        4, message.readings().getFirst().read().images().getFirst().lengthBytes());
            }
        }
    }

    @Test
    void aChunkedStreamIsReadOctetByOctetAndASilentOneIsAskedAgain() throws Exception {
        try (ServerSocket camera = camera();
                Link link = link(camera.getLocalPort(), "")) {
            link.open(frames::add);
            try (Socket first = camera.accept()) {
                head(first);
                say(first, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                String stream = part("text/plain", EVENT) + part("text/plain", "Heartbeat");
                for (byte octet : stream.getBytes(StandardCharsets.ISO_8859_1)) {
                    say(first, "1;x=y\r\n" + (char) (octet & 0xFF) + "\r\n");
                }
                assertEquals("PU11ED", next().readings().getFirst().read().plate());
                assertEquals(PlateMessage.Kind.HEARTBEAT, next().kind());
                // Three heartbeats of silence.
                try (Socket second = camera.accept()) {
                    head(second);
                    say(second, "HTTP/1.1 503 Later\r\n\r\n");
                }
                try (Socket third = camera.accept()) {
                    head(third);
                    say(third, "SSH-2.0-x\r\n\r\n");
                }
                try (Socket fourth = camera.accept()) {
                    head(fourth);
                    say(fourth, "HTTP/1.1 200 OK\r\n\r\n" + part("text/plain", EVENT));
                    assertEquals("PU11ED", next().readings().getFirst().read().plate());
                }
            }
            assertEquals(1L, link.counters().get("silent"));
            assertEquals(1L, link.counters().get("refused"));
        }
    }

    @Test
    void headsAndChunksBeyondTheirLimitsAreRefused() {
        for (String bad :
                List.of(
                        "HTTP/1.1 200 OK\r\nX: " + "y".repeat(17_000),
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc",
                        "HTTP/2 200\r\n\r\n")) {
            byte[] bytes = bad.getBytes(StandardCharsets.ISO_8859_1);
            assertThrows(IOException.class, () -> new PullResponse().take(bytes, bytes.length));
        }
    }

    @Test
    void aBodyIsTheSameHoweverItArrives() throws IOException {
        byte[] whole =
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at <= whole.length; at++) {
            PullResponse response = new PullResponse();
            byte[] first = response.take(whole, at);
            byte[] rest = java.util.Arrays.copyOfRange(whole, at, whole.length);
            byte[] second = response.take(rest, rest.length);
            byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            assertArrayEquals("abcde".getBytes(StandardCharsets.US_ASCII), both);
            assertTrue(response.ended());
        }
    }

    @Test
    void addressesThatCannotBeUsedAreRefused() {
        AtomicLong count = new AtomicLong();
        for (String bad :
                List.of(
                        "http-pull:camera:80?stream=dahua",
                        "http-pull:127.0.0.1:80",
                        "http-pull:127.0.0.1:80?stream=dahua&path=/x",
                        "http-pull:127.0.0.1:80?path=x",
                        "http-pull:127.0.0.1:80?path=/a%20b",
                        "http-pull:127.0.0.1:99999?stream=dahua",
                        "http-pull:127.0.0.1:80?stream=dahua&basic_file=x")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            new PullLinkProvider()
                                    .create(
                                            LinkAddress.parse(bad),
                                            new LinkContext(
                                                    "cam",
                                                    "lane",
                                                    DeviceKind.PLATE_READER,
                                                    () ->
                                                            TestFrames.at(
                                                                    TestFrames.NOW, count.get()),
                                                    (_, _) -> () -> {})),
                    bad);
        }
    }
}
