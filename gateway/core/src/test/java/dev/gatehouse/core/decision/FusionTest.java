package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.CheckedObservation;
import dev.gatehouse.proto.v1.LaneSignal;
import dev.gatehouse.proto.v1.NotCheckedReason;
import dev.gatehouse.proto.v1.Passage;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.ReferralTransition;
import dev.gatehouse.proto.v1.SubjectKind;
import dev.gatehouse.proto.v1.Verdict;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.document.MrzForm;
import dev.gatehouse.protocols.document.MrzWriter;
import dev.gatehouse.protocols.observation.DocumentRead;
import dev.gatehouse.protocols.observation.IdentifierRead;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.RadiationReport;
import dev.gatehouse.protocols.observation.TagRead;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything a lane has at one vehicle, in whatever order it arrives: one passage, the same hits.
final class FusionTest {
    private static final int RUNS = 1_000;
    static final String EPC = "30342FD1B4000040000003E9";
    static final String LIST =
            """
            id,kind,jurisdiction,plate,priority,action
            L-1,PLATE,US-NY,KQR4821,1,REFER_MANDATORY
            T-1,TRANSPONDER,,%s,2,REFER_MANDATORY
            C-1,CONTAINER,,CSQU3054383,2,EXAMINE_GOODS
            D-1,DOCUMENT,,UTO:L898902C3,2,REFER_MANDATORY
            """
                    .formatted(EPC);

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    FusionTest() {}

    /// What is the same in every order.
    private record Outcome(
            int passages,
            Set<String> eventsOfIt,
            Verdict verdict,
            Set<String> referred,
            boolean lampReferred,
            boolean lampCleared) {}

    static TagRead tag() {
        return new TagRead(96, Octets.ofHex(EPC), 1, OptionalInt.of(-52), 3, "LLRP");
    }

    private static DocumentRead document() {
        return new DocumentRead(
                String.join(
                        "\n",
                        MrzWriter.lines(
                                MrzForm.TD3,
                                "P",
                                "UTO",
                                "L898902C3",
                                "MIRVANTO<<OLTE",
                                "740812",
                                'F',
                                "340415")),
                "TEST");
    }

    static RadiationReport radiation(RadiationReport.Kind kind) {
        return radiation(kind, 1);
    }

    static RadiationReport radiation(RadiationReport.Kind kind, long occupancy) {
        return radiation(kind, occupancy, "PORTAL_LINE");
    }

    static RadiationReport radiation(RadiationReport.Kind kind, long occupancy, String source) {
        return new RadiationReport(
                kind,
                "",
                occupancy,
                RadiationReport.Figures.NONE,
                Set.of(),
                List.of(),
                source,
                Octets.NONE);
    }

    static Observation device(Booth booth, String device, Observation.Body body) {
        return booth.observation(device, device + "-event", false, true, body);
    }

    private static List<Runnable> devices(Booth booth) {
        List<Runnable> all = new ArrayList<>();
        all.add(() ->
                booth.decider.observe(
                        booth.plate(
                                Booth.CAMERA,
                                Booth.CAMERA + "-event",
                                "KQR4821",
                                "US-NY",
                                "",
                                PlateRead.State.SINGLE)));
        all.add(() -> booth.decider.observe(device(booth, "tags-1", tag())));
        all.add(() ->
                booth.decider.observe(
                        device(
                                booth,
                                "codes-1",
                                new IdentifierRead("ISO6346", "CSQU3054383", "TEST"))));
        all.add(() -> booth.decider.observe(device(booth, "documents-1", document())));
        all.add(() ->
                booth.decider.observe(
                        device(booth, "portal-1", radiation(RadiationReport.Kind.GAMMA_ALARM))));
        return all;
    }

    /// The loop's edges in their order, everything else wherever it falls.
    private static void arrive(Booth booth, Random random) {
        List<Runnable> others = devices(booth);
        Collections.shuffle(others, random);
        int before = random.nextInt(others.size() + 1);
        int during = before + random.nextInt(others.size() - before + 1);
        for (int i = 0; i < others.size(); i++) {
            if (i == before) {
                booth.on();
                booth.pass(random.nextInt(4_000));
            }
            if (i == during) {
                ensureOn(booth, i < before);
                booth.off();
                booth.pass(random.nextInt(500));
            }
            others.get(i).run();
            booth.pass(random.nextInt(600));
        }
        if (before >= others.size()) {
            booth.on();
        }
        if (during >= others.size()) {
            booth.off();
        }
        booth.pass(60_000);
    }

    private static void ensureOn(Booth booth, boolean missing) {
        if (missing) {
            booth.on();
        }
    }

    private static Outcome outcome(Booth booth) {
        List<Record> records = booth.out.records.stream().map(MemoryOutbox.Kept::record).toList();
        List<Passage> passages =
                records.stream().filter(Record::hasPassage).map(Record::getPassage).toList();
        Set<String> events = new TreeSet<>();
        Set<String> passageIds = new HashSet<>();
        for (Record record : records) {
            if (record.hasCheckedObservation()) {
                CheckedObservation seen = record.getCheckedObservation();
                passageIds.add(seen.getPassageId());
                if (!seen.getObservation().getDeviceId().equals("loop-1")) {
                    events.add(seen.getObservation().getEventId());
                }
            }
        }
        Set<String> referred =
                records.stream()
                        .filter(Record::hasReferral)
                        .map(Record::getReferral)
                        .filter(ReferralTransition::hasHit)
                        .map(step -> step.getHit().getLookoutId())
                        .collect(Collectors.toCollection(TreeSet::new));
        return new Outcome(
                Math.max(passages.size(), passageIds.size()),
                events,
                passages.getFirst().getVerdict(),
                referred,
                shown(booth, LaneSignal.LANE_SIGNAL_REFER),
                shown(booth, LaneSignal.LANE_SIGNAL_CHECKED));
    }

    static boolean shown(Booth booth, LaneSignal signal) {
        return booth.out.outputs.stream().anyMatch(one -> one.getSignal() == signal);
    }

    /// Key and name under which the transponder stands in records.
    private static List<String> pseudonyms(Booth booth) {
        return booth.out.records.stream()
                .map(MemoryOutbox.Kept::record)
                .filter(Record::hasCheckedObservation)
                .map(record -> record.getCheckedObservation().getObservation())
                .filter(dev.gatehouse.proto.v1.Observation::hasTagRead)
                .map(seen ->
                        seen.getTagRead().getKeyId()
                                + " "
                                + HexFormat.of()
                                        .formatHex(seen.getTagRead().getPseudonym().toByteArray()))
                .toList();
    }

    private static String pseudonym(Booth booth) {
        return booth.siteKey.id() + " " + HexFormat.of().formatHex(booth.siteKey.pseudonym(tag()));
    }

    @Test
    void anyOrderIsOnePassageWithTheSameHits() throws Exception {
        long seed = Long.getLong("gatehouse.seed", 20_261_122L);
        System.out.println("gatehouse.seed=" + seed);
        Random random = new Random(seed);
        Outcome expected =
                new Outcome(
                        1,
                        Set.of(
                                "camera-1-event",
                                "codes-1-event",
                                "documents-1-event",
                                "portal-1-event",
                                "tags-1-event"),
                        Verdict.VERDICT_REFER,
                        Set.of("C-1", "CBRNE/RADIATION", "D-1", "L-1", "T-1"),
                        true,
                        false);
        for (int run = 0; run < RUNS; run++) {
            Path own = Files.createDirectory(folder.resolve("run-" + run));
            Booth booth = new Booth(own, LIST).ready();
            arrive(booth, random);
            assertEquals(expected, outcome(booth), "run " + run);
            assertEquals(List.of(pseudonym(booth)), pseudonyms(booth), "run " + run);
            for (MemoryOutbox.Kept kept : booth.out.records) {
                String text = new String(kept.record().toByteArray(), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains(EPC), "the code of a transponder left the lane");
            }
        }
    }

    @Test
    void aPortalThatDoesNotScreenMakesPassagesAQueryByHandAndIsToldOnce() {
        Booth booth = new Booth(folder, LIST).ready();
        for (int i = 0; i < 2; i++) {
            booth.decider.observe(
                    booth.observation(
                            "portal-1",
                            "down-" + i,
                            false,
                            true,
                            radiation(RadiationReport.Kind.DOWN)));
        }
        assertEquals(1, booth.out.alarms(AlarmKind.ALARM_KIND_NOT_SCREENED).size());
        booth.on();
        booth.read("AAA1111");
        booth.pass(50);
        assertEquals(Verdict.VERDICT_QUERY_BY_HAND, booth.verdict().getVerdict());
        assertEquals(
                List.of(NotCheckedReason.NOT_CHECKED_REASON_NOT_SCREENED),
                booth.verdict().getReasonsList());
        booth.off();
        booth.pass(5_000);
        booth.decider.observe(
                booth.observation(
                        "portal-1", "up", false, true, radiation(RadiationReport.Kind.UP)));
        booth.on();
        booth.read("BBB2222");
        assertEquals(Verdict.VERDICT_CLEAR, booth.verdict().getVerdict());
    }

    @Test
    void aPortalsAlarmIsAReferralOfItsOwnKindOnceAPassage() {
        Booth booth = new Booth(folder, LIST).ready();
        booth.on();
        booth.read("AAA1111");
        booth.decider.observe(
                device(booth, "portal-1", radiation(RadiationReport.Kind.GAMMA_ALARM)));
        booth.decider.observe(
                device(booth, "portal-2", radiation(RadiationReport.Kind.NEUTRON_ALARM)));
        List<ReferralTransition> raised =
                booth.out.transitions().stream().filter(ReferralTransition::hasHit).toList();
        assertEquals(1, raised.size());
        assertEquals(SubjectKind.SUBJECT_KIND_RADIATION, raised.getFirst().getHit().getKind());
        assertEquals(Verdict.VERDICT_REFER, booth.verdict().getVerdict());
        assertTrue(
                booth.out.alerts.stream()
                        .anyMatch(alert -> alert.getKind() == SubjectKind.SUBJECT_KIND_RADIATION));
    }
}
