package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.proto.v1.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What nobody should send. After every piece the lane answers as before, and the booth has
/// counted.
@ExtendWith(LogsOnFailure.class)
final class HostileInputTest {
    private static final int READ_LIMIT_MS = 30_000;
    private static final String JSON = "Content-Type: application/json\r\n";

    @TempDir private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Site site;

    @SuppressWarnings("NullAway.Init")
    private static Program booth;

    private static final AtomicInteger GOOD = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    HostileInputTest() {}

    @BeforeAll
    static void start() throws Exception {
        site = Site.enrolled(folder, "H-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31");
        site.startCentral();
        booth = site.startBooth();
        site.awaitReady();
    }

    @AfterAll
    static void end() throws Exception {
        int exit = booth.stop();
        site.close();
        assertEquals(0, exit);
    }

    /// The lane works: a read is taken, stored, receipted and found clear.
    private static void laneWorks() throws Exception {
        int number = GOOD.incrementAndGet();
        String event = "good-" + number;
        site.postUntilTaken("2", Rekor.of(event, "WORKS%02d".formatted(number)));
        assertEquals(Verdict.VERDICT_CLEAR, site.checkAtCentral(event).getVerdict());
        assertEquals(200, site.get("/livez").statusCode());
    }

    /// Sends octets, says that nothing more comes, and reads what comes back.
    private static String exchange(int port, byte[] octets, boolean halfClose) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(READ_LIMIT_MS);
            try {
                socket.getOutputStream().write(octets);
                socket.getOutputStream().flush();
                if (halfClose) {
                    socket.shutdownOutput();
                }
            } catch (IOException e) {
                // it closed while we were still talking, which is an answer
            }
            return new String(read(socket), StandardCharsets.ISO_8859_1);
        }
    }

    private static byte[] read(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return in.readAllBytes();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection stayed open and silent", e);
        } catch (IOException e) {
            return new byte[0]; // reset
        }
    }

    private static String head(String line, String headers) {
        return line + "\r\nHost: booth\r\nConnection: close\r\n" + headers + "\r\n";
    }

    private static byte[] post(byte[] body) {
        byte[] head =
                head(
                                "POST /lpr/v1/cam-1 HTTP/1.1",
                                JSON + "Content-Length: " + body.length + "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void absurdHttpIsAnsweredAndCounted() throws Exception {
        String group = Rekor.of("bad", "BADBAD1").json();
        Map<String, byte[]> pieces = new LinkedHashMap<>();
        pieces.put("400 not JSON", post(utf8("plate=ABC1234")));
        pieces.put("400 cut JSON", post(utf8(group.substring(0, group.length() / 2))));
        pieces.put("400 two documents", post(utf8(group + group)));
        pieces.put("400 deep nesting", post(utf8("[".repeat(100_000))));
        pieces.put("400 UTF-16", post(group.getBytes(StandardCharsets.UTF_16)));
        pieces.put(
                "400 broken UTF-8",
                post(
                        group.replace("BADBAD1", "\u00ff\u00fe")
                                .getBytes(StandardCharsets.ISO_8859_1)));
        pieces.put(
                "400 a number of a million digits",
                post(utf8("{\"version\":" + "9".repeat(1_000_000) + "}")));
        pieces.put("405 GET", utf8(head("GET /lpr/v1/cam-1 HTTP/1.1", "")));
        pieces.put(
                "404 nobody's path",
                utf8(head("POST /lpr/v1/nobody HTTP/1.1", "Content-Length: 0\r\n")));
        pieces.put(
                "404 out of the tree",
                utf8(head("POST /lpr/v1/../../etc/passwd HTTP/1.1", "Content-Length: 0\r\n")));
        pieces.put(
                "413 ten gigabytes announced",
                utf8(
                        head(
                                "POST /lpr/v1/cam-1 HTTP/1.1",
                                JSON + "Content-Length: 10000000000\r\n")));
        pieces.put("414 endless line", utf8(head("POST /" + "a".repeat(20_000) + " HTTP/1.1", "")));
        pieces.put(
                "415 compressed",
                utf8(
                        head(
                                        "POST /lpr/v1/cam-1 HTTP/1.1",
                                        JSON + "Content-Encoding: gzip\r\nContent-Length: 3\r\n")
                                + "abc"));
        pieces.put(
                "431 endless headers",
                utf8(
                        head(
                                "POST /lpr/v1/cam-1 HTTP/1.1",
                                ("X-A: " + "b".repeat(1_000) + "\r\n").repeat(40))));
        pieces.put(
                "400 two lengths",
                utf8(
                        head(
                                        "POST /lpr/v1/cam-1 HTTP/1.1",
                                        "Content-Length: 3\r\nContent-Length: 4\r\n")
                                + "abcd"));
        pieces.put(
                "400 length and chunks",
                utf8(
                        head(
                                        "POST /lpr/v1/cam-1 HTTP/1.1",
                                        "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n")
                                + "0\r\n\r\n"));
        pieces.put(
                "400 negative length",
                utf8(head("POST /lpr/v1/cam-1 HTTP/1.1", "Content-Length: -1\r\n")));
        pieces.put("505 version", utf8(head("POST /lpr/v1/cam-1 HTTP/7.3", "")));
        for (Map.Entry<String, byte[]> piece : pieces.entrySet()) {
            String answer = exchange(site.toml().httpPort(), piece.getValue(), false);
            assertTrue(
                    answer.startsWith("HTTP/1.1 " + piece.getKey().substring(0, 3)),
                    () -> piece.getKey() + " was answered: " + answer.lines().findFirst());
        }
        Await.until("six bodies rejected", () -> rejections(site.status(), "cam-1") >= 6);
        laneWorks();
    }

    @Test
    void aHalfClosedSocketIsEndedNotKept() throws Exception {
        int port = site.toml().httpPort();
        String headers = JSON + "Content-Length: 500\r\n";
        byte[] line = utf8("POST /lpr/v1/cam-1 HT");
        byte[] cutBody = utf8(head("POST /lpr/v1/cam-1 HTTP/1.1", headers) + "{\"data_type\":");
        for (byte[] half : new byte[][] {new byte[0], line, cutBody}) {
            String answer = exchange(port, half, true);
            assertTrue(
                    answer.isEmpty() || answer.startsWith("HTTP/1.1 400"), () -> "found " + answer);
        }
        // whole request, then half-closed: a sender of that kind still hears its answer
        String whole = exchange(port, post(utf8(Rekor.of("half-closed", "HALF001").json())), true);
        assertTrue(whole.startsWith("HTTP/1.1 200"), () -> "found " + whole);
        laneWorks();
    }

    private static long rejections(FlatJson status, String device) {
        for (int i = 0; !status.text("devices." + i + ".id").isEmpty(); i++) {
            if (status.text("devices." + i + ".id").equals(device)) {
                String prefix = "devices." + i + ".rejected.";
                return status.values().entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(prefix))
                        .mapToLong(entry -> Long.parseLong(entry.getValue()))
                        .sum();
            }
        }
        return 0;
    }

    @Test
    void brokenMqttIsEndedAndCounted() throws Exception {
        EmbeddedOnly.RAW_BYTES_AT_THE_BUS.assume();
        HexFormat hex = HexFormat.of();
        Map<String, byte[]> pieces = new LinkedHashMap<>();
        pieces.put("PUBLISH first", hex.parseHex("3007000178" + "68656c6c"));
        pieces.put("type 0", hex.parseHex("0000"));
        pieces.put("length over four octets", hex.parseHex("10ffffffff7f"));
        pieces.put("a quarter of a gigabyte announced", hex.parseHex("10ffffff7f"));
        pieces.put("wrong protocol name", hex.parseHex("100c00044d515858040200" + "3c0000"));
        pieces.put("protocol level 99", hex.parseHex("100c00044d5154546302003c0000"));
        pieces.put("HTTP", utf8("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
        pieces.put("TLS", hex.parseHex("160301007a0100007603"));
        pieces.put("zeros", new byte[4_096]);
        long before = refusals(site.status());
        for (Map.Entry<String, byte[]> piece : pieces.entrySet()) {
            String answer = exchange(site.toml().busPort(), piece.getValue(), true);
            assertTrue(
                    answer.isEmpty() || answer.charAt(0) == 0x20,
                    () -> piece.getKey() + ": expected silence or a CONNACK that refuses");
        }
        Await.until("counted", () -> refusals(site.status()) > before);
        laneWorks();
    }

    private static long refusals(FlatJson status) {
        long sum = 0;
        for (String counter :
                new String[] {"malformed", "protocol_errors", "too_large", "refused_connect"}) {
            sum += Math.max(0, status.number("bus." + counter));
        }
        return sum;
    }

    @Test
    void aLoggedInClientMayNotOverstep() throws Exception {
        EmbeddedOnly.OVERSTEPPING_CLIENT_IS_ENDED.assume();
        BusClient reader = site.client("lpr-1");
        String own = Site.topic("device/lpr-1/input");
        reader.publish(own, "{\"data_type\":\"alpr_group\",");
        reader.publish(own, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        reader.publish(own, new byte[0]);
        Await.until("three rejections", () -> rejections(site.status(), "lpr-1") >= 3);
        long before = Math.max(0, site.status().number("bus.unauthorised_publish"));
        String[] forbidden = {
            Site.topic("device/cam-1/input"),
            Site.topic("lane/1/alert"),
            Site.topic("lane/1/terminal"),
            Commands.TOPIC,
            Site.topic("status"),
            Site.topic("nothing/at/all"),
            "gatehouse/v1/other-booth/device/lpr-1/input",
            "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z"
        };
        BusClient terminal = site.client("terminal-1", "gatehouse/#");
        for (String topic : forbidden) {
            BusClient one = site.client("lpr-2");
            try {
                one.begin(topic, "{\"forged\":true}");
            } catch (MqttException e) {
                // refused before it was sent, which is as good
            }
            // 3.1.1 has no way to say no but to end the connection
            Await.until("ended for " + topic, () -> !one.isConnected());
            one.close();
        }
        Await.until(
                "counted", () -> site.status().number("bus.unauthorised_publish") >= before + 5);
        laneWorks();
        assertTrue(terminal.heard(m -> m.text().contains("forged")).isEmpty());
        terminal.close();
        reader.close();
    }

    @Test
    void anUnauthenticatedOrMalformedCommandIsRefusedAndCounted() throws Exception {
        BusClient officer = site.client("officer-1001", Site.topic("officer/1001/reply"));
        long refusedBefore = site.status().number("decisions.commands_refused");
        long malformedBefore = site.status().number("bus.commands_malformed");
        officer.publish(
                Commands.TOPIC,
                Commands.manualEntry("forged-badge", "FORGED1")
                        .replace("\"badge\":\"1001\"", "\"badge\":\"2001\""));
        officer.publish(
                Commands.TOPIC,
                Commands.manualEntry("forged-role", "FORGED1")
                        .replace("\"role\":\"officer\"", "\"role\":\"superintendent\""));
        officer.publish(
                Commands.TOPIC,
                Commands.manualEntry("no-such-lane", "FORGED1")
                        .replace("\"laneId\":\"1\"", "\"laneId\":\"9\""));
        officer.publish(Commands.TOPIC, "{\"unknown_field\":1}");
        for (String[] expected :
                new String[][] {
                    {"forged-badge", "COMMAND_OUTCOME_REFUSED_UNAUTHENTICATED"},
                    {"forged-role", "COMMAND_OUTCOME_REFUSED_ROLE"},
                    {"no-such-lane", "COMMAND_OUTCOME_REFUSED_MALFORMED"}
                }) {
            BusClient.Heard reply =
                    officer.await("reply", m -> m.json().text("commandId").equals(expected[0]));
            assertEquals(expected[1], reply.json().text("outcome"));
        }
        Await.until(
                "counted",
                () ->
                        site.status().number("decisions.commands_refused") >= refusedBefore + 3
                                && site.status().number("bus.commands_malformed")
                                        == malformedBefore + 1);
        officer.close();
        laneWorks();
    }
}
