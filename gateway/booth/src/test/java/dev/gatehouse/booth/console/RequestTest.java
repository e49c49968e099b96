package dev.gatehouse.booth.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.ConsoleAct;
import dev.gatehouse.proto.v1.ConsoleRole;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What requests do: pairing, sessions, the stream.
class RequestTest {
    private static final String HOST = TestConsole.HOST;

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestConsole console;

    @BeforeEach
    void begin() throws IOException {
        console = TestConsole.unbound(folder);
    }

    @AfterEach
    void end() {
        console.close();
    }

    private static Map<String, String> state(long uptimeMs, long alerts) {
        return Map.of("uptime_ms", String.valueOf(uptimeMs), "booth", "north-" + alerts);
    }

    @Test
    void theUnpairedSeeThePairingPageAndNothingElse() {
        console.server.show(
                Map.of("booth", "canary-booth", "version", "canary-1", "condition", "CANARY"));
        String page = console.get("/", "");
        assertEquals(200, TestConsole.status(page));
        assertTrue(page.contains("id=\"code\""), page);
        assertFalse(page.toLowerCase(java.util.Locale.ROOT).contains("canary"), page);
        assertFalse(page.contains("Gatehouse"), page);
        assertFalse(page.contains("panel.js"), page);
        for (String path : List.of("/events", "/panel.js")) {
            assertEquals(401, TestConsole.status(console.get(path, "")), path);
            assertEquals(
                    401,
                    TestConsole.status(
                            console.get(path, "Cookie: __Host-gatehouse=made-up-by-somebody\r\n")),
                    path);
        }
        for (String path : List.of("/console.css", "/pair.js", "/icon.svg")) {
            assertEquals(200, TestConsole.status(console.get(path, "")), path);
        }
        assertEquals(2 + 2, console.count(ConsoleCounter.REFUSED_UNPAIRED));
    }

    @Test
    void aCodeOpensOneSessionOnceAndIsJournalled() throws IOException {
        String code = console.desk().offer(Role.TECHNICIAN);
        String answer = console.tryCode("192.0.2.1", code);
        assertEquals(204, TestConsole.status(answer));
        Matcher cookie = Pattern.compile("set-cookie: __Host-gatehouse=[^\r]+").matcher(answer);
        assertTrue(cookie.find());
        for (String attribute : List.of("Path=/", "Secure", "HttpOnly", "SameSite=Strict")) {
            assertTrue(cookie.group().contains("; " + attribute), cookie.group());
        }
        assertFalse(cookie.group().contains("Domain"), cookie.group());

        String session = TestConsole.cookie(answer, Router.SESSION);
        String panel = console.get("/", session);
        assertTrue(panel.contains("/panel.js"), panel);
        assertEquals(200, TestConsole.status(console.get("/panel.js", session)));
        assertEquals(403, TestConsole.status(console.tryCode("192.0.2.1", code)), "a second use");
        assertEquals(1, console.acts(ConsoleAct.CONSOLE_ACT_PAIRED));
        assertEquals(1, console.acts(ConsoleAct.CONSOLE_ACT_PAIRING_REFUSED));
        var paired = console.records.getFirst();
        assertEquals(ConsoleRole.CONSOLE_ROLE_TECHNICIAN, paired.getRole());
        assertEquals("192.0.2.1", paired.getClientAddress());
        assertFalse(session.contains(paired.getSessionId()), "a record tells nothing of a cookie");
    }

    @Test
    void nobodyComesInWithoutARecord() throws IOException {
        String code = console.desk().offer(Role.VIEWER);
        console.inboxFull.set(true);
        String answer = console.tryCode("192.0.2.1", code);
        assertEquals(503, TestConsole.status(answer));
        assertEquals("", TestConsole.cookie(answer, Router.SESSION));
        assertEquals(1, console.count(ConsoleCounter.RECORDS_DROPPED));
    }

    @Test
    void guessingClosesTheLockForTheRightCodeToo() throws IOException {
        String code = console.desk().offer(Role.VIEWER);
        for (int i = 0; i < PairingGuard.ADDRESS_FAILURES; i++) {
            assertEquals(403, TestConsole.status(console.tryCode("192.0.2.9", "0000-0000-0000")));
        }
        String locked = console.tryCode("192.0.2.9", code);
        assertEquals(429, TestConsole.status(locked));
        assertTrue(locked.contains("retry-after: "), locked);
        assertEquals(1, console.acts(ConsoleAct.CONSOLE_ACT_PAIRING_LOCKED));
        console.nanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
        console.wallMs.addAndGet(61_000);
        assertEquals(204, TestConsole.status(console.tryCode("192.0.2.9", code)));
    }

    @Test
    void logOutWantsItsTokenAndOurOrigin() throws IOException {
        String session = console.pair(Role.VIEWER);
        Matcher csrf = Pattern.compile("data-csrf=\"([^\"]+)\"").matcher(console.get("/", session));
        assertTrue(csrf.find());
        String token = "csrf=" + csrf.group(1);

        assertEquals(400, status(TestConsole.post("/logout", session, "csrf=wrong")));
        String good = TestConsole.post("/logout", session, token);
        assertEquals(400, status(good.replace("https://localhost:9443", "https://evil.example")));
        assertEquals(400, status(good.replace("Origin: https://localhost:9443\r\n", "")));
        assertEquals(400, status(good.replace("Origin: https://localhost:9443", "Origin: null")));
        assertEquals(400, status(good.replace("Origin:", "Sec-Fetch-Site: cross-site\r\nOrigin:")));
        assertEquals(400, status(good.replace("x-www-form-urlencoded", "json")));
        assertEquals(200, TestConsole.status(console.get("/panel.js", session)), "still in");
        assertEquals(204, status(good));
        assertEquals(401, TestConsole.status(console.get("/panel.js", session)));
        assertEquals(401, status(good));
        assertEquals(1, console.acts(ConsoleAct.CONSOLE_ACT_LOGGED_OUT));
    }

    private int status(String request) {
        return TestConsole.status(console.once(request));
    }

    @Test
    void theFormOfAnotherPageDoesNotPair() throws IOException {
        String code = console.desk().offer(Role.VIEWER);
        String page = console.get("/", "");
        Matcher token = Pattern.compile("name=\"form\" value=\"([^\"]+)\"").matcher(page);
        assertTrue(token.find());
        String body = "form=" + token.group(1) + "&code=" + code;
        assertEquals(400, status(TestConsole.post("/pair", "", body)), "no cookie");
        assertEquals(
                400,
                status(TestConsole.post("/pair", "Cookie: __Host-form=another\r\n", body)),
                "another cookie");
        String cookie = TestConsole.cookie(page, "__Host-form");
        assertEquals(400, status(TestConsole.post("/pair", cookie, "form=x&code=" + code)));
        assertEquals(400, status(TestConsole.post("/pair", cookie, body + "&code=" + code)));
        assertEquals(0, console.count(ConsoleCounter.REFUSED_CODES), "nothing was compared");
        assertEquals(204, status(TestConsole.post("/pair", cookie, body)));
    }

    @Test
    void everyAnswerCarriesTheSecurityHeaders() throws IOException {
        String session = console.pair(Role.VIEWER);
        for (String answer :
                List.of(
                        console.get("/", ""),
                        console.get("/", session),
                        console.get("/nothing", ""),
                        console.get("/events", session),
                        console.once("BREW / HTTP/1.1\r\n" + HOST + "\r\n"))) {
            for (String header :
                    List.of(
                            "content-security-policy: default-src 'none'; script-src 'self'",
                            "x-content-type-options: nosniff",
                            "referrer-policy: no-referrer",
                            "cache-control: no-store",
                            "x-frame-options: DENY",
                            "permissions-policy: ")) {
                assertTrue(answer.contains("\r\n" + header), header + " in " + answer);
            }
            assertFalse(answer.contains("unsafe"), answer);
            assertFalse(answer.contains("\r\nserver:"), answer);
        }
    }

    @Test
    void languagesFollowTheBrowserUntilSomebodyChooses() {
        assertTrue(console.get("/", "").contains("<html lang=\"en\">"));
        assertTrue(
                console.get("/", "Accept-Language: fr-CA,fr;q=0.9,en;q=0.8\r\n")
                        .contains("<html lang=\"fr\">"));
        String chosen = console.get("/?lang=fr", "");
        assertEquals(303, TestConsole.status(chosen));
        assertTrue(chosen.contains("location: /\r\n"), chosen);
        assertTrue(
                console.get("/", TestConsole.cookie(chosen, "__Host-lang"))
                        .contains("<html lang=\"fr\">"));
    }

    @Test
    void aStreamTellsWhatChangedAndEndsWithItsSession() throws Exception {
        String session = console.pair(Role.VIEWER);
        console.server.show(state(1, 0));
        EmbeddedChannel channel = console.connect("192.0.2.1");
        String begin =
                TestConsole.send(channel, "GET /events HTTP/1.1\r\n" + HOST + session + "\r\n");
        assertTrue(begin.contains("content-type: text/event-stream"), begin);
        assertTrue(begin.contains("\"whole\":true") && begin.contains("north-0"), begin);
        console.server.show(state(2, 0));
        assertEquals("", TestConsole.sent(channel), "nothing new, and no second is over");
        console.server.show(state(3, 1));
        String next = TestConsole.sent(channel);
        assertTrue(next.contains("\"whole\":false") && next.contains("north-1"), next);
        assertFalse(next.contains("journal"), next);
        console.nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        console.server.show(state(4, 1));
        String beat = TestConsole.sent(channel);
        assertTrue(beat.contains("\"sections\":{}"), beat);

        Matcher id = Pattern.compile("id: (\\S+)").matcher(beat);
        assertTrue(id.find());
        EmbeddedChannel again = console.connect("192.0.2.1");
        String resumed =
                TestConsole.send(
                        again,
                        "GET /events HTTP/1.1\r\n"
                                + HOST
                                + session
                                + "Last-Event-ID: "
                                + id.group(1)
                                + "\r\n\r\n");
        assertTrue(resumed.contains("\"whole\":false"), resumed);
        assertFalse(resumed.contains("north-1"), resumed);

        var _ = java.nio.file.Files.createDirectories(PairingDesk.folderIn(console.data));
        var _ =
                java.nio.file.Files.createFile(
                        PairingDesk.folderIn(console.data).resolve("revoke"));
        console.server.tick();
        assertFalse(channel.isOpen());
        assertFalse(again.isOpen());
        assertEquals(401, TestConsole.status(console.get("/events", session)));
        assertEquals(1, console.acts(ConsoleAct.CONSOLE_ACT_REVOKED));
    }

    private static String events(String session) {
        return "GET /events HTTP/1.1\r\n" + HOST + session + "\r\n";
    }

    @Test
    void streamsAreBoundedAndTakeNothingMore() throws IOException {
        int each = ConsoleLimits.DEFAULTS.streamsPerSession();
        String events = events(console.pair(Role.VIEWER));
        EmbeddedChannel first = console.connect("192.0.2.1");
        for (int i = 0; i < each; i++) {
            EmbeddedChannel channel = i == 0 ? first : console.connect("192.0.2.1");
            assertEquals(200, TestConsole.status(TestConsole.send(channel, events)));
        }
        assertEquals(503, TestConsole.status(console.once(events)), "its own are enough");
        String another = "";
        for (int i = each; i < ConsoleLimits.DEFAULTS.streams(); i++) {
            another = i % each == 0 ? events(console.pair(Role.VIEWER)) : another;
            String opened = TestConsole.send(console.connect("192.0.2.1"), another);
            assertEquals(200, TestConsole.status(opened));
        }
        assertEquals(503, TestConsole.status(console.once(events(console.pair(Role.VIEWER)))));
        assertEquals(2, console.count(ConsoleCounter.REFUSED_STREAMS));
        assertEquals("", TestConsole.send(first, events));
        assertFalse(first.isOpen(), "a request behind a stream ends it");
        assertEquals(200, TestConsole.status(console.once(events)), "and its place is free");
    }

    @Test
    void sessionsEndByIdlenessAndByAge() throws IOException {
        String idle = console.pair(Role.VIEWER);
        console.nanos.addAndGet(TimeUnit.MINUTES.toNanos(29));
        console.wallMs.addAndGet(TimeUnit.MINUTES.toMillis(29));
        assertEquals(200, TestConsole.status(console.get("/panel.js", idle)));
        console.nanos.addAndGet(TimeUnit.MINUTES.toNanos(31));
        assertEquals(401, TestConsole.status(console.get("/panel.js", idle)));
        console.wallMs.addAndGet(TimeUnit.MINUTES.toMillis(31));
        console.server.tick();
        assertEquals(1, console.acts(ConsoleAct.CONSOLE_ACT_EXPIRED));

        String watched = console.pair(Role.VIEWER);
        EmbeddedChannel stream = console.connect("192.0.2.1");
        TestConsole.send(stream, "GET /events HTTP/1.1\r\n" + HOST + watched + "\r\n");
        for (int minutes = 0; minutes < 11 * 60; minutes += 20) {
            console.nanos.addAndGet(TimeUnit.MINUTES.toNanos(20));
            console.server.tick();
        }
        assertTrue(stream.isOpen(), "an open page is use");
        console.nanos.addAndGet(TimeUnit.MINUTES.toNanos(61));
        console.server.tick();
        assertFalse(stream.isOpen(), "twelve hours are enough");
    }
}
