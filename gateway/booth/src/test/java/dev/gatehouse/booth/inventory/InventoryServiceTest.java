package dev.gatehouse.booth.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.disk.SimulatedDisk;
import dev.gatehouse.core.inventory.DeviceState;
import dev.gatehouse.core.inventory.EvidenceMethod;
import dev.gatehouse.core.inventory.InventoryDevice;
import dev.gatehouse.core.inventory.InventoryVault;
import dev.gatehouse.core.inventory.Judgement;
import dev.gatehouse.core.inventory.PolicyFile;
import dev.gatehouse.core.seal.PolicyKey;
import dev.gatehouse.core.vault.Vault;
import dev.gatehouse.proto.v1.InventoryCause;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.simulators.lan.LanDevice;
import dev.gatehouse.simulators.lan.LanPeer;
import dev.gatehouse.simulators.lan.LanPorts;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A LAN of made-up devices on loopback: heard, asked, held against a signed policy, with waivers
/// to the second and a clock that goes back over a restart.
class InventoryServiceTest {
    private static final Instant EXPIRES = Instant.parse("2027-03-31T00:00:00Z");
    private static final String CAMERA = "127.0.0.21";
    private static final String REPEATER = "127.0.0.22";
    private static final String OTHER = "127.0.0.23";
    private static final String PORTAL = "127.0.0.24";
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private static final String WAIVER =
            """
            {"id":"W-1","listId":"US-FCC","entryId":"hytera","subject":{"kind":"repeater","mac":"A0:A0:A0:12:34:56","serial":"TEST0001"},
             "reason":"replacement","controls":["isolated VLAN"],"replacementDue":"2027-02-28","requestedBy":"a","approvedBy":"b","secondApprover":"c",
             "issued":"2026-11-01T00:00:00Z","notBefore":"2026-11-01T00:00:00Z","expires":"2027-03-31T00:00:00Z"}\
            """;

    @TempDir Path folder;

    private volatile Instant wall = EXPIRES.minusSeconds(1);
    private final AtomicBoolean confirmed = new AtomicBoolean(true);
    private final AtomicBoolean passage = new AtomicBoolean();
    private final List<Record> records = new CopyOnWriteArrayList<>();
    private final List<LanPeer> peers = new ArrayList<>();
    private final SimulatedDisk disk = new SimulatedDisk(7);
    private LanPorts ports;
    private PolicyKey key;
    private Optional<InventoryService> running = Optional.empty();

    @SuppressWarnings("NullAway.Init")
    InventoryServiceTest() {}

    private static int udp() throws IOException {
        try (DatagramSocket free =
                new DatagramSocket(new InetSocketAddress(InetAddress.getByName(CAMERA), 0))) {
            return free.getLocalPort();
        }
    }

    @BeforeEach
    void begin() throws Exception {
        int http;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(CAMERA))) {
            http = free.getLocalPort();
        }
        ports = new LanPorts(udp(), udp(), udp(), udp(), http);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        key = PolicyKey.create(folder.resolve("policy.key"), new SecureRandom());
        Files.writeString(folder.resolve("policy.pub"), key.toPublic().fileText());
        Files.writeString(
                folder.resolve("oui.json"),
                """
                {"asOf":"2026-01-31","makers":[
                 {"maker":"hytera","assignments":[{"registry":"MA-L","organisation":"Made-up Hytera","prefixes":["A0A0A0"]}]},
                 {"maker":"hikvision","assignments":[{"registry":"MA-L","organisation":"Made-up Hikvision","prefixes":["A4A4A4"]}]}]}
                """);
        Files.writeString(
                folder.resolve("arp"),
                """
                IP address       HW type     Flags       HW address            Mask     Device
                127.0.0.21       0x1         0x2         a4:a4:a4:00:00:01     *        lo
                127.0.0.22       0x1         0x2         a0:a0:a0:12:34:56     *        lo
                127.0.0.23       0x1         0x2         b8:b8:b8:00:00:01     *        lo
                192.0.2.77       0x1         0x2         a4:a4:a4:00:00:09     *        eth9
                """);
        secret("snmp", "* made-up\n");
        secret("onvif", CAMERA + " operator secret\n");
        policy(1, WAIVER);
        peer(
                new LanDevice(
                        CAMERA,
                        "00000000-0000-4000-8000-000000000021",
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
                        "IP Camera(C1)"));
        peer(
                new LanDevice(
                        REPEATER,
                        "00000000-0000-4000-8000-000000000022",
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
                        ""));
        peer(
                new LanDevice(
                        OTHER,
                        "00000000-0000-4000-8000-000000000023",
                        "axis-cam",
                        "Axis",
                        "P-EXAMPLE",
                        "AX0001",
                        "",
                        "",
                        "",
                        "made-up",
                        "AXIS P-EXAMPLE",
                        "1.3.6.1.4.1.368.1",
                        "",
                        ""));
        peer(
                new LanDevice(
                        PORTAL,
                        "00000000-0000-4000-8000-000000000024",
                        "portal",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        "",
                        ""));
    }

    @AfterEach
    void end() throws IOException {
        running.ifPresent(InventoryService::close);
        for (LanPeer peer : peers) {
            peer.close();
        }
    }

    private void peer(LanDevice device) throws IOException {
        peers.add(LanPeer.start(device, ports));
    }

    private void secret(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void policy(long version, String waivers) throws IOException {
        String json =
                """
                {"version":%d,"lists":[{"listId":"US-FCC","version":"2026-03-23","asOf":"2026-03-23","source":"made up","entries":[
                  {"id":"hytera","maker":"Hytera","relation":"named","included":"2021-03-12","ouiSets":["hytera"],"patterns":["hytera*"],"enterprises":[40297]},
                  {"id":"hikvision","maker":"Hikvision","relation":"named","included":"2021-03-12","ouiSets":["hikvision"],"aliases":["App-webs/"],"patterns":["hikvision*"],"enterprises":[39165]}]}],
                 "makers":[{"maker":"Axis","patterns":["axis*"],"enterprises":[368]}],"waivers":[%s]}
                """
                        .formatted(version, waivers);
        if (PolicyFile.sign(json.getBytes(StandardCharsets.UTF_8), key)
                instanceof Decoded.Message<byte[]>(var file)) {
            Path fresh = Files.write(folder.resolve("covered.new"), file);
            Files.move(
                    fresh,
                    folder.resolve("covered.policy"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        throw new AssertionError("the policy was refused");
    }

    private void start() throws IOException {
        InventorySettings settings =
                new InventorySettings(
                        List.of("lo"),
                        Optional.of(folder.resolve("oui.json")),
                        Optional.of(folder.resolve("covered.policy")),
                        Optional.of(folder.resolve("policy.pub")),
                        false,
                        5,
                        List.of(CAMERA, REPEATER, OTHER, PORTAL, "192.0.2.77"),
                        Optional.of(folder.resolve("snmp")),
                        Optional.of(folder.resolve("onvif")),
                        1,
                        3_600,
                        new InventoryPorts(
                                ports.mdns(),
                                ports.ssdp(),
                                ports.discovery(),
                                ports.snmp(),
                                ports.http(),
                                ports.http()));
        SecureRandom random = new SecureRandom();
        InventoryService started =
                InventoryService.start(
                        new InventoryService.Parts(
                                settings,
                                folder.resolve("arp"),
                                command -> Optional.empty(),
                                new InventoryVault(
                                        new Vault(
                                                disk,
                                                InventoryVault.FILE,
                                                new byte[32],
                                                random,
                                                System::nanoTime,
                                                128 << 10)),
                                new ScanOrders(folder),
                                new InventoryClock() {
                                    @Override
                                    public long nanos() {
                                        return System.nanoTime();
                                    }

                                    @Override
                                    public Instant wall() {
                                        return wall;
                                    }

                                    @Override
                                    public boolean confirmed() {
                                        return confirmed.get();
                                    }

                                    @Override
                                    public Stamp stamp() {
                                        return Stamp.newBuilder()
                                                .setWallMs(wall.toEpochMilli())
                                                .build();
                                    }
                                },
                                random,
                                List::of,
                                () ->
                                        List.of(
                                                new OwnDevice(
                                                        "portal-1",
                                                        "radiation-portal",
                                                        "ascii",
                                                        PORTAL,
                                                        false,
                                                        true)),
                                passage::get,
                                records::add));
        running = Optional.of(started);
    }

    private InventoryService service() {
        return running.orElseThrow();
    }

    private InventoryDevice await(String address, Predicate<InventoryDevice> wanted)
            throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() - until < 0) {
            Optional<InventoryDevice> found =
                    service().devices().stream()
                            .filter(device -> device.addresses().contains(address))
                            .filter(wanted)
                            .findAny();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(20);
        }
        throw new AssertionError(
                "waited in vain for "
                        + address
                        + ": "
                        + service().devices()
                        + " "
                        + service().snapshot().counters());
    }

    private static Judgement.Leave leave(InventoryDevice device) {
        return device.judgement().leave().orElseThrow();
    }

    private long causes(InventoryCause cause) {
        return records.stream()
                .filter(Record::hasInventoryChange)
                .filter(record -> record.getInventoryChange().getCause() == cause)
                .count();
    }

    @Test
    void listensWithoutAskingAnything() throws Exception {
        start();
        await(CAMERA, device -> device.state() == DeviceState.REVIEW);
        NetworkInterface lo = NetworkInterface.getByName("lo");
        for (LanPeer peer : peers) {
            peer.announce(lo);
        }
        InventoryDevice camera = await(CAMERA, device -> device.state() == DeviceState.INDICATED);
        assertEquals("Hikvision", camera.judgement().maker());
        assertTrue(
                camera.evidence().stream().anyMatch(one -> one.method() == EvidenceMethod.SSDP),
                camera.evidence().toString());
        assertEquals(
                "A4:A4:A4:00:00:01".toLowerCase(java.util.Locale.ROOT),
                camera.macs().getFirst().toString());
        await(REPEATER, device -> device.state() == DeviceState.INDICATED);
        InventoryDevice axis = await(OTHER, device -> device.state() == DeviceState.NOT_LISTED);
        assertEquals("Axis", axis.judgement().maker());
        assertTrue(
                service().devices().stream()
                        .noneMatch(device -> device.addresses().contains("192.0.2.77")),
                "another segment is not ours");
        assertEquals(0, peers.stream().mapToLong(LanPeer::datagrams).sum(), "nobody was asked");
        assertEquals(0, records.stream().filter(Record::hasInventoryQuery).count());
        assertTrue(records.stream().anyMatch(Record::hasInventoryReport));
    }

    @Test
    void asksWhenOrderedSlowlyAndOnTheRecord() throws Exception {
        passage.set(true);
        start();
        new ScanOrders(folder).order("u-117");
        InventoryDevice camera = await(CAMERA, device -> device.state() == DeviceState.CONFIRMED);
        assertEquals("CAM0001", camera.serial());
        assertEquals("DS-EXAMPLE", camera.model());
        assertEquals("camera", camera.role());
        InventoryDevice repeater =
                await(
                        REPEATER,
                        device ->
                                device.serial().equals("TEST0001")
                                        && device.evidence().stream()
                                                .anyMatch(one ->
                                                        one.method()
                                                                == EvidenceMethod.SNMP_OBJECT));
        assertEquals(DeviceState.INDICATED, repeater.state());
        assertEquals("W-1", leave(repeater).id());
        assertTrue(leave(repeater).state().holds(), "one second before its end");
        InventoryDevice axis =
                await(
                        OTHER,
                        device ->
                                device.evidence().stream()
                                        .anyMatch(
                                                one -> one.method() == EvidenceMethod.SNMP_OBJECT));
        assertEquals(DeviceState.NOT_LISTED, axis.state());
        assertEquals(0, peers.get(3).datagrams(), "a portal is left alone while vehicles pass");
        passage.set(false);
        await(PORTAL, device -> !device.evidence().isEmpty());
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (service().snapshot().scanning() && System.nanoTime() - until < 0) {
            Thread.sleep(20);
        }
        assertFalse(service().snapshot().scanning());
        long asked = service().snapshot().counters().getOrDefault("queries", 0L);
        List<String> queries = new ArrayList<>();
        for (Record record : records) {
            if (record.hasInventoryQuery()) {
                var query = record.getInventoryQuery();
                assertEquals("u-117", query.getOrderedBy());
                assertEquals("lo", query.getSegment());
                queries.add(query.getMethod() + " " + query.getTarget());
            }
        }
        assertEquals(asked, queries.size(), "each is on the record");
        assertEquals(queries.stream().distinct().count(), asked, "one of each method and device");
        assertTrue(queries.stream().noneMatch(query -> query.contains("192.0.2.77")));
    }

    @Test
    void aWaiverEndsToTheSecondAndStaysEndedWhenTheClockGoesBack() throws Exception {
        start();
        peers.get(1).announce(NetworkInterface.getByName("lo"));
        InventoryDevice before = await(REPEATER, device -> device.state() == DeviceState.INDICATED);
        assertTrue(leave(before).state().holds());
        wall = EXPIRES;
        InventoryDevice after = await(REPEATER, device -> !leave(device).state().holds());
        assertEquals(DeviceState.INDICATED, after.state());
        assertEquals(1, causes(InventoryCause.INVENTORY_CAUSE_WAIVER_EXPIRED));
        wall = EXPIRES.minusSeconds(86_400);
        Thread.sleep(1_000);
        assertFalse(leave(await(REPEATER, _ -> true)).state().holds(), "the clock went back");
        service().close();
        confirmed.set(false);
        start();
        InventoryDevice again = await(REPEATER, _ -> true);
        assertFalse(leave(again).state().holds(), "and back over a restart");
        assertEquals(after.id(), again.id());
        assertEquals(after.firstSeen(), again.firstSeen());
        assertEquals(1, causes(InventoryCause.INVENTORY_CAUSE_WAIVER_EXPIRED), "told once");
    }

    @Test
    void aNewPolicyIsTakenAndAnOlderOneNever() throws Exception {
        start();
        await(REPEATER, device -> device.judgement().leave().isPresent());
        policy(3, "");
        await(REPEATER, device -> device.judgement().leave().isEmpty());
        assertEquals(1, causes(InventoryCause.INVENTORY_CAUSE_WAIVER_REVOKED));
        policy(2, WAIVER);
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (service().snapshot().policyTrouble().isEmpty() && System.nanoTime() - until < 0) {
            Thread.sleep(20);
        }
        assertTrue(service().snapshot().policyTrouble().contains("older"));
        assertEquals(3, service().snapshot().judge().policy().version());
        service().close();
        start();
        assertTrue(service().snapshot().policyTrouble().contains("older"), "nor after a restart");
        assertTrue(service().snapshot().judge().policy().isEmpty());
    }
}
