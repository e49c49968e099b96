package dev.gatehouse.booth.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.core.inventory.PolicyFile;
import dev.gatehouse.core.lookout.ListFile;
import dev.gatehouse.core.lookout.ListKey;
import dev.gatehouse.core.lookout.LookoutTableBuilder;
import dev.gatehouse.core.seal.PolicyKey;
import dev.gatehouse.protocols.Decoded;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExaminationTest {
    private static final Thresholds LIMITS = new Thresholds(14_400, 30, 384, 80, 30, 5);

    private final QuietMachine machine = new QuietMachine();

    @TempDir Path folder;

    /// Without a configuration only what the booth itself says is judged.
    private Report running(String page) {
        return new DoctorCommand.Examination(
                        LIMITS,
                        machine,
                        _ -> Optional.of(parsed(page)),
                        folder.resolve("none.toml"))
                .report(true);
    }

    private static FlatJson parsed(String page) {
        try {
            return FlatJson.parse(page);
        } catch (IOException e) {
            throw new AssertionError(page, e);
        }
    }

    private Report stopped(Path config) {
        return new DoctorCommand.Examination(LIMITS, machine, _ -> Optional.empty(), config)
                .report(false);
    }

    private static List<String> codes(Report report) {
        return report.findings().stream().map(finding -> finding.ailment().code()).toList();
    }

    @Test
    void aHealthyBoothHasNoFinding() {
        Report report = running(Pages.healthy());
        assertEquals(List.of(), codes(report));
        assertFalse(report.isIll());
        assertEquals("FILES", report.keys());
        assertTrue(report.text().contains("demonstration"), report::text);
    }

    static Stream<Arguments> seeded() {
        String p1 = "\"segments\":1,\"quota_segments\":128,\"backlog_segments\":0";
        return Stream.of(
                Arguments.of("BTH-STUCK", "\"alive\":true", "\"alive\":false"),
                Arguments.of("LST-MISSING", "\"source\":\"GOOD\"", "\"source\":\"ABSENT\""),
                Arguments.of(
                        "LST-MISSING",
                        "\"GREEN\",\"source\":\"GOOD\"",
                        "\"ABSENT\",\"source\":\"ABSENT\""),
                Arguments.of("LST-DAMAGED", "\"source\":\"GOOD\"", "\"source\":\"DAMAGED\""),
                Arguments.of(
                        "LST-DAMAGED",
                        "\"GREEN\",\"source\":\"GOOD\"",
                        "\"DAMAGED\",\"source\":\"DAMAGED\""),
                Arguments.of("LST-STALE", "\"level\":\"GREEN\"", "\"level\":\"RED\""),
                Arguments.of("LST-REPLAY", "\"stored\":\"DISK\"", "\"stored\":\"MEMORY\""),
                Arguments.of(
                        "LST-REPLAY", "\"dropped\":0,\"evicted\"", "\"dropped\":7,\"evicted\""),
                Arguments.of("LST-REPLAY", "\"evicted\":0", "\"evicted\":7"),
                Arguments.of("LST-AGEING", "\"level\":\"GREEN\"", "\"level\":\"AMBER\""),
                Arguments.of(
                        "CLK-UNCONFIRMED",
                        "\"quality\":\"SYNCED\",\"bound_ms\":4",
                        "\"quality\":\"UNKNOWN\",\"bound_ms\":-1"),
                Arguments.of(
                        "CLK-HOLDOVER",
                        "\"quality\":\"SYNCED\",\"bound_ms\":4",
                        "\"quality\":\"HOLDOVER\",\"bound_ms\":5000"),
                Arguments.of(
                        "CLK-MACHINE",
                        "\"machine_offset_ms\":-12",
                        "\"machine_offset_ms\":-86400000"),
                Arguments.of("DEV-SILENT", "\"last_frame_age_s\":9", "\"last_frame_age_s\":14400"),
                Arguments.of("DEV-SILENT", "\"last_frame_age_s\":8,", ""),
                Arguments.of(
                        "DEV-STATE",
                        "\"condition\":\"ONLINE\",\"reasons\":[],\"changes\":1,\"firmware",
                        "\"condition\":\"STALE\",\"reasons\":[\"READER_LOST\"],\"changes\":1,\"firmware"),
                Arguments.of(
                        "DEV-OFF",
                        "\"condition\":\"ONLINE\",\"reasons\":[],\"changes\":1,\"firmware",
                        "\"condition\":\"DISABLED\",\"reasons\":[\"ORDER\"],\"changes\":1,\"firmware"),
                Arguments.of("DEV-BLIND", "\"frames\":60", "\"frames\":0"),
                Arguments.of("DEV-REJECTS", "\"MALFORMED\":1", "\"MALFORMED\":9"),
                Arguments.of(
                        "DEV-FAULT",
                        "\"faults\":0,\"rejected\":{\"MAL",
                        "\"faults\":1,\"rejected\":{\"MAL"),
                Arguments.of(
                        "DEV-LOST",
                        "\"lost\":0,\"faults\":0,\"rejected\":{}",
                        "\"lost\":2,\"faults\":0,\"rejected\":{}"),
                Arguments.of("BUS-AWAY", "\"connected\":true", "\"connected\":false"),
                Arguments.of("BUS-LOGIN", "\"local_published\":16", "\"refused_login\":3"),
                Arguments.of("BUS-RIGHTS", "\"local_published\":16", "\"unauthorised_publish\":1"),
                Arguments.of("BUS-DROPPED", "\"local_published\":16", "\"local_dropped\":1"),
                Arguments.of("BUS-BROKER", "\"kind\":\"embedded\"", "\"kind\":\"broker\""),
                Arguments.of(
                        "UPL-LOGIN",
                        "\"stage\":\"LIVE\"",
                        "\"stage\":\"DISCONNECTED\",\"fault\":\"login_refused\""),
                Arguments.of(
                        "UPL-REFUSED",
                        "\"stage\":\"LIVE\"",
                        "\"stage\":\"DISCONNECTED\",\"fault\":\"not_listening\""),
                Arguments.of(
                        "UPL-TLS",
                        "\"stage\":\"LIVE\"",
                        "\"stage\":\"DISCONNECTED\",\"fault\":\"peer_expired\""),
                Arguments.of("UPL-AWAY", "\"stage\":\"LIVE\"", "\"stage\":\"GREETING\""),
                Arguments.of(
                        "UPL-RECEIPTS",
                        "\"sealed\":300,\"receipted\":300",
                        "\"sealed\":300,\"receipted\":200"),
                Arguments.of("UPL-REJECTED", "\"refusals\":{}", "\"refusals\":{\"NOT_OPENED\":4}"),
                Arguments.of("UPL-DISTRUST", "\"distrusted\":0", "\"distrusted\":1"),
                Arguments.of(
                        "JRN-DAMAGED",
                        "\"damaged\":false,\"lost_at_start\":0,\"damaged_files\":0},\"p1\"",
                        "\"damaged\":true,\"lost_at_start\":7,\"damaged_files\":0},\"p1\""),
                Arguments.of("JRN-FULL", "\"records_waiting\":0", "\"records_waiting\":3"),
                Arguments.of(
                        "JRN-REFUSED",
                        "\"acknowledged\":120,\"refused_busy\":0",
                        "\"acknowledged\":120,\"refused_busy\":5"),
                Arguments.of("JRN-LOST", "\"records_lost\":0", "\"records_lost\":1"),
                Arguments.of("JRN-EVICTED", "\"evicted_records\":0", "\"evicted_records\":8000"),
                Arguments.of("JRN-EVICTED", "\"evicted_untold\":0", "\"evicted_untold\":8000"),
                Arguments.of(
                        "JRN-QUOTA",
                        p1,
                        "\"segments\":104,\"quota_segments\":128,\"backlog_segments\":104"),
                Arguments.of(
                        "JRN-UNPROVEN",
                        "\"unproven_age_s\":0,\"damaged\":false,\"lost_at_start\":0,\"damaged_files\":0},\"p1\"",
                        "\"unproven_age_s\":600,\"damaged\":false},\"p1\""),
                Arguments.of(
                        "DSK-WEAR", "\"written_bytes\":500000000", "\"written_bytes\":50000000000"),
                Arguments.of("MEM-LIMIT", "\"limit_kib\":400000", "\"limit_kib\":99000"),
                Arguments.of(
                        "MEM-RSS",
                        "\"rss_kib\":90000,\"memory\":{\"rss_kib\":90000,\"limit_kib\":400000}",
                        "\"rss_kib\":400000,\"memory\":{}"));
    }

    @ParameterizedTest
    @MethodSource("seeded")
    void eachFaultIsNamedUnderItsOwnCode(String code, String text, String instead) {
        String page = Pages.with(text, instead);
        if (code.equals("UPL-RECEIPTS")) {
            page = page.replace("\"last_receipt_age_s\":2", "\"last_receipt_age_s\":61");
        }
        Report report = running(page);
        assertEquals(List.of(code), codes(report), report::text);
        assertEquals(!code.equals("BUS-BROKER"), report.isIll(), "a note alone is nothing to do");
    }

    @Test
    void aBrokersWindowIsFullOnlyOnceEveryPlaceIsRefused() {
        String broker = "\"kind\":\"broker\",\"refused_now\":%d,\"window\":512";
        assertEquals(
                List.of("BUS-WINDOW", "BUS-BROKER"),
                codes(running(Pages.with("\"kind\":\"embedded\"", broker.formatted(512)))));
        assertEquals(
                List.of("BUS-BROKER"),
                codes(running(Pages.with("\"kind\":\"embedded\"", broker.formatted(511)))));
    }

    @Test
    void theRateOfABacklogIsToldBeforeItIsFull() {
        String page =
                Pages.with("\"stage\":\"LIVE\"", "\"stage\":\"DISCONNECTED\",\"fault\":\"lost\"")
                        .replace("\"bytes_appended\":1400000", "\"bytes_appended\":900000000");
        assertEquals(List.of("UPL-AWAY", "JRN-FILLS"), codes(running(page)));
        // a fresh start writes at a rate that says nothing
        String fresh = page.replace("\"uptime_s\":90000", "\"uptime_s\":60");
        assertEquals(List.of("UPL-AWAY"), codes(running(fresh)));
    }

    @Test
    void whatFollowsFromAnotherFaultIsNotNamedAsWell() {
        String page =
                Pages.with(
                                "\"stage\":\"LIVE\"",
                                "\"stage\":\"DISCONNECTED\",\"fault\":\"not_listening\"")
                        .replace(
                                "\"quality\":\"SYNCED\",\"bound_ms\":4",
                                "\"quality\":\"UNKNOWN\",\"bound_ms\":-1")
                        .replace("\"sealed\":300", "\"sealed\":400")
                        .replace("\"unproven_age_s\":0", "\"unproven_age_s\":9000");
        Report report = running(page);
        assertEquals(List.of("UPL-REFUSED"), codes(report));
        assertTrue(report.text().contains("query by hand"), report::text);
        // without a word from the uplink the address itself is tried
        machine.answers = false;
        assertEquals(
                List.of("UPL-REFUSED"),
                codes(running(Pages.with("\"stage\":\"LIVE\"", "\"stage\":\"DISCONNECTED\""))));
    }

    private Path config(String more) throws IOException {
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(folder.resolve("lookouts.csv"), "id,kind,jurisdiction,plate\n");
        Files.setLastModifiedTime(folder.resolve("lookouts.csv"), FileTime.from(machine.now));
        return Files.writeString(
                folder.resolve("booth.toml"),
                """
                [booth]
                name = "north-1"
                [lookouts]
                file = "lookouts.csv"
                [upstream]
                addresses = ["tcp://127.0.0.1:1884"]
                [[lane]]
                id = "1"
                """
                        + more);
    }

    /// What is wrong beside the keys that this folder never had.
    private Set<String> found(Path config) {
        Set<String> found = new HashSet<>(codes(stopped(config)));
        assertTrue(found.removeAll(Set.of("CFG-KEYS", "CFG-FILE", "LST-CLEAR")), found::toString);
        return found;
    }

    @Test
    void aBoothThatDoesNotRunIsLookedAtFromItsFiles() throws IOException {
        Path config = config("");
        assertEquals(Set.of("BTH-DOWN"), found(config));
        assertEquals(Report.UNREACHABLE, stopped(config).condition());

        machine.listening.add(1_883);
        assertEquals(Set.of("BTH-DOWN", "BUS-PORT"), found(config));
        machine.listening.clear();
        machine.listening.add(9_180);
        assertEquals(Set.of("BTH-PORT"), found(config));
        machine.listening.clear();

        machine.free = 400L << 20;
        assertEquals(Set.of("BTH-DOWN", "DSK-SPACE"), found(config));
        machine.free = 1 << 20;
        assertEquals(Set.of("BTH-DOWN", "DSK-FULL"), found(config));
        machine.free = 100L << 30;

        machine.chrony = java.util.OptionalDouble.of(Double.POSITIVE_INFINITY);
        assertEquals(Set.of("BTH-DOWN", "CLK-MACHINE"), found(config));
        machine.chrony = java.util.OptionalDouble.of(3);

        machine.now = machine.now.plus(Duration.ofDays(3));
        assertEquals(Set.of("BTH-DOWN", "LST-STALE"), found(config));
        Files.writeString(folder.resolve("lookouts.csv"), "no list");
        assertEquals(Set.of("BTH-DOWN", "LST-DAMAGED"), found(config));
        Files.delete(folder.resolve("lookouts.csv"));
        assertEquals(Set.of("BTH-DOWN", "LST-MISSING"), found(config));
    }

    @Test
    void aPolicyIsLookedAtWhereThereIsAnInventory() throws Exception {
        Path config =
                config(
                        """
                        [inventory]
                        segments = ["lo"]
                        policy_file = "covered.policy"
                        policy_key = "policy.pub"
                        """);
        assertEquals(Set.of("BTH-DOWN", "LST-POLICY"), found(config), "no key");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        PolicyKey key = PolicyKey.create(folder.resolve("policy.key"), new SecureRandom());
        Files.writeString(folder.resolve("policy.pub"), key.toPublic().fileText());
        for (Object[] one :
                new Object[][] {
                    {180, Set.of("BTH-DOWN")}, {181, Set.of("BTH-DOWN", "LST-DATED")}
                }) {
            var day = machine.now.atOffset(java.time.ZoneOffset.UTC).toLocalDate();
            String plain =
                    """
                    {"version":1,"lists":[{"listId":"L","version":"1","asOf":"%s","source":"made up","entries":[]}]}\
                    """
                            .formatted(day.minusDays((int) one[0]));
            if (PolicyFile.sign(plain.getBytes(java.nio.charset.StandardCharsets.UTF_8), key)
                    instanceof Decoded.Message<byte[]>(var file)) {
                Files.write(folder.resolve("covered.policy"), file);
            }
            assertEquals(one[1], found(config));
        }
        Files.writeString(folder.resolve("covered.policy"), "no policy");
        assertEquals(Set.of("BTH-DOWN", "LST-POLICY"), found(config));
    }

    @Test
    void aListInTheClearIsNamedAndABuiltOneIsOpenedByItsKey() throws IOException {
        Path config = config("");
        assertTrue(codes(stopped(config)).contains("LST-CLEAR"));
        ListKey key = ListKey.random(new SecureRandom());
        try (OutputStream out = Files.newOutputStream(folder.resolve("lookouts.csv"))) {
            ListFile.write(
                    out,
                    7,
                    machine.now.minus(Duration.ofDays(3)),
                    new LookoutTableBuilder().build(),
                    key,
                    new SecureRandom());
        }
        assertFalse(codes(stopped(config)).contains("LST-CLEAR"));
        assertEquals(Set.of("BTH-DOWN", "LST-DAMAGED"), found(config), "no key");
        Path file = Files.writeString(folder.resolve("keys/lookouts.key"), key.fileText());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(Set.of("BTH-DOWN", "LST-STALE"), found(config), "its own issue time counts");
    }

    @Test
    void aHeldDataFolderIsABoothThatDoesNotAnswer() throws IOException {
        Path config = config("");
        Files.createDirectories(folder.resolve("data/journal"));
        Files.createFile(folder.resolve("data/journal/lock"));
        machine.locked = true;
        machine.listening.add(1_883);
        machine.listening.add(9_180);
        assertEquals(Set.of("BTH-SILENT"), found(config));
        machine.locked = false;
        machine.listening.clear();
        Files.delete(folder.resolve("data/journal/lock"));
        Files.delete(folder.resolve("data/journal"));
        Files.createFile(folder.resolve("data/journal"));
        assertEquals(Set.of("BTH-DOWN", "JRN-FOLDER"), found(config));
    }

    @Test
    void theConfigurationsOwnFaultsAreToldApart() throws IOException {
        Path config =
                config(
                        """
                        [policy]
                        clear_everything = true
                        chatter_ms = 9999
                        [bus]
                        listen = ["0.0.0.0:1883"]
                        """);
        Report report = stopped(config);
        assertEquals(
                Set.of("BTH-DOWN", "CFG-UNKNOWN", "CFG-INVALID", "CFG-LOOPBACK"),
                new HashSet<>(codes(report)));
        Finding unknown =
                report.findings().stream()
                        .filter(finding -> finding.ailment() == Ailment.CFG_UNKNOWN)
                        .findFirst()
                        .orElseThrow();
        assertEquals("policy.clear_everything", unknown.subject());
        assertEquals(10, unknown.evidence().get("line"));

        Path device =
                config(
                        """
                        [[device]]
                        id = "d"
                        kind = "plate-reader"
                        lane = "1"
                        format = "nobodys"
                        link = "mqtt:"
                        """);
        assertEquals(Set.of("BTH-DOWN", "CFG-DEVICE"), found(device));
        Path alone = config("[tls]\nca = \"keys/ca.crt\"\n[console]\n");
        assertEquals(Set.of("BTH-DOWN", "CRT-MISSING"), found(alone));
    }

    @Test
    void aSecretThatOthersMayReadIsNamed() throws IOException {
        Path config = config("");
        Path secret = Files.writeString(folder.resolve("keys/upstream.password"), "x");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
        Files.setPosixFilePermissions(
                Files.writeString(folder.resolve("keys/some.crt"), "x"),
                PosixFilePermissions.fromString("rw-r--r--"));
        Report report = stopped(config);
        assertEquals(
                List.of("upstream.password"),
                report.findings().stream()
                        .filter(finding -> finding.ailment() == Ailment.CFG_OPEN)
                        .map(Finding::subject)
                        .toList());
    }

    @Test
    void aReportFitsATerminalAndIsStableForPrograms() throws IOException {
        String long200 = "x".repeat(200);
        Path config = config("[console]\n[tls]\nkey = \"" + long200 + "/" + long200 + "\"\n");
        Report report = stopped(config);
        for (String line : report.text().split("\n", -1)) {
            assertTrue(line.length() <= 80, line);
        }
        assertTrue(
                report.text()
                        .endsWith(
                                report.count(Severity.FAULT)
                                        + " fault(s), 0 warning(s), 1 note(s)"),
                report::text);
        FlatJson json = FlatJson.parse(report.json());
        assertEquals("north-1", json.text("booth"));
        assertEquals("2026-06-01T12:00:00Z", json.text("at"));
        assertEquals("UNREACHABLE", json.text("condition"));
        for (String finding : json.elements("findings")) {
            for (String key : List.of("code", "severity", "group", "cause", "remedy")) {
                assertFalse(json.text(finding + key).isEmpty(), finding + key);
            }
        }
        // faults before warnings before notes
        Report mixed =
                running(
                        Pages.with("\"level\":\"GREEN\"", "\"level\":\"AMBER\"")
                                .replace("\"kind\":\"embedded\"", "\"kind\":\"broker\"")
                                .replace("\"alive\":true", "\"alive\":false"));
        assertEquals(List.of("BTH-STUCK", "LST-AGEING", "BUS-BROKER"), codes(mixed));
    }

    @Test
    void codesAreUniqueAndCoverEveryGroup() {
        Set<String> codes = new HashSet<>();
        Set<Group> groups = new HashSet<>();
        for (Ailment ailment : Ailment.values()) {
            assertTrue(codes.add(ailment.code()), ailment.code());
            assertTrue(ailment.code().matches("[A-Z]{3}-[A-Z]{3,11}"), ailment.code());
            assertEquals(ailment.name(), ailment.code().replace('-', '_'));
            groups.add(ailment.group());
        }
        assertEquals(Set.of(Group.values()), groups);
    }
}
