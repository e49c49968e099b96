package dev.gatehouse.booth.config;

import static dev.gatehouse.booth.config.ConfigException.Fault.Kind.INVALID;
import static dev.gatehouse.booth.config.ConfigException.Fault.Kind.NOT_LOOPBACK;

import dev.gatehouse.booth.inventory.InventorySettings;
import dev.gatehouse.core.lookout.ListScope;
import dev.gatehouse.core.lookout.TransportMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/// Reads `booth.toml`. Relative paths count from the file's own folder. All faults are reported at
/// once.
public final class ConfigReader {
    private static final long FILE_MAX_BYTES = 1 << 20;
    private static final int LANES_MAX = 32;
    private static final int DEVICES_MAX = 128;
    private static final String SSL = "ssl://";
    private static final String TCP = "tcp://";
    private static final String EVERYWHERE = "any";
    private static final long YEAR_S = 31_536_000;

    private final String file;
    private final Path base;
    private final List<ConfigException.Fault> faults = new ArrayList<>();

    private ConfigReader(Path path) {
        this.file = path.toString();
        Path parent = path.toAbsolutePath().getParent();
        this.base = parent == null ? Path.of("/") : parent;
    }

    /// Reads and validates a file.
    ///
    /// @throws ConfigException listing every fault with line and column
    public static BoothConfig read(Path path) throws ConfigException {
        ConfigReader reader = new ConfigReader(path);
        return reader.parse(reader.load(path));
    }

    /// The health address of a file whose other parts may have faults, so that a running booth is
    /// found by it all the same.
    public static Optional<BoothConfig.Endpoint> health(Path path) {
        ConfigReader reader = new ConfigReader(path);
        try {
            TomlParseResult toml = Toml.parse(reader.load(path));
            if (toml.hasErrors()) {
                return Optional.empty();
            }
            Section root = new Section(reader.file, "", toml, null, reader.faults);
            BoothConfig.Endpoint health = reader.health(root.section("health"));
            return reader.faults.isEmpty() ? Optional.of(health) : Optional.empty();
        } catch (ConfigException _) {
            return Optional.empty();
        }
    }

    private String load(Path path) throws ConfigException {
        try {
            if (Files.size(path) > FILE_MAX_BYTES) {
                throw fatal(0, 0, "is larger than 1 MiB; expected a configuration file");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(Files.readAllBytes(path)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw fatal(0, 0, "is not UTF-8 text");
        } catch (IOException e) {
            throw fatal(
                    0,
                    0,
                    "cannot be read ("
                            + e.getClass().getSimpleName()
                            + "); give its path with --config");
        }
    }

    private ConfigException fatal(int line, int column, String message) {
        faults.add(new ConfigException.Fault(INVALID, file, line, column, "", message));
        return new ConfigException(faults);
    }

    private BoothConfig parse(String text) throws ConfigException {
        TomlParseResult toml = Toml.parse(text);
        if (toml.hasErrors()) {
            toml.errors()
                    .forEach(e ->
                            faults.add(
                                    new ConfigException.Fault(
                                            INVALID,
                                            file,
                                            e.position().line(),
                                            e.position().column(),
                                            "",
                                            String.valueOf(e.getMessage()))));
            throw new ConfigException(faults);
        }
        Section root = new Section(file, "", toml, null, faults);
        Section booth = root.section("booth");
        String name = booth.id("name");
        Path dataDir = path(booth.text("data_dir", "data"));
        Path keysDir = path(booth.text("keys_dir", "keys"));
        int safeModeStarts = Math.toIntExact(booth.number("safe_mode_starts", 3, 0, 1_000));
        booth.finish();
        BoothConfig.Bus bus = bus(root.section("bus"), keysDir);
        List<BoothConfig.Lane> lanes = lanes(root);
        List<BoothConfig.Device> devices = devices(root, lanes);
        BoothConfig.Radio radio = RadioTables.read(root, lanes, devices);
        Optional<BoothConfig.Upstream> upstream =
                root.has("upstream")
                        ? Optional.of(upstream(root.section("upstream"), keysDir))
                        : Optional.empty();
        BoothConfig.Lookouts lookouts = lookouts(root.section("lookouts"), keysDir);
        BoothConfig.Policy policy = policy(root.section("policy"));
        BoothConfig.Store store = store(root.section("journal"));
        BoothConfig.Endpoint health = health(root.section("health"));
        BoothConfig.Tls tls = tls(root.section("tls"), keysDir.resolve("tls"));
        Optional<BoothConfig.Console> console =
                root.has("console")
                        ? Optional.of(console(root.section("console")))
                        : Optional.empty();
        Optional<InventorySettings> inventory =
                root.has("inventory")
                        ? Optional.of(InventoryTable.read(root.section("inventory"), this::path))
                        : Optional.empty();
        root.finish();
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
        return new BoothConfig(
                name,
                dataDir,
                keysDir,
                safeModeStarts,
                bus,
                lanes,
                devices,
                radio,
                upstream,
                lookouts,
                policy,
                store,
                health,
                tls,
                console,
                inventory);
    }

    private Path path(String text) {
        return base.resolve(text).normalize();
    }

    private BoothConfig.Bus bus(Section section, Path keysDir) {
        Optional<String> broker =
                section.has("broker")
                        ? Optional.of(section.text("broker", null))
                        : Optional.empty();
        broker.ifPresent(address -> serverAddress(section, "broker", address));
        List<BoothConfig.Endpoint> listen = new ArrayList<>();
        List<String> plain = broker.isPresent() ? List.of() : List.of("127.0.0.1:1883");
        for (String text : section.texts("listen", plain)) {
            BoothConfig.Endpoint endpoint = section.endpoint("listen", text);
            requireLoopback(
                    section, "listen", endpoint, "beyond loopback use tls_listen, which is TLS");
            listen.add(endpoint);
        }
        List<BoothConfig.Endpoint> tlsListen = new ArrayList<>();
        for (String text : section.texts("tls_listen", List.of())) {
            tlsListen.add(section.endpoint("tls_listen", text));
        }
        if (broker.isPresent() && !(listen.isEmpty() && tlsListen.isEmpty())) {
            section.fault(
                    "broker", "excludes listen and tls_listen: the booth has one bus, not two");
        } else if (broker.isEmpty() && listen.isEmpty() && tlsListen.isEmpty()) {
            section.fault("listen", "expected an address here or in tls_listen");
        }
        String password = section.text("password_file", keysDir.resolve("bus.password").toString());
        String principals = section.text("principals", keysDir.resolve("principals").toString());
        section.finish();
        return new BoothConfig.Bus(
                List.copyOf(listen),
                List.copyOf(tlsListen),
                broker,
                path(password),
                path(principals));
    }

    /// `ssl://host:port` anywhere, `tcp://host:port` on loopback.
    private static void serverAddress(Section section, String key, String address) {
        if (address.startsWith(SSL)) {
            section.endpoint(key, address.substring(SSL.length()));
        } else if (address.startsWith(TCP)) {
            requireLoopback(
                    section,
                    key,
                    section.endpoint(key, address.substring(TCP.length())),
                    "beyond loopback use ssl://host:port");
        } else {
            section.fault(key, "expected ssl://host:port, or tcp://host:port on loopback");
        }
    }

    private BoothConfig.Tls tls(Section section, Path folder) {
        var tls =
                new BoothConfig.Tls(
                        path(section.text("ca", folder.resolve("ca.crt").toString())),
                        path(section.text("certificate", folder.resolve("booth.crt").toString())),
                        path(section.text("key", folder.resolve("booth.key").toString())),
                        path(
                                section.text(
                                        "clients_ca",
                                        folder.resolve("clients-ca.crt").toString())));
        section.finish();
        return tls;
    }

    private static BoothConfig.Console console(Section section) {
        var console =
                new BoothConfig.Console(
                        section.endpoint("listen", section.text("listen", "127.0.0.1:9443")),
                        List.copyOf(section.texts("hosts", List.of())));
        section.finish();
        return console;
    }

    private static void requireLoopback(
            Section section, String key, BoothConfig.Endpoint endpoint, String why) {
        try {
            if (!InetAddress.getByName(endpoint.host()).isLoopbackAddress()) {
                section.fault(NOT_LOOPBACK, key, "expected a loopback address: " + why);
            }
        } catch (UnknownHostException e) {
            section.fault(key, "names a host that does not resolve");
        }
    }

    private List<BoothConfig.Lane> lanes(Section root) {
        List<BoothConfig.Lane> lanes = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Section section : root.sections("lane")) {
            String id = section.id("id");
            if (!ids.add(id)) {
                section.fault("id", "is used by two lanes");
            }
            lanes.add(
                    new BoothConfig.Lane(
                            id, Math.toIntExact(section.number("portal_within_s", 15, 0, 600))));
            section.finish();
        }
        if (lanes.isEmpty() || lanes.size() > LANES_MAX) {
            root.fault(
                    "lane",
                    "expected 1 to " + LANES_MAX + " tables `[[lane]]`, found " + lanes.size());
        }
        return List.copyOf(lanes);
    }

    private List<BoothConfig.Device> devices(Section root, List<BoothConfig.Lane> lanes) {
        List<BoothConfig.Device> devices = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Section section : root.sections("device")) {
            String id = section.id("id");
            if (!ids.add(id)) {
                section.fault("id", "is used by two devices");
            }
            String lane = section.id("lane");
            if (lanes.stream().noneMatch(known -> known.id().equals(lane))) {
                section.fault("lane", "names a lane that has no `[[lane]]`");
            }
            String kind = section.text("kind", null);
            String link = section.text("link", null);
            String format = section.text("format", null);
            boolean rear = section.flag("rear", false);
            if (rear && !kind.equals("plate-reader")) {
                section.fault("rear", "is for devices of the kind plate-reader");
            }
            boolean enabled = section.flag("enabled", true);
            long staleS = section.number("stale_s", 0, 0, YEAR_S);
            Section inner = section.section("settings");
            Map<String, String> settings = Map.copyOf(inner.all());
            devices.add(
                    new BoothConfig.Device(
                            id, kind, lane, link, format, rear, enabled, staleS, settings));
            section.finish();
        }
        if (devices.size() > DEVICES_MAX) {
            root.fault(
                    "device",
                    "expected at most " + DEVICES_MAX + " devices, found " + devices.size());
        }
        return List.copyOf(devices);
    }

    private BoothConfig.Upstream upstream(Section section, Path keysDir) {
        List<String> addresses = section.texts("addresses", List.of());
        if (addresses.isEmpty()) {
            section.fault(
                    "addresses", "expected at least one address, e.g. [\"tcp://127.0.0.1:1884\"]");
        }
        addresses.forEach(address -> serverAddress(section, "addresses", address));
        String password =
                section.text("password_file", keysDir.resolve("upstream.password").toString());
        section.finish();
        return new BoothConfig.Upstream(addresses, path(password));
    }

    private BoothConfig.Lookouts lookouts(Section section, Path keysDir) {
        String list = section.text("file", null);
        String key = section.text("key", keysDir.resolve("lookouts.key").toString());
        String port = section.text("port", EVERYWHERE);
        boolean anyPort = port.equals(EVERYWHERE);
        if (!anyPort && !ListScope.isPort(port)) {
            section.fault("port", "expected 1 to 16 letters, digits or hyphens");
        }
        String mode = section.text("mode", EVERYWHERE);
        Optional<TransportMode> travels =
                Stream.of(TransportMode.values())
                        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(mode))
                        .findFirst();
        if (travels.isEmpty() && !mode.equals(EVERYWHERE)) {
            section.fault("mode", "expected highway, rail, marine, air or any");
        }
        ListScope scope = new ListScope(anyPort || !ListScope.isPort(port) ? "" : port, travels);
        long soft = section.number("soft_age_s", 43_200, 1, YEAR_S);
        long hard = section.number("hard_age_s", 86_400, 1, YEAR_S);
        if (soft > hard) {
            section.fault("soft_age_s", "must not exceed hard_age_s");
        }
        long reload = section.number("reload_s", 5, 1, 86_400);
        long replay = section.number("replay_h", 72, 0, 720);
        section.finish();
        return new BoothConfig.Lookouts(path(list), path(key), scope, soft, hard, reload, replay);
    }

    private BoothConfig.Policy policy(Section section) {
        String actions = section.text("actions", "");
        var policy =
                new BoothConfig.Policy(
                        section.flag("query_by_hand_refers", false),
                        section.number("escalate_after_s", 60, 1, 86_400),
                        Math.toIntExact(section.number("escalations_max", 10, 1, 1_000)),
                        section.number("passage_timeout_s", 900, 1, 86_400),
                        section.number("exit_linger_ms", 3_000, 0, 60_000),
                        section.number("chatter_ms", 150, 0, 150),
                        actions.isEmpty() ? Optional.empty() : Optional.of(path(actions)));
        section.finish();
        return policy;
    }

    private BoothConfig.Store store(Section section) {
        var store =
                new BoothConfig.Store(
                        Math.toIntExact(section.number("p0_mib", 64, 8, 65_536)),
                        Math.toIntExact(section.number("p1_mib", 512, 8, 1_048_576)),
                        Math.toIntExact(section.number("p2_mib", 128, 8, 1_048_576)));
        section.finish();
        return store;
    }

    private BoothConfig.Endpoint health(Section section) {
        BoothConfig.Endpoint endpoint =
                section.endpoint("listen", section.text("listen", "127.0.0.1:9180"));
        requireLoopback(section, "listen", endpoint, "health pages are for the machine itself");
        section.finish();
        return endpoint;
    }
}
