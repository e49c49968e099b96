package dev.gatehouse.drivers.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.Acknowledgement.Refusal;
import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.TestFrames;
import dev.gatehouse.drivers.TokenBucket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpLinkTest {

    private static final String PATH = "/lpr/v1/lane3";

    /// The sheet's limits with times that a test can wait for, and room in the rate.
    private static HttpLimits limits(
            int rateBurst, long headersMs, long bodyMs, long idleMs, long answerMs) {
        HttpLimits s = HttpLimits.SHEET;
        return new HttpLimits(
                s.maxLineBytes(),
                s.maxHeaderBytes(),
                s.maxHeaders(),
                s.maxBodyBytes(),
                s.maxHeldBytes(),
                s.maxConnections(),
                s.maxConnectionsPerAddress(),
                rateBurst < s.rateBurst() ? 1 : s.ratePerSecond(),
                rateBurst,
                headersMs,
                bodyMs,
                idleMs,
                answerMs,
                s.lingerMs());
    }

    private static final HttpLimits PATIENT = limits(1_000_000, 5_000, 15_000, 75_000, 30_000);

    @TempDir Path folder = Path.of("unset");

    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final List<Link> links = new ArrayList<>();
    private HttpLinkProvider provider = new HttpLinkProvider(PATIENT);

    @AfterEach
    void closeLinks() {
        links.forEach(Link::close);
    }

    private static LinkContext context() {
        return new LinkContext(
                "lane3",
                "lane-3",
                DeviceKind.PLATE_READER,
                () -> TestFrames.at(TestFrames.NOW, System.nanoTime()),
                (_, _) -> () -> {});
    }

    private Link link(String target) {
        Link link = provider.create(LinkAddress.parse("http:" + target), context());
        links.add(link);
        return link;
    }

    private int open(String parameters, FrameSink sink) throws IOException {
        Link link = link("127.0.0.1:0" + PATH + parameters);
        link.open(sink);
        return URI.create(link.describe()).getPort();
    }

    private int openDurable(String parameters) throws IOException {
        return open(
                parameters,
                frame -> {
                    frames.add(frame);
                    frame.acknowledgement().durable();
                });
    }

    private long counter(String name) {
        return links.getFirst().counters().getOrDefault(name, 0L);
    }

    private String secretFile(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text + "\n").toString();
    }

    private static int sayAndHear(int port, String text) throws IOException {
        try (Sender sender = new Sender(port)) {
            return sender.say(text).status();
        }
    }

    @Test
    void success_isSaidOnlyWhenTheReadIsDurable() throws Exception {
        int port = open("", frames::add);
        try (Sender sender = new Sender(port)) {
            sender.say(Sender.post(PATH, "{\"a\":1}"));
            Frame frame = take();
            assertArrayEquals("{\"a\":1}".getBytes(StandardCharsets.UTF_8), frame.bytes());
            assertTrue(frame.acknowledgement().resendable());
            assertEquals(0, counter("answered_200"));
            frame.acknowledgement().durable();
            String head = sender.hear();
            assertTrue(head.startsWith("HTTP/1.1 200 "), head);
            assertTrue(
                    head.toLowerCase(java.util.Locale.ROOT).contains("content-length: 0\r\n"),
                    head);
            frame.acknowledgement().refused(Refusal.BUSY);
            assertEquals(1, counter("answered_twice"));
            // The connection is kept.
            sender.say(Sender.post(PATH, "again"));
            take().acknowledgement().durable();
            assertEquals(200, sender.status());
        }
    }

    private Frame take() throws InterruptedException {
        Frame frame = frames.poll(5, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("no frame arrived");
        }
        return frame;
    }

    @Test
    void refusalsHaveTheirStatus() throws Exception {
        int port =
                open(
                        "",
                        frame -> {
                            Acknowledgement answer = frame.acknowledgement();
                            switch (new String(frame.bytes(), StandardCharsets.UTF_8)) {
                                case "bad" -> answer.refused(Refusal.MALFORMED);
                                case "busy" -> answer.refused(Refusal.BUSY);
                                case "early" -> answer.refused(Refusal.NOT_READY);
                                case "large" -> answer.tooLarge();
                                default -> throw new IllegalStateException("bug");
                            }
                        });
        try (Sender sender = new Sender(port)) {
            assertEquals(400, sender.say(Sender.post(PATH, "bad")).status());
            String busy = sender.say(Sender.post(PATH, "busy")).hear();
            assertTrue(
                    busy.startsWith("HTTP/1.1 503 ") && busy.contains("retry-after: 5\r\n"), busy);
            assertEquals(503, sender.say(Sender.post(PATH, "early")).status());
            assertEquals(413, sender.say(Sender.post(PATH, "large")).status());
            assertEquals(503, sender.say(Sender.post(PATH, "bug")).status());
        }
        assertEquals(1, counter("faults"));
    }

    @Test
    void aRealClientIsServed() throws Exception {
        int port = openDurable("");
        byte[] large = new byte[3 << 20];
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + PATH);
            for (HttpRequest.BodyPublisher body :
                    List.of(
                            HttpRequest.BodyPublishers.ofString("{}"),
                            HttpRequest.BodyPublishers.ofByteArray(large),
                            // Unknown length: sent in chunks.
                            HttpRequest.BodyPublishers.ofInputStream(
                                    () -> new java.io.ByteArrayInputStream(large)))) {
                var request =
                        HttpRequest.newBuilder(uri)
                                .POST(body)
                                .header("Content-Type", "text/plain")
                                .build();
                assertEquals(
                        200,
                        client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
            }
            var expecting =
                    HttpRequest.newBuilder(uri)
                            .expectContinue(true)
                            .POST(HttpRequest.BodyPublishers.ofString("{}"))
                            .build();
            assertEquals(
                    200,
                    client.send(expecting, HttpResponse.BodyHandlers.discarding()).statusCode());
        }
        assertEquals(2, take().bytes().length);
        assertArrayEquals(large, take().bytes());
        assertArrayEquals(large, take().bytes());
        assertEquals(2, take().bytes().length);
    }

    @Test
    void aRequestSplitAtEveryByteIsTheSameRequest() throws Exception {
        int port = openDurable("");
        byte[] whole =
                ("POST "
                                + PATH
                                + " HTTP/1.1\r\nHost: g\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "3\r\n{\"a\r\n4\r\n\":1}\r\n0\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        try (Sender sender = new Sender(port)) {
            for (int cut = 1; cut < whole.length; cut++) {
                sender.say(java.util.Arrays.copyOf(whole, cut));
                // Lets the first part arrive alone; the outcome does not depend on it.
                Thread.onSpinWait();
                sender.say(java.util.Arrays.copyOfRange(whole, cut, whole.length));
                assertEquals(200, sender.status());
                assertEquals("{\"a\":1}", new String(take().bytes(), StandardCharsets.UTF_8));
            }
            for (byte octet : whole) {
                sender.say(new byte[] {octet});
            }
            assertEquals(200, sender.status());
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        int port = open("", frames::add);
        try (Sender sender = new Sender(port)) {
            StringBuilder many = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                many.append(Sender.post(PATH, "n" + i));
            }
            sender.say(many.toString());
            for (int i = 0; i < 300; i++) {
                Frame frame = take();
                assertEquals("n" + i, new String(frame.bytes(), StandardCharsets.UTF_8));
                assertTrue(frames.isEmpty(), "one at a time");
                if (i % 2 == 0) {
                    frame.acknowledgement().durable();
                } else {
                    frame.acknowledgement().refused(Refusal.MALFORMED);
                }
                assertEquals(i % 2 == 0 ? 200 : 400, sender.status());
            }
        }
    }

    @Test
    void aHalfClosedSenderStillHearsItsAnswer() throws Exception {
        int port = open("", frames::add);
        try (Sender sender = new Sender(port)) {
            sender.say(Sender.post(PATH, "{}")).halfClose();
            take().acknowledgement().durable();
            assertEquals(200, sender.status());
            assertTrue(sender.isEnded());
        }
        try (Sender sender = new Sender(port)) {
            sender.say(Sender.post(PATH, "{}").replace("Length: 2", "Length: 3")).halfClose();
            assertEquals(400, sender.status());
            assertTrue(sender.isEnded());
        }
        try (Sender sender = new Sender(port)) {
            assertTrue(sender.halfClose().isEnded());
        }
        assertTrue(frames.isEmpty());
    }

    @Test
    void pathsAndMethods() throws Exception {
        int port = openDurable("");
        assertEquals(404, sayAndHear(port, Sender.post("/lpr/v1/lane4", "{}")));
        assertEquals(404, sayAndHear(port, Sender.post(PATH + "/more", "{}")));
        assertEquals(404, sayAndHear(port, Sender.post("/lpr/v1/../v1/lane3", "{}")));
        assertEquals(200, sayAndHear(port, Sender.post(PATH + "?x=1", "{}")));
        assertEquals(200, sayAndHear(port, Sender.post("http://g" + PATH, "{}")));
        for (String method : List.of("GET", "PUT", "DELETE", "HEAD", "OPTIONS")) {
            try (Sender sender = new Sender(port)) {
                String head = sender.say(Sender.post(PATH, "").replace("POST", method)).hear();
                assertTrue(
                        head.startsWith("HTTP/1.1 405 ") && head.contains("allow: POST\r\n"), head);
            }
        }
    }

    @Test
    void headersAreLimited() throws Exception {
        int port = openDurable("");
        String start = "POST " + PATH + " HTTP/1.1\r\nHost: g\r\nContent-Length: 0\r\n";
        assertEquals(200, sayAndHear(port, start + "X: 1\r\n".repeat(62) + "\r\n"));
        assertEquals(431, sayAndHear(port, start + "X: 1\r\n".repeat(63) + "\r\n"));
        assertEquals(200, sayAndHear(port, start + "X: " + "a".repeat(16_000) + "\r\n\r\n"));
        assertEquals(431, sayAndHear(port, start + "X: " + "a".repeat(16_384) + "\r\n\r\n"));
        assertEquals(414, sayAndHear(port, Sender.post("/" + "a".repeat(5_000), "")));
    }

    @Test
    void bodiesAreLimitedBeforeTheyAreRead() throws Exception {
        int port = openDurable("");
        String announced = "POST " + PATH + " HTTP/1.1\r\nHost: g\r\nContent-Length: ";
        assertEquals(413, sayAndHear(port, announced + ((8 << 20) + 1) + "\r\n\r\n"));
        assertEquals(413, sayAndHear(port, announced + "999999999999999999\r\n\r\n"));
        assertEquals(
                413,
                sayAndHear(port, announced + ((8 << 20) + 1) + "\r\nExpect: 100-continue\r\n\r\n"));
        try (Sender sender = new Sender(port)) {
            sender.say(
                    "POST " + PATH + " HTTP/1.1\r\nHost: g\r\nTransfer-Encoding: chunked\r\n\r\n");
            byte[] chunk =
                    ("100000\r\n" + "a".repeat(1 << 20) + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 9; i++) {
                sender.say(chunk);
            }
            assertEquals(413, sender.status());
        }
        assertTrue(frames.isEmpty());
        // The largest body is taken.
        try (Sender sender = new Sender(port)) {
            sender.say(announced + (8 << 20) + "\r\n\r\n").say(new byte[8 << 20]);
            assertEquals(200, sender.status());
        }
    }

    @Test
    void requestsThatTwoParsersCouldCutDifferentlyAreRefused() throws Exception {
        int port = openDurable("");
        String start = "POST " + PATH + " HTTP/1.1\r\nHost: g\r\n";
        for (String framing :
                List.of(
                        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                        "Content-Length: 5\r\nContent-Length: 6\r\n",
                        "Content-Length: 5\r\nContent-Length: 5\r\n",
                        "Content-Length: 5, 5\r\n",
                        "Content-Length: +5\r\n",
                        "Content-Length: -1\r\n",
                        "Content-Length: 0x5\r\n",
                        "Content-Length:\r\n",
                        "Content-Length : 5\r\n",
                        "Transfer-Encoding: gzip, chunked\r\n",
                        "Transfer-Encoding: identity\r\n",
                        "Transfer-Encoding: xchunked\r\n",
                        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                        "Host: h\r\n",
                        "X\u0001: 1\r\n")) {
            try (Sender sender = new Sender(port)) {
                sender.say(start + framing + "\r\n0\r\n\r\nGET /x HTTP/1.1\r\nHost: g\r\n\r\n");
                assertEquals(400, sender.status(), framing);
                assertTrue(sender.isEnded(), "nothing after it is a request: " + framing);
            }
        }
        assertEquals(
                400, sayAndHear(port, "POST " + PATH + " HTTP/1.1\r\nContent-Length: 0\r\n\r\n"));
        assertEquals(400, sayAndHear(port, "nonsense\r\n\r\n"));
        assertEquals(505, sayAndHear(port, "POST " + PATH + " HTTP/1.2\r\nHost: g\r\n\r\n"));
        assertEquals(400, sayAndHear(port, start + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n"));
        assertEquals(
                415,
                sayAndHear(port, start + "Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n"));
        assertEquals(417, sayAndHear(port, start + "Expect: tea\r\nContent-Length: 0\r\n\r\n"));
        assertTrue(frames.isEmpty());
    }

    @Test
    void continueIsSaidBeforeTheBody() throws Exception {
        int port = openDurable("");
        try (Sender sender = new Sender(port)) {
            sender.say(
                    "POST "
                            + PATH
                            + " HTTP/1.1\r\nHost: g\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
            assertEquals(100, sender.status());
            assertEquals(200, sender.say("{}").status());
        }
    }

    @Test
    void olderClientsAreServedAndClosed() throws Exception {
        int port = openDurable("");
        try (Sender sender = new Sender(port)) {
            sender.say("POST " + PATH + " HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}");
            assertEquals(200, sender.status());
            assertTrue(sender.isEnded());
        }
    }

    @Test
    void slowSendersAreTimedOut() throws Exception {
        provider = new HttpLinkProvider(limits(1_000_000, 200, 300, 400, 30_000));
        int port = openDurable("");
        assertEquals(408, sayAndHear(port, "POST " + PATH));
        assertEquals(
                408, sayAndHear(port, Sender.post(PATH, "{}").replace("Length: 2", "Length: 3")));
        assertEquals(2, counter("timed_out"));
        try (Sender sender = new Sender(port)) {
            assertTrue(sender.isEnded(), "idle");
        }
        try (Sender sender = new Sender(port)) {
            assertEquals(200, sender.say(Sender.post(PATH, "{}") + "POST ").status());
            assertEquals(408, sender.status(), "a part behind a whole request counts from then");
        }
    }

    @Test
    void aBoothThatNeverAnswersIsAnsweredFor() throws Exception {
        provider = new HttpLinkProvider(limits(1_000_000, 5_000, 5_000, 5_000, 200));
        int port = open("", frames::add);
        assertEquals(503, sayAndHear(port, Sender.post(PATH, "{}")));
        take().acknowledgement().durable();
        assertEquals(1, counter("answered_twice"));
    }

    @Test
    void theRateOfOneReaderIsLimited() throws Exception {
        provider = new HttpLinkProvider(limits(3, 5_000, 5_000, 5_000, 5_000));
        int port = openDurable("");
        try (Sender sender = new Sender(port)) {
            int refused = 0;
            String answer = "";
            for (int i = 0; i < 60 && refused == 0; i++) {
                answer = sender.say(Sender.post(PATH, "{}")).hear();
                refused = answer.startsWith("HTTP/1.1 429 ") ? 1 : 0;
            }
            assertEquals(1, refused);
            assertTrue(answer.contains("retry-after: 1\r\n"), answer);
        }
    }

    @Test
    void tokenBucketKeepsRateAndBurst() {
        TokenBucket bucket = TokenBucket.perSecond(20, 60);
        long now = -5;
        for (int i = 0; i < 60; i++) {
            assertTrue(bucket.take(now));
        }
        assertFalse(bucket.take(now));
        assertFalse(bucket.take(now + 49_999_999));
        assertTrue(bucket.take(now + 50_000_000));
        assertFalse(bucket.take(now + 50_000_000));
        long later = now + TimeUnit.DAYS.toNanos(9_000);
        for (int i = 0; i < 60; i++) {
            assertTrue(bucket.take(later));
        }
        assertFalse(bucket.take(later));
    }

    @Test
    void oneAddressHasFourConnections() throws Exception {
        int port = openDurable("");
        List<Sender> four = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                four.add(new Sender(port));
                assertEquals(200, four.getLast().say(Sender.post(PATH, "{}")).status());
            }
            assertEquals(429, sayAndHear(port, Sender.post(PATH, "{}")));
            assertEquals(200, four.getFirst().say(Sender.post(PATH, "{}")).status());
        } finally {
            for (Sender sender : four) {
                sender.close();
            }
        }
        assertEquals(1, counter("connections_over_address_limit"));
    }

    @Test
    void secretsAreRequired() throws Exception {
        String token = "0123456789abcdef0123456789abcdef";
        String bearer = secretFile("token", token);
        int port = openDurable("?token_file=" + bearer);
        String plain = Sender.post(PATH, "{}");
        try (Sender sender = new Sender(port)) {
            String head = sender.say(plain).hear();
            assertTrue(
                    head.startsWith("HTTP/1.1 401 ")
                            && head.contains("www-authenticate: Bearer\r\n"),
                    head);
        }
        assertEquals(401, sayAndHear(port, with(plain, "Authorization: Bearer " + token + "x")));
        assertEquals(401, sayAndHear(port, with(plain, "Authorization: Basic " + token)));
        assertEquals(200, sayAndHear(port, with(plain, "Authorization: bearer " + token)));
        assertEquals(3, counter("unauthenticated"));
        assertEquals(1, frames.size());
    }

    private static String with(String request, String header) {
        return request.replaceFirst("Host: g\r\n", "Host: g\r\n" + header + "\r\n");
    }

    @Test
    void basicHeaderAndPathSecrets() throws Exception {
        String secret = "reader:0123456789abcdef0123456789";
        int basic = openDurable("?basic_file=" + secretFile("basic", secret));
        String plain = Sender.post(PATH, "{}");
        String right = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        String wrong =
                Base64.getEncoder().encodeToString("reader:wrong".getBytes(StandardCharsets.UTF_8));
        assertEquals(200, sayAndHear(basic, with(plain, "Authorization: Basic " + right)));
        assertEquals(401, sayAndHear(basic, with(plain, "Authorization: Basic " + wrong)));
        assertEquals(401, sayAndHear(basic, with(plain, "Authorization: Basic !!")));

        String token = "0123456789abcdef0123456789abcdef";
        Link own =
                link(
                        "127.0.0.1:0/lpr/v1/lane5?token_header=X-Reader-Key&token_file="
                                + secretFile("token", token));
        own.open(frame -> frame.acknowledgement().durable());
        assertEquals(basic, URI.create(own.describe()).getPort(), "one listener for both");
        String other = Sender.post("/lpr/v1/lane5", "{}");
        assertEquals(200, sayAndHear(basic, with(other, "x-reader-key: " + token)));
        assertEquals(401, sayAndHear(basic, with(other, "x-reader-key: " + token.substring(1))));

        Link hidden =
                link("127.0.0.1:0/lpr/v1/lane6?path_secret_file=" + secretFile("path", token));
        hidden.open(frame -> frame.acknowledgement().durable());
        assertEquals(200, sayAndHear(basic, Sender.post("/lpr/v1/lane6/" + token, "{}")));
        assertEquals(404, sayAndHear(basic, Sender.post("/lpr/v1/lane6", "{}")));
        assertEquals(404, sayAndHear(basic, Sender.post("/lpr/v1/lane6/" + token + "x", "{}")));
        assertFalse(hidden.describe().contains(token));

        Link pinned = link("127.0.0.1:0/lpr/v1/lane7?source=192.0.2.31");
        pinned.open(frame -> frame.acknowledgement().durable());
        assertEquals(404, sayAndHear(basic, Sender.post("/lpr/v1/lane7", "{}")));
        assertEquals(1, counter("wrong_source"));
    }

    @Test
    void aReaderThatIsNotOpenHearsLater() throws Exception {
        int port = openDurable("");
        Link second = link("127.0.0.1:0/lpr/v1/lane4");
        String post = Sender.post("/lpr/v1/lane4", "{}");
        assertEquals(503, sayAndHear(port, post));
        second.open(frames::add);
        try (Sender sender = new Sender(port)) {
            sender.say(post);
            take();
            second.close();
            assertEquals(503, sender.status(), "in flight at the end");
        }
        second.close();
        assertEquals(404, sayAndHear(port, post));
        assertEquals(200, sayAndHear(port, Sender.post(PATH, "{}")));
        assertThrows(IllegalStateException.class, () -> second.open(frames::add));
    }

    @Test
    void theLastReaderFreesThePort() throws Exception {
        int port = open("", frames::add);
        try (Sender sender = new Sender(port)) {
            sender.say(Sender.post(PATH, "{}"));
            take();
            links.getFirst().close();
            assertEquals(503, sender.status());
            assertTrue(sender.isEnded());
        }
        Link again = link("127.0.0.1:" + port + PATH);
        again.open(frame -> frame.acknowledgement().durable());
        assertEquals(200, sayAndHear(port, Sender.post(PATH, "{}")));
        HttpLinkProvider stranger = new HttpLinkProvider(PATIENT);
        Link taken = stranger.create(LinkAddress.parse("http:127.0.0.1:" + port + PATH), context());
        IOException error = assertThrows(IOException.class, () -> taken.open(frames::add));
        assertTrue(String.valueOf(error.getMessage()).contains("LPR-010"));
        taken.close();
    }

    @Test
    void addressesThatCannotBeUsedAreNamed() throws Exception {
        String token = secretFile("token", "0123456789abcdef0123456789abcdef");
        for (String wrong :
                List.of(
                        "",
                        "127.0.0.1:8088",
                        "example.org:8088" + PATH,
                        "127.0.0.1:99999" + PATH,
                        "127.0.0.1:0/lpr//x",
                        "127.0.0.1:0/lpr/v1/a b",
                        "127.0.0.1:0" + PATH + "?speed=1",
                        "127.0.0.1:0" + PATH + "?token_file=" + folder.resolve("absent"),
                        "127.0.0.1:0" + PATH + "?token_file=" + secretFile("short", "abc"),
                        "127.0.0.1:0" + PATH + "?basic_file=" + token,
                        "127.0.0.1:0" + PATH + "?source=camera",
                        "127.0.0.1:0" + PATH + "?plaintext=yes",
                        "0.0.0.0:0" + PATH,
                        "0.0.0.0:0" + PATH + "?token_file=" + token,
                        "0.0.0.0:0" + PATH + "?plaintext=waived",
                        "0.0.0.0:0" + PATH + "?plaintext=waived&source=192.0.2.31")) {
            assertThrows(IllegalArgumentException.class, () -> link(wrong), wrong);
        }
        link("0.0.0.0:0" + PATH + "?plaintext=waived&token_file=" + token);
        link("127.0.0.1:0" + PATH);
        assertThrows(
                IllegalArgumentException.class,
                () -> link("127.0.0.1:0" + PATH),
                "same reader twice");
    }

    @Test
    void bodiesOfAllConnectionsTogetherAreLimited() {
        HttpListener listener =
                new HttpListener(
                        new java.net.InetSocketAddress(0),
                        PATIENT,
                        context().clock(),
                        java.util.Optional.empty());
        assertTrue(listener.hold(24 << 20));
        assertFalse(listener.hold(1));
        listener.release(1);
        assertTrue(listener.hold(1));
        assertEquals(1, listener.counters().values().get("held_bytes_full"));
    }

    /// A real client with its own reading of RFC 7616, of chunks and of Expect.
    @Test
    void curlProvesItselfByDigestWithEitherAlgorithm() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                "true".equals(System.getenv("CI")) || Files.exists(Path.of("/usr/bin/curl")));
        Path secret = Files.writeString(folder.resolve("digest"), "cam:a-long-enough-password");
        Path body =
                Files.writeString(folder.resolve("body"), "{\"x\":\"" + "y".repeat(5_000) + "\"}");
        for (String algorithms : List.of("sha-256", "md5", "sha-256,md5")) {
            Link link =
                    provider.create(
                            LinkAddress.parse(
                                    "http:127.0.0.1:0"
                                            + PATH
                                            + "?also=/NotificationInfo/TollgateInfo,/NotificationInfo/KeepAlive&digest_file="
                                            + secret
                                            + "&digest_algorithms="
                                            + algorithms),
                            context());
            links.add(link);
            link.open(frame -> {
                frames.add(frame);
                frame.acknowledgement().durable();
            });
            String url = link.describe();
            assertEquals("200", curl(url, "cam:a-long-enough-password", body, false));
            assertEquals(5_008, frames.take().bytes().length);
            assertEquals(
                    "200",
                    curl(
                            url.replace(PATH, "/NotificationInfo/KeepAlive"),
                            "cam:a-long-enough-password",
                            body,
                            true));
            assertEquals(5_008, frames.take().bytes().length);
            assertEquals("401", curl(url, "cam:another-long-password", body, false));
            assertEquals("401", curl(url, "mac:a-long-enough-password", body, false));
            assertTrue(frames.isEmpty());
            link.close();
        }
    }

    private static String curl(String url, String user, Path body, boolean chunked)
            throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "curl",
                                "-s",
                                "-o",
                                "/dev/null",
                                "-w",
                                "%{http_code}",
                                "--digest",
                                "-u",
                                user,
                                "-H",
                                "Expect: 100-continue",
                                "--data-binary",
                                "@" + body));
        if (chunked) {
            command.addAll(List.of("-H", "Transfer-Encoding: chunked"));
        }
        command.add(url);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return said;
    }

    @Test
    void aReaderHasLimitsOfItsOwnWithinTheSheets() throws Exception {
        Link link =
                provider.create(
                        LinkAddress.parse(
                                "http:127.0.0.1:0" + PATH + "?rate=1&burst=2&max_body_bytes=10"),
                        context());
        links.add(link);
        link.open(frame -> frame.acknowledgement().durable());
        int port = Integer.parseInt(link.describe().replaceAll(".*:([0-9]+)/.*", "$1"));
        try (Sender sender = new Sender(port)) {
            assertEquals(200, sender.say(Sender.post(PATH, "{}")).status());
            assertEquals(413, sender.say(Sender.post(PATH, "{\"a\":\"1234\"}")).status());
        }
        try (Sender sender = new Sender(port)) {
            assertEquals(429, sender.say(Sender.post(PATH, "{}")).status());
        }
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new HttpLinkProvider()
                                .create(
                                        LinkAddress.parse("http:127.0.0.1:0" + PATH + "?rate=21"),
                                        context()));
    }
}
