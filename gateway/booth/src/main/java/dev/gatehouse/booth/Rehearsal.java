package dev.gatehouse.booth;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.booth.daemon.Booth;
import dev.gatehouse.booth.service.ServiceLink;
import dev.gatehouse.bus.BusLimits;
import dev.gatehouse.bus.BusMessage;
import dev.gatehouse.bus.EmbeddedBus;
import dev.gatehouse.bus.EmbeddedBusConfig;
import dev.gatehouse.bus.ListenAddress;
import dev.gatehouse.bus.Principal;
import dev.gatehouse.bus.Principals;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.bus.tls.HybridTls;
import dev.gatehouse.bus.tls.TlsIdentity;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.BoothKeys;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.CentralSigner;
import dev.gatehouse.core.seal.KeyFileException;
import dev.gatehouse.proto.v1.DownstreamMessage;
import dev.gatehouse.proto.v1.UpstreamMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// A whole booth in a folder, for the JVM to learn from: made-up keys and list, an upstream that
/// tells the time over TLS, and one vehicle that is listed. [#prepare] with [#upstream] and
/// [#perform] are two processes: the cache remembers every class that the second one loads, and
/// what a booth does not need would lie in its memory for ever.
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
    private static final String CENTRAL = "central";
    private static final String PORT = "upstream.port";

    private final SecureRandom random;

    Rehearsal(SecureRandom random) {
        this.random = random;
    }

    /// Writes keys, certificates, list and the upstream's password.
    void prepare(Path folder) throws IOException, CommandFailure {
        try {
            CentralKeys central = CentralKeys.create(folder.resolve(CENTRAL), random);
            BoothKeys booth = central.enrol(BOOTH, random);
            String user = booth.id().hex();
            Path keys = folder.resolve("keys");
            booth.write(keys);
            Principals.builder(random)
                    .add(Principal.device("lpr-1", "lpr-1"), Principals.generatePassword(random))
                    .build()
                    .write(keys.resolve("principals"));
            Files.writeString(keys.resolve(PASSWORD), Principals.generatePassword(random));
            Path tls = Files.createDirectories(keys.resolve("tls"));
            RehearsalPapers papers = new RehearsalPapers(random, Instant.now());
            papers.writeRoot(tls);
            papers.issue(tls, "booth", user);
            papers.issue(tls, CENTRAL, CENTRAL);
            Files.writeString(folder.resolve("lookouts.csv"), lookouts());
        } catch (KeyFileException e) {
            throw new CommandFailure("gatehouse: the rehearsal failed: " + e.getMessage(), e);
        }
    }

    /// What the booth takes for central: it listens over TLS, tells the time, and receipts nothing.
    /// Not in the process of the booth, whose cache shall hold no class of central.
    ///
    /// @return listens until it is closed; its port is in the folder
    EmbeddedBus upstream(Path folder) throws IOException, CommandFailure {
        try {
            BoothId booth = BoothKeys.read(folder.resolve("keys")).id();
            CentralSigner signer = new CentralSigner(CentralKeys.open(folder.resolve(CENTRAL)));
            Path keys = folder.resolve("keys");
            Path tls = keys.resolve("tls");
            TlsIdentity identity =
                    TlsIdentity.read(
                            tls.resolve("ca.crt"),
                            tls.resolve(CENTRAL + ".crt"),
                            tls.resolve(CENTRAL + ".key"));
            EmbeddedBus bus =
                    EmbeddedBus.start(
                            new EmbeddedBusConfig(
                                    Principal.central(CENTRAL),
                                    List.of(
                                            new ListenAddress(
                                                    new InetSocketAddress(
                                                            InetAddress.getLoopbackAddress(), 0),
                                                    Optional.of(HybridTls.server(identity)))),
                                    BusLimits.upstream()),
                            Principals.builder(random)
                                    .add(
                                            Principal.booth(booth.hex(), booth.hex()),
                                            Files.readString(keys.resolve(PASSWORD)))
                                    .build(),
                            System::nanoTime);
            var _ =
                    bus.subscribe(
                            Topics.up(booth.hex()),
                            delivery -> answer(bus, signer, booth, delivery));
            Files.writeString(
                    folder.resolve(PORT),
                    Integer.toString(bus.endpoints().getFirst().address().getPort()));
            return bus;
        } catch (KeyFileException e) {
            throw new CommandFailure("gatehouse: the rehearsal failed: " + e.getMessage(), e);
        }
    }

    private static void answer(
            EmbeddedBus bus, CentralSigner signer, BoothId booth, BusMessage message) {
        message.ack().accept();
        try {
            UpstreamMessage said = UpstreamMessage.parseFrom(message.payload());
            if (said.hasHello()) {
                bus.publish(
                        Topics.down(booth.hex()),
                        DownstreamMessage.newBuilder()
                                .setTime(
                                        signer.time(
                                                booth,
                                                said.getHello().getNonce().toByteArray(),
                                                System.currentTimeMillis()))
                                .build()
                                .toByteArray(),
                        false);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a booth sends messages", e);
        }
    }

    /// Runs the booth until its first hit, and until central knows it.
    void perform(Path folder) throws IOException, CommandFailure, InterruptedException {
        try {
            List<Integer> ports = freePorts();
            Path file = folder.resolve("booth.toml");
            int upstream = Integer.parseInt(Files.readString(folder.resolve(PORT)));
            Files.writeString(file, configuration(upstream, ports));
            // as a start reads it
            var _ = BoothRun.read(List.of("--config", file.toString(), "--insecure-demo"));
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
        addresses = ["ssl://127.0.0.1:%d"]
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
                new StringBuilder(
                        "id,kind,jurisdiction,plate,priority,action,valid_until,name,birth\n");
        // one of each kind of subject, so that what reads and finds them is in the cache
        csv.append("P-0,PERSON,,,1,REFER_MANDATORY,2099-12-31,Rehearsal Person,1970-01-31\n");
        csv.append("O-0,ORGANISATION,,,1,REFER_MANDATORY,2099-12-31,Rehearsal Ltd,\n");
        csv.append("D-0,DOCUMENT,,UTO:L898902C3,1,REFER_MANDATORY,2099-12-31,,\n");
        csv.append("C-0,CONTAINER,,CSQU3054383,1,REFER_MANDATORY,2099-12-31,,\n");
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

    /// Vehicles until one is a hit and the uplink has sent.
    private static void pass(List<Integer> ports) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MS);
        for (int read = 0; !hitAndSent(ports.get(1)); read++) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("no hit and no uplink within " + LIMIT_MS + " ms");
            }
            post(ports.get(2), read);
            Thread.sleep(POLL_MS);
        }
    }

    private static boolean hitAndSent(int port) throws IOException {
        String page = exchange(port, "GET /status HTTP/1.1\r\n", "");
        int body = page.indexOf("\r\n\r\n");
        if (body < 0) {
            return false;
        }
        FlatJson status = FlatJson.parse(page.substring(body + 4));
        return status.number("decisions.hits") > 0
                && status.text("uplink.stage").equals("LIVE")
                && status.number("uplink.published") > 1;
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
