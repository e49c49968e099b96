package dev.gatehouse.tests.system;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.Links;
import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.drivers.document.DocumentStationProvider;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.llrp.Epc;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import dev.gatehouse.protocols.portal.DetectorCounts;
import dev.gatehouse.protocols.portal.PortalLine;
import dev.gatehouse.protocols.portal.Radiation;
import dev.gatehouse.simulators.camera.CameraRead;
import dev.gatehouse.simulators.camera.CameraShape;
import dev.gatehouse.simulators.llrp.LlrpReaderPeer;
import dev.gatehouse.simulators.radio.PseudoTerminals;
import dev.gatehouse.simulators.stream.StreamDevice;
import dev.gatehouse.simulators.stream.StreamPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// Everything that looks at the vehicles of lane 1, at the far end of its own line: a loop that
/// publishes, cameras of four makers that post, an RFID reader and a radiation portal at TCP ports,
/// a document reader behind a pseudo-terminal; and lamps at simulated lines. Each says what the
/// test lets it see, when the test says so. One owner thread.
final class LanePeers implements AutoCloseable {
    static final String LOOP = "lpr-1";
    static final String TAGS = "rfid-1";
    static final String PORTAL = "portal-1";
    static final String DOCUMENTS = "reader-1";
    static final List<CameraShape> MAKERS =
            List.of(
                    CameraShape.REKOR,
                    CameraShape.AXIS,
                    CameraShape.GENETEC,
                    CameraShape.HIKVISION);

    /// Lines of the lamps.
    static final int RED = 0;

    static final int AMBER = 1;
    static final int GREEN = 2;

    private static final Map<String, String> FRAMING =
            Map.of("start", "stx", "end", "etx", "check", "xor");
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int LINE = 17;
    private static final int RSSI_DBM = -48;

    private final Site site;
    private final int portalPort;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final LlrpReaderPeer reader;
    private final PseudoTerminals terminals;
    private final Portal portal = new Portal();
    private final Swipes swipes = new Swipes();
    private final StreamPeer portalPeer;
    private final StreamPeer documentPeer;
    private long edges;
    private long reads;

    private LanePeers(Site site, PseudoTerminals terminals, LlrpReaderPeer reader)
            throws IOException {
        this.site = site;
        this.terminals = terminals;
        this.reader = reader;
        this.portalPort = Site.freePorts(1)[0];
        this.portalPeer =
                new StreamPeer(
                        PORTAL,
                        portal,
                        link("tcp-listen:127.0.0.1:" + portalPort),
                        System::nanoTime);
        this.documentPeer =
                new StreamPeer(
                        DOCUMENTS,
                        swipes,
                        link("serial:" + terminals.other() + "?baud=9600"),
                        System::nanoTime);
    }

    /// Starts them all; the booth is to be configured with [#configured].
    static LanePeers of(Site site) throws Exception {
        Components.require("socat");
        Path folder = Files.createDirectories(site.folder().resolve("lines"));
        LanePeers peers =
                new LanePeers(
                        site,
                        PseudoTerminals.in(folder),
                        LlrpReaderPeer.start(
                                LinkAddress.parse("sim:llrp?rate=0"),
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                System::nanoTime,
                                Instant.now()));
        peers.portalPeer.open();
        peers.documentPeer.open();
        return peers;
    }

    private static StreamLink link(String address) {
        LinkContext context =
                new LinkContext(
                        "peer",
                        "1",
                        DeviceKind.RADIATION_PORTAL,
                        () -> new Received(Instant.now(), System.nanoTime(), TimeQuality.UNKNOWN),
                        (_, _) -> () -> {});
        return (StreamLink) Links.open(address, context);
    }

    /// The booth's configuration with all of them in lane 1.
    ///
    /// @param lingerMs for how long a vehicle that left is waited for
    String configured(String toml, int lingerMs) {
        String reading =
                "id = \"%s\"\nkind = \"plate-reader\"\nlane = \"1\"\nformat = \"rekor\""
                        .formatted(LOOP);
        if (!toml.contains(reading)) {
            throw new AssertionError("no device to be made a loop in " + toml);
        }
        StringBuilder all =
                new StringBuilder(
                        toml.replace(
                                        reading,
                                        "id = \"%s\"\nkind = \"presence\"\nlane = \"1\"\nformat = \"gpio-line\""
                                                .formatted(LOOP))
                                .replace("[policy]", "[policy]\nexit_linger_ms = " + lingerMs));
        for (CameraShape maker : MAKERS) {
            device(
                    all,
                    camera(maker),
                    "plate-reader",
                    maker.format(),
                    "http:127.0.0.1:%d/lpr/v1/%s".formatted(site.toml().httpPort(), camera(maker)),
                    "");
        }
        String quick = "?first_pause_ms=100&longest_pause_ms=1000";
        device(
                all,
                TAGS,
                "tag-reader",
                "llrp",
                "tcp:127.0.0.1:" + reader.address().getPort() + quick,
                "");
        device(
                all,
                PORTAL,
                "radiation-portal",
                "portal-line",
                "tcp:127.0.0.1:" + portalPort + quick,
                "");
        device(
                all,
                DOCUMENTS,
                "document-reader",
                "mrz-serial",
                "serial:" + terminals.one() + "?baud=9600",
                "start = \"stx\", end = \"etx\", check = \"xor\"");
        device(
                all,
                "lamps-1",
                "output",
                "gpio-lamp",
                "sim:lines?folder=" + lamps(),
                "red = \"%d\", amber = \"%d\", green = \"%d\"".formatted(RED, AMBER, GREEN));
        return all.toString();
    }

    private Path lamps() {
        return site.folder().resolve("lamps");
    }

    /// How often a lamp went on.
    long flashes(int lamp) throws IOException {
        Path levels = lamps().resolve("levels");
        if (!Files.exists(levels)) {
            return 0;
        }
        try (var lines = Files.lines(levels)) {
            return lines.filter(line -> line.equals(lamp + " 1")).count();
        }
    }

    private static void device(
            StringBuilder toml,
            String id,
            String kind,
            String format,
            String link,
            String settings) {
        toml.append(
                """

                [[device]]
                id = "%s"
                kind = "%s"
                lane = "1"
                format = "%s"
                link = "%s"
                settings = { %s }
                """
                        .formatted(id, kind, format, link, settings));
    }

    static String camera(CameraShape maker) {
        return "eye-" + maker.word();
    }

    /// A vehicle comes onto the loop, or leaves it.
    void loop(BusClient loop, boolean present) throws Exception {
        edges++;
        loop.publish(
                Site.topic("device/" + LOOP + "/input"),
                new LineEvent(
                                System.nanoTime(),
                                present ? LineEvent.Edge.RISING : LineEvent.Edge.FALLING,
                                LINE,
                                edges,
                                edges)
                        .encode());
    }

    /// A camera sees a plate.
    ///
    /// @return HTTP status: 200 only when the read is on disk
    int plate(CameraShape maker, String plate) throws IOException, InterruptedException {
        reads++;
        CameraRead read =
                new CameraRead(reads, camera(maker), Instant.now(), plate, "CA", "ON", 94, true);
        return http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:%d/lpr/v1/%s"
                                                        .formatted(
                                                                site.toml().httpPort(),
                                                                camera(maker))))
                                .timeout(PATIENCE)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(maker.message(read)))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    /// A tag comes before an antenna.
    void tag(String code) {
        reader.tag(Epc.of(Octets.ofHex(code)), 1, RSSI_DBM);
    }

    /// A document is swiped.
    void document(List<String> lines) {
        swipes.frames.add(DocumentStationProvider.framing(FRAMING).encode(lines));
    }

    /// Something that radiates passes the portal.
    void source() {
        portal.passes.add(true);
    }

    @Override
    public void close() throws IOException {
        portalPeer.close();
        documentPeer.close();
        terminals.close();
        reader.close();
        http.close();
    }

    /// Background while nobody is there; who passes is there for as long as the lines take.
    private static final class Portal implements StreamDevice {
        private static final long BACKGROUND_NANOS = TimeUnit.SECONDS.toNanos(2);

        private final Queue<Boolean> passes = new ConcurrentLinkedQueue<>();
        private boolean began;
        private long backgroundNanos;

        @Override
        public void octets(byte[] octets, long nanos) {
            // a portal hears nothing
        }

        @Override
        public void duty(long nanos, Line line) {
            if (!began || nanos - backgroundNanos >= BACKGROUND_NANOS) {
                began = true;
                backgroundNanos = nanos;
                say(
                        line,
                        new PortalLine.Background(
                                Radiation.NEUTRON, PortalLine.Level.NORMAL, counts(3)),
                        new PortalLine.Background(
                                Radiation.GAMMA, PortalLine.Level.NORMAL, counts(250)));
            }
            if (passes.poll() != null) {
                say(
                        line,
                        new PortalLine.Scan(Radiation.GAMMA, false, counts(51)),
                        new PortalLine.Scan(Radiation.GAMMA, true, counts(97)),
                        new PortalLine.Scan(Radiation.GAMMA, true, counts(95)),
                        new PortalLine.Scan(Radiation.GAMMA, false, counts(49)),
                        new PortalLine.End(DetectorCounts.ZERO));
            }
        }

        private static DetectorCounts counts(int each) {
            return new DetectorCounts(each, each, each, each);
        }

        private static void say(Line line, PortalLine... lines) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            for (PortalLine one : lines) {
                octets.writeBytes(one.encode());
                octets.write('\r');
                octets.write('\n');
            }
            line.say(octets.toByteArray());
        }
    }

    /// What officers swipe.
    private static final class Swipes implements StreamDevice {
        private final Queue<byte[]> frames = new ConcurrentLinkedQueue<>();

        @Override
        public void octets(byte[] octets, long nanos) {
            // it takes no commands
        }

        @Override
        public void duty(long nanos, Line line) {
            for (byte[] frame = frames.poll(); frame != null; frame = frames.poll()) {
                line.say(frame);
            }
        }
    }
}
