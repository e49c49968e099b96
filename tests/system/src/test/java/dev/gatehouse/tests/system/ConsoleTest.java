package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.gatehouse.proto.v1.ConsoleAct;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The web console in a real browser, over TLS, of a booth that runs.
@ExtendWith(LogsOnFailure.class)
final class ConsoleTest {
    /// Demanded of the page: an alert is on the screen so soon after its read was posted.
    private static final long ALERT_BOUND_MS = 1_000;

    private static final int FIRST_LOAD_MAX_BYTES = 60 << 10;
    private static final String ALERTS = "[data-cell='lane.1.alerts']";

    @TempDir private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Site site;

    @SuppressWarnings("NullAway.Init")
    private static Program booth;

    @SuppressWarnings("NullAway.Init")
    private static Screen screen;

    @SuppressWarnings("NullAway.Init")
    private static String url;

    @SuppressWarnings("NullAway.Init")
    private static Path config;

    @SuppressWarnings("NullAway.Init")
    ConsoleTest() {}

    @BeforeAll
    static void start() throws Exception {
        Screen.require();
        site =
                Site.enrolled(
                        folder,
                        "L-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31",
                        "L-2,PLATE,US-NY,TESTB02,2,REFER_MANDATORY,2099-12-31",
                        "L-3,PLATE,US-NY,TESTC03,2,REFER_MANDATORY,2099-12-31");
        int port = Site.freePorts(1)[0];
        url = "https://localhost:" + port + "/";
        config = site.writeConfig();
        Files.writeString(
                config,
                site.toml()
                        .text()
                        .replace(
                                "[policy]",
                                "[console]\nlisten = \"127.0.0.1:" + port + "\"\n\n[policy]"));
        site.startCentral();
        booth =
                site.run(
                        "booth",
                        Program.gatehouse("run", "--config", config.toString(), "--insecure-demo"));
        site.awaitPort(booth, port);
        site.awaitReady();
        screen = Screen.open(Screen.pin(site.keys().resolve("tls/booth.crt")));
    }

    @AfterAll
    static void end() throws Exception {
        if (screen != null) {
            screen.close();
        }
        if (site != null) {
            site.close();
        }
    }

    private static String console(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("console"));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--config", config.toString()));
        Program program =
                site.run("console-" + more[0], Program.gatehouse(arguments.toArray(String[]::new)));
        assertEquals(0, program.end(), program.err());
        return program.out();
    }

    private static String line(String printed, String name) {
        Matcher found =
                Pattern.compile("^" + name + " +(\\S+)$", Pattern.MULTILINE).matcher(printed);
        assertTrue(found.find(), printed);
        return found.group(1);
    }

    /// Types a fresh code and goes in, by keyboard alone.
    private static void pair(Page page) throws Exception {
        page.navigate(url);
        page.keyboard().type(line(console("pair"), "code").toLowerCase(Locale.ROOT));
        page.keyboard().press("Enter");
        page.waitForSelector(".link.live");
    }

    /// Waits for what a script says. Playwright's own wait would evaluate a text inside the page,
    /// which the page's policy forbids.
    private static void until(Page page, String expression) throws Exception {
        Await.until(expression, () -> Boolean.TRUE.equals(page.evaluate(expression)));
    }

    private static int number(Page page, String selector) {
        return Integer.parseInt(page.textContent(selector).strip());
    }

    @Test
    void aBoothOfAnotherKeyIsRefusedAndTheKeyIsThePrintedOne() throws Exception {
        String printed = console("pair");
        assertEquals(
                dev.gatehouse.bus.tls.TlsIdentity.read(
                                site.keys().resolve("tls/ca.crt"),
                                site.keys().resolve("tls/booth.crt"),
                                site.keys().resolve("tls/booth.key"))
                        .fingerprint(),
                line(printed, "SHA-256"));
        try (Screen trustsNobody = Screen.open();
                BrowserContext person = trustsNobody.person("en-CA")) {
            Page page = person.newPage();
            PlaywrightException refused =
                    assertThrows(PlaywrightException.class, () -> page.navigate(url));
            assertTrue(
                    String.valueOf(refused.getMessage()).contains("ERR_CERT_AUTHORITY_INVALID"),
                    refused.getMessage());
        }
    }

    @Test
    void theUnpairedSeeNothing() throws Exception {
        try (BrowserContext person = screen.person("en-CA")) {
            Page page = person.newPage();
            Response answer = page.navigate(url);
            assertEquals("TLS 1.3", answer.securityDetails().protocol);
            String seen = page.content() + page.title() + answer.allHeaders();
            for (String secret :
                    List.of(Site.BOOTH, "Gatehouse", "READY", "Ready", "development", "panel.js")) {
                assertFalse(seen.contains(secret), secret);
            }
            assertEquals(
                    List.of(401, 401, 404),
                    page.evaluate(
                            """
                            async () => Promise.all(['/events', '/panel.js', '/status'].map(
                              async (path) => (await fetch(path)).status))
                            """));
            // the policy holds: nothing that is put into the page runs
            page.evaluate(
                    """
                    () => { try {
                      const inline = document.createElement('script');
                      inline.text = 'document.title = "inline ran"';
                      document.body.append(inline);
                    } catch (refused) { /* trusted types */ } }
                    """);
            assertFalse(page.title().contains("inline ran"));
            page.fill("#code", "0000-0000-0000");
            page.click("button");
            page.waitForSelector("#answer:not(:empty)");
            assertEquals(0, page.locator("main#main").count());
        }
    }

    @ParameterizedTest
    @CsvSource({"en-CA, en, Alerts, TESTA01", "fr-CA, fr, Alertes, TESTB02"})
    void anAlertIsOnTheScreenWithinASecond(
            String locale, String language, String word, String plate) throws Exception {
        try (BrowserContext person = screen.person(locale)) {
            List<String> requests = new ArrayList<>();
            List<String> complaints = new ArrayList<>();
            person.onRequest(request -> requests.add(request.url()));
            Page page = person.newPage();
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.onPageError(complaints::add);
            page.navigate(url);
            requireNoObstacle(page, "pairing page " + language);
            pair(page);
            assertEquals(language, page.getAttribute("html", "lang"));
            assertTrue(page.textContent("#lanes").contains(word));

            int before = number(page, ALERTS);
            page.evaluate(
                    """
                    (selector) => {
                      const cell = document.querySelector(selector);
                      const before = cell.textContent;
                      new MutationObserver(() => {
                        if (cell.textContent !== before) window.changedAt ??= Date.now();
                      }).observe(cell, { childList: true, characterData: true, subtree: true });
                    }
                    """,
                    ALERTS);
            // the first request of this process is not what is measured
            site.postUntilTaken("2", Rekor.of("console-warm-" + language, "TESTZ99"));
            long postedMs = System.currentTimeMillis();
            site.postUntilTaken("1", Rekor.of("console-" + language, plate));
            until(page, "window.changedAt !== undefined");
            long tookMs = ((Number) page.evaluate("window.changedAt")).longValue() - postedMs;
            System.out.println("alert on the screen (" + language + "): " + tookMs + " ms");
            assertEquals(before + 1, number(page, ALERTS));
            assertTrue(tookMs <= ALERT_BOUND_MS, "after " + tookMs + " ms");

            requireNoObstacle(page, "panel " + language);
            assertFalse(page.content().contains(plate), "content on the screen");
            assertTrue(
                    requests.stream().allMatch(request -> request.startsWith(url)),
                    () -> "off origin: " + requests);
            assertEquals(List.of(), complaints);
            page.focus("#logout");
            page.keyboard().press("Enter");
            page.waitForSelector("#code");
        }
    }

    private static void requireNoObstacle(Page page, String what) throws Exception {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(
                    new Page.EmulateMediaOptions()
                            .setColorScheme(scheme)
                            .setReducedMotion(ReducedMotion.REDUCE));
            for (int width : List.of(1_280, 360)) {
                page.setViewportSize(width, 900);
                assertEquals(List.of(), Screen.obstacles(page), what + " " + scheme + " " + width);
                assertTrue(
                        ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue()
                                <= width,
                        what + " is wider than " + width);
            }
        }
        page.setViewportSize(1_280, 900);
    }

    @Test
    void theFirstLoadIsSmallAndTheLanguageCanBeChosen() throws Exception {
        try (BrowserContext person = screen.person("en-CA")) {
            Page page = person.newPage();
            pair(page);
            List<Response> loaded = new ArrayList<>();
            page.onResponse(loaded::add);
            page.click("nav a[lang=fr]");
            page.waitForSelector("html[lang=fr] .link.live");
            int bytes = 0;
            for (Response response : loaded) {
                boolean counts = response.status() == 200 && !response.url().endsWith("/events");
                bytes += counts ? response.body().length : 0;
            }
            System.out.println("first load of the panel: " + bytes + " octets");
            assertTrue(bytes > 10_000 && bytes <= FIRST_LOAD_MAX_BYTES, bytes + " octets");
            page.reload();
            page.waitForSelector("html[lang=fr] .link.live");
        }
    }

    @Test
    void aStoppedBoothTurnsEveryValueGreyWithAWord() throws Exception {
        try (BrowserContext person = screen.person("fr-FR")) {
            Page page = person.newPage();
            pair(page);
            assertEquals(0, page.locator("tr.stale, .figure.stale").count());
            booth.signal("STOP");
            try {
                page.waitForSelector(".link.cut");
                until(
                        page,
                        "[...document.querySelectorAll('td.age, .figure .age')].every((age) => age.textContent.startsWith('périmé'))");
                assertEquals(
                        page.locator("main .value").count(),
                        page.locator("main .stale .value").count());
                assertTrue(page.textContent("#spoken").contains("périmées"));
                requireNoObstacle(page, "stale panel");
            } finally {
                booth.signal("CONT");
            }
            page.waitForSelector(".link.live");
            until(page, "document.querySelectorAll('main .stale').length === 0");
        }
    }

    @Test
    void revokingEndsTheStreamAndIsRecorded() throws Exception {
        try (BrowserContext person = screen.person("en-CA")) {
            Page page = person.newPage();
            pair(page);
            assertTrue(console("revoke").contains("all sessions ended"));
            page.waitForSelector("#code");
            assertEquals(401, page.evaluate("async () => (await fetch('/events')).status"));
        }
        site.awaitReceipted();
        List<ConsoleAct> acts =
                site.records().stream()
                        .filter(record -> record.hasConsoleAccess())
                        .map(record -> record.getConsoleAccess().getAct())
                        .toList();
        assertTrue(acts.contains(ConsoleAct.CONSOLE_ACT_PAIRED), acts::toString);
        assertTrue(acts.contains(ConsoleAct.CONSOLE_ACT_REVOKED), acts::toString);
        assertFalse(booth.err().matches("(?s).*[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}.*"), "a code");
    }
}
