package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.FlatJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What the shell and a technician see: exit codes, and messages that say where and what to do.
@ExtendWith(LogsOnFailure.class)
final class CommandLineTest {
    @TempDir private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Site site;

    @SuppressWarnings("NullAway.Init")
    CommandLineTest() {}

    @BeforeAll
    static void enrol() throws Exception {
        site = Site.enrolled(folder, "K-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31");
    }

    @AfterAll
    static void end() throws Exception {
        site.close();
    }

    private static Program gatehouse(String... arguments) throws Exception {
        Program program = site.run("gatehouse-" + arguments[0], Program.gatehouse(arguments));
        var _ = program.end();
        return program;
    }

    private static String message(Program program) throws Exception {
        assertFalse(program.err().contains("\tat "), () -> "a stack trace is no message");
        return program.err();
    }

    @Test
    void anUnknownKeyStopsTheStartAndNamesItsPlace() throws Exception {
        Path file = folder.resolve("unknown.toml");
        List<String> lines = site.toml().text().lines().toList();
        int line = lines.indexOf("[policy]") + 2;
        Files.writeString(
                file,
                site.toml().text().replace("[policy]\n", "[policy]\n  clear_everything = true\n"));
        for (String[] command :
                new String[][] {
                    {"config", "check", "--config", file.toString()},
                    {"config", "print", "--config", file.toString()},
                    {"run", "--insecure-demo", "--config", file.toString()}
                }) {
            Program program = gatehouse(command);
            // a service manager must not try again and again what only a person can mend
            assertEquals(
                    command[0].equals("run") ? 78 : 1,
                    program.end(),
                    () -> String.join(" ", command));
            assertTrue(
                    message(program).contains(file + ":" + line + ":3: `")
                            && message(program).contains("clear_everything"),
                    message(program));
        }
    }

    @Test
    void configurationCommandsTellByExitCode() throws Exception {
        Path file = site.writeConfig();
        assertEquals(0, gatehouse("config", "check", "--config", file.toString()).end());
        Program print = gatehouse("config", "print", "--config", file.toString());
        assertEquals(0, print.end());
        // what it prints is a configuration, and means the same
        Path printed = Files.writeString(folder.resolve("printed.toml"), print.out());
        Program again = gatehouse("config", "print", "--config", printed.toString());
        assertEquals(0, again.end(), again.err());
        assertEquals(print.out(), again.out());
        Program version = gatehouse("version", "--json");
        assertEquals(0, version.end());
        assertFalse(FlatJson.parse(version.out()).text("version").isEmpty());
        assertEquals(2, gatehouse("no-such-command").end());
        assertEquals(2, gatehouse("config").end());
        Program insecure = gatehouse("run", "--config", file.toString());
        assertEquals(78, insecure.end());
        assertTrue(message(insecure).contains("--insecure-demo"), message(insecure));
        assertEquals(
                1,
                gatehouse("config", "check", "--config", folder.resolve("none.toml").toString())
                        .end());
    }

    @Test
    void centralTellsByExitCode() throws Exception {
        String nowhere = folder.resolve("nowhere").toString();
        for (String command : List.of("status", "summary", "verify")) {
            Program program = site.run("central", Program.central(command, "--home", nowhere));
            assertEquals(4, program.end(), command);
            message(program);
        }
        Program usage = site.run("central", Program.central("serve", "--no-such-option"));
        assertEquals(2, usage.end());
        Program add =
                site.run(
                        "central",
                        Program.central("booth", "add", "x", "--home", nowhere, "--out", nowhere));
        assertEquals(2, add.end());
        assertTrue(message(add).contains("--insecure-demo"), message(add));
    }

    @Test
    void aDataFolderThatIsNoneIsAClearError() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("in-the-way"), "not a folder");
        BoothToml good = site.toml();
        site.configure(good.withDataDir(inTheWay));
        Program program = site.run("booth", site.boothCommand());
        assertEquals(1, program.end());
        assertTrue(message(program).contains("data folder"), message(program));
        assertTrue(message(program).contains(inTheWay.toString()), message(program));
        site.configure(good);
    }

    @Test
    void statusFollowsTheBooth() throws Exception {
        String url = "http://127.0.0.1:" + site.toml().healthPort();
        assertEquals(4, gatehouse("status", "--url", url).end());
        Program booth = site.startBooth();
        // without central neither clock nor list can be confirmed
        assertEquals(3, gatehouse("status", "--url", url).end());
        twoBoothsInOneFolder();
        Program central = site.startCentral();
        site.awaitReady();
        Program ready = gatehouse("status", "--json", "--config", site.writeConfig().toString());
        assertEquals(0, ready.end(), ready.out());
        assertEquals("READY", FlatJson.parse(ready.out()).text("condition"));
        assertEquals(200, site.get("/readyz").statusCode());
        site.awaitReceipted();
        assertEquals(0, site.central("status").end());
        assertEquals(0, booth.stop(), booth.err());
        FlatJson last = FlatJson.parse(booth.out().strip());
        assertEquals(last.number("journal.sealed"), last.number("journal.receipted"));
        assertEquals(0, central.stop());
        assertEquals(0, site.central("verify").end());
    }

    private static void twoBoothsInOneFolder() throws Exception {
        BoothToml good = site.toml();
        int[] ports = Site.freePorts(3);
        site.configure(good.withPorts(ports[0], ports[1], ports[2]));
        Program second = site.run("second", site.boothCommand());
        assertEquals(1, second.end());
        assertTrue(message(second).contains("is in use"), message(second));
        // and on the same ports, in another folder
        site.configure(good.withDataDir(folder.resolve("other-data")));
        Program third = site.run("third", site.boothCommand());
        assertEquals(1, third.end());
        assertTrue(message(third).contains("cannot listen"), message(third));
        site.configure(good);
        var _ = site.writeConfig();
        assertEquals(200, site.get("/livez").statusCode());
    }
}
