package dev.gatehouse.proofs.outage;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.proofs.crash.Program;
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
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Files, addresses and programs of one booth and its central, with TLS between them.
final class OutageSite implements AutoCloseable {
    static final String BOOTH = "outage";
    static final int READERS = 48;

    private static final int LANES = 8;

    /// So many that a plate is seldom read while its first referral is still open.
    private static final int LISTED = 5_000;

    private static final long COMMAND_MS = 600_000;
    private static final int STATUS_MAX_BYTES = 1 << 20;
    private static final int STATUS_LIMIT_MS = 3_000;

    private final Path home;
    private final int centralPort = freePort();
    private final int httpPort = freePort();
    private final int healthPort = freePort();
    private final int busPort = freePort();
    private final List<Program> programs = new ArrayList<>();
    private final List<Path> acks = new ArrayList<>();

    OutageSite(Path home) throws IOException {
        this.home = home;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int centralPort() {
        return centralPort;
    }

    Path centralHome() {
        return home.resolve("central");
    }

    Path acknowledgements(String run) {
        Path file = home.resolve("acks-" + run + ".tsv");
        acks.add(file);
        return file;
    }

    URI httpUri(String reader) {
        return URI.create("http://127.0.0.1:" + httpPort + "/lpr/v1/" + reader);
    }

    static String reader(int number) {
        return "reader-" + number;
    }

    /// A plate of the list.
    static String listedPlate(RandomGenerator random) {
        return listed(random.nextInt(LISTED));
    }

    /// Scattered, so that no two are alike to the matcher; Knuth's multiplicative hash.
    private static String listed(int number) {
        long scattered = (number + 1) * 2_654_435_761L % 67_600_000L;
        return "X%c%c%04d%c"
                .formatted(
                        (char) ('A' + scattered % 26),
                        (char) ('A' + scattered / 26 % 26),
                        scattered / 676 % 10_000,
                        (char) ('K' + scattered / 6_760_000));
    }

    /// A plate that is on no list and near none on it.
    static String plate(RandomGenerator random) {
        StringBuilder plate = new StringBuilder("H");
        for (int i = 0; i < 3; i++) {
            plate.append((char) ('A' + random.nextInt(14)));
        }
        for (int i = 0; i < 3; i++) {
            plate.append((char) ('0' + random.nextInt(10)));
        }
        return plate.toString();
    }

    /// A read as a Rekor agent posts it.
    static String read(String event, String plate) {
        long now = System.currentTimeMillis();
        return ("{\"data_type\":\"alpr_group\",\"version\":3,\"epoch_start\":%d,\"epoch_end\":%d,"
                        + "\"agent_uid\":\"PROOF\",\"camera_id\":1,\"best_uuid\":\"%s\",\"best_plate_number\":\"%s\","
                        + "\"best_confidence\":93.4,\"best_region\":\"ca-on\",\"candidates\":[{\"plate\":\"%s\","
                        + "\"confidence\":93.4}]}")
                .formatted(now, now, event, plate, plate);
    }

    /// Enrols the booth and writes its configuration.
    ///
    /// @param upstreamPort what the booth takes for central
    void prepare(int upstreamPort) throws IOException, InterruptedException {
        StringBuilder list =
                new StringBuilder("id,kind,jurisdiction,plate,priority,action,valid_until\n");
        for (int i = 0; i < LISTED; i++) {
            list.append(
                    "OUT-%d,PLATE,CA-ON,%s,3,REFER_MANDATORY,2099-12-31\n".formatted(i, listed(i)));
        }
        Files.writeString(home.resolve("lookouts.csv"), list);
        Program add =
                central(
                        "enrol",
                        List.of(
                                "booth",
                                "add",
                                BOOTH,
                                "--home",
                                centralHome().toString(),
                                "--out",
                                home.resolve("keys").toString(),
                                "--insecure-demo"));
        if (add.await(COMMAND_MS) != 0) {
            throw new IOException("the booth could not be enrolled: " + add.errors());
        }
        Files.writeString(home.resolve("booth.toml"), config(upstreamPort));
    }

    private String config(int upstreamPort) {
        StringBuilder toml = new StringBuilder();
        toml.append(
                        "[booth]\nname = \""
                                + BOOTH
                                + "\"\ndata_dir = \"data\"\nkeys_dir = \"keys\"\nsafe_mode_starts = 0\n")
                .append("[bus]\nlisten = [\"127.0.0.1:%d\"]\n".formatted(busPort))
                .append(
                        "[upstream]\naddresses = [\"ssl://127.0.0.1:%d\"]\n"
                                .formatted(upstreamPort))
                .append("[lookouts]\nfile = \"lookouts.csv\"\n")
                .append("[policy]\nescalate_after_s = 86400\npassage_timeout_s = 5\n")
                .append("[journal]\np0_mib = 64\np1_mib = 2048\np2_mib = 512\n")
                .append("[health]\nlisten = \"127.0.0.1:%d\"\n".formatted(healthPort));
        for (int lane = 1; lane <= LANES; lane++) {
            toml.append("[[lane]]\nid = \"%d\"\n".formatted(lane));
        }
        for (int i = 1; i <= READERS; i++) {
            toml.append(
                    """
                    [[device]]
                    id = "%1$s"
                    kind = "plate-reader"
                    lane = "%2$d"
                    format = "rekor"
                    link = "http:127.0.0.1:%3$d/lpr/v1/%1$s"
                    """
                            .formatted(reader(i), 1 + (i - 1) % LANES, httpPort));
        }
        return toml.toString();
    }

    Program startCentral() throws IOException, InterruptedException {
        Program central =
                central(
                        "central",
                        List.of(
                                "serve",
                                "--home",
                                centralHome().toString(),
                                "--tls-listen",
                                "127.0.0.1:" + centralPort));
        Waiting.until(
                "central listens",
                () -> central.isAlive() && central.lastLine().startsWith("listening"));
        return central;
    }

    Program startBooth() throws IOException {
        return keep(
                Program.start(
                        home,
                        "booth",
                        "dev.gatehouse.booth.Gatehouse",
                        List.of(
                                "run",
                                "--config",
                                home.resolve("booth.toml").toString(),
                                "--insecure-demo",
                                "--json")));
    }

    private Program central(String name, List<String> arguments) throws IOException {
        return keep(Program.start(home, name, "dev.gatehouse.central.GatehouseCentral", arguments));
    }

    private Program keep(Program program) {
        programs.add(program);
        return program;
    }

    /// A question to central about everything that was acknowledged.
    ///
    /// @return its line of JSON; a fault is added when it ended otherwise than with 0
    FlatJson ask(String question, List<String> faults) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(question, "--home", centralHome().toString(), "--json"));
        if (question.equals("check-delivered")) {
            acks.forEach(file -> command.addAll(List.of("--acks", file.toString())));
        }
        Program program = central(question, command);
        int exit = program.await(COMMAND_MS);
        if (exit != 0) {
            faults.add(
                    "gatehouse-central "
                            + question
                            + " ended with "
                            + exit
                            + ": "
                            + program.lastLine());
        }
        return FlatJson.parse(program.lastLine());
    }

    /// The booth's own status; empty when it does not answer.
    Optional<FlatJson> status() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection)
                            URI.create("http://127.0.0.1:" + healthPort + "/status")
                                    .toURL()
                                    .openConnection();
            connection.setConnectTimeout(STATUS_LIMIT_MS);
            connection.setReadTimeout(STATUS_LIMIT_MS);
            try (InputStream in = connection.getInputStream()) {
                return Optional.of(
                        FlatJson.parse(
                                new String(
                                        in.readNBytes(STATUS_MAX_BYTES), StandardCharsets.UTF_8)));
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        programs.reversed().forEach(Program::close);
    }
}
