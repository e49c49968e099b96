package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.FlatJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The packages in a clean Debian trixie under its own systemd: installed, refused without keys,
/// run to a first match, killed by the watchdog when the disk hangs, removed. One system, in this
/// order.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PackageTest {
    private static final double EXPOSURE_MAX = 1.5;
    private static final String CACHE = "/var/cache/gatehouse/gatehouse.aot";
    private static final String UNIT = "gatehouse.service";
    private static final String FROM_CACHE = "source: shared objects file";

    @TempDir private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static DebianSystem debian;

    @SuppressWarnings("NullAway.Init")
    PackageTest() {}

    @BeforeAll
    static void boot() throws Exception {
        Components.require("mmdebstrap", "unshare", "nsenter", "mkfs.ext4", "fsfreeze", "mvn");
        if (!"root".equals(System.getProperty("user.name"))) {
            Assumptions.abort("only root may boot a Debian system beside this one");
        }
        Path scripts = tree().resolve("deploy-scripts");
        Path one = Files.createDirectory(folder.resolve("one"));
        Path two = Files.createDirectory(folder.resolve("two"));
        List<Path> packages = packages(scripts, one);
        List<Path> again = packages(scripts, two);
        for (int i = 0; i < packages.size(); i++) {
            assertEquals(
                    -1,
                    Files.mismatch(packages.get(i), again.get(i)),
                    "the same jars, packed twice");
        }
        DebianSystem.Result tarball =
                DebianSystem.host(folder, scripts.resolve("debian/clean-root").toString());
        Components.missing(tarball.exit() == 0, "no clean Debian root: " + tarball.err());
        debian = DebianSystem.boot(folder, Path.of(tarball.out().strip()));
        for (Path file : packages) {
            Files.copy(file, debian.path("/srv/" + name(file)));
        }
    }

    private static Path tree() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("LICENSE"))) {
            at = java.util.Objects.requireNonNull(at.getParent(), "not below the root of the tree");
        }
        return at;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static List<Path> packages(Path scripts, Path out) throws Exception {
        String lines =
                DebianSystem.host(
                                folder,
                                scripts.resolve("package").toString(),
                                "--built",
                                "--out",
                                out.toString())
                        .expect(0);
        return lines.lines().map(Path::of).toList();
    }

    @AfterAll
    static void end() throws Exception {
        if (debian != null) {
            debian.end();
        }
    }

    private static String show(String unit, String property) throws Exception {
        return debian.run("systemctl show --value -p " + property + " " + unit).expect(0).strip();
    }

    private static FlatJson status() throws Exception {
        return FlatJson.parse(debian.run("gatehouse status --json").out());
    }

    @Test
    @Order(1)
    void installs() throws Exception {
        String said =
                debian.run("DEBIAN_FRONTEND=noninteractive dpkg -i /srv/*.deb 2>&1").expect(0);
        assertFalse(said.contains("warning"), said);
        assertEquals("0 644\n", debian.run("stat -c '%u %a' " + CACHE).expect(0));
        assertEquals(
                "gatehouse gatehouse 700\n",
                debian.run("stat -c '%U %G %a' " + DebianSystem.STATE).expect(0));
        assertEquals("disabled", debian.run("systemctl is-enabled " + UNIT).out().strip());
        assertEquals(
                "gatehouse gatehouse-central ",
                debian.run(
                                "dpkg -V gatehouse gatehouse-central; dpkg-query -W -f '${Package} ' 'gatehouse*'")
                        .expect(0));
        assertFalse(
                debian.run("gatehouse --version").expect(0).contains("development"), "a release");
        assertTrue(debian.run("gatehouse --help").expect(0).startsWith("Usage: gatehouse"));
        assertTrue(debian.run("gatehouse-central --help").expect(0).contains("booth"));
        // as shipped the file is whole; only keys are missing
        debian.run("runuser -u gatehouse -- gatehouse config check").expect(0);
        assertEquals(Set.of(), keysThatTheFileDoesNotShow());
    }

    /// Every key of the catalogue stands in its table, in force or behind the mark of a comment.
    private static Set<String> keysThatTheFileDoesNotShow() throws Exception {
        Set<String> shown = new HashSet<>();
        Pattern table = Pattern.compile("(?:# )?\\[{1,2}([a-z._]+)\\]{1,2}.*");
        Pattern key = Pattern.compile("(?:# )?([a-z0-9_]+) = .*");
        String at = "";
        for (String line : debian.text("/etc/gatehouse/booth.toml").lines().toList()) {
            Matcher head = table.matcher(line);
            Matcher entry = key.matcher(line);
            if (head.matches()) {
                at = head.group(1);
                shown.add(at);
            } else if (entry.matches()) {
                shown.add(at + "." + entry.group(1));
            }
        }
        Set<String> missing = new TreeSet<>();
        for (String line : debian.run("gatehouse config explain").expect(0).lines().toList()) {
            missing.add(line.split(" ", 2)[0]);
        }
        assertTrue(missing.contains("booth.name"), "the catalogue");
        missing.removeAll(shown);
        return missing;
    }

    @Test
    @Order(2)
    void unitsAreHardened() throws Exception {
        DebianSystem.Result verify =
                debian.run("systemd-analyze verify gatehouse.service gatehouse-central.service");
        assertEquals("", verify.expect(0) + verify.err());
        for (String unit : List.of("gatehouse", "gatehouse-central")) {
            String table =
                    debian.run(
                                    "systemd-analyze security --no-pager --offline=yes /usr/lib/systemd/system/"
                                            + unit
                                            + ".service")
                            .expect(0);
            Matcher exposure =
                    Pattern.compile("Overall exposure level.*: ([0-9.]+) ").matcher(table);
            assertTrue(exposure.find(), table);
            assertTrue(Double.parseDouble(exposure.group(1)) <= EXPOSURE_MAX, table);
        }
    }

    @Test
    @Order(3)
    void withoutKeysItSaysWhyAndDoesNotTryForEver() throws Exception {
        assertEquals(1, debian.run("systemctl start " + UNIT).exit());
        assertEquals("78", show(UNIT, "ExecMainStatus"));
        Thread.sleep(3_000); // RestartSec=1: a second attempt would be there by now
        assertEquals("failed", show(UNIT, "ActiveState"));
        assertEquals("0", show(UNIT, "NRestarts"));
        String said = debian.run("journalctl --no-pager -o cat -u " + UNIT).expect(0);
        assertTrue(said.contains("README.Debian"), said);
        assertFalse(said.contains("\tat "), said);
        DebianSystem.Result doctor = debian.run("gatehouse doctor --json");
        assertEquals(4, doctor.exit(), doctor.err());
        assertTrue(doctor.out().contains("\"CFG-KEYS\""), doctor.out());
    }

    @Test
    @Order(4)
    void runsToTheFirstMatch() throws Exception {
        String home = "/var/lib/gatehouse-central";
        debian.run(
                        "runuser -u gatehouse-central -- gatehouse-central booth add north-1 --out "
                                + home
                                + "/north-1 --lane 1 --insecure-demo")
                .expect(0);
        debian.run("cp -r " + home + "/north-1 /var/lib/gatehouse/keys").expect(0);
        Path toml = debian.path("/etc/gatehouse/booth.toml");
        Files.writeString(
                toml,
                Files.readString(toml)
                        .replace("name = \"booth-1\"", "name = \"north-1\"")
                        .replace(
                                "link = \"http:127.0.0.1:8088/lpr/v1/lane1\"",
                                "link = \"sim:busy-lane?seed=7&vehicles_per_minute=120&hit_share=0.5"
                                        + "&error_share=0&lookouts=/var/lib/gatehouse/lookouts.csv\""));
        debian.run(
                        "printf 'id,kind,jurisdiction,plate,priority,action,valid_until\\n"
                                + "P-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31\\n' >/var/lib/gatehouse/lookouts.csv"
                                + " && chown -R gatehouse:gatehouse /var/lib/gatehouse"
                                + " && drop=/etc/systemd/system/gatehouse.service.d && mkdir -p $drop"
                                + " && cp /usr/share/doc/gatehouse/examples/insecure-demo.conf $drop"
                                + " && printf '[Service]\\nWatchdogSec=4\\n' >$drop/quick.conf && systemctl daemon-reload")
                .expect(0);
        debian.run("systemctl enable --now gatehouse-central").expect(0);
        // Type=notify: comes back when the booth has said READY=1
        debian.run("systemctl enable --now gatehouse").expect(0);
        assertEquals("active", show(UNIT, "ActiveState"));
        Await.until("a hit", () -> status().number("decisions.hits") > 0);
        Await.until("receipts", () -> status().number("journal.receipted") > 0);
        Await.until("READY", () -> show(UNIT, "StatusText").equals("READY, uplink LIVE"));
        debian.run("gatehouse status").expect(0);
        debian.run("gatehouse doctor").expect(0);
        assertTrue(debian.text("/proc/" + show(UNIT, "MainPID") + "/comm").startsWith("java"));
    }

    @Test
    @Order(5)
    void theCacheIsUsedAndNeverNeeded() throws Exception {
        String trace =
                "GATEHOUSE_JAVA_OPTS=-Xlog:class+load=info:file=/tmp/classes gatehouse version && cat /tmp/classes";
        String ours = "dev.gatehouse.booth.Gatehouse " + FROM_CACHE;
        assertTrue(debian.run(trace).expect(0).contains(ours));
        // the daemon itself has it mapped
        String pid = show(UNIT, "MainPID");
        assertTrue(debian.text("/proc/" + pid + "/maps").contains(CACHE));
        String version = debian.run("gatehouse version").expect(0);
        debian.run("mv " + CACHE + " /srv/kept").expect(0);
        assertFalse(debian.run(trace).expect(0).contains(ours));
        for (String wrong :
                List.of("rm -f ", "head -c 4096 /dev/urandom >", "head -c 1000000 /srv/kept >")) {
            debian.run(wrong + CACHE).expect(0);
            assertEquals(
                    new DebianSystem.Result(0, version, ""),
                    debian.run("gatehouse version"),
                    wrong);
        }
        // a change of the JRE makes it anew
        debian.run(
                        "dpkg-trigger --no-await $(ls /usr/lib/jvm/java-25-openjdk-*/lib/modules) && dpkg --configure --pending")
                .expect(0);
        assertTrue(debian.run(trace).expect(0).contains(ours));
    }

    @Test
    @Order(6)
    void aHangingDiskEndsInARestartByTheWatchdog() throws Exception {
        assertEquals("0", show(UNIT, "NRestarts"));
        long sealed = status().number("journal.sealed");
        assertTrue(sealed > 0);
        debian.freeze();
        Await.until("the watchdog bites", () -> show(UNIT, "Result").equals("watchdog"));
        String said = debian.run("journalctl --no-pager -o cat -u " + UNIT).expect(0);
        assertTrue(said.contains("SVC-003"), said);
        debian.thaw();
        Await.until(
                "it runs again",
                () ->
                        show(UNIT, "NRestarts").equals("1")
                                && show(UNIT, "ActiveState").equals("active"));
        Await.until("nothing lost", () -> status().number("journal.receipted") >= sealed);
    }

    @Test
    @Order(7)
    void stopsCleanlyAndCentralProvesTheRecords() throws Exception {
        debian.run("systemctl stop gatehouse").expect(0);
        assertEquals("success", show(UNIT, "Result"));
        debian.run("systemctl stop gatehouse-central").expect(0);
        assertEquals("success", show("gatehouse-central.service", "Result"));
        debian.run("runuser -u gatehouse-central -- gatehouse-central verify").expect(0);
    }

    @Test
    @Order(8)
    void purgeKeepsTheRecords() throws Exception {
        String before = state();
        assertTrue(before.contains("/var/lib/gatehouse/journal/"), before);
        debian.run("systemctl start gatehouse-central").expect(0);
        debian.run("dpkg -r gatehouse gatehouse-central").expect(0);
        assertEquals("inactive", show("gatehouse-central.service", "ActiveState"));
        assertEquals(before, state());
        debian.run("test -f /etc/gatehouse/booth.toml && test ! -e /var/cache/gatehouse").expect(0);
        debian.run("dpkg -P gatehouse gatehouse-central").expect(0);
        debian.run(
                        "test ! -e /etc/gatehouse && test ! -e /usr/lib/gatehouse && test ! -e /usr/lib/gatehouse-central")
                .expect(0);
        assertEquals(before, state());
        debian.run("test -d /var/lib/gatehouse-central/ledger").expect(0);
    }

    private static String state() throws Exception {
        String list =
                debian.run("find /var/lib/gatehouse -type f -exec sha256sum {} + | sort").expect(0);
        return String.join("\n", Arrays.asList(list.split("\n", -1)));
    }
}
