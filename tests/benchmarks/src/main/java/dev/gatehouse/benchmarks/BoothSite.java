package dev.gatehouse.benchmarks;

import dev.gatehouse.booth.FlatJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Files, addresses and programs of one booth and its central on this machine. One owner thread.
final class BoothSite implements AutoCloseable {
    private static final int STATUS_LIMIT_MS = 2_000;
    private static final int STATUS_MAX_BYTES = 1 << 20;
    private static final int WAIT_LIMIT_S = 90;
    private static final int POLL_MS = 20;

    private final Path folder;
    private final Programs programs;
    private final String booth;
    private final Path centralHome;
    private final int centralPort;
    private final int busPort = freePort();
    private final int httpPort = freePort();
    private final int healthPort = freePort();
    private final List<String> lanes = new ArrayList<>();
    private final StringBuilder devices = new StringBuilder();
    private final List<Program> started = new ArrayList<>();
    private int upstreamPort;
    private boolean tls;

    private BoothSite(
            Path folder, Programs programs, String booth, Path centralHome, int centralPort)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.programs = programs;
        this.booth = booth;
        this.centralHome = centralHome;
        this.centralPort = centralPort;
        this.upstreamPort = centralPort;
    }

    /// A booth and a central of its own.
    BoothSite(Path folder, Programs programs) throws IOException {
        this(folder, programs, "bench-1", folder.resolve("central"), freePort());
    }

    /// One more booth of this central.
    BoothSite neighbour(String name) throws IOException {
        return new BoothSite(
                folder.resolveSibling(folder.getFileName() + "-" + name),
                programs,
                name,
                centralHome,
                centralPort);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Path centralHome() {
        return centralHome;
    }

    Path lookouts() {
        return folder.resolve("lookouts.csv");
    }

    private Path logs() {
        return folder.resolve("logs");
    }

    int centralPort() {
        return centralPort;
    }

    int httpPort() {
        return httpPort;
    }

    String busUri() {
        return "tcp://127.0.0.1:" + busPort;
    }

    String readerPath(String device) {
        return "/lpr/v1/" + device;
    }

    String password(String principal) throws IOException {
        return Files.readString(folder.resolve("keys/passwords").resolve(principal)).strip();
    }

    String topic(String below) {
        return "gatehouse/v1/" + booth + "/" + below;
    }

    /// The booth reaches central through this port instead.
    void upstreamThrough(int port) {
        upstreamPort = port;
    }

    /// Booth and central speak TLS 1.3, each with the certificate of the enrolment.
    void tlsUpstream() {
        tls = true;
    }

    void lane(String id) {
        lanes.add(id);
    }

    /// A plate reader that posts.
    void httpReader(String id, String lane) {
        device(id, "plate-reader", lane, "rekor", httpAddress(id), "");
    }

    /// A plate reader that publishes.
    void busReader(String id, String lane) {
        device(id, "plate-reader", lane, "rekor", "mqtt:", "");
    }

    /// The link of a device that posts.
    String httpAddress(String id) {
        return "http:127.0.0.1:" + httpPort + readerPath(id);
    }

    /// Any device.
    ///
    /// @param settings as they stand in TOML, without braces
    void device(String id, String kind, String lane, String format, String link, String settings) {
        devices.append(
                """

                [[device]]
                id = "%s"
                kind = "%s"
                lane = "%s"
                format = "%s"
                link = "%s"
                settings = { %s }
                """
                        .formatted(id, kind, lane, format, link, settings));
    }

    /// Enrols the booth; lanes and devices must be known, the list written.
    void enrol(List<String> busReaders) throws IOException, InterruptedException {
        List<String> add =
                new ArrayList<>(
                        List.of(
                                "booth",
                                "add",
                                booth,
                                "--home",
                                centralHome().toString(),
                                "--out"));
        add.addAll(List.of(folder.resolve("keys").toString(), "--insecure-demo"));
        lanes.forEach(lane -> add.addAll(List.of("--lane", lane)));
        busReaders.forEach(reader -> add.addAll(List.of("--device", reader)));
        keep(programs.central(logs(), add.toArray(String[]::new))).requireSuccess();
    }

    private Program keep(Program program) {
        started.add(program);
        return program;
    }

    private String toml(String dataDir) {
        StringBuilder toml = new StringBuilder();
        toml.append("[booth]\nname = \"%s\"\n".formatted(booth));
        toml.append("data_dir = \"%s\"\nkeys_dir = \"keys\"\n".formatted(dataDir));
        toml.append("[bus]\nlisten = [\"127.0.0.1:%d\"]\n".formatted(busPort));
        toml.append("[health]\nlisten = \"127.0.0.1:%d\"\n".formatted(healthPort));
        toml.append(
                "[upstream]\naddresses = [\"%s://127.0.0.1:%d\"]\n"
                        .formatted(tls ? "ssl" : "tcp", upstreamPort));
        toml.append("[lookouts]\nfile = \"lookouts.csv\"\n");
        // nobody acknowledges here, and nobody shall be reminded meanwhile
        toml.append("[policy]\nescalate_after_s = 86400\n");
        lanes.forEach(lane -> toml.append("\n[[lane]]\nid = \"%s\"\n".formatted(lane)));
        return toml.append(devices).toString();
    }

    Program startCentral() throws IOException, InterruptedException {
        Program central =
                keep(
                        programs.central(
                                logs(),
                                "serve",
                                "--home",
                                centralHome().toString(),
                                tls ? "--tls-listen" : "--listen",
                                "127.0.0.1:" + centralPort));
        awaitPort(central, centralPort);
        return central;
    }

    /// @param dataDir journal and state, below the site's folder
    /// @param jvm more flags, after the launcher's
    Program startBooth(String dataDir, List<String> jvm) throws IOException {
        Path config = folder.resolve("booth-" + dataDir + ".toml");
        Files.writeString(config, toml(dataDir));
        return keep(
                programs.booth(
                        logs(),
                        jvm,
                        "run",
                        "--config",
                        config.toString(),
                        "--insecure-demo",
                        "--json"));
    }

    private static void awaitPort(Program program, int port)
            throws IOException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_LIMIT_S);
        while (!Ports.isOpen(port)) {
            program.requireAlive();
            if (System.nanoTime() - limit > 0) {
                throw new IOException("nobody listened within " + WAIT_LIMIT_S + " s");
            }
            Thread.sleep(POLL_MS);
        }
    }

    /// Waits until the booth's page says so.
    FlatJson awaitStatus(Program booth, Predicate<FlatJson> wanted, String what)
            throws IOException, InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_LIMIT_S);
        while (true) {
            booth.requireAlive();
            FlatJson page = FlatJson.parse(status());
            if (wanted.test(page)) {
                return page;
            }
            if (System.nanoTime() - limit > 0) {
                throw new IOException(
                        "the booth is not " + what + " within " + WAIT_LIMIT_S + " s");
            }
            Thread.sleep(POLL_MS);
        }
    }

    /// Waits until list and clock are confirmed and central is reached.
    void awaitReady(Program booth) throws IOException, InterruptedException {
        var _ = awaitStatus(booth, page -> page.text("condition").equals("READY"), "READY");
    }

    /// The booth's own page; an empty object while it does not answer.
    String status() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection)
                            URI.create("http://127.0.0.1:" + healthPort + "/status")
                                    .toURL()
                                    .openConnection();
            connection.setConnectTimeout(STATUS_LIMIT_MS);
            connection.setReadTimeout(STATUS_LIMIT_MS);
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readNBytes(STATUS_MAX_BYTES), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            return "{}";
        }
    }

    @Override
    public void close() {
        started.reversed().forEach(Program::close);
    }
}
