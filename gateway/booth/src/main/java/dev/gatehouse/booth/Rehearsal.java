package dev.gatehouse.booth;

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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/// A whole booth in a folder, for the JVM to learn from: made-up keys and list, an upstream that
/// listens, and one vehicle that is listed. [#prepare] and [#perform] are two processes: the cache
/// remembers every class that the second one loads, and what a booth does not need would lie in its
/// memory for ever.
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
    private static final int PAGE_MAX_BYTES = 1 << 20;
    private static final String PASSWORD = "upstream.password";

    private final SecureRandom random;

    Rehearsal(SecureRandom random) {
        this.random = random;
    }

    /// Writes keys, list and the upstream's password.
    void prepare(Path folder) throws IOException, CommandFailure {
        try {
            BoothKeys booth =
                    CentralKeys.create(folder.resolve("central"), random).enrol(BOOTH, random);
            Path keys = folder.resolve("keys");
            booth.write(keys);
            Principals.builder(random)
                    .add(Principal.device("lpr-1", "lpr-1"), Principals.generatePassword(random))
                    .build()
                    .write(keys.resolve("principals"));
            Files.writeString(keys.resolve(PASSWORD), Principals.generatePassword(random));
            Files.writeString(folder.resolve("user"), booth.id().hex());
            Files.writeString(folder.resolve("lookouts.csv"), lookouts());
        } catch (KeyFileException e) {
            throw new CommandFailure("gatehouse: the rehearsal failed: " + e.getMessage(), e);
        }
    }

    /// Runs the booth until its first hit.
    void perform(Path folder) throws IOException, CommandFailure, InterruptedException {
        String user = Files.readString(folder.resolve("user"));
        String password = Files.readString(folder.resolve("keys").resolve(PASSWORD));
        try (EmbeddedBus upstream = upstream(user, password)) {
            List<Integer> ports = freePorts();
            Path file = folder.resolve("booth.toml");
            Files.writeString(
                    file,
                    configuration(upstream.endpoints().getFirst().address().getPort(), ports));
            // as a start reads it
            var _ = new CommandLine(new RunCommand()).parseArgs("--insecure-demo", "--json");
            Booth running = Booth.start(ConfigReader.read(file), ServiceLink.none());
            try {
                pass(ports);
            } finally {
                var _ = running.stop(0);
            }
        } catch (ConfigException e) {
            throw new CommandFailure("gatehouse: the rehearsal failed: " + e.getMessage(), e);
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

    /// Vehicles until one is a hit.
    private static void pass(List<Integer> ports) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MS);
        for (int read = 0; !hit(ports.get(1)); read++) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("no hit within " + LIMIT_MS + " ms");
            }
            post(ports.get(2), read);
            Thread.sleep(POLL_MS);
        }
    }

    private static boolean hit(int port) throws IOException {
        String page = exchange(port, "GET /status HTTP/1.1\r\n", "");
        int body = page.indexOf("\r\n\r\n");
        return body > 0 && FlatJson.parse(page.substring(body + 4)).number("decisions.hits") > 0;
    }

    private static void post(int port, int read) throws IOException {
        String plate = read % 2 == 0 ? LISTED : "NO" + (1_000 + read);
        long nowMs = System.currentTimeMillis();
        String body =
                """
                {"data_type":"alpr_group","version":3,"epoch_start":%1$d,"epoch_end":%1$d,"agent_uid":"REHEARSAL",\
                "camera_id":1,"best_uuid":"REHEARSAL-%2$d","best_plate_number":"%3$s","best_confidence":93.4,\
                "best_region":"us-ny","candidates":[{"plate":"%3$s","confidence":93.4}]}\
                """
                        .formatted(nowMs, read, plate);
        // 503 while the booth is not ready: the next one will do
        var _ = exchange(port, "POST " + PATH + " HTTP/1.1\r\n", body);
    }

    /// By hand: an HTTP client would bring hundreds of classes that a booth has no use for.
    private static String exchange(int port, String line, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            String head =
                    "Host: localhost\r\nConnection: close\r\nContent-Length: "
                            + body.length()
                            + "\r\n\r\n";
            socket.getOutputStream()
                    .write((line + head + body).getBytes(StandardCharsets.US_ASCII));
            return new String(
                    socket.getInputStream().readNBytes(PAGE_MAX_BYTES), StandardCharsets.UTF_8);
        }
    }
}
