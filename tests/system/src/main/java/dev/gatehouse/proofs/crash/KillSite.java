package dev.gatehouse.proofs.crash;

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

/// Files, addresses and programs of one booth and its central, all on this machine.
final class KillSite {
    static final String BOOTH = "crash";
    static final List<String> LANES = List.of("1", "2");
    static final List<String> HTTP_READERS = List.of("lpr-h1", "lpr-h2", "lpr-h3");
    static final List<String> BUS_READERS = List.of("lpr-m1", "lpr-m2");

    /// Vehicles that the simulated loops report, a minute and lane.
    private static final int LOOP_RATE = 240;

    private static final long SHORT_COMMAND_MS = 120_000;
    private static final int STATUS_MAX_BYTES = 1 << 20;
    private static final int STATUS_LIMIT_MS = 1_000;

    private final Path home;
    private final long seed;
    private final int upstreamPort = freePort();
    private final int busPort = freePort();
    private final int httpPort = freePort();
    private final int healthPort = freePort();

    KillSite(Path home, long seed) throws IOException {
        this.home = home;
        this.seed = seed;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Path centralHome() {
        return home.resolve("central");
    }

    Path lookouts() {
        return home.resolve("lookouts.csv");
    }

    /// Where acknowledgements are noted, `device TAB event`.
    Path acknowledgements() {
        return home.resolve("acks.tsv");
    }

    /// Where the simulated loops note theirs.
    Path loopAcknowledgements() {
        return home.resolve("acks-loops.tsv");
    }

    String busUri() {
        return "tcp://127.0.0.1:" + busPort;
    }

    URI httpUri(String reader) {
        return URI.create("http://127.0.0.1:" + httpPort + "/lpr/v1/" + reader);
    }

    String password(String principal) throws IOException {
        return Files.readString(home.resolve("booth/keys/passwords").resolve(principal)).strip();
    }

    /// Enrols the booth and writes its configuration.
    void prepare(MadeUpPlates plates) throws IOException, InterruptedException {
        plates.writeList(lookouts());
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "booth",
                                "add",
                                BOOTH,
                                "--home",
                                centralHome().toString(),
                                "--out",
                                home.resolve("booth/keys").toString(),
                                "--insecure-demo"));
        LANES.forEach(lane -> command.addAll(List.of("--lane", lane)));
        BUS_READERS.forEach(reader -> command.addAll(List.of("--device", reader)));
        Program add = central("enrol", command);
        if (add.await(SHORT_COMMAND_MS) != 0) {
            throw new IOException("the booth could not be enrolled: " + add.errors());
        }
        Files.writeString(home.resolve("booth/booth.toml"), config());
    }

    private String config() {
        StringBuilder toml = new StringBuilder();
        toml.append(
                "[booth]\nname = \""
                        + BOOTH
                        + "\"\ndata_dir = \"data\"\nkeys_dir = \"keys\"\nsafe_mode_starts = 0\n");
        toml.append("[bus]\nlisten = [\"127.0.0.1:").append(busPort).append("\"]\n");
        toml.append("[upstream]\naddresses = [\"tcp://127.0.0.1:")
                .append(upstreamPort)
                .append("\"]\n");
        toml.append("[lookouts]\nfile = \"").append(lookouts()).append("\"\n");
        toml.append("[policy]\nescalate_after_s = 8\nexit_linger_ms = 500\n");
        toml.append("[journal]\np0_mib = 64\np1_mib = 64\np2_mib = 64\n");
        toml.append("[health]\nlisten = \"127.0.0.1:").append(healthPort).append("\"\n");
        LANES.forEach(lane -> toml.append("[[lane]]\nid = \"").append(lane).append("\"\n"));
        for (String reader : HTTP_READERS) {
            String link = "http:127.0.0.1:" + httpPort + "/lpr/v1/" + reader;
            device(toml, reader, "plate-reader", "rekor", "1", link);
        }
        for (String reader : BUS_READERS) {
            device(toml, reader, "plate-reader", "rekor", "2", "mqtt:");
        }
        for (String lane : LANES) {
            String link =
                    "sim:busy-lane?seed="
                            + seed
                            + "&vehicles_per_minute="
                            + LOOP_RATE
                            + "&run=RUN"
                            + "&acks="
                            + loopAcknowledgements();
            device(toml, "loop-" + lane, "presence", "gpio-line", lane, link);
        }
        return toml.toString();
    }

    private static void device(
            StringBuilder toml, String id, String kind, String format, String lane, String link) {
        toml.append("[[device]]\nid = \"")
                .append(id)
                .append("\"\nkind = \"")
                .append(kind)
                .append("\"\nlane = \"")
                .append(lane)
                .append("\"\nformat = \"")
                .append(format)
                .append("\"\nlink = \"")
                .append(link)
                .append("\"\n");
    }

    Program startCentral() throws IOException {
        return central(
                "central",
                List.of(
                        "serve",
                        "--home",
                        centralHome().toString(),
                        "--listen",
                        "127.0.0.1:" + upstreamPort));
    }

    /// @param run word in the event ids of the simulated loops, which begin anew with each start
    Program startBooth(int run) throws IOException {
        Path config = home.resolve("booth/booth.toml");
        Path ofRun = home.resolve("booth/booth-run.toml");
        Files.writeString(ofRun, Files.readString(config).replace("run=RUN", "run=" + run));
        return Program.start(
                home,
                "booth",
                "dev.gatehouse.booth.Gatehouse",
                List.of("run", "--config", ofRun.toString(), "--insecure-demo", "--json"));
    }

    /// A question to central.
    ///
    /// @param arguments without `--home` and `--json`
    /// @return its line of JSON, and a fault when it ended otherwise than with 0
    String ask(String question, List<String> arguments, List<String> faults)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(question, "--home", centralHome().toString(), "--json"));
        command.addAll(arguments);
        Program program = central(question, command);
        int exit = program.await(SHORT_COMMAND_MS);
        if (exit != 0) {
            faults.add(
                    "gatehouse-central "
                            + question
                            + ": expected exit code 0, found "
                            + exit
                            + ": "
                            + program.lastLine());
        }
        return program.lastLine();
    }

    private Program central(String name, List<String> arguments) throws IOException {
        return Program.start(home, name, "dev.gatehouse.central.GatehouseCentral", arguments);
    }

    /// The booth's own status; empty when it does not answer.
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
            return "";
        }
    }
}
