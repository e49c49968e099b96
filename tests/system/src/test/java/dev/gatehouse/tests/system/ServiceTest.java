package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What a service manager hears of a booth (sd_notify(3)), on a real datagram socket. That systemd
/// itself acts on it is in [PackageTest].
@ExtendWith(LogsOnFailure.class)
final class ServiceTest {
    private static final String LISTED = "S-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31";

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    ServiceTest() {}

    private static Map<String, String> environment(String socket) {
        Map<String, String> environment = new HashMap<>();
        environment.put("NOTIFY_SOCKET", socket);
        environment.put("WATCHDOG_USEC", "1000000");
        return environment;
    }

    private static int signal(String name, Program program) throws Exception {
        return new ProcessBuilder("kill", "-" + name, Long.toString(program.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    @Test
    void readyComesWhenTheStoresAreOpenAndTheListenersBound() throws Exception {
        String path = folder.resolve("notify").toString();
        try (Site site = Site.enrolled(folder, LISTED);
                NotifyPeer manager = NotifyPeer.bind(path)) {
            Program booth = site.run("booth", site.boothCommand(), environment(path));
            Await.until("READY=1", () -> manager.count("READY=1") == 1);
            // no waiting from here on: it said that it is ready
            assertEquals(200, site.get("/livez").statusCode());
            assertEquals(200, site.post("1", Rekor.of("service-1", "TESTA01")));
            assertTrue(site.data().resolve("journal").toFile().isDirectory());
            Await.until("fed", () -> manager.count("WATCHDOG=1") > 3);
            assertFalse(manager.heard().toString().contains("TESTA01"), "content in a notice");
            assertTrue(
                    manager.heard().getFirst().text().startsWith("READY=1\nSTATUS="),
                    () -> manager.heard().toString());

            assertEquals(0, booth.stop(), booth.err());
            List<NotifyPeer.Heard> all = manager.heard();
            assertEquals(1, manager.count("READY=1"));
            assertEquals("STOPPING=1\nSTATUS=stopping", all.getLast().text());
            long fed = manager.count("WATCHDOG=1");
            Thread.sleep(1_000);
            assertEquals(fed, manager.count("WATCHDOG=1"));
        }
    }

    @Test
    void aProcessThatStandsStillIsNotFed() throws Exception {
        String name = "@gatehouse-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        try (Site site = Site.enrolled(folder, LISTED);
                NotifyPeer manager = NotifyPeer.bind(name)) {
            Program booth = site.run("booth", site.boothCommand(), environment(name));
            Await.until("fed", () -> manager.count("WATCHDOG=1") > 2);
            assertEquals(0, signal("STOP", booth));
            Thread.sleep(200);
            long fed = manager.count("WATCHDOG=1");
            Thread.sleep(2_000);
            assertEquals(fed, manager.count("WATCHDOG=1"));
            assertEquals(0, signal("CONT", booth));
            Await.until("fed again", () -> manager.count("WATCHDOG=1") > fed);
            assertEquals(0, booth.stop(), booth.err());
        }
    }

    @Test
    void aManagerThatIsGoneStopsNothing() throws Exception {
        try (Site site = Site.enrolled(folder, LISTED)) {
            Program booth =
                    site.run(
                            "booth",
                            site.boothCommand(),
                            environment(folder.resolve("nobody").toString()));
            site.awaitPort(booth, site.toml().httpPort());
            assertEquals(200, site.post("1", Rekor.of("service-2", "TESTA01")));
            Await.until("told", () -> booth.err().contains("SVC-005"));
            assertEquals(0, booth.stop(), booth.err());
        }
    }
}
