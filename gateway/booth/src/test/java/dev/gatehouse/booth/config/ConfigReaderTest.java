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

    private static String radio(String format, String alert) {
        return SMALLEST
                + """
                [[device]]
                id = "modem"
                kind = "radio"
                lane = "1"
                link = "udp:127.0.0.1:62031"
                format = "%s"
                [[radio_alert]]
                """
                        .formatted(format)
                + alert;
    }

    @Test
    void alertsByRadioReadBackTheSame() throws Exception {
        BoothConfig config =
                read(
                        radio(
                                "mmdvm",
                                """
                                device = "modem"
                                group = 9
                                lowest_priority = 1
                                lanes = ["1"]
                                path = "encrypted"
                                """));
        assertEquals(9, config.radio().alerts().getFirst().target());
        assertTrue(config.radio().alerts().getFirst().group());
        assertEquals(config, read(ConfigPrinter.toml(config)));
    }

    @Test
    void alertsLeaveInClearOrByCoveredEquipmentOnlyByADecisionInWriting() throws Exception {
        String told = "device = \"modem\"\nradio = 7\n";
        String encrypted = told + "path = \"encrypted\"\n";
        assertTrue(faults(radio("mmdvm", told)).contains("radio_alert.in_writing"));
        assertTrue(faults(radio("hytera", encrypted)).contains("covered equipment"));
        String written = "in_writing = \"order 12\"\n";
        assertEquals(1, read(radio("mmdvm", told + written)).radio().alerts().size());
        assertEquals(1, read(radio("hytera", encrypted + written)).radio().alerts().size());
    }

    @Test
    void anAlertNamesOneTargetAndARadioSystem() {
        String written = "in_writing = \"order 12\"\n";
        assertTrue(
                faults(radio("mmdvm", "device = \"modem\"\nradio = 7\ngroup = 9\n" + written))
                        .contains("expected either radio or group"));
        assertTrue(
                faults(radio("mmdvm", "device = \"modem\"\n" + written))
                        .contains("expected either radio or group"));
        assertTrue(
                faults(radio("mmdvm", "device = \"other\"\nradio = 7\n" + written))
                        .contains("names no device of kind radio"));
        assertTrue(
                faults(radio("mmdvm", "device = \"modem\"\nradio = 0\n" + written))
                        .contains("radio_alert.radio"));
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
