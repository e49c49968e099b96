package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.central.pki.SiteAuthority;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Seeded faults of real booths: each is named by `doctor` under its own code, and nothing else is.
/// A healthy booth has no finding before, between and after them.
@ExtendWith(LogsOnFailure.class)
final class DoctorTest {
    private static final int FINE = 0;
    private static final int ILL = 3;
    private static final int UNREACHABLE = 4;

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    DoctorTest() {}

    /// What doctor said.
    ///
    /// @param codes of faults and warnings; notes are nothing to do
    private record Said(int exit, Set<String> codes, FlatJson json) {}

    private static Said doctor(Site site, Path config, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("doctor", "--json"));
        arguments.addAll(List.of("--config", config.toString()));
        arguments.addAll(Arrays.asList(options));
        Program program = site.run("doctor", Program.gatehouse(arguments.toArray(String[]::new)));
        int exit = program.end();
        assertEquals("", program.err());
        FlatJson json = FlatJson.parse(program.out());
        Set<String> codes = new TreeSet<>();
        for (String finding : json.elements("findings")) {
            assertFalse(json.text(finding + "remedy").isBlank(), finding);
            assertFalse(json.text(finding + "cause").isBlank(), finding);
            if (!json.text(finding + "severity").equals("NOTE")) {
                codes.add(json.text(finding + "code"));
            }
        }
        return new Said(exit, codes, json);
    }

    private static void requireNamed(Site site, Path config, Set<String> codes, String... options)
            throws Exception {
        Said said = doctor(site, config, options);
        assertEquals(new TreeSet<>(codes), said.codes(), () -> said.json().values().toString());
        assertEquals(codes.isEmpty() ? FINE : ILL, said.exit());
    }

    private static void requireHealthy(Site site) throws Exception {
        requireNamed(site, site.writeConfig(), Set.of());
    }

    /// A configuration beside the one in force, for faults that only the next start would meet.
    private static Path beside(Site site, String text, String instead) throws Exception {
        return besideByPattern(site, Pattern.quote(text), instead);
    }

    /// The configuration as its file has it: with the way upstream of this run.
    private static String inForce(Site site) throws Exception {
        return Files.readString(site.writeConfig());
    }

    private static Path besideByPattern(Site site, String pattern, String instead)
            throws Exception {
        String toml = inForce(site);
        String changed = toml.replaceFirst(pattern, Matcher.quoteReplacement(instead));
        assertNotEquals(toml, changed, pattern);
        return Files.writeString(site.folder().resolve("beside.toml"), changed);
    }

    @Test
    void faultsOfARunningBoothAreNamedAndAHealthyOneHasNone() throws Exception {
        try (Site site =
                Site.enrolled(folder, "Q-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31")) {
            Program central = site.startCentral();
            Program booth = site.startBooth();
            site.awaitReady();
            assertEquals(200, site.post("1", Rekor.of("doctor-1", "TESTA01")));
            assertEquals(200, site.post("2", Rekor.of("doctor-2", "UNLIST1")));
            site.awaitReceipted();
            requireHealthy(site);
            metricsAgreeWithTheStatus(site);
            configuration(site);
            keysAndCertificates(site);
            lists(site);
            limits(site);
            requireHealthy(site);

            assertEquals(0, central.stop());
            // behind a broker an idle booth learns it when its next question for the time, a minute
            // after the last and up to 11 s on its way, has had no answer for 10 s
            Await.until("away", 120, () -> !site.status().text("uplink.stage").equals("LIVE"));
            String code =
                    switch (site.upstream()) {
                        case EMBEDDED, TLS -> "UPL-REFUSED";
                        // the broker between them is there, and central does not answer
                        case MOSQUITTO -> "UPL-AWAY";
                    };
            requireNamed(site, site.writeConfig(), Set.of(code));
            site.startCentral();
            Await.until("live", () -> site.status().text("uplink.stage").equals("LIVE"));
            requireHealthy(site);

            for (int i = 0; i < 6; i++) {
                int answer = site.post("1", "no json".getBytes(StandardCharsets.UTF_8));
                assertEquals(400, answer);
            }
            requireNamed(site, site.writeConfig(), Set.of("DEV-REJECTS"));
            silentToTheDoctor(site, booth);
            assertEquals(0, booth.stop(), booth.err());
        }
    }

    /// Faults in a configuration that the next start would read; the running booth is found by it.
    private static void configuration(Site site) throws Exception {
        Path unknown = beside(site, "[policy]\n", "[policy]\nclear_everything = true\n");
        Said said = doctor(site, unknown);
        assertEquals(Set.of("CFG-UNKNOWN"), said.codes());
        assertEquals("READY", said.json().text("condition"));
        assertEquals("policy.clear_everything", said.json().text("findings.0.subject"));
        requireNamed(
                site,
                beside(site, "[health]\n", "[console]\nlisten = 7\n[health]\n"),
                Set.of("CFG-INVALID"));
        requireNamed(
                site,
                besideByPattern(
                        site, "addresses = \\[.*]", "addresses = [\"tcp://192.0.2.1:1884\"]"),
                Set.of("CFG-LOOPBACK"));
        requireNamed(site, beside(site, "\"rekor\"", "\"nobodys-format\""), Set.of("CFG-DEVICE"));
        // a quota that no disk of this machine has room for
        requireNamed(
                site,
                besideByPattern(site, "p1_mib = \\d+", "p1_mib = 1048576"),
                Set.of("DSK-SPACE"));
    }

    private static void keysAndCertificates(Site site) throws Exception {
        Path config = site.writeConfig();
        Path secret = site.keys().resolve("upstream.password");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        requireNamed(site, config, Set.of("CFG-OPEN"));
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));

        Path key = site.keys().resolve("tls/booth.key");
        Path certificate = site.keys().resolve("tls/booth.crt");
        Path good = Files.createDirectories(site.folder().resolve("good"));
        Files.copy(key, good.resolve("booth.key"));
        Files.copy(certificate, good.resolve("booth.crt"));

        copy(site.keys().resolve("tls/clients/observer.key"), key);
        requireNamed(site, config, Set.of("CRT-KEY"));

        Path authority = site.centralHome().resolve("tls");
        issue(authority, Duration.ofDays(380), site);
        requireNamed(site, config, Set.of("CRT-EXPIRES"));
        issue(authority, Duration.ofDays(500), site);
        requireNamed(site, config, Set.of("CRT-EXPIRED"));
        issue(site.folder().resolve("another-authority"), Duration.ZERO, site);
        requireNamed(site, config, Set.of("CRT-CHAIN"));
        Files.writeString(certificate, "no certificate");
        requireNamed(site, config, Set.of("CRT-UNREADABLE"));
        copy(good.resolve("booth.key"), key);
        copy(good.resolve("booth.crt"), certificate);
        Path clients = site.keys().resolve("tls/clients-ca.crt");
        Files.copy(clients, good.resolve("clients-ca.crt"));
        Files.writeString(clients, "no certificate");
        requireNamed(site, config, Set.of("CRT-UNREADABLE"));
        copy(good.resolve("clients-ca.crt"), clients);
        requireHealthy(site);
    }

    private static void copy(Path from, Path to) throws Exception {
        Files.copy(
                from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /// Certificate and key of the booth, issued so long ago.
    private static void issue(Path authority, Duration ago, Site site) throws Exception {
        Instant then = Instant.now().minus(ago);
        Path made = Files.createTempDirectory(site.folder(), "issued");
        SiteAuthority.open(authority, new SecureRandom(), () -> then)
                .issueClient(made, "booth", "north-1");
        copy(made.resolve("booth.key"), site.keys().resolve("tls/booth.key"));
        copy(made.resolve("booth.crt"), site.keys().resolve("tls/booth.crt"));
    }

    private static void lists(Site site) throws Exception {
        Path config = site.writeConfig();
        Path list = site.toml().lookouts();
        String good = Files.readString(list);
        Files.write(list, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
        Await.until("damage", () -> site.status().text("lookouts.source").equals("DAMAGED"));
        requireNamed(site, config, Set.of("LST-DAMAGED"));
        Files.delete(list);
        Await.until("absence", () -> site.status().text("lookouts.source").equals("ABSENT"));
        requireNamed(site, config, Set.of("LST-MISSING"));
        Files.writeString(list, good);
        Files.setLastModifiedTime(list, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
        Await.until("age", () -> site.status().text("lookouts.level").equals("RED"));
        requireNamed(site, config, Set.of("LST-STALE"));
        Files.setLastModifiedTime(list, FileTime.from(Instant.now()));
        Await.until("green", () -> site.status().text("lookouts.level").equals("GREEN"));
    }

    private static void limits(Site site) throws Exception {
        Path config = site.writeConfig();
        requireNamed(site, config, Set.of("MEM-RSS"), "--memory-mib", "16");
        // the readers on MQTT have never been heard
        Said silent = doctor(site, config, "--silent-s", "3");
        assertEquals(Set.of("DEV-SILENT"), silent.codes());
        assertTrue(
                silent.json().values().containsValue("lpr-2"), silent.json().values().toString());
    }

    /// A process that is stopped holds everything and answers nothing.
    private static void silentToTheDoctor(Site site, Program booth) throws Exception {
        booth.signal("STOP");
        try {
            Said said = doctor(site, site.writeConfig());
            assertEquals(Set.of("BTH-SILENT"), said.codes());
            assertEquals(UNREACHABLE, said.exit());
        } finally {
            booth.signal("CONT");
        }
    }

    private static void metricsAgreeWithTheStatus(Site site) throws Exception {
        FlatJson status = site.status();
        String metrics = site.get("/metrics").body();
        for (Map.Entry<String, String> pair :
                Map.of(
                                "decisions.hits", "gatehouse_hits_total ",
                                "decisions.referrals", "gatehouse_referrals_total ",
                                "journal.acknowledged", "gatehouse_events_acknowledged_total ",
                                "journal.p1.durable", "gatehouse_journal_records{class=\"p1\"} ",
                                "journal.p1.quota_segments",
                                        "gatehouse_journal_quota_segments{class=\"p1\"} ",
                                "disk.total_bytes", "gatehouse_disk_size_bytes ",
                                "lookouts.generation", "gatehouse_list_generation ")
                        .entrySet()) {
            String line = pair.getValue() + status.text(pair.getKey()) + "\n";
            assertTrue(metrics.contains("\n" + line), () -> line + " is not in " + metrics);
        }
        assertFalse(metrics.contains("TESTA01") || metrics.contains("UNLIST1"), "content");
    }

    @Test
    void faultsOfStoreClockAndPortsAreNamed() throws Exception {
        try (Site site = Site.enrolled(folder)) {
            Program central = site.startCentral();
            Program booth = site.startBooth();
            site.awaitReady();
            for (int i = 0; i < 4; i++) {
                site.postUntilTaken("1", Rekor.of("store-" + i, "STORE0" + i));
            }
            site.awaitReceipted();
            assertEquals(0, booth.stop(), booth.err());
            Path config = site.writeConfig();
            Said down = doctor(site, config);
            assertEquals(Set.of("BTH-DOWN"), down.codes());
            assertEquals(UNREACHABLE, down.exit());
            assertEquals("UNREACHABLE", down.json().text("condition"));
            busPortTaken(site, config);

            SegmentFile.damage(site.data().resolve("journal"), "p1", 2);
            damageAndWrongPassword(site);
            assertEquals(0, central.stop());

            // another booth's store: no upstream, so that nobody confirms the time, and a broker
            // where none is
            secret(site.keys().resolve("bus.password"));
            BoothToml toml = site.toml().withDataDir(site.folder().resolve("data-2"));
            site.configure(toml);
            Path alone =
                    Files.writeString(
                            site.folder().resolve("alone.toml"),
                            inForce(site)
                                    .replaceFirst("\\[upstream]\naddresses = .*\n", "")
                                    .replaceFirst(
                                            "\\[bus]\n.*\n",
                                            "[bus]\nbroker = \"tcp://127.0.0.1:"
                                                    + Site.freePorts(1)[0]
                                                    + "\"\n"));
            booth =
                    site.run(
                            "alone",
                            Program.gatehouse(
                                    "run", "--config", alone.toString(), "--insecure-demo"));
            site.awaitPort(booth, toml.httpPort());
            Await.until("list", () -> site.status().text("lookouts.level").equals("GREEN"));
            requireNamed(site, alone, Set.of("CLK-UNCONFIRMED", "BUS-AWAY"));
            // a quarter of what the class may have, and nobody receipts it
            site.postUntilTaken("1", Rekor.of("waiting", "WAITING"));
            Await.until("backlog", () -> site.status().number("journal.p1.backlog_segments") == 1);
            long quota = site.status().number("journal.p1.quota_segments");
            requireNamed(
                    site,
                    alone,
                    Set.of("CLK-UNCONFIRMED", "BUS-AWAY", "JRN-QUOTA"),
                    "--quota-percent",
                    String.valueOf(100 / quota));
            assertEquals(0, booth.stop(), booth.err());
        }
    }

    private static void busPortTaken(Site site, Path config) throws Exception {
        if (site.toml().bus() == BusKind.MOSQUITTO) {
            // the port is the broker's own
            assertEquals(Set.of("BTH-DOWN"), doctor(site, config).codes());
            return;
        }
        try (ServerSocket taken =
                new ServerSocket(site.toml().busPort(), 1, InetAddress.getLoopbackAddress())) {
            assertTrue(taken.isBound());
            assertEquals(Set.of("BTH-DOWN", "BUS-PORT"), doctor(site, config).codes());
        }
    }

    private static void secret(Path file) throws Exception {
        Files.writeString(file, "nobodys-password");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /// A start that meets damage, with a password that is not central's.
    private static void damageAndWrongPassword(Site site) throws Exception {
        secret(site.keys().resolve("wrong.password"));
        Path config =
                beside(
                        site,
                        "[upstream]\n",
                        "[upstream]\npassword_file = \"keys/wrong.password\"\n");
        Program booth =
                site.run(
                        "wrong",
                        Program.gatehouse("run", "--config", config.toString(), "--insecure-demo"));
        site.awaitPort(booth, site.toml().httpPort());
        if (site.upstream() != UpstreamKind.MOSQUITTO) {
            Await.until("refused", () -> booth.err().contains("UPL-002"));
            requireNamed(site, config, Set.of("JRN-DAMAGED", "UPL-LOGIN"));
        } else {
            // the broker goes by certificates; a password counts for nothing there
            Await.until("live", () -> site.status().text("uplink.stage").equals("LIVE"));
            requireNamed(site, config, Set.of("JRN-DAMAGED"));
        }
        assertEquals(0, booth.stop(), booth.err());
    }
}
