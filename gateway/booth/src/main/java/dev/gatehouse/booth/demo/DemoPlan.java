package dev.gatehouse.booth.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// The files and addresses of one demonstration: a made-up list and the booth's configuration.
///
/// @param home folder of everything, removed afterwards unless kept
/// @param seconds how long vehicles arrive
/// @param seed of vehicles, errors and officers
/// @param reads a CSV of real reads instead of the simulator
/// @param lookouts the list checked against
/// @param lanes lane ids
/// @param upstreamPort central's endpoint
/// @param busPort the booth's own bus
/// @param healthPort the booth's status
record DemoPlan(
        Path home,
        long seconds,
        long seed,
        Optional<Path> reads,
        Path lookouts,
        List<String> lanes,
        int upstreamPort,
        int busPort,
        int healthPort) {

    /// One every two seconds: busier than a lane ever is, so that a minute shows something of
    /// everything.
    private static final int VEHICLES_PER_MINUTE = 30;

    private static final int LISTED = 400;

    Path boothKeys() {
        return home.resolve("booth/keys");
    }

    Path passwords() {
        return boothKeys().resolve("passwords");
    }

    Path centralHome() {
        return home.resolve("central");
    }

    Path config() {
        return home.resolve("booth/booth.toml");
    }

    /// Whether a lookout comes late: only a made-up list may be changed.
    boolean hasLateLookout() {
        return lookouts.equals(home.resolve("lookouts.csv").toAbsolutePath());
    }

    Path acks(String lane) {
        return home.resolve("acks-" + lane + ".tsv");
    }

    /// A port that is free now.
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// What travellers hand over.
    Path papers() {
        return home.resolve("papers.csv");
    }

    /// A list nobody is on: plates of invented series, mostly to be referred, some silent; people,
    /// documents, containers and companies that do not exist.
    static void writeMadeUpList(Path file, long seed) throws IOException {
        Random random = new Random(seed);
        List<String> jurisdictions =
                List.of("CA-ON", "CA-QC", "US-NY", "US-MI", "US-VT", "CA-NB", "US-ME");
        List<String> actions =
                List.of(
                        "REFER_MANDATORY",
                        "REFER_MANDATORY",
                        "REFER_MANDATORY",
                        "REFER_AT_DISCRETION",
                        "EXAMINE_GOODS",
                        "OBSERVE_AND_REPORT",
                        "SILENT");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(
                    "id,kind,jurisdiction,plate,priority,action,valid_until,name,birth,sex,nationality,category,caveats\n");
            for (int i = 0; i < LISTED; i++) {
                out.write(
                        String.format(
                                "DEMO-%04d,PLATE,%s,%s,%d,%s,2099-12-31%n",
                                i,
                                jurisdictions.get(random.nextInt(jurisdictions.size())),
                                plate(random),
                                1 + random.nextInt(5),
                                actions.get(random.nextInt(actions.size()))));
            }
            new MadeUpPeople(seed).writeRows(out);
        }
    }

    private static String plate(Random random) {
        StringBuilder plate = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            plate.append((char) ('A' + random.nextInt(26)));
        }
        for (int i = 0; i < 3; i++) {
            plate.append((char) ('0' + random.nextInt(10)));
        }
        return plate.toString();
    }

    /// Papers are handed over where vehicles are simulated; a file of reads has only plates.
    boolean hasPapers() {
        return Files.exists(papers());
    }

    void writeConfig(String boothName) throws IOException {
        StringBuilder toml = new StringBuilder();
        toml.append("[booth]\nname = \"")
                .append(boothName)
                .append("\"\ndata_dir = \"data\"\nkeys_dir = \"keys\"\n\n");
        toml.append("[bus]\nlisten = [\"127.0.0.1:").append(busPort).append("\"]\n\n");
        toml.append("[upstream]\naddresses = [\"tcp://127.0.0.1:")
                .append(upstreamPort)
                .append("\"]\n\n");
        toml.append("[lookouts]\nfile = ").append(quote(lookouts)).append("\n");
        if (reads.isPresent()) {
            toml.append(
                    "# a list handed over for replay may be of any age\nsoft_age_s = 31536000\nhard_age_s = 31536000\n");
        }
        toml.append("\n[policy]\nescalate_after_s = 8\nexit_linger_ms = ")
                .append(reads.isPresent() ? 5 : 500);
        if (reads.isPresent()) {
            toml.append("\n# rows may follow each other faster than vehicles do\nchatter_ms = 0");
        }
        toml.append("\n\n[health]\nlisten = \"127.0.0.1:").append(healthPort).append("\"\n");
        for (String lane : lanes) {
            toml.append("\n[[lane]]\nid = \"").append(lane).append("\"\n");
            device(toml, "lpr-" + lane, "plate-reader", "rekor", lane);
            device(toml, "loop-" + lane, "presence", "gpio-line", lane);
        }
        if (reads.isEmpty()) {
            radios(toml);
        }
        Files.writeString(config(), toml.toString());
    }

    /// Two modems near which radios call, write and call for help, and a fleet over IP, one radio
    /// of which is told of every referral and replies.
    private void radios(StringBuilder toml) {
        String lane = lanes.getFirst();
        String settings = "settings = { %s }\n";
        radio(toml, "modem-1", "mmdvm", "mmdvm?scenario=mixed&pause_ms=2000&seed=" + seed, lane);
        toml.append(settings.formatted("rx_hz = \"451800000\""));
        radio(
                toml,
                "modem-2",
                "mmdvm",
                "mmdvm?scenario=emergency&pause_ms=8000&seed=" + (seed + 1),
                lane);
        toml.append(settings.formatted("rx_hz = \"452800000\""));
        radio(toml, "fleet", "trbo", "trbo?radios=3&per_second=1&acts=1000&seed=" + seed, lane);
        toml.append(settings.formatted("transmit = \"on\", authorised_hz = \"453800000\""));
        toml.append("\n[radio]\nacknowledge_s = 5\ntexts_a_minute = 120\n");
        toml.append("\n[[radio_alert]]\ndevice = \"fleet\"\nradio = 100\nlowest_priority = 5\n");
        toml.append("in_writing = \"a demonstration: nothing goes on the air\"\n");
    }

    private static void radio(
            StringBuilder toml, String id, String format, String link, String lane) {
        toml.append("\n[[device]]\nid = \"")
                .append(id)
                .append("\"\nkind = \"radio\"\nlane = \"")
                .append(lane)
                .append("\"\nformat = \"")
                .append(format)
                .append("\"\nlink = \"sim:")
                .append(link)
                .append("\"\n");
    }

    private void device(StringBuilder toml, String id, String kind, String format, String lane) {
        toml.append("\n[[device]]\nid = \"").append(id).append("\"\nkind = \"").append(kind);
        toml.append("\"\nlane = \"")
                .append(lane)
                .append("\"\nformat = \"")
                .append(format)
                .append("\"\nlink = \"");
        if (reads.isPresent()) {
            toml.append("replay:").append(escape(reads.get())).append("?seconds=").append(seconds);
        } else {
            toml.append("sim:busy-lane?seed=").append(seed + lanes.indexOf(lane));
            toml.append("&vehicles_per_minute=").append(VEHICLES_PER_MINUTE);
            toml.append("&hit_share=0.15&lookouts=").append(encode(lookouts));
        }
        toml.append("&acks=").append(encode(acks(lane))).append("\"\n");
    }

    private static String encode(Path path) {
        return URLEncoder.encode(path.toAbsolutePath().toString(), StandardCharsets.UTF_8);
    }

    private static String escape(Path path) {
        return path.toAbsolutePath().toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String quote(Path path) {
        return "\"" + escape(path) + "\"";
    }
}
