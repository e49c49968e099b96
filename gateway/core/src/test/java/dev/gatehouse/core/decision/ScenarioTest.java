package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.CheckedObservation;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.ListLevel;
import dev.gatehouse.proto.v1.Passage;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.proto.v1.ReferralTransition;
import dev.gatehouse.proto.v1.Verdict;
import dev.gatehouse.proto.v1.VerdictNotice;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever happens in whatever order, what must always hold holds.
class ScenarioTest {
    private static final int ROUNDS = Integer.getInteger("gatehouse.rounds", 60);
    private static final int STEPS = 250;
    private static final String[] PLATES = {
        "KQR4821",
        "KOR4821",
        "KQR4X21",
        "KQR4?21",
        "BZX0913",
        "BZX09I3",
        "WTV3344",
        "OBS7777",
        "AAA1111",
        "AAA1112",
        "QQQ9090",
        "",
        "??",
        "TOOLONGFORANY"
    };
    private static final String[] STATES = {"US-NY", "CA-ON", "", "US-NJ", "DE"};

    private static final PlateRead.State[] READS = {
        PlateRead.State.NEW, PlateRead.State.UPDATE, PlateRead.State.FINAL, PlateRead.State.SINGLE
    };

    @TempDir Path folder;

    private final List<Observation> sent = new ArrayList<>();

    @Test
    void invariantsHoldInEveryScenario() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("ScenarioTest: -Dgatehouse.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Booth booth =
                    new Booth(
                            folder,
                            Booth.LIST + Booth.SILENT_LINE,
                            BoothPolicy.standard(),
                            random.nextInt(4) > 0);
            sent.clear();
            for (int step = 0; step < STEPS; step++) {
                step(booth, random);
            }
            booth.out.full.clear();
            booth.pass(100);
            booth.decider.stop();
            holds(booth);
        }
    }

    private void step(Booth booth, Random random) {
        switch (random.nextInt(20)) {
            case 0, 1 -> booth.on();
            case 2, 3 -> booth.off();
            case 4, 5, 6, 7, 8, 9 -> see(booth, random);
            case 10 -> {
                if (!sent.isEmpty()) {
                    booth.decider.observe(sent.get(random.nextInt(sent.size())));
                }
            }
            case 11, 12 -> command(booth, random);
            case 13 -> booth.key(PLATES[random.nextInt(11)], random.nextBoolean() ? "NY" : "");
            case 14 -> {
                booth.decider.confirmList();
                booth.decider.clockChanged(new ClockReport(true, TimeQuality.SYNCED, 0));
            }
            case 15 -> {
                if (random.nextInt(10) == 0) {
                    booth.clock.stepWall(random.nextLong(-10_000_000_000L, 10_000_000_000L));
                }
            }
            case 16 -> {
                if (random.nextInt(4) == 0) {
                    booth.out.full.add(
                            random.nextBoolean()
                                    ? RecordClass.RECORD_CLASS_P0
                                    : RecordClass.RECORD_CLASS_P1);
                } else {
                    booth.out.full.clear();
                }
            }
            default ->
                    booth.pass(
                            random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(500));
        }
    }

    private void see(Booth booth, Random random) {
        String plate = PLATES[random.nextInt(PLATES.length)];
        List<String> others =
                random.nextInt(3) == 0
                        ? List.of(plate, PLATES[random.nextInt(PLATES.length)])
                        : List.of();
        Observation read =
                booth.observation(
                        "camera-" + random.nextInt(2),
                        "r" + sent.size(),
                        random.nextInt(20) == 0,
                        random.nextInt(5) > 0,
                        Booth.plateRead(
                                plate,
                                others,
                                STATES[random.nextInt(STATES.length)],
                                random.nextInt(3) == 0 ? "k" + random.nextInt(3) : "",
                                READS[random.nextInt(READS.length)]));
        sent.add(read);
        booth.decider.observe(read);
    }

    private static void command(Booth booth, Random random) {
        List<ReferralTransition> steps = booth.out.transitions();
        if (steps.isEmpty()) {
            return;
        }
        CommandKind[] kinds = {
            CommandKind.COMMAND_KIND_ACKNOWLEDGE,
            CommandKind.COMMAND_KIND_IN_SECONDARY,
            CommandKind.COMMAND_KIND_EXAMINED,
            CommandKind.COMMAND_KIND_RELEASE
        };
        booth.ask(
                kinds[random.nextInt(kinds.length)],
                steps.get(random.nextInt(steps.size())).getReferralId());
    }

    private static void holds(Booth booth) {
        Decisions figures = booth.decider.snapshot();
        assertEquals(figures.passages(), figures.checked() + figures.notChecked());
        assertEquals(figures.passages(), booth.out.passages().size());
        assertEquals(0, figures.passagesOpen());
        assertEquals(0, figures.recordsWaiting());
        assertEquals(0, figures.recordsLost());
        assertEquals(
                figures.notChecked(),
                booth.out.alarms(AlarmKind.ALARM_KIND_PASSAGE_NOT_CHECKED).size());
        assertEquals(
                figures.checked(),
                booth.out.passages().stream().filter(Passage::getChecked).count());
        for (Passage passage : booth.out.passages()) {
            verdictHolds(
                    passage.getVerdict(), passage.getReasonsCount(), passage.getReferralIdsCount());
            assertTrue(passage.getChecked() || passage.getReasonsCount() > 0);
        }
        for (var notice : booth.out.notices) {
            if (notice.hasVerdict()) {
                VerdictNotice told = notice.getVerdict();
                verdictHolds(
                        told.getVerdict(), told.getReasonsCount(), told.hasReferralId() ? 1 : 0);
            }
        }
        transitionsHold(booth);
        referralsFollowHits(booth);
        for (Alert alert : booth.out.alerts) {
            String text = alert.toString();
            for (String content : List.of("KQR4", "KOR4", "BZX0", "WTV3", "OBS7")) {
                assertFalse(text.contains(content), "content in an alert");
            }
        }
        Set<String> passages = new HashSet<>();
        booth.out.passages().forEach(passage -> assertTrue(passages.add(passage.getPassageId())));
    }

    private static void verdictHolds(Verdict verdict, int reasons, int referrals) {
        switch (verdict) {
            case VERDICT_CLEAR -> assertEquals(0, reasons + referrals);
            case VERDICT_QUERY_BY_HAND -> assertTrue(reasons > 0 && referrals == 0);
            case VERDICT_REFER -> assertTrue(referrals > 0);
            case VERDICT_UNSPECIFIED, UNRECOGNIZED -> throw new AssertionError("no verdict");
        }
    }

    /// Steps of each referral are dense, follow one another, and only the first carries the hit.
    private static void transitionsHold(Booth booth) {
        Map<String, ReferralTransition> last = new HashMap<>();
        for (ReferralTransition step : booth.out.transitions()) {
            ReferralTransition before = last.put(step.getReferralId(), step);
            assertEquals(before == null ? 0 : before.getStep() + 1, step.getStep());
            assertEquals(before == null, step.hasHit());
            if (before != null) {
                assertEquals(before.getTo(), step.getFrom());
            }
        }
        assertEquals(booth.decider.snapshot().referrals(), last.size());
    }

    /// Each strong hit that may act has exactly one referral of its passage, and no other has one.
    private static void referralsFollowHits(Booth booth) {
        Set<String> owed = new HashSet<>();
        for (CheckedObservation observed : booth.out.observations()) {
            for (Check check : observed.getChecksList()) {
                if (check.getVerdict() == Verdict.VERDICT_CLEAR) {
                    assertEquals(0, check.getReasonsCount());
                    assertTrue(
                            check.getList().getLevel() == ListLevel.LIST_LEVEL_GREEN
                                    || check.getList().getLevel() == ListLevel.LIST_LEVEL_AMBER);
                }
                for (Hit hit : check.getHitsList()) {
                    if (ActionPolicy.standard().of(hit, hit.getSameLookoutAgain())
                            == Consequence.REFER) {
                        owed.add(observed.getPassageId() + "/" + hit.getLookoutId());
                    }
                }
            }
        }
        List<String> raised = new ArrayList<>();
        for (ReferralTransition step : booth.out.transitions()) {
            if (step.getStep() == 0) {
                raised.add(step.getPassageId() + "/" + step.getHit().getLookoutId());
                assertFalse(step.getHit().getSilent());
            }
        }
        assertEquals(
                raised.size(),
                new HashSet<>(raised).size(),
                "one referral for each passage and lookout");
        assertTrue(
                new HashSet<>(raised).containsAll(owed), "every hit that refers has its referral");
    }
}
