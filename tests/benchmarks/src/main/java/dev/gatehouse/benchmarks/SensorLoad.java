package dev.gatehouse.benchmarks;

import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.simulators.camera.CameraRead;
import dev.gatehouse.simulators.camera.CameraShape;
import dev.gatehouse.simulators.llrp.LlrpReaderPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// The sensors of a busy port, as peers in this process: cameras of four makers that post, portals
/// and RFID readers that a booth connects to. A camera has a lane of its own, portals stand in the
/// first lanes, readers in the last.
final class SensorLoad implements AutoCloseable {
    static final int READS_PER_S = 5;

    private static final List<CameraShape> MAKERS =
            List.of(
                    CameraShape.REKOR,
                    CameraShape.AXIS,
                    CameraShape.GENETEC,
                    CameraShape.HIKVISION);
    private static final int PERCENT = 93;

    /// More than connecting, calming down and ending take.
    private static final int MARGIN_S = 30;

    private static final int LOOPBACK = 127;
    private static final String NOT_SLOW = "?first_pause_ms=100&longest_pause_ms=1000";

    /// What is in a lane.
    enum Source {
        PLATE,
        RADIATION
    }

    /// How many of what.
    ///
    /// @param hitEvery one of so many reads of a camera is listed
    record Scale(int cameras, int portals, int readers, int seconds, int hitEvery) {}

    private final Scale scale;
    private final long seed;
    private final AlertBook<Source> book;
    private final List<PortalPeer> portals = new ArrayList<>();
    private final List<LlrpReaderPeer> readers = new ArrayList<>();
    private final List<Integer> portalPorts = new ArrayList<>();
    private final List<Integer> readerPorts = new ArrayList<>();
    private final List<Path> tagFiles = new ArrayList<>();
    private final List<List<String>> plates = new ArrayList<>();
    private final AtomicLong posted = new AtomicLong();
    private final AtomicLong alarms = new AtomicLong();

    SensorLoad(Scale scale, long seed, AlertBook<Source> book) {
        this.scale = scale;
        this.seed = seed;
        this.book = book;
    }

    static String camera(int number) {
        return "cam-" + number;
    }

    static String portal(int number) {
        return "portal-" + number;
    }

    static String reader(int number) {
        return "rfid-" + number;
    }

    private static String lane(int number) {
        return Integer.toString(number + 1);
    }

    /// Hits of one kind in one lane, for the book.
    static String hits(String lane, Source source) {
        return lane + "/" + source;
    }

    /// Writes what the booth needs to know of all.
    ///
    /// @param folder for files of the peers
    /// @param entries of the list of lookouts
    void prepare(BoothSite site, Path folder, int entries) throws IOException {
        MadeUpPlates made = new MadeUpPlates(seed);
        int reads = scale.seconds * READS_PER_S;
        List<String> listed = new ArrayList<>();
        for (int camera = 0; camera < scale.cameras; camera++) {
            List<String> own = new ArrayList<>();
            for (int read = 0; read < reads; read++) {
                boolean hit = isListed(camera, read);
                own.add(hit ? made.listed(1).getFirst() : made.unlisted());
                if (hit) {
                    listed.add(own.getLast());
                }
            }
            plates.add(own);
            site.lane(lane(camera));
            CameraShape maker = maker(camera);
            site.device(
                    camera(camera),
                    "plate-reader",
                    lane(camera),
                    maker.format(),
                    site.httpAddress(camera(camera)),
                    "");
        }
        made.write(site.lookouts(), listed, entries);
        for (int portal = 0; portal < scale.portals; portal++) {
            portalPorts.add(BoothSite.freePort());
            site.device(
                    portal(portal),
                    "radiation-portal",
                    lane(portal),
                    "portal-line",
                    "tcp:127.0.0.1:" + portalPorts.getLast() + NOT_SLOW,
                    "");
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int reader = 0; reader < scale.readers; reader++) {
            Path file = folder.resolve(reader(reader) + ".tags");
            List<String> codes = TagsOnAir.write(file, random, scale.seconds + MARGIN_S);
            list(site.lookouts(), reader, codes);
            tagFiles.add(file);
            readerPorts.add(BoothSite.freePort());
            site.device(
                    reader(reader),
                    "tag-reader",
                    lane(scale.cameras - 1 - reader),
                    "llrp",
                    "tcp:127.0.0.1:" + readerPorts.getLast() + NOT_SLOW,
                    "");
        }
    }

    /// Switches portals and readers on: not before somebody listens to the alerts.
    void begin() throws IOException {
        for (int portal = 0; portal < scale.portals; portal++) {
            String own = hits(lane(portal), Source.RADIATION);
            portals.add(
                    new PortalPeer(
                            portal(portal),
                            portalPorts.get(portal),
                            portal % 2 == 1,
                            due -> {
                                alarms.incrementAndGet();
                                book.sent(Source.RADIATION, own, due, true);
                            }));
        }
        for (int reader = 0; reader < scale.readers; reader++) {
            readers.add(
                    LlrpReaderPeer.start(
                            LinkAddress.parse("sim:llrp?tags_file=" + tagFiles.get(reader)),
                            Ports.loopback(readerPorts.get(reader)),
                            System::nanoTime,
                            Instant.now()));
        }
    }

    private boolean isListed(int camera, int read) {
        return read % scale.hitEvery == camera % scale.hitEvery;
    }

    private static CameraShape maker(int camera) {
        return MAKERS.get(camera % MAKERS.size());
    }

    private static void list(Path lookouts, int reader, List<String> codes) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < codes.size(); i++) {
            lines.append(
                    "TAG-%d-%d,TRANSPONDER,,%s,3,REFER_MANDATORY,2099-12-31\n"
                            .formatted(reader, i, codes.get(i)));
        }
        Files.writeString(lookouts, lines, StandardOpenOption.APPEND);
    }

    /// Posts until the time is over; each read is sent when it is due and waits for its answer.
    void drive(BoothSite site) throws IOException, InterruptedException {
        Pace pace = new Pace((double) scale.cameras * READS_PER_S);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Void>> cameras = new ArrayList<>();
            for (int camera = 0; camera < scale.cameras; camera++) {
                int own = camera;
                cameras.add(threads.submit(() -> post(site, own, pace)));
            }
            for (Future<Void> camera : cameras) {
                var _ = camera.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a camera failed", e);
        }
    }

    private Void post(BoothSite site, int camera, Pace pace)
            throws IOException, InterruptedException {
        CameraShape maker = maker(camera);
        // a booth counts the connections of each address
        InetAddress own =
                InetAddress.getByAddress(new byte[] {(byte) LOOPBACK, 0, 1, (byte) (camera + 1)});
        try (HttpReader reader =
                new HttpReader(site.httpPort(), site.readerPath(camera(camera)), own)) {
            List<String> seen = plates.get(camera);
            for (int read = 0; read < seen.size(); read++) {
                byte[] request =
                        reader.bareRequest(
                                maker.message(
                                        new CameraRead(
                                                read + 1L,
                                                camera(camera),
                                                Instant.now(),
                                                seen.get(read),
                                                "CA",
                                                "ON",
                                                PERCENT,
                                                true)));
                long due = pace.await((long) read * scale.cameras + camera);
                if (isListed(camera, read)) {
                    book.sent(Source.PLATE, hits(lane(camera), Source.PLATE), due, true);
                }
                reader.send(request);
                reader.requireTaken();
                posted.incrementAndGet();
            }
        }
        return null;
    }

    int cameras() {
        return scale.cameras;
    }

    int portals() {
        return scale.portals;
    }

    int readers() {
        return scale.readers;
    }

    /// Reads that the booth answered as taken.
    long posted() {
        return posted.get();
    }

    /// Occupancies with an alarm.
    long alarms() {
        return alarms.get();
    }

    /// Lines that one portal wrote.
    long lines(int portal) {
        return portals.get(portal).lines();
    }

    /// Tags that one reader reported.
    long reported(int reader) {
        return readers.get(reader).counts().reported();
    }

    /// Reads that a reader could not report.
    long lostByReaders() {
        return readers.stream().mapToLong(reader -> reader.counts().lost()).sum();
    }

    @Override
    public void close() throws IOException {
        end();
    }

    /// Says nothing more; what was said is still read.
    void end() throws IOException {
        for (PortalPeer portal : portals) {
            portal.close();
        }
        for (LlrpReaderPeer reader : readers) {
            reader.close();
        }
    }
}
