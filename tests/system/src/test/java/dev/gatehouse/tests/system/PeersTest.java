package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.bus.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Programs that everybody has, against the booth: `curl`, `mosquitto_pub`, `mosquitto_sub`.
@ExtendWith(LogsOnFailure.class)
final class PeersTest {
    private static final String ALERT_1 = Site.topic("lane/1/alert");
    private static final String STATUS = Site.topic("status");

    @TempDir private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Site site;

    @SuppressWarnings("NullAway.Init")
    PeersTest() {}

    @BeforeAll
    static void start() throws Exception {
        Components.require("curl", "mosquitto_pub", "mosquitto_sub");
        site =
                Site.enrolled(
                        folder,
                        "L-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31",
                        "L-2,PLATE,US-NY,TESTB02,2,REFER_MANDATORY,2099-12-31",
                        "L-3,PLATE,US-NY,TESTC03,2,REFER_MANDATORY,2099-12-31",
                        "L-4,PLATE,US-NY,TESTD04,2,REFER_MANDATORY,2099-12-31",
                        "L-5,PLATE,US-NY,TESTE05,2,REFER_MANDATORY,2099-12-31");
        site.startCentral();
        site.startBooth();
        site.awaitReady();
    }

    @AfterAll
    static void end() throws Exception {
        site.close();
    }

    /// Subscribes, and waits for the retained status, which every client may have: from then on
    /// what is not printed was not sent.
    private static Program subscribe(String user, String filter) throws Exception {
        List<String> command = site.mosquitto("mosquitto_sub", user);
        command.addAll(List.of("-v", "-q", "1", "-t", filter, "-t", STATUS));
        Program sub = site.run("sub-" + user, command);
        Await.until(user + " hears the status", () -> sub.out().contains(STATUS + " "));
        return sub;
    }

    @Test
    void aPostByCurlRaisesAnAlertThatMosquittoSubPrints() throws Exception {
        Program observer = subscribe("observer", ALERT_1);
        Path body =
                Files.writeString(
                        folder.resolve("curl.json"), Rekor.of("curl-1", "TESTA01").json());
        Program curl =
                site.run(
                        "curl",
                        List.of(
                                "curl",
                                "--silent",
                                "--show-error",
                                "--max-time",
                                "40",
                                "--write-out",
                                "%{http_code}",
                                "--header",
                                "Content-Type: application/json",
                                "--data-binary",
                                "@" + body,
                                site.reader("1").toString()));

        assertEquals(0, curl.end(), curl.err());
        assertEquals("200", curl.out());
        Await.until("the alert", () -> observer.out().contains(ALERT_1 + " "));
        String alert = alertLine(observer);
        assertTrue(alert.contains("\"laneId\":\"1\""), alert);
        assertTrue(alert.contains("\"grade\":\"GRADE_EXACT\""), alert);
        assertFalse(alert.contains("TESTA01"), alert);
        observer.close();
    }

    @Test
    void aMessageByMosquittoPubRaisesAnAlertThatMosquittoSubPrints() throws Exception {
        Program observer = subscribe("observer", ALERT_1);
        Path body =
                Files.writeString(folder.resolve("pub.json"), Rekor.of("pub-1", "TESTB02").json());
        List<String> command = site.mosquitto("mosquitto_pub", "lpr-1");
        command.addAll(
                List.of("-q", "1", "-t", Site.topic("device/lpr-1/input"), "-f", body.toString()));
        Program pub = site.run("pub", command);

        assertEquals(0, pub.end(), pub.err());
        Await.until("the alert", () -> observer.out().contains(ALERT_1 + " "));
        String alert = alertLine(observer);
        assertTrue(alert.contains("\"grade\":\"GRADE_EXACT\""), alert);
        assertFalse(alert.contains("TESTB02"), alert);
        // PUBACK came after the disk: what mosquitto_pub was told is at central
        assertEquals("VERDICT_REFER", site.checkAtCentral("pub-1").getVerdict().name());
        observer.close();
    }

    private static String alertLine(Program observer) throws Exception {
        return observer.out()
                .lines()
                .filter(line -> line.startsWith(ALERT_1 + " "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoHasNoRightSeesNoAlert() throws Exception {
        Program display = subscribe("display", "gatehouse/#");
        BusClient observer = site.client("observer", ALERT_1);

        assertEquals(200, site.post("1", Rekor.of("right-1", "TESTC03")));

        observer.await("the alert", message -> message.topic().equals(ALERT_1));
        // the lane's signal leaves after the alert: a display that has seen it would have seen both
        Await.until(
                "the lane's signal",
                () ->
                        display.out().contains(Site.topic("lane/1/output") + " ")
                                && display.out().contains("LANE_SIGNAL_REFER"));
        assertFalse(display.out().contains("/alert "), display.out());
        assertFalse(display.out().contains("/terminal "), display.out());
        display.close();
        observer.close();
    }

    @Test
    void aWrongPasswordAndNoNameAreRefused() throws Exception {
        EmbeddedOnly.WRONG_PASSWORD.assume();
        List<String> wrong = site.mosquitto("mosquitto_sub", "observer");
        wrong.set(wrong.size() - 1, "not-the-password-at-all");
        wrong.addAll(List.of("-v", "-t", "gatehouse/#"));
        List<String> nobody =
                List.of(
                        "mosquitto_sub",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        String.valueOf(site.toml().busPort()),
                        "-v",
                        "-t",
                        "gatehouse/#");
        for (List<String> command : List.of(wrong, nobody)) {
            Program sub = site.run("refused", command);
            assertNotEquals(0, sub.end());
            assertEquals("", sub.out());
            assertTrue(sub.err().contains("Refused"), sub.err());
        }
    }

    @Test
    void aComparisonReachesItsOwnLanesTerminalOnly() throws Exception {
        BusClient terminal1 = site.client("terminal-1", "gatehouse/#");
        BusClient terminal2 =
                site.client("terminal-2", "gatehouse/#", Site.topic("lane/1/terminal"));

        assertEquals(200, site.post("1", Rekor.of("compare-1", "TESTD04")));
        assertEquals(200, site.post("2", Rekor.of("compare-2", "TESTE05")));

        BusClient.Heard own =
                terminal1.await("lane 1's comparison", m -> m.text().contains("TESTD04"));
        assertEquals(Site.topic("lane/1/terminal"), own.topic());
        assertEquals("TESTD04", own.json().text("comparison.read"));
        assertEquals("TESTD04", own.json().text("comparison.listed"));
        BusClient.Heard other =
                terminal2.await("lane 2's comparison", m -> m.text().contains("TESTE05"));
        assertEquals(Site.topic("lane/2/terminal"), other.topic());
        // lane 1's comparison left before lane 2's, so what terminal 2 has by now is all there was
        assertEquals(List.of(), terminal2.heard(m -> m.text().contains("TESTD04")));
        assertEquals(List.of(), terminal2.heard(m -> m.topic().contains("/lane/1/")));
        assertEquals(List.of(), terminal1.heard(m -> m.topic().contains("/lane/2/")));
        for (BusClient client : List.of(terminal1, terminal2)) {
            for (BusClient.Heard message : client.heard()) {
                assertTrue(Topics.parse(message.topic()).isPresent(), message.topic());
            }
            client.close();
        }
        // never retained: who comes later hears nothing of it
        BusClient late = site.client("terminal-1", Site.topic("lane/1/terminal"), STATUS);
        late.await("the status", m -> m.topic().equals(STATUS));
        assertEquals(List.of(), late.heard(m -> m.text().contains("comparison")));
        late.close();
    }
}
