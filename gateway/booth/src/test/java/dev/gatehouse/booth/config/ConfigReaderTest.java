package dev.gatehouse.booth.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    private static final String SMALLEST =
            """
            [booth]
            name = "north-1"
            [[lane]]
            id = "1"
            [lookouts]
            file = "lookouts.csv"
            """;

    @TempDir Path folder;

    private BoothConfig read(String text) throws ConfigException, IOException {
        Path file = folder.resolve("booth.toml");
        Files.writeString(file, text);
        return ConfigReader.read(file);
    }

    private String faults(String text) {
        return messageOf(() -> read(text));
    }

    private static String messageOf(Executable reading) {
        return String.valueOf(assertThrows(ConfigException.class, reading).getMessage());
    }

    @Test
    void smallestConfigurationHasDefaults() throws Exception {
        BoothConfig config = read(SMALLEST);
        assertEquals("north-1", config.name());
        assertEquals(folder.resolve("data"), config.dataDir());
        assertEquals(folder.resolve("lookouts.csv"), config.lookouts().file());
        assertTrue(config.upstream().isEmpty());
        assertFalse(config.policy().queryByHandRefers());
    }

    @Test
    void whatIsPrintedReadsBackTheSame() throws Exception {
        BoothConfig config =
                read(
                        SMALLEST
                                + """
                                [[device]]
                                id = "lpr-1"
                                kind = "plate-reader"
                                lane = "1"
                                link = "http:127.0.0.1:8088/lpr/v1/lane1"
                                format = "rekor"
                                [device.settings]
                                zone = "America/Toronto \\"x\\""
                                [upstream]
                                addresses = ["tcp://127.0.0.1:1884", "tcp://127.0.0.2:1884"]
                                """);
        assertEquals(config, read(ConfigPrinter.toml(config)));
    }

    @Test
    void unknownKeyNamesLineAndColumn() {
        String message = faults(SMALLEST + "[policy]\n  escalate_after = 3\n");
        assertTrue(
                message.contains("booth.toml:8:3: `policy.escalate_after`: is not a key"), message);
        assertTrue(message.contains("escalate_after_s"), message);
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        String message =
                faults(
                        """
                        [booth]
                        name = "a b"
                        [bus]
                        listen = ["192.0.2.1:1883"]
                        [[lane]]
                        id = "1"
                        [[lane]]
                        id = "1"
                        [[device]]
                        id = "d"
                        lane = "9"
                        kind = 4
                        [journal]
                        p0_mib = 1
                        """);
        for (String expected :
                new String[] {
                    "2:1: `booth.name`",
                    "4:1: `bus.listen`: expected a loopback address",
                    "8:1: `lane.id`: is used by two lanes",
                    "11:1: `device.lane`: names a lane",
                    "12:1: `device.kind`: expected a text",
                    "`device.link`: is missing",
                    "`lookouts.file`: is missing",
                    "14:1: `journal.p0_mib`: expected a whole number from 8"
                }) {
            assertTrue(
                    message.contains(expected), () -> "expected " + expected + " in\n" + message);
        }
    }

    @Test
    void brokenSyntaxAndEncodingAreNamed() throws Exception {
        assertTrue(faults("[booth\nname=1").contains("booth.toml:1:"));
        Path file = folder.resolve("latin.toml");
        Files.write(file, "name = \"é\"".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(messageOf(() -> ConfigReader.read(file)).contains("not UTF-8"));
        assertTrue(
                messageOf(() -> ConfigReader.read(folder.resolve("none.toml")))
                        .contains("--config"));
    }
}
