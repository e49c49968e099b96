package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.proto.v1.InventoryCause;
import dev.gatehouse.proto.v1.InventoryState;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.simulators.lan.LanDevice;
import dev.gatehouse.simulators.lan.LanPeer;
import dev.gatehouse.simulators.lan.LanPorts;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A whole booth on a LAN of made-up devices: a policy signed by central's command, makers named
/// with their evidence, the listed ones flagged, a waiver that ends while the booth runs, and all
/// of it at central.
@ExtendWith(LogsOnFailure.class)
final class InventoryTest {
    private static final String CAMERA = "127.0.0.31";
    private static final String REPEATER = "127.0.0.32";
    private static final int WAIVER_S = 45;

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    InventoryTest() {}

    private static int udp() throws IOException {
        try (DatagramSocket free =
                new DatagramSocket(new InetSocketAddress(InetAddress.getByName(CAMERA), 0))) {
            return free.getLocalPort();
        }
    }

    private static LanDevice camera() {
        return new LanDevice(
                CAMERA,
                "00000000-0000-4000-8000-000000000031",
                "Lane3",
                "",
                "DS-EXAMPLE",
                "CAM0001",
                "Linux/4.9 UPnP/1.0 ExampleCam/2.1",
                "HIKVISION DS-EXAMPLE",
                "HIKVISION",
                "",
                "",
                "",
                "App-webs/",
                "IP Camera(C1)");
    }

    private static LanDevice repeater() {
        return new LanDevice(
                REPEATER,
                "00000000-0000-4000-8000-000000000032",
                "Repeater 1",
                "Hytera",
                "RD-X",
                "TEST0001",
                "RD/1 UPnP/1.0",
                "",
                "",
                "made-up",
                "Hytera repeater",
                "1.3.6.1.4.1.40297.1",
                "RD",
                "");
    }

    private static String policy(Instant expires) {
        Instant issued = expires.minus(30, ChronoUnit.DAYS);
        return """
        {"version":1,"lists":[{"listId":"US-FCC","version":"2026-03-23","asOf":"2026-03-23","source":"made up","entries":[
          {"id":"hytera","maker":"Hytera","relation":"named","included":"2021-03-12","patterns":["hytera*"],"enterprises":[40297]},
          {"id":"hikvision","maker":"Hikvision","relation":"named","included":"2021-03-12","aliases":["App-webs/"],"patterns":["hikvision*"]}]}],
         "waivers":[{"id":"W-2026-014","listId":"US-FCC","entryId":"hytera","subject":{"kind":"repeater","serial":"TEST0001"},
          "reason":"radio replacement","controls":["isolated VLAN"],"replacementDue":"2027-02-28",
          "requestedBy":"u-117","approvedBy":"u-041","secondApprover":"u-009",
          "issued":"%s","notBefore":"%s","expires":"%s"}]}
        """
                .formatted(issued, issued, expires);
    }

    private Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void sign(Site site, Instant expires) throws Exception {
        Files.createDirectories(
                folder.resolve("policy"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(folder.resolve("plain.json"), policy(expires));
        String key = folder.resolve("policy/policy.key").toString();
        String signed = folder.resolve("covered.policy").toString();
        for (List<String> command :
                List.of(
                        List.of("policy", "key", "--out", key),
                        List.of(
                                "policy",
                                "sign",
                                folder.resolve("plain.json").toString(),
                                "--key",
                                key,
                                "--out",
                                signed),
                        List.of("policy", "check", signed, "--key", key + ".pub"))) {
            Program program = site.run("policy", Program.central(command.toArray(String[]::new)));
            assertEquals(0, program.end(), program.err());
        }
    }

    private String inventory(String toml, LanPorts ports) {
        return toml
                + """

                [inventory]
                segments = ["lo"]
                policy_file = "%s"
                policy_key = "%s"
                scan_addresses = ["%s", "%s"]
                snmp_communities = "%s"
                onvif_credentials = "%s"
                neighbour_poll_s = 5
                ports = ["mdns:%d", "ssdp:%d", "discovery:%d", "snmp:%d", "http:%d", "https:%d"]
                """
                        .formatted(
                                folder.resolve("covered.policy"),
                                folder.resolve("policy/policy.key.pub"),
                                CAMERA,
                                REPEATER,
                                folder.resolve("snmp"),
                                folder.resolve("onvif"),
                                ports.mdns(),
                                ports.ssdp(),
                                ports.discovery(),
                                ports.snmp(),
                                ports.http(),
                                ports.http());
    }

    private static Optional<String> device(FlatJson page, String address) {
        return page.elements("devices").stream()
                .filter(device -> page.text(device + "addresses.0").equals(address))
                .findFirst();
    }

    private static boolean has(Site site, String address, String key, String value)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = site.get("/inventory");
        if (answer.statusCode() != 200) {
            // the lanes are opened before the inventory
            return false;
        }
        FlatJson page = FlatJson.parse(answer.body());
        return device(page, address)
                .filter(device -> page.text(device + key).equals(value))
                .isPresent();
    }

    private Program gatehouse(Site site, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("inventory"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", site.writeConfig().toString()));
        Program program = site.run("inventory", Program.gatehouse(all.toArray(String[]::new)));
        assertEquals(0, program.end(), program.err());
        return program;
    }

    @Test
    void namesMakersWithEvidenceFlagsTheListedOnesAndHonoursAWaiverUntilItEnds() throws Exception {
        LanPorts ports = new LanPorts(udp(), udp(), udp(), udp(), Site.freePorts(1)[0]);
        secret("snmp", REPEATER + " made-up\n");
        secret("onvif", CAMERA + " operator secret\n");
        try (Site site = Site.enrolled(folder);
                LanPeer camera = LanPeer.start(camera(), ports);
                LanPeer repeater = LanPeer.start(repeater(), ports)) {
            site.rewrite(toml -> inventory(toml, ports));
            site.startCentral();
            Instant expires = Instant.now().plusSeconds(WAIVER_S).truncatedTo(ChronoUnit.SECONDS);
            sign(site, expires);
            site.startBooth();
            Await.until(
                    "the inventory listens",
                    () -> {
                        NetworkInterface lo = NetworkInterface.getByName("lo");
                        camera.announce(lo);
                        repeater.announce(lo);
                        return has(site, CAMERA, "state", "INDICATED")
                                && has(site, REPEATER, "state", "INDICATED");
                    });
            assertEquals(0, camera.datagrams() + repeater.datagrams(), "nobody was asked");

            Program ordered = gatehouse(site, "scan", "--by", "u-117");
            assertTrue(ordered.out().contains("2 addresses"), ordered.out());
            Await.until(
                    "the camera is confirmed and the repeater known by its serial number",
                    () ->
                            has(site, CAMERA, "state", "CONFIRMED")
                                    && has(site, REPEATER, "serial", "TEST0001"));
            FlatJson page = FlatJson.parse(site.get("/inventory").body());
            String flagged = device(page, REPEATER).orElseThrow();
            if (Instant.now().isBefore(expires.minusSeconds(2))) {
                assertEquals("W-2026-014", page.text(flagged + "waiver"));
                assertEquals("EXPIRING", page.text(flagged + "waiver_state"));
            }
            Await.until("the waiver ends", () -> has(site, REPEATER, "waiver_state", "EXPIRED"));
            assertFalse(Instant.now().isBefore(expires), "not before its time");

            String report = gatehouse(site, "report").out();
            assertTrue(report.contains("Indicator of covered maker: Hikvision (level 4"), report);
            assertTrue(report.contains("List US-FCC version 2026-03-23"), report);
            assertTrue(report.contains("Not visible from here"), report);
            assertTrue(report.contains("Waiver W-2026-014 has expired"), report);
            assertFalse(report.contains("violation") || report.contains("illegal"), report);
            assertTrue(gatehouse(site, "status").out().contains("CONFIRMED"));

            site.awaitReceipted();
            List<Record> records = site.records();
            assertTrue(
                    records.stream()
                            .filter(Record::hasInventoryChange)
                            .map(Record::getInventoryChange)
                            .anyMatch(change ->
                                    change.getDevice().getState()
                                                    == InventoryState.INVENTORY_STATE_CONFIRMED
                                            && change.getDevice().getMaker().equals("Hikvision")));
            assertEquals(
                    1,
                    records.stream()
                            .filter(Record::hasInventoryChange)
                            .filter(record ->
                                    record.getInventoryChange().getCause()
                                            == InventoryCause.INVENTORY_CAUSE_WAIVER_EXPIRED)
                            .count());
            assertTrue(
                    records.stream()
                            .filter(Record::hasInventoryQuery)
                            .allMatch(record ->
                                    record.getInventoryQuery().getOrderedBy().equals("u-117")));
            assertTrue(records.stream().anyMatch(Record::hasInventoryReport));
            site.requireProved();
        }
    }
}
