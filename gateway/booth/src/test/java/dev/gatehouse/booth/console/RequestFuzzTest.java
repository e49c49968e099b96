package dev.gatehouse.booth.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Any octets behind TLS, cut anywhere: nothing is thrown, and who has no session never sees what
/// only a session sees.
class RequestFuzzTest {
    private static final String CANARY = "canary-booth";

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestConsole console;

    @BeforeEach
    void begin() throws IOException {
        console = TestConsole.unbound(folder);
        console.server.show(java.util.Map.of("booth", CANARY, "uptime_ms", 1));
    }

    @AfterEach
    void end() {
        console.close();
    }

    /// The first octet says where the rest is cut; the rest is what is sent.
    @FuzzTest(maxDuration = "10m")
    void anyBytes(byte[] data) {
        if (data.length >= 1) {
            run(1 + (data[0] & 0xFF), Arrays.copyOfRange(data, 1, data.length));
        }
    }

    @Test
    void mutatedConversations() {
        long seed = Long.getLong("gatehouse.seed", 20261122L);
        System.out.println("gatehouse.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            String conversation =
                    "GET / HTTP/1.1\r\n"
                            + TestConsole.HOST
                            + "Cookie: __Host-gatehouse=abc; __Host-form=def\r\n\r\n"
                            + TestConsole.post(
                                    "/pair", "Cookie: __Host-form=def\r\n", "form=%41&code=0")
                            + "GET /events HTTP/1.1\r\n"
                            + TestConsole.HOST
                            + "Last-Event-ID: 1-2\r\n\r\n"
                            + "HEAD /?lang=fr HTTP/1.1\r\n"
                            + TestConsole.HOST
                            + "\r\n";
            byte[] octets = conversation.getBytes(StandardCharsets.ISO_8859_1);
            for (int j = random.nextInt(6); j > 0; j--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            run(1 + random.nextInt(300), octets);
        }
        assertTrue(console.count(ConsoleCounter.REFUSED_MALFORMED) > 0, "some were refused");
        assertTrue(console.count(ConsoleCounter.REQUESTS) > 0, "some were answered");
    }

    private void run(int cut, byte[] octets) {
        EmbeddedChannel channel = console.connect("192.0.2.66");
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < octets.length && channel.isOpen(); i += cut) {
            answers.append(
                    TestConsole.send(
                            channel,
                            Arrays.copyOfRange(octets, i, Math.min(octets.length, i + cut))));
        }
        channel.checkException();
        var _ = channel.finishAndReleaseAll();
        console.records.clear();
        for (String told : List.of(CANARY, "text/event-stream")) {
            assertFalse(
                    answers.toString().contains(told) && !says(octets, told),
                    "told without a session");
        }
        assertEquals(0, console.count(ConsoleCounter.HANDLER_FAILED));
        assertEquals(0, console.count(ConsoleCounter.PAIRED));
    }

    /// Whether the request says it itself, in clear or percent-encoded: a form's token is echoed,
    /// and a fuzzer learns what it is compared with.
    private static boolean says(byte[] octets, String word) {
        String plain = new String(octets, StandardCharsets.ISO_8859_1);
        String decoded =
                Pattern.compile("%([0-9A-Fa-f]{2})")
                        .matcher(plain)
                        .replaceAll(hex ->
                                Matcher.quoteReplacement(
                                        String.valueOf((char) Integer.parseInt(hex.group(1), 16))));
        return plain.contains(word) || decoded.contains(word);
    }
}
