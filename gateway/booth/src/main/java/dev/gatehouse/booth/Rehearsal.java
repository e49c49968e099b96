package dev.gatehouse.booth;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.booth.daemon.Booth;
import dev.gatehouse.booth.service.ServiceLink;
import dev.gatehouse.bus.BusLimits;
import dev.gatehouse.bus.EmbeddedBus;
import dev.gatehouse.bus.EmbeddedBusConfig;
import dev.gatehouse.bus.ListenAddress;
import dev.gatehouse.bus.Principal;
import dev.gatehouse.bus.Principals;
import dev.gatehouse.core.seal.BoothKeys;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.KeyFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;

/// A whole booth in a temporary folder, for the JVM to learn from: made-up keys and list, an
/// upstream that listens, one vehicle that is listed, and each command that people run beside it.
/// Everything is gone afterwards.
final class Rehearsal {
    private static final String BOOTH = "rehearsal";

    /// Enough that reading and indexing the list is what the profiles remember.
    private static final int LOOKOUTS = 30_000;

    private static final String LISTED = "KQR4821";
    private static final long SEED = 25;
    private static final String PATH = "/lpr/v1/lane1";
    private static final int PORTS = 3;
    private static final int TIMEOUT_MS = 5_000;
    private static final long LIMIT_MS = 60_000;
    private static final long POLL_MS = 50;
    private static final int LETTERS = 26;

    private final SecureRandom random;

    Rehearsal(SecureRandom random) {
        this.random = random;
    }

    void run() throws IOException, CommandFailure, InterruptedException {
        Path folder = Files.createTempDirectory("gatehouse-rehearsal");
        try {
            rehearse(folder);
        } catch (KeyFileException | ConfigException e) {
            throw new CommandFailure("gatehouse: the rehearsal failed: " + e.getMessage(), e);
        } finally {
            delete(folder);
        }
    }

    private void rehearse(Path folder)
            throws IOException,
                    CommandFailure,
                    InterruptedException,
                    KeyFileException,
                    ConfigException {
        Path keys = folder.resolve("keys");
        BoothKeys booth =
                CentralKeys.create(folder.resolve("central"), random).enrol(BOOTH, random);
        booth.write(keys);
        Principals.builder(random)
                .add(Principal.device("lpr-1", "lpr-1"), Principals.generatePassword(random))
                .build()
                .write(keys.resolve("principals"));
        String password = Principals.generatePassword(random);
        Files.writeString(keys.resolve("upstream.password"), password);
        Files.writeString(folder.resolve("lookouts.csv"), lookouts());
        String user = booth.id().hex();
        try (EmbeddedBus upstream = upstream(user, password)) {
            List<Integer> ports = freePorts();
            Path file = folder.resolve("booth.toml");
            Files.writeString(
                    file,
                    configuration(upstream.endpoints().getFirst().address().getPort(), ports));
            BoothConfig config = ConfigReader.read(file);
            quiet("config", "check", "--config", file.toString());
            helpOfEverything();
            Booth running = Booth.start(config, ServiceLink.none());
            try {
                pass(ports);
            } finally {
                var _ = running.stop(0);
            }
        }
    }

    private EmbeddedBus upstream(String user, String password) throws IOException {
        Principals principals =
                Principals.builder(random).add(Principal.booth(user, user), password).build();
        return EmbeddedBus.start(
                new EmbeddedBusConfig(
                        Principal.central("central"),
                        List.of(
                                new ListenAddress(
                                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                        Optional.empty())),
                        BusLimits.upstream()),
                principals,
                System::nanoTime);
    }

    /// Free now; somebody else may take them, and then the rehearsal fails and the start is slow.
    private static List<Integer> freePorts() throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < PORTS; i++) {
                open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return open.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : open) {
                socket.close();
            }
        }
    }

    private static String configuration(int upstream, List<Integer> ports) {
        return """
        [booth]
        name = "%s"
        [bus]
        listen = ["127.0.0.1:%d"]
        [upstream]
        addresses = ["tcp://127.0.0.1:%d"]
        [lookouts]
        file = "lookouts.csv"
        [health]
        listen = "127.0.0.1:%d"
        [[lane]]
        id = "1"
        [[device]]
        id = "front-1"
        kind = "plate-reader"
        lane = "1"
        format = "rekor"
        link = "http:127.0.0.1:%d%s"
        [[device]]
        id = "lpr-1"
        kind = "plate-reader"
        lane = "1"
        format = "rekor"
        link = "mqtt:"
        """
                .formatted(BOOTH, ports.get(0), upstream, ports.get(1), ports.get(2), PATH);
    }

    private static String lookouts() {
        SplittableRandom plates = new SplittableRandom(SEED);
        StringBuilder csv =
                new StringBuilder("id,kind,jurisdiction,plate,priority,action,valid_until\n");
        csv.append("R-0,PLATE,US-NY,").append(LISTED).append(",1,REFER_MANDATORY,2099-12-31\n");
        for (int i = 1; i < LOOKOUTS; i++) {
            csv.append("R-").append(i).append(",PLATE,");
            csv.append(i % 2 == 0 ? "US-NY" : "CA-ON").append(',');
            for (int letter = 0; letter < 3; letter++) {
                csv.append((char) ('A' + plates.nextInt(LETTERS)));
            }
            csv.append(plates.nextInt(1_000, 10_000)).append(",3,REFER_MANDATORY,\n");
        }
        return csv.toString();
    }

    private static void helpOfEverything() {
        CommandLine fresh = new CommandLine(new Gatehouse());
        StringWriter text = new StringWriter();
        fresh.usage(new PrintWriter(text));
        // as a start reads it
        var _ = new CommandLine(new RunCommand()).parseArgs("--insecure-demo", "--json");
        fresh.getSubcommands().values().forEach(command -> command.usage(new PrintWriter(text)));
    }

    /// Vehicles until one is a hit, and what people ask meanwhile.
    private void pass(List<Integer> ports) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MS);
        String health = "http://127.0.0.1:" + ports.get(1);
        for (int read = 0; FlatJson.parse(status(health)).number("decisions.hits") < 1; read++) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("no hit within " + LIMIT_MS + " ms");
            }
            post("http://127.0.0.1:" + ports.get(2) + PATH, read);
            Thread.sleep(POLL_MS);
        }
    }

    private String status(String health) {
        quiet("status", "--url", health);
        return quiet("status", "--json", "--url", health);
    }

    /// Runs a command as the shell would; what it prints is returned, not shown.
    private static String quiet(String... args) {
        CommandLine command = new CommandLine(new Gatehouse());
        StringWriter out = new StringWriter();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(new StringWriter()));
        int exit = command.execute(args);
        return exit == ExitCode.FINE.code() || exit == ExitCode.DEGRADED.code()
                ? out.toString()
                : "{}";
    }

    private static void post(String address, int read) throws IOException {
        String plate = read % 2 == 0 ? LISTED : "NO" + (1_000 + read);
        long nowMs = System.currentTimeMillis();
        String body =
                """
                {"data_type":"alpr_group","version":3,"epoch_start":%1$d,"epoch_end":%1$d,"agent_uid":"REHEARSAL",\
                "camera_id":1,"best_uuid":"REHEARSAL-%2$d","best_plate_number":"%3$s","best_confidence":93.4,\
                "best_region":"us-ny","candidates":[{"plate":"%3$s","confidence":93.4}]}\
                """
                        .formatted(nowMs, read, plate);
        HttpURLConnection connection;
        try {
            connection = (HttpURLConnection) new URI(address).toURL().openConnection();
        } catch (URISyntaxException e) {
            throw new IOException("no address: " + address, e);
        }
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
        // 503 while the booth is not ready: the next one will do
        var _ = connection.getResponseCode();
        connection.disconnect();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder())
                    .forEach(file -> {
                        try {
                            Files.delete(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }
}
