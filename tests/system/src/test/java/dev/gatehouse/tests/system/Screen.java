package dev.gatehouse.tests.system;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Debian's Chromium with a new profile, driven over its own protocol. It takes the one public key
/// it was told of, no other certificate that nobody vouches for.
final class Screen implements AutoCloseable {
    private static final Path TOOLS = Path.of("target/browser");
    private static final Path AXE = TOOLS.resolve("node_modules/axe-core/axe.min.js");
    private static final String PROGRAM = "chromium";

    private final Playwright playwright;
    private final Browser browser;

    private Screen(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /// Skips, or fails under CI, when something is not installed.
    static void require() {
        Components.require(PROGRAM, "node");
        Components.missing(
                Files.exists(TOOLS.resolve("package/cli.js")) && Files.exists(AXE),
                "playwright-core and axe-core are not in " + TOOLS);
    }

    /// @param trusted pins of public keys, see [#pin]; none trusts no booth at all
    static Screen open(String... trusted) {
        System.setProperty("playwright.cli.dir", TOOLS.toAbsolutePath().toString());
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        List<String> flags =
                new ArrayList<>(
                        List.of(
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync"));
        if (trusted.length > 0) {
            flags.add("--ignore-certificate-errors-spki-list=" + String.join(",", trusted));
        }
        Browser browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(program())
                                        .setArgs(flags));
        return new Screen(playwright, browser);
    }

    private static Path program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    /// SHA-256 of a certificate's public key, as Chromium takes it.
    static String pin(Path certificate) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(certificate)) {
            byte[] key =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(in)
                            .getPublicKey()
                            .getEncoded();
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
        }
    }

    /// A browser profile of its own: no cookie is shared.
    BrowserContext person(String locale) {
        return browser.newContext(
                new Browser.NewContextOptions().setLocale(locale).setViewportSize(1280, 900));
    }

    /// What axe finds on a page, one line for each violation. Its script enters as a debugger's
    /// would, so that the page's own policy stays as it is.
    static List<String> obstacles(Page page) throws IOException {
        page.evaluate(Files.readString(AXE, StandardCharsets.UTF_8));
        Object found =
                page.evaluate(
                        """
                        async () => (await axe.run()).violations.map(
                          (one) => one.id + ': ' + one.nodes.map((node) => node.target + ' ' + node.failureSummary).join(' | '))
                        """);
        return ((List<?>) found).stream().map(String::valueOf).toList();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
