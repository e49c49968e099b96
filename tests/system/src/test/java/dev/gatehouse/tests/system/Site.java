package dev.gatehouse.tests.system;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.bus.tls.TlsIdentity;
import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.pki.SiteAuthority;
import dev.gatehouse.central.prove.OpenedRecords;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.Record;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// One port of entry in a folder: central, one booth with two lanes, their files and ports.
/// Programs are started by the test and ended with the site.
final class Site implements AutoCloseable {
    static final List<String> LANES = List.of("1", "2");
    static final String BOOTH = "north-1";

    /// The booth's last words, for [LogsOnFailure].
    static final String STATUS_AT_CLOSE = "status-at-close";

    private static final String HEADER = "id,kind,jurisdiction,plate,priority,action,valid_until";
    private static final int OFFICER_RULE_S = 3_600;
    private static final int DAY_S = 86_400;
    private static final int JOURNAL_MIB = 64;

    private final Path folder;
    private final int upstreamPort;
    private final UpstreamKind upstream;
    private @Nullable Program upstreamBroker;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final List<AutoCloseable> open = new ArrayList<>();
    private BoothToml toml;
    private @Nullable Program broker;
    private UnaryOperator<String> rewriting = UnaryOperator.identity();

    private Site(Path folder, BusKind bus, UpstreamKind upstream) throws IOException {
        this.folder = folder;
        this.upstream = upstream;
        int[] ports = freePorts(4);
        this.upstreamPort = ports[0];
        this.toml =
                new BoothToml(
                        BOOTH,
                        "data",
                        upstreamPort,
                        bus,
                        ports[1],
                        ports[2],
                        ports[3],
                        folder.resolve("lookouts.csv"),
                        OFFICER_RULE_S,
                        DAY_S,
                        JOURNAL_MIB);
    }

    /// Enrols the booth and writes a list.
    static Site enrolled(Path folder, String... rows) throws Exception {
        return enrolled(folder, BusKind.ofThisRun(), UpstreamKind.ofRun(), rows);
    }

    static Site enrolled(Path folder, BusKind bus, String... rows) throws Exception {
        return enrolled(folder, bus, UpstreamKind.ofRun(), rows);
    }

    static Site enrolled(Path folder, UpstreamKind upstream, String... rows) throws Exception {
        return enrolled(folder, BusKind.ofThisRun(), upstream, rows);
    }

    private static Site enrolled(Path folder, BusKind bus, UpstreamKind upstream, String... rows)
            throws Exception {
        Site site = new Site(folder, bus, upstream);
        site.list(rows);
        List<String> add =
                new ArrayList<>(
                        List.of("booth", "add", BOOTH, "--home", site.centralHome().toString()));
        add.addAll(List.of("--out", site.keys().toString(), "--insecure-demo"));
        for (String lane : LANES) {
            add.addAll(List.of("--lane", lane));
        }
        int exit = site.run("enrol", Program.central(add.toArray(String[]::new))).end();
        if (exit != 0) {
            throw new AssertionError("enrolment ended with " + exit);
        }
        return site;
    }

    static int[] freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    Path folder() {
        return folder;
    }

    Path keys() {
        return folder.resolve("keys");
    }

    Path centralHome() {
        return folder.resolve("central");
    }

    Path data() {
        return folder.resolve(toml.dataDir());
    }

    Path logs() {
        return folder.resolve("logs");
    }

    int upstreamPort() {
        return upstreamPort;
    }

    BoothToml toml() {
        return toml;
    }

    void configure(BoothToml changed) {
        toml = changed;
    }

    String password(String user) throws IOException {
        return Files.readString(keys().resolve("passwords").resolve(user)).strip();
    }

    /// Replaces the list as a whole, as a publisher does.
    void list(String... rows) throws IOException {
        Path fresh = folder.resolve("lookouts.csv.new");
        Files.writeString(fresh, HEADER + "\n" + String.join("\n", rows) + "\n");
        Files.move(
                fresh,
                toml.lookouts(),
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /// Ends with the site.
    <T extends AutoCloseable> T keep(T part) {
        open.add(part);
        return part;
    }

    Program run(String name, List<String> command) throws IOException {
        return run(name, command, Map.of());
    }

    Program run(String name, List<String> command, Map<String, String> environment)
            throws IOException {
        return keep(Program.start(logs(), name, command, environment));
    }

    UpstreamKind upstream() {
        return upstream;
    }

    /// Starts central, and before its first start the broker, and waits until booths may come.
    Program startCentral() throws Exception {
        String endpoint = "127.0.0.1:" + upstreamPort;
        List<String> where =
                switch (upstream) {
                    case EMBEDDED -> List.of("--listen", endpoint);
                    case TLS -> List.of("--tls-listen", endpoint);
                    case MOSQUITTO -> List.of("--broker", "ssl://" + endpoint);
                };
        if (upstream == UpstreamKind.MOSQUITTO && upstreamBroker == null) {
            startUpstreamBroker();
        }
        List<String> serve = new ArrayList<>(List.of("serve", "--home", centralHome().toString()));
        serve.addAll(where);
        Program central = run("central", Program.central(serve.toArray(String[]::new)));
        awaitPort(central, upstreamPort);
        Await.until(
                "central listens",
                () -> {
                    if (!central.isAlive()) {
                        throw new AssertionError("central ended: " + central.err());
                    }
                    return central.out().contains("listening ");
                });
        return central;
    }

    /// Folder of the broker: configuration, persistence file, nothing else.
    Path upstreamBrokerFolder() {
        return folder.resolve("upstream-broker");
    }

    /// Starts Mosquitto with the profile that central writes.
    Program startUpstreamBroker() throws Exception {
        Components.require("mosquitto");
        Path profile = upstreamBrokerFolder().resolve("mosquitto.conf");
        if (!Files.exists(profile)) {
            Program made =
                    central(
                            "upstream",
                            "profile",
                            "--out",
                            upstreamBrokerFolder().toString(),
                            "--bind",
                            "127.0.0.1",
                            "--port",
                            Integer.toString(upstreamPort));
            if (made.end() != 0) {
                throw new AssertionError("no profile: " + made.err());
            }
            // as root it would become another user, who may not read the folder
            Files.writeString(
                    profile,
                    "user "
                            + System.getProperty("user.name")
                            // what a careless operator might keep
                            + "\npersistence true\npersistence_location "
                            + upstreamBrokerFolder()
                            + "/\n",
                    StandardOpenOption.APPEND);
        }
        Program started = run("upstream-broker", List.of("mosquitto", "-c", profile.toString()));
        awaitPort(started, upstreamPort);
        upstreamBroker = started;
        return started;
    }

    /// Somebody at the upstream endpoint, by a certificate of the site.
    ///
    /// @param certificate without its suffix: `keys/tls/booth`, `central/tls/central`
    BusClient upstreamClient(String certificate, String user, String password, String... filters)
            throws Exception {
        String uri = upstream.scheme() + "://127.0.0.1:" + upstreamPort;
        Optional<SSLContext> tls =
                upstream == UpstreamKind.EMBEDDED
                        ? Optional.empty()
                        : Optional.of(
                                TlsIdentity.read(
                                                keys().resolve("tls/ca.crt"),
                                                folder.resolve(certificate + ".crt"),
                                                folder.resolve(certificate + ".key"))
                                        .client());
        return keep(
                BusClient.connect(
                        uri, tls, "peer-" + open.size(), user, password, List.of(filters)));
    }

    /// The pseudonym that enrolment printed.
    String pseudonym() throws IOException {
        try (var files = Files.list(logs())) {
            Path printed =
                    files.filter(file -> file.getFileName().toString().endsWith("-enrol.out"))
                            .findFirst()
                            .orElseThrow();
            return Files.readString(printed).strip();
        }
    }

    /// Changes the text of the booth's configuration, for what [BoothToml] does not know.
    void rewrite(UnaryOperator<String> edits) {
        rewriting = edits;
    }

    Path writeConfig() throws IOException {
        Path file = folder.resolve("booth.toml");
        Files.writeString(
                file,
                rewriting
                        .apply(toml.text())
                        .replace(
                                "[\"tcp://127.0.0.1:" + toml.upstreamPort() + "\"]",
                                "[\""
                                        + upstream.scheme()
                                        + "://127.0.0.1:"
                                        + toml.upstreamPort()
                                        + "\"]"));
        return file;
    }

    List<String> boothCommand() throws IOException {
        return Program.gatehouse(
                "run", "--config", writeConfig().toString(), "--insecure-demo", "--json");
    }

    /// Starts the booth and waits until its readers may post.
    Program startBooth() throws Exception {
        return startBooth(Map.of());
    }

    Program startBooth(Map<String, String> environment) throws Exception {
        if (toml.bus() == BusKind.MOSQUITTO && (broker == null || !broker.isAlive())) {
            startBroker();
        }
        Program booth = startBoothAlone(environment);
        if (toml.bus() == BusKind.MOSQUITTO) {
            awaitBusConnected();
        }
        return booth;
    }

    /// Starts the booth and waits until it answers for itself, whatever became of its broker.
    Program startBoothAlone(Map<String, String> environment) throws Exception {
        Program booth = run("booth", boothCommand(), environment);
        awaitPort(booth, toml.httpPort());
        return booth;
    }

    void awaitBusConnected() throws Exception {
        Await.until("bus connected", () -> statusOrNothing().contains("\"connected\":true"));
    }

    /// Makes the profile by the booth's program.
    void makeProfile() throws Exception {
        Components.require("mosquitto");
        Program profile =
                run(
                        "profile",
                        Program.gatehouse(
                                "bus",
                                "profile",
                                "--config",
                                writeConfig().toString(),
                                "--out",
                                brokerFolder().toString(),
                                "--run-dir",
                                brokerStore().toString()));
        if (profile.end() != 0) {
            throw new AssertionError("no profile: " + profile.err());
        }
        Files.createDirectories(brokerStore());
        // it would become the user `mosquitto`, who cannot read the keys of this test
        Files.writeString(
                brokerConf(),
                "user " + System.getProperty("user.name") + "\n",
                StandardOpenOption.APPEND);
    }

    /// Starts a Mosquitto with the profile, made first when there is none.
    Program startBroker() throws Exception {
        if (!Files.exists(brokerConf())) {
            makeProfile();
        }
        Program started = run("mosquitto", List.of("mosquitto", "-c", brokerConf().toString()));
        broker = started;
        awaitPort(started, toml.busPort());
        return started;
    }

    /// Ends with the site.
    Program broker() {
        return Objects.requireNonNull(broker, "no broker was started");
    }

    Path brokerFolder() {
        return folder.resolve("broker");
    }

    private Path brokerConf() {
        return brokerFolder().resolve("mosquitto.conf");
    }

    /// Where the broker keeps what waits.
    Path brokerStore() {
        return folder.resolve("broker-store");
    }

    /// Waits until the list and the clock are confirmed: from here on clear is clear.
    void awaitReady() throws Exception {
        Await.until(
                "booth READY: " + statusOrNothing(),
                () -> statusOrNothing().contains("\"condition\":\"READY\""));
    }

    void awaitPort(Program program, int port) throws Exception {
        Await.until(
                program.name() + " listens",
                () -> {
                    if (!program.isAlive()) {
                        throw new AssertionError(
                                program.name() + " ended: " + program.err() + program.out());
                    }
                    try (Socket socket = new Socket()) {
                        socket.connect(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                                1_000);
                        return true;
                    } catch (IOException e) {
                        return false;
                    }
                });
    }

    String statusText() throws IOException, InterruptedException {
        return get("/status").body();
    }

    private String statusOrNothing() {
        try {
            return statusText();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    FlatJson status() throws IOException, InterruptedException {
        return FlatJson.parse(statusText());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + toml.healthPort() + path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                BodyHandlers.ofString());
    }

    URI reader(String lane) {
        return URI.create("http://127.0.0.1:" + toml.httpPort() + "/lpr/v1/cam-" + lane);
    }

    /// Posts as the lane's reader.
    ///
    /// @return HTTP status: 200 only when the read is on disk
    int post(String lane, Rekor read) throws IOException, InterruptedException {
        return post(lane, read.json().getBytes(StandardCharsets.UTF_8));
    }

    int post(String lane, byte[] body) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(reader(lane))
                                .timeout(Duration.ofSeconds(40))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    /// Posts until the reader hears 200, as a real one does.
    void postUntilTaken(String lane, Rekor read) throws Exception {
        Await.until("200 for " + read.event(), () -> post(lane, read) == 200);
    }

    /// Waits until central has receipted everything the booth has sealed. The status page shows a
    /// moment ago, so only pages that were made after this call count.
    void awaitReceipted() throws Exception {
        Set<String> pages = new LinkedHashSet<>();
        Await.until(
                "everything receipted",
                () -> {
                    String page = statusText();
                    pages.add(page);
                    FlatJson now = FlatJson.parse(page);
                    return pages.size() > 2
                            && now.number("journal.sealed") > 0
                            && now.number("journal.sealed") == now.number("journal.receipted");
                });
    }

    /// Every record central has of its booth, opened.
    List<Record> records() throws IOException, SQLException {
        List<Record> all = new ArrayList<>();
        try {
            new OpenedRecords(
                            new LedgerFiles(centralHome().resolve("ledger")),
                            CentralKeys.open(centralHome().resolve("keys")))
                    .visit((_, record) -> all.add(record.orElseThrow()));
        } catch (dev.gatehouse.core.seal.KeyFileException e) {
            throw new IOException("central's keys", e);
        }
        return all;
    }

    /// Event ids of the reads that central has, each as often as it is there.
    List<String> eventsAtCentral() throws IOException, SQLException {
        return records().stream()
                .filter(Record::hasCheckedObservation)
                .map(record -> record.getCheckedObservation().getObservation().getEventId())
                .toList();
    }

    /// Waits until central has a read, and tells how it was answered.
    Check checkAtCentral(String event) throws Exception {
        return Await.value(
                "record of " + event,
                () ->
                        Optional.of(
                                        records().stream()
                                                .filter(Record::hasCheckedObservation)
                                                .map(Record::getCheckedObservation)
                                                .filter(read ->
                                                        read.getObservation()
                                                                .getEventId()
                                                                .equals(event))
                                                .flatMap(read -> read.getChecksList().stream())
                                                .toList())
                                .filter(checks -> !checks.isEmpty())
                                .map(List::getFirst));
    }

    /// Runs one of central's commands to its end.
    Program central(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--home", centralHome().toString()));
        Program program =
                run("central-" + arguments[0], Program.central(all.toArray(String[]::new)));
        var _ = program.end();
        return program;
    }

    FlatJson centralJson(String command) throws Exception {
        Program program = central(command, "--json");
        return FlatJson.parse(program.out());
    }

    /// Proves the ledger from its first record.
    void requireProved() throws Exception {
        Program verify = central("verify", "--json");
        if (verify.end() != 0) {
            throw new AssertionError("not proved: " + verify.out() + verify.err());
        }
    }

    /// Connects a client of the booth's bus.
    BusClient client(String user, String... filters) throws Exception {
        return keep(
                switch (toml.bus()) {
                    case EMBEDDED ->
                            BusClient.connect(
                                    toml.busPort(), user, user, password(user), List.of(filters));
                    case EMBEDDED_TLS, MOSQUITTO ->
                            BusClient.connect(
                                    toml.busPort(), user, identity(user), List.of(filters));
                });
    }

    /// The certificate of a client.
    TlsIdentity identity(String user) throws IOException {
        Path tls = keys().resolve("tls");
        return TlsIdentity.read(
                tls.resolve("ca.crt"),
                tls.resolve("clients").resolve(user + ".crt"),
                tls.resolve("clients").resolve(user + ".key"));
    }

    /// Enrols another booth of the same site, whose clients have the same names.
    ///
    /// @return its keys
    Path neighbour() throws Exception {
        Path keys = folder.resolve("neighbour");
        List<String> add =
                new ArrayList<>(
                        List.of("booth", "add", "south-9", "--home", centralHome().toString()));
        add.addAll(List.of("--out", keys.toString(), "--insecure-demo"));
        for (String lane : LANES) {
            add.addAll(List.of("--lane", lane));
        }
        Program enrolment = run("neighbour", Program.central(add.toArray(String[]::new)));
        if (enrolment.end() != 0) {
            throw new AssertionError("no neighbour: " + enrolment.err());
        }
        return keys;
    }

    /// Somebody who knows this site's root and shows that certificate.
    ///
    /// @param certificate without its suffix
    TlsIdentity showing(Path certificate) throws IOException {
        return TlsIdentity.read(
                keys().resolve("tls/ca.crt"),
                certificate.resolveSibling(certificate.getFileName() + ".crt"),
                certificate.resolveSibling(certificate.getFileName() + ".key"));
    }

    /// The authority of the clients of the booth's bus.
    SiteAuthority clientsAuthority() throws IOException {
        return SiteAuthority.open(
                centralHome().resolve("tls/booths").resolve(pseudonym()),
                new SecureRandom(),
                InstantSource.system());
    }

    /// Command line of `mosquitto_sub` or `mosquitto_pub` as a client of the booth's bus.
    List<String> mosquitto(String program, String user) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(program, "-h", "127.0.0.1", "-p", "" + toml.busPort()));
        switch (toml.bus()) {
            case EMBEDDED -> command.addAll(List.of("-u", user, "-P", password(user)));
            case EMBEDDED_TLS, MOSQUITTO -> {
                Path tls = keys().resolve("tls");
                Path own = tls.resolve("clients").resolve(user);
                command.addAll(List.of("--cafile", tls.resolve("ca.crt").toString()));
                command.addAll(List.of("--cert", own + ".crt", "--key", own + ".key"));
            }
        }
        return command;
    }

    static String topic(String below) {
        return "gatehouse/v1/" + BOOTH + "/" + below;
    }

    /// Names of all files below the folder whose path begins with one of these.
    static Set<Path> files(Path... roots) throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        for (Path root : roots) {
            try (var walk = Files.walk(root)) {
                walk.filter(Files::isRegularFile).forEach(found::add);
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        Files.writeString(
                Files.createDirectories(logs()).resolve(STATUS_AT_CLOSE), statusOrNothing() + "\n");
        for (AutoCloseable part : open.reversed()) {
            close(part);
        }
        http.close();
    }

    private static void close(AutoCloseable part) throws IOException {
        try {
            part.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("a part of the site did not close", e);
        }
    }
}
