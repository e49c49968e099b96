package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.proto.v1.CheckedObservation;
import dev.gatehouse.proto.v1.Observation;
import dev.gatehouse.proto.v1.Passage;
import dev.gatehouse.proto.v1.PassageEnd;
import dev.gatehouse.proto.v1.RadiationReport;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.ReferralTransition;
import dev.gatehouse.proto.v1.Verdict;
import dev.gatehouse.protocols.document.MrzForm;
import dev.gatehouse.protocols.document.MrzWriter;
import dev.gatehouse.simulators.camera.CameraShape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// One whole booth, and one lane with everything that looks at a vehicle, each at the far end of a
/// real line ([LanePeers]). Vehicle after vehicle, and for each the devices tell in another order:
/// one passage each, referred for its plate, its tag, its document and what radiates, and the red
/// lamp flashes. `-Dgatehouse.seed=S` takes the seed back.
@ExtendWith(LogsOnFailure.class)
final class LaneScenarioTest {
    private static final int PASSAGES = 10;

    /// A machine that stalls breaks the order that a passage is to have: such a one is not judged,
    /// and its order tried again with another vehicle.
    private static final int TRIES = 3;

    private static final int LINGER_MS = 5_000;
    private static final long BEHIND_LIMIT_MS = 4_000;

    /// Reads are of one vehicle on its approach for 8 s.
    private static final long APPROACH_LIMIT_MS = 7_000;

    private static final String LETTERS = "ABCDEFHJKLMNPRTVWXY";
    private static final List<MrzForm> FORMS = List.of(MrzForm.values());
    private static final String IDLE = "LANE_SIGNAL_IDLE";
    private static final String REFER = "LANE_SIGNAL_REFER";

    /// What happens to a vehicle.
    private enum Step {
        ON,
        OFF,
        PLATE,
        TAG,
        DOCUMENT,
        RADIATION
    }

    /// Made up, and listed.
    private record Vehicle(int number, String plate, String tag, String document) {
        List<String> rows() {
            return List.of(
                    "P-%d,PLATE,CA-ON,%s,1,REFER_MANDATORY,2099-12-31".formatted(number, plate),
                    "T-%d,TRANSPONDER,,%s,2,REFER_MANDATORY,2099-12-31".formatted(number, tag),
                    "D-%d,DOCUMENT,,UTO:%s,1,REFER_MANDATORY,2099-12-31"
                            .formatted(number, document));
        }

        Set<String> lookouts() {
            return new TreeSet<>(
                    Set.of("P-" + number, "T-" + number, "D-" + number, "CBRNE/RADIATION"));
        }
    }

    @TempDir private Path folder;

    private final long seed = Long.getLong("gatehouse.seed", 20_261_122L);
    private final Random random = new Random(seed);

    @SuppressWarnings("NullAway.Init")
    LaneScenarioTest() {}

    private String letters(int count) {
        return random.ints(count, 0, LETTERS.length())
                .mapToObj(at -> LETTERS.substring(at, at + 1))
                .collect(Collectors.joining());
    }

    private Vehicle vehicle(int number) {
        return new Vehicle(
                number,
                letters(4) + (100 + random.nextInt(900)),
                String.format(Locale.ROOT, "3074257BF7%014X", random.nextLong(1L << 56)),
                letters(2) + (1_000_000 + random.nextInt(9_000_000)));
    }

    private List<String> zone(Vehicle vehicle) {
        MrzForm form = FORMS.get(random.nextInt(FORMS.size()));
        return MrzWriter.lines(
                form,
                switch (form) {
                    case TD3 -> "P";
                    case TD1, TD2 -> "ID";
                    case MRVA, MRVB -> "V";
                },
                "UTO",
                vehicle.document(),
                letters(8) + "<<" + letters(6),
                "740812",
                'F',
                "340415");
    }

    /// Any order in which a vehicle comes before it goes. Nobody hands over a document before
    /// anything was seen of him, and a camera that begins to follow a vehicle when the loop is free
    /// again follows the next one.
    private List<Step> order(CameraShape maker) {
        List<Step> order = new ArrayList<>(List.of(Step.values()));
        do {
            Collections.shuffle(order, random);
        } while (order.indexOf(Step.ON) > order.indexOf(Step.OFF)
                || order.getFirst() == Step.DOCUMENT
                || (maker == CameraShape.AXIS
                        && order.indexOf(Step.PLATE) > order.indexOf(Step.OFF)));
        return order;
    }

    /// A booth and its lane.
    private record Lane(Site site, LanePeers peers, BusClient loop, BusClient observer) {
        private static Lane of(Site site, LanePeers peers) throws Exception {
            return new Lane(
                    site,
                    peers,
                    site.client(LanePeers.LOOP),
                    site.client("observer", "gatehouse/#"));
        }

        private List<BusClient.Heard> outputs() {
            return observer.heard(one -> one.topic().equals(Site.topic("lane/1/output")));
        }

        private String signal() throws Exception {
            List<BusClient.Heard> all = outputs();
            return all.isEmpty() ? "" : all.getLast().json().text("signal");
        }

        private void awaitIdle() throws Exception {
            Await.until("the lane is idle", () -> signal().equals(IDLE));
        }

        private boolean referShown(int since) {
            List<BusClient.Heard> all = outputs();
            return all.subList(since, all.size()).stream()
                    .anyMatch(one -> one.json().text("signal").equals(REFER));
        }

        private long referrals() {
            return observer.heard(one -> one.topic().equals(Site.topic("lane/1/alert"))).stream()
                    .map(one -> one.json().text("referralId"))
                    .filter(id -> !id.isEmpty())
                    .distinct()
                    .count();
        }

        private long edgesSeen() throws Exception {
            FlatJson page = site.status();
            for (String device : page.elements("devices")) {
                if (page.text(device + "id").equals(LanePeers.LOOP)) {
                    return page.number(device + "observations");
                }
            }
            return -1;
        }

        private void edge(boolean present) throws Exception {
            long before = edgesSeen();
            peers.loop(loop, present);
            Await.until("the edge is seen", () -> edgesSeen() > before);
        }
    }

    private void happen(Step step, Lane lane, Vehicle vehicle, CameraShape maker) throws Exception {
        long before = lane.referrals();
        switch (step) {
            case ON -> lane.edge(true);
            case OFF -> lane.edge(false);
            case PLATE -> assertEquals(200, lane.peers().plate(maker, vehicle.plate()));
            case TAG -> lane.peers().tag(vehicle.tag());
            case DOCUMENT -> lane.peers().document(zone(vehicle));
            case RADIATION -> lane.peers().source();
        }
        if (step != Step.ON && step != Step.OFF) {
            Await.until("an alert of " + step, () -> lane.referrals() > before);
        }
    }

    private static long sinceMs(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    /// @return whether the machine kept up, so that the order was what it was meant to be
    private boolean passes(Lane lane, Vehicle vehicle, CameraShape maker, List<Step> order)
            throws Exception {
        int shown = lane.outputs().size();
        long red = lane.peers().flashes(LanePeers.RED);
        long began = System.nanoTime();
        long off = 0;
        boolean kept = true;
        for (Step step : order) {
            if (step == Step.OFF) {
                off = System.nanoTime();
            }
            happen(step, lane, vehicle, maker);
            if (step == Step.ON) {
                kept &= sinceMs(began) < APPROACH_LIMIT_MS;
            }
        }
        kept &= sinceMs(off) < BEHIND_LIMIT_MS;
        Await.until("the lane says REFER", () -> lane.referShown(shown));
        // it flashes four times a second for as long as the vehicle is there
        Await.until("the red lamp flashes", () -> lane.peers().flashes(LanePeers.RED) > red);
        lane.awaitIdle();
        return kept;
    }

    @Test
    void whatEachDeviceTellsOfAVehicleIsOnePassageInAnyOrder() throws Exception {
        System.err.println("lane scenario: -Dgatehouse.seed=" + seed);
        List<Vehicle> vehicles = new ArrayList<>();
        for (int number = 0; number < PASSAGES * TRIES; number++) {
            vehicles.add(vehicle(number));
        }
        String[] rows =
                vehicles.stream()
                        .flatMap(vehicle -> vehicle.rows().stream())
                        .toArray(String[]::new);
        try (Site site = Site.enrolled(folder, rows);
                LanePeers peers = LanePeers.of(site)) {
            site.rewrite(toml -> peers.configured(toml, LINGER_MS));
            site.startCentral();
            site.startBooth();
            site.awaitReady();
            Lane lane = Lane.of(site, peers);
            // the portal screens, the list is confirmed
            lane.awaitIdle();
            awaitReader(site);

            Map<Vehicle, String> judged = new HashMap<>();
            int next = 0;
            for (int passage = 0; passage < PASSAGES; passage++) {
                CameraShape maker = LanePeers.MAKERS.get(passage % LanePeers.MAKERS.size());
                List<Step> order = order(maker);
                boolean kept = false;
                for (int tries = 0; !kept && tries < TRIES; tries++) {
                    Vehicle vehicle = vehicles.get(next++);
                    kept = passes(lane, vehicle, maker, order);
                    if (kept) {
                        judged.put(vehicle, maker.word() + " " + order);
                    }
                }
                assertTrue(kept, "the machine was too slow for " + order + " three times");
            }
            assertEquals(0, peers.flashes(LanePeers.GREEN), "who is looked for was never clear");
            site.awaitReceipted();
            List<Record> records = site.records();
            judged.forEach((vehicle, what) -> judge(records, vehicle, what));
            assertEquals(
                    next,
                    records.stream().filter(Record::hasPassage).count(),
                    "passages of as many vehicles");
            nothingInTheClear(site, lane, vehicles.subList(0, next), records);
        }
    }

    private static void awaitReader(Site site) throws Exception {
        Await.until(
                "the RFID reader reads",
                () -> {
                    FlatJson page = site.status();
                    return page.elements("devices").stream()
                            .anyMatch(device ->
                                    page.text(device + "id").equals(LanePeers.TAGS)
                                            && page.number(device + "driver.running") == 1);
                });
    }

    private static List<CheckedObservation> observations(List<Record> records) {
        return records.stream()
                .filter(Record::hasCheckedObservation)
                .map(Record::getCheckedObservation)
                .toList();
    }

    /// What central has of one vehicle.
    private static void judge(List<Record> records, Vehicle vehicle, String what) {
        Set<String> passages = new HashSet<>();
        for (ReferralTransition step : raised(records)) {
            if (vehicle.lookouts().contains(step.getHit().getLookoutId())
                    && !step.getHit().getLookoutId().startsWith("CBRNE")) {
                passages.add(step.getPassageId());
            }
        }
        assertEquals(1, passages.size(), "passages of one vehicle: " + what);
        String passage = passages.iterator().next();
        assertEquals(
                List.copyOf(vehicle.lookouts()),
                raised(records).stream()
                        .filter(step -> step.getPassageId().equals(passage))
                        .map(step -> step.getHit().getLookoutId())
                        .sorted()
                        .toList(),
                "referrals: " + what);
        List<Observation> seen =
                observations(records).stream()
                        .filter(one -> one.getPassageId().equals(passage))
                        .map(CheckedObservation::getObservation)
                        .toList();
        assertEquals(1, seen.stream().filter(Observation::hasPlateRead).count(), what);
        assertEquals(1, seen.stream().filter(Observation::hasDocumentRead).count(), what);
        assertEquals(2, seen.stream().filter(Observation::hasPresence).count(), what);
        List<RadiationReport> alarms =
                seen.stream()
                        .filter(Observation::hasRadiation)
                        .map(Observation::getRadiation)
                        .filter(report -> report.getKind().name().endsWith("GAMMA_ALARM"))
                        .toList();
        assertEquals(1, alarms.size(), what);
        List<Observation> tags = seen.stream().filter(Observation::hasTagRead).toList();
        assertEquals(1, tags.size(), what);
        assertFalse(tags.getFirst().getTagRead().getPseudonym().isEmpty(), what);
        assertFalse(tags.getFirst().getTagRead().getKeyId().isEmpty(), what);
        List<Passage> ended =
                records.stream()
                        .filter(Record::hasPassage)
                        .map(Record::getPassage)
                        .filter(one -> one.getPassageId().equals(passage))
                        .toList();
        assertEquals(1, ended.size(), what);
        assertEquals(Verdict.VERDICT_REFER, ended.getFirst().getVerdict(), what);
        assertEquals(PassageEnd.PASSAGE_END_EXIT, ended.getFirst().getEnd(), what);
        assertEquals(4, ended.getFirst().getReferralIdsCount(), what);
        assertEquals(2, ended.getFirst().getPresenceEdges(), what);
    }

    private static List<ReferralTransition> raised(List<Record> records) {
        return records.stream()
                .filter(Record::hasReferral)
                .map(Record::getReferral)
                .filter(ReferralTransition::hasHit)
                .toList();
    }

    /// No code of a tag is in any record, and nothing that was read stands on the bus, in the
    /// booth's files or in a log.
    private static void nothingInTheClear(
            Site site, Lane lane, List<Vehicle> vehicles, List<Record> records) throws Exception {
        Canaries tags = new Canaries(vehicles.stream().map(Vehicle::tag).toList());
        Canaries all =
                new Canaries(
                        vehicles.stream()
                                .flatMap(one ->
                                        List.of(one.plate(), one.tag(), one.document()).stream())
                                .toList());
        List<String> found = new ArrayList<>();
        records.forEach(record -> found.addAll(tags.in("a record", record.toByteArray())));
        lane.observer()
                .heard()
                .forEach(heard -> found.addAll(all.in(heard.topic(), heard.payload())));
        found.addAll(all.in("the page", site.statusText()));
        found.addAll(all.inFiles(Site.files(site.data(), site.centralHome(), site.logs())));
        assertEquals(List.of(), found);
        // what is searched for is found where it must stand
        assertFalse(
                tags.in(
                                "the list",
                                Files.readString(site.toml().lookouts(), StandardCharsets.UTF_8))
                        .isEmpty());
    }
}
