package dev.gatehouse.booth.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Catalogue, reader and printer know the same keys.
class ConfigKeysTest {
    private static final String MINIMAL =
            """
            [booth]
            name = "north-1"
            [[lane]]
            id = "1"
            [lookouts]
            file = "lookouts.csv"
            """;

    @TempDir Path folder;

    private static Set<String> catalogue() {
        TreeSet<String> paths = new TreeSet<>();
        ConfigKeys.ALL.forEach(key -> assertTrue(paths.add(key.path()), key.path()));
        return paths;
    }

    private BoothConfig read(String toml) throws Exception {
        return ConfigReader.read(Files.writeString(folder.resolve("booth.toml"), toml));
    }

    /// A wrong key in each table makes the reader tell which ones it asked for there.
    @Test
    void theReaderAsksForWhatTheCatalogueHas() throws Exception {
        String wrong = "zzz_wrong = 1\n";
        StringBuilder toml = new StringBuilder(wrong);
        for (String table :
                List.of(
                        "booth",
                        "bus",
                        "upstream",
                        "lookouts",
                        "policy",
                        "journal",
                        "health",
                        "radio")) {
            toml.append('[').append(table).append("]\n").append(wrong);
            if (table.equals("bus")) {
                toml.append("broker = \"ssl://b.example:8883\"\n");
            }
        }
        toml.append("[tls]\n").append(wrong).append("[console]\n").append(wrong);
        toml.append("[inventory]\n").append(wrong);
        toml.append("[[lane]]\n").append(wrong).append("[[device]]\n").append(wrong);
        for (String target : List.of("radio = 7\n", "group = 7\n")) {
            toml.append("[[radio_alert]]\n").append(target).append(wrong);
        }
        Path file = Files.writeString(folder.resolve("wrong.toml"), toml);
        ConfigException e = assertThrows(ConfigException.class, () -> ConfigReader.read(file));
        Pattern known = Pattern.compile("is not a key of \\[?(.*?)]?; known here: (.*)");
        Set<String> tables = new HashSet<>();
        TreeSet<String> asked = new TreeSet<>();
        Set<String> root = new HashSet<>();
        for (ConfigException.Fault fault : e.faults()) {
            Matcher told = known.matcher(fault.message());
            if (fault.kind() == ConfigException.Fault.Kind.UNKNOWN_KEY) {
                assertTrue(told.matches(), fault::message);
                for (String key : told.group(2).split(", ", -1)) {
                    if (told.group(1).equals("the configuration")) {
                        root.add(key);
                    } else {
                        tables.add(told.group(1));
                        asked.add(told.group(1) + "." + key);
                    }
                }
            }
        }
        assertEquals(root, tables, "every table was looked at");
        assertEquals(catalogue(), asked);
    }

    @Test
    void thePrinterPrintsWhatTheCatalogueHas() throws Exception {
        String whole =
                MINIMAL
                        + """
                        [upstream]
                        addresses = ["tcp://127.0.0.1:1884"]
                        [console]
                        [policy]
                        actions = "actions.csv"
                        [[device]]
                        id = "front-1"
                        kind = "plate-reader"
                        lane = "1"
                        link = "mqtt:"
                        format = "rekor"
                        settings = { approach_deg = "180" }
                        [[device]]
                        id = "modem"
                        kind = "radio"
                        lane = "1"
                        link = "serial:/dev/ttyAMA0"
                        format = "mmdvm"
                        [[radio_alert]]
                        device = "modem"
                        radio = 1234567
                        path = "encrypted"
                        [[radio_alert]]
                        device = "modem"
                        group = 9
                        in_writing = "order 12"
                        [inventory]
                        segments = ["eth1"]
                        oui_file = "oui.csv"
                        policy_file = "covered.policy"
                        policy_key = "policy.pub"
                        snmp_communities = "snmp"
                        onvif_credentials = "onvif"
                        """;
        TreeSet<String> printed = new TreeSet<>(keys(ConfigPrinter.toml(read(whole))));
        printed.addAll(
                keys(
                        ConfigPrinter.toml(
                                read(whole + "[bus]\nbroker = \"ssl://b.example:8883\"\n"))));
        assertEquals(catalogue(), printed);
    }

    private static Set<String> keys(String toml) {
        TreeSet<String> keys = new TreeSet<>();
        String table = "";
        for (String line : toml.lines().toList()) {
            if (line.startsWith("[device.settings]")) {
                keys.add("device.settings");
                table = "";
            } else if (line.startsWith("[")) {
                table = line.replace("[", "").replace("]", "");
            } else if (line.contains(" = ") && !table.isEmpty()) {
                keys.add(table + "." + line.substring(0, line.indexOf(" = ")));
            }
        }
        return keys;
    }

    @Test
    void theDefaultsAreThoseInForce() throws Exception {
        String printed = ConfigPrinter.toml(read(MINIMAL));
        String table = "";
        int compared = 0;
        for (String line : printed.lines().toList()) {
            if (line.startsWith("[")) {
                table = line.replace("[", "").replace("]", "");
            } else if (line.contains(" = ")) {
                String path = table + "." + line.substring(0, line.indexOf(" = "));
                String value = line.substring(line.indexOf(" = ") + 3);
                ConfigKey key =
                        ConfigKeys.ALL.stream()
                                .filter(one -> one.path().equals(path))
                                .findFirst()
                                .orElseThrow();
                if (value.matches("[0-9]+|true|false")) {
                    compared++;
                    assertEquals(key.otherwise(), value, path);
                } else if (key.type().equals("path") && !key.otherwise().equals("required")) {
                    compared++;
                    String name = key.otherwise().split(" ", -1)[0];
                    assertTrue(value.endsWith("/" + name + "\""), () -> path + " " + value);
                }
            }
        }
        assertTrue(compared >= 15, "defaults compared: " + compared);
    }

    /// An example is a line that the reader takes.
    @Test
    void everyExampleIsTaken() throws Exception {
        for (ConfigKey key : ConfigKeys.ALL) {
            String table = key.path().substring(0, key.path().indexOf('.'));
            String name = key.path().substring(table.length() + 1);
            assertTrue(key.example().startsWith(name + " = "), key::example);
            if (table.equals("radio_alert")) {
                var _ = read(alert(name, key.example()));
                continue;
            }
            String base =
                    MINIMAL
                            + """
                            [[device]]
                            id = "d"
                            kind = "plate-reader"
                            lane = "1"
                            link = "mqtt:"
                            format = "rekor"
                            """;
            StringBuilder toml = new StringBuilder();
            String now = "";
            boolean there = false;
            for (String line : base.lines().toList()) {
                if (line.startsWith("[")) {
                    now = line.replace("[", "").replace("]", "");
                }
                if (now.equals(table) && line.startsWith(name + " = ")) {
                    toml.append(key.example()).append('\n');
                    there = true;
                } else {
                    toml.append(line).append('\n');
                }
                if (now.equals(table) && line.startsWith("[") && !base.contains(name + " = ")) {
                    toml.append(key.example()).append('\n');
                    there = true;
                }
            }
            if (!there) {
                toml.append('[').append(table).append("]\n").append(key.example()).append('\n');
                if (key.path().equals("upstream.password_file")) {
                    toml.append("addresses = [\"tcp://127.0.0.1:1884\"]\n");
                }
                if (table.equals("inventory") && !name.equals("segments")) {
                    toml.append("segments = [\"eth1\"]\n");
                }
                if (name.startsWith("policy_") && table.equals("inventory")) {
                    String pair = name.equals("policy_file") ? "policy_key" : "policy_file";
                    toml.append(pair).append(" = \"other\"\n");
                }
            }
            var _ = read(toml.toString());
        }
    }

    /// A whole configuration with one alert by radio.
    private static String alert(String name, String example) {
        StringBuilder toml = new StringBuilder(MINIMAL);
        toml.append(
                """
                [[device]]
                id = "modem"
                kind = "radio"
                lane = "1"
                link = "udp:127.0.0.1:62031"
                format = "mmdvm"
                [[radio_alert]]
                """);
        for (String line :
                List.of("device = \"modem\"", "radio = 7", "in_writing = \"order 12\"")) {
            boolean other = name.equals("group") && line.startsWith("radio = ");
            if (!line.startsWith(name + " = ") && !other) {
                toml.append(line).append('\n');
            }
        }
        return toml.append(example).append('\n').toString();
    }

    @Test
    void theNearestKeyIsNamed() {
        assertEquals("lookouts.hard_age_s", ConfigKeys.nearest("lookouts.hard_age").path());
        assertEquals("policy.chatter_ms", ConfigKeys.nearest("chater_ms").path());
        assertEquals("upstream.addresses", ConfigKeys.nearest("upstream.adresses").path());
        assertFalse(ConfigKeys.nearest("").path().isEmpty());
    }
}
