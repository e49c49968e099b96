package dev.gatehouse.booth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.booth.config.ConfigReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private static final String CONFIG =
            """
            [booth]
            name = "north-1"
            [[lane]]
            id = "1"
            [lookouts]
            file = "lookouts.csv"
            """;

    @TempDir Path folder;

    /// What a run of the program told the shell and the two streams.
    private record Ran(int code, String out, String err) {}

    private static Ran run(String... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            int code = Gatehouse.execute(args);
            return new Ran(
                    code,
                    said.toString(StandardCharsets.UTF_8),
                    complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("booth.toml"), text).toString();
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        for (List<String> command :
                List.of(
                        List.<String>of(),
                        List.of("run"),
                        List.of("status"),
                        List.of("config", "check"),
                        List.of("config", "print"),
                        List.of("config", "explain"),
                        List.of("doctor"),
                        List.of("demo"),
                        List.of("version"))) {
            String[] args =
                    java.util.stream.Stream.concat(
                                    command.stream(), java.util.stream.Stream.of("--help"))
                            .toArray(String[]::new);
            Ran ran = run(args);
            assertEquals(0, ran.code(), () -> command + ran.err());
            assertTrue(ran.out().contains("Example"), () -> command + ran.out());
        }
    }

    @Test
    void aWrongCallIsUsage() {
        assertEquals(2, run().code());
        assertEquals(2, run("nosuch").code());
        assertEquals(2, run("config").code());
        assertEquals(2, run("demo", "--seconds", "0").code());
        assertEquals(2, run("demo", "--lanes", "9").code());
        assertEquals(2, run("demo", "--reads", "x.csv").code());
        assertEquals(2, run("status", "--url", "not an address").code());
        assertEquals(2, run("status", "--url", "file:///etc/passwd").code());
    }

    @Test
    void revokingIsNotConfirmedWhileNoBoothRuns() throws Exception {
        Path data = folder.resolve("data");
        String config =
                file(
                        CONFIG.replace("name =", "data_dir = \"" + data + "\"\nname =")
                                + "[console]\nlisten = \"127.0.0.1:9443\"\n");
        Files.createDirectories(data);
        Ran ran = run("console", "revoke", "--config", config);
        assertEquals(1, ran.code(), ran::out);
        assertTrue(ran.err().contains("not confirmed"), ran::err);
        assertFalse(ran.out().contains("ended"), ran::out);
        assertTrue(Files.exists(data.resolve("console/revoke")), "waits for a booth");
    }

    @Test
    void aConfigurationIsCheckedAndPrinted() throws Exception {
        String good = file(CONFIG);
        Ran checked = run("config", "check", "--config", good);
        assertEquals(0, checked.code());
        assertTrue(checked.out().contains("usable: 1 lane(s), 0 device(s)"));
        Ran printed = run("config", "print", "--config", good);
        assertTrue(printed.out().contains("name = \"north-1\""));
        Ran faulty = run("config", "check", "--config", file(CONFIG + "fil = 3\n"));
        assertEquals(1, faulty.code());
        assertTrue(faulty.err().contains("booth.toml:7:1"), faulty::err);
        assertFalse(faulty.err().contains("\tat "), "no stack trace for what a person wrote");
    }

    @Test
    void aBoothWithoutKeysSaysHowToMakeThem() throws Exception {
        String good = file(CONFIG);
        Ran without = run("run", "--config", good);
        assertEquals(78, without.code());
        assertTrue(without.err().contains("--insecure-demo"));
        Ran keyless = run("run", "--config", good, "--insecure-demo");
        assertEquals(78, keyless.code());
        assertTrue(keyless.err().contains("gatehouse-central booth add"), keyless::err);
        assertFalse(keyless.err().contains("\tat "));
    }

    @Test
    void theStatusTellsTheShellHowTheBoothIs() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String[] condition = {"READY"};
        server.createContext(
                "/status",
                exchange -> {
                    byte[] body =
                            ("{\"condition\":\"" + condition[0] + "\",\"a\":{\"b\":1}}")
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Ran ready = run("status", "--all", "--url", url);
        assertEquals(0, ready.code());
        assertTrue(ready.out().contains("a.b: 1"));
        condition[0] = "DEGRADED";
        Ran degraded = run("status", "--json", "--url", url);
        assertEquals(3, degraded.code());
        assertEquals("DEGRADED", FlatJson.parse(degraded.out()).text("condition"));
        server.stop(0);
        assertEquals(4, run("status", "--url", url).code());
    }

    @Test
    void theSummaryIsShortAndLeavesOutWhatIsNotKnown() {
        List<String> lines =
                StatusCommand.readable(dev.gatehouse.booth.doctor.Pages.healthy(), false)
                        .lines()
                        .toList();
        assertTrue(lines.size() <= 15, lines::toString);
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), lines::toString);
        assertTrue(lines.getFirst().contains("north-1, READY, up 25 h"), lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.contains("receipt 2 s ago")));
        assertTrue(lines.stream().anyMatch(line -> line.contains("1 rejected")), lines::toString);
        String little = StatusCommand.readable("{\"condition\":\"STARTING\"}", false);
        assertFalse(little.contains(" 0 MiB"), little);
        assertFalse(little.contains("-1"), little);
    }

    @Test
    void keysAreExplained() throws Exception {
        Ran one = run("config", "explain", "lookouts.hard_age_s");
        assertEquals(0, one.code());
        assertTrue(one.out().contains("86400") && one.out().contains("seconds"), one::out);
        Ran all = run("config", "explain");
        assertEquals(0, all.code());
        assertEquals(dev.gatehouse.booth.config.ConfigKeys.ALL.size(), all.out().lines().count());
        assertEquals(8, run("config", "explain", "lookouts").out().lines().count());
        Ran wrong = run("config", "explain", "lookouts.hard_age");
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("nearest: lookouts.hard_age_s"), wrong::err);
        FlatJson json = FlatJson.parse(run("config", "explain", "health.listen", "--json").out());
        assertEquals("health.listen", json.text("keys.0.key"));
        assertEquals("127.0.0.1:9180", json.text("keys.0.default"));
    }

    @Test
    void doctorTellsByExitCode() throws Exception {
        assertEquals(1, run("doctor", "--config", folder.resolve("none.toml").toString()).code());
        assertEquals(2, run("doctor", "--url", "file:///etc/passwd").code());
        assertEquals(2, run("doctor", "--quota-percent", "101").code());
        Ran list = run("doctor", "--list");
        assertEquals(0, list.code());
        assertTrue(list.out().lines().count() > 40, list::out);
        Ran down =
                run(
                        "doctor",
                        "--json",
                        "--config",
                        file(CONFIG + "[health]\nlisten = \"127.0.0.1:1\"\n"));
        assertEquals(4, down.code(), down::err);
        assertTrue(down.out().contains("BTH-DOWN"), down::out);
    }

    @Test
    void theVersionIsPrinted() throws Exception {
        assertEquals("development", FlatJson.parse(run("version", "--json").out()).text("version"));
    }

    @Test
    void flatJsonReadsPathsAndRefusesRubbish() throws Exception {
        FlatJson json = FlatJson.parse("{\"a\":[{\"b\":1},{\"b\":true}],\"c\":\"x\",\"d\":1.5}");
        assertEquals(1, json.number("a.0.b"));
        assertEquals("true", json.text("a.1.b"));
        assertEquals(-1, json.number("c"));
        assertEquals(-1, json.number("d"));
        assertEquals("", json.text("nosuch"));
        assertThrows(IOException.class, () -> FlatJson.parse("{\"a\":"));
        assertThrows(IOException.class, () -> FlatJson.parse("no json"));
    }

    /// The configuration that README tells people to write.
    @Test
    void theConfigurationInReadmeIsUsable() throws Exception {
        Path readme = Path.of("").toAbsolutePath().resolve("../../README.md").normalize();
        if (!Files.exists(readme)) {
            return;
        }
        List<String> lines = Files.readAllLines(readme);
        int from = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).endsWith("booth.toml <<'TOML'")) {
                from = i + 1;
            }
        }
        assertTrue(from > 0, "README shows a booth.toml");
        int to = lines.subList(from, lines.size()).indexOf("TOML") + from;
        Path file = folder.resolve("booth.toml");
        Files.write(file, lines.subList(from, to));
        assertFalse(ConfigReader.read(file).devices().isEmpty());
        Ran checked = run("config", "check", "--config", file.toString());
        assertEquals(0, checked.code(), checked::err);
    }

    /// A voice header of an emergency call from a made-up radio to group 9.
    private static final String EMERGENCY =
            "028A093883D00AC1168232A0C46D5D7F77FD757E33F8554013D009C247098D90E0";

    @Test
    void aCaptureIsLaidOpen() throws Exception {
        Path file = folder.resolve("bursts.hex");
        Files.writeString(file, "# one burst\n" + EMERGENCY.replaceAll("(..)", "$1 ") + "\n");
        Ran shown = run("decode", "dmr", file.toString());
        assertEquals(0, shown.code(), shown::err);
        for (String expected :
                List.of(
                        "service options  83  EMERGENCY, priority 3",
                        "group  000009  9",
                        "source  12D687  1234567",
                        "[GOOD] REED_SOLOMON: 24 check bits")) {
            assertTrue(shown.out().contains(expected), shown::out);
        }
        FlatJson json = FlatJson.parse(run("decode", "dmr", file.toString(), "--json").out());
        assertEquals("true", json.text("sound"));
        Files.write(file, java.util.HexFormat.of().parseHex(EMERGENCY));
        assertEquals(shown.out(), run("decode", "DMR", file.toString()).out(), "binary as well");
    }

    @Test
    void aCaptureWhoseChecksFailIsShownAllTheSame() throws Exception {
        Path file = folder.resolve("bursts.hex");
        Files.writeString(file, "00".repeat(33) + "1B5B324A");
        Ran shown = run("decode", "dmr", file.toString());
        assertEquals(1, shown.code());
        assertTrue(shown.out().contains("[BAD]"), shown::out);
        assertFalse(shown.out().contains("\u001B"), "nothing that steers a terminal");
    }

    @Test
    void aPlateReadersMessageIsReadWhoseverItIs() throws Exception {
        Path file = folder.resolve("read.xml");
        Files.writeString(
                file,
                "<Msg><PLATE_STRING>ZZ99ZZ</PLATE_STRING><DATE>2026-11-22</DATE><TIME>02-04-15-220</TIME></Msg>");
        Ran shown = run("decode", "lpr", file.toString());
        assertEquals(0, shown.code(), shown::err);
        assertTrue(shown.out().startsWith("plate reader, tattile"), shown::out);
        assertTrue(shown.out().contains("plate  ZZ99ZZ"), shown::out);
        assertTrue(shown.out().contains("2026-11-22T02:04:15.220 without zone"), shown::out);
        Ran other = run("decode", "lpr", "--maker", "hikvision", file.toString());
        assertEquals(1, other.code());
        assertTrue(other.out().contains("expected EventNotificationAlert"), other::out);
        assertEquals(2, run("decode", "lpr", "--maker", "none", file.toString()).code());
        assertEquals(2, run("decode", "dmr", "--maker", "axis", file.toString()).code());
    }

    @Test
    void whatCannotBeDecodedIsAUsageError() {
        assertTrue(run("decode", "morse", "-").err().contains("dmr"));
        assertEquals(2, run("decode", "dmr", folder.resolve("absent").toString()).code());
        assertEquals(2, run("decode", "dmr", "/dev/null", "--form", "hex").code());
    }

    @Test
    void lampsByHandAreAskedOverTheBus() throws Exception {
        assertEquals(2, run("output").code());
        assertEquals(2, run("output", "set", "1", "barrier", "on").code(), "no badge");
        Ran part = run("output", "set", "1", "horn", "on", "--badge", "1001");
        assertEquals(2, part.code());
        assertTrue(part.err().contains("barrier"), part::err);
        Ran help = run("output", "set", "--help");
        assertEquals(0, help.code());
        assertTrue(help.out().contains("red, amber, green, barrier"), help::out);
        String config = file(CONFIG);
        Ran lane = run("output", "revert", "--badge", "1001", "--config", config);
        assertEquals(2, lane.code());
        assertTrue(lane.err().contains("--lane"), lane::err);
        Ran nobody =
                run("output", "set", "1", "barrier", "on", "--badge", "1001", "--config", config);
        assertEquals(1, nobody.code());
        assertTrue(nobody.err().contains("officer 1001"), nobody::err);
    }

    @Test
    void radiosAreAskedOfTheBooth() {
        Ran nobody = run("radio", "status", "--url", "http://127.0.0.1:1");
        assertEquals(4, nobody.code());
        assertTrue(nobody.err().contains("no booth answers"), nobody::err);
        assertEquals(2, run("radio").code());
    }
}
