package dev.gatehouse.proofs.outage;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.proofs.crash.Program;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The booth's process, and what its status page says.
final class Booth {
    private static final long STOP_MS = 60_000;
    private static final int OK = 200;
    private static final int RETRY_MS = 5;

    /// The page shows a moment ago; so many different ones are waited for.
    private static final int FRESH_PAGES = 3;

    private final OutageSite site;
    private @Nullable Program program;

    Booth(OutageSite site) {
        this.site = site;
    }

    void start() throws IOException {
        program = site.startBooth();
    }

    /// SIGKILL, start, and a read until it is answered.
    ///
    /// @return milliseconds from the start of the process to the answer
    long restart(String event) throws IOException, InterruptedException {
        Program running = program;
        if (running != null) {
            var _ = running.kill();
        }
        long began = System.nanoTime();
        program = site.startBooth();
        var request =
                Readers.request(
                        site.httpUri(OutageSite.reader(OutageSite.READERS)), event, "HNEVER1");
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            Waiting.until(
                    "first match",
                    () -> {
                        try {
                            return client.send(request, HttpResponse.BodyHandlers.discarding())
                                            .statusCode()
                                    == OK;
                        } catch (IOException e) {
                            Thread.sleep(RETRY_MS);
                            return false;
                        }
                    });
        }
        long tookMs = (System.nanoTime() - began) / 1_000_000;
        awaitFreshPages();
        return tookMs;
    }

    private void awaitFreshPages() throws IOException, InterruptedException {
        Set<String> pages = new HashSet<>();
        Waiting.until(
                "fresh pages",
                () -> {
                    site.status().ifPresent(page -> pages.add(page.values().toString()));
                    return pages.size() > FRESH_PAGES;
                });
    }

    void awaitLive() throws IOException, InterruptedException {
        Waiting.until("the uplink is up", () -> text("uplink.stage").equals("LIVE"));
    }

    void awaitDrained() throws IOException, InterruptedException {
        awaitFreshPages();
        Waiting.until("everything receipted", () -> waiting() == 0);
    }

    /// Records that central has not receipted; -1 when the booth does not answer.
    long waiting() {
        Optional<FlatJson> page = site.status();
        return page.map(now -> now.number("journal.sealed") - now.number("journal.receipted"))
                .orElse(-1L);
    }

    long number(String path) {
        return site.status().map(page -> page.number(path)).orElse(-1L);
    }

    String text(String path) {
        return site.status().map(page -> page.text(path)).orElse("");
    }

    /// SIGTERM.
    ///
    /// @return the exit code
    int stop() throws InterruptedException {
        Program running = program;
        return running == null ? 0 : running.stop(STOP_MS);
    }
}
