package dev.gatehouse.core.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.decision.Sighting;
import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.LookoutAction;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.lookout.TestLists;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.proto.v1.Grade;
import dev.gatehouse.proto.v1.LateKind;
import dev.gatehouse.proto.v1.ListReplay;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ReplayerTest {
    private static final LookoutAction REFER = LookoutAction.REFER_MANDATORY;

    private final Site site = new Site(1);

    private static Lookout lookout(String id, int version, String plate) {
        return TestLists.plate(id, version, "US-NY", plate, REFER);
    }

    private static Lookout valid(String id, String plate, long fromMs, long untilMs) {
        return TestLists.plate(
                id,
                1,
                "US-NY",
                plate,
                REFER,
                Lookout.minuteOf(Instant.ofEpochMilli(fromMs)),
                Lookout.minuteOf(Instant.ofEpochMilli(untilMs)));
    }

    @Test
    void aLookoutThatComesTooLateFindsThePassage() {
        site.list(true, List.of(lookout("L-1", 1, "KQR4821")));
        site.passes("US-NY", "KQR4821");
        site.passes("US-NY", "WTV3344");
        site.look();
        assertEquals(List.of(), site.told(), "what was found at the lane is not late");
        site.list(true, List.of(lookout("L-1", 1, "KQR4821"), lookout("L-2", 1, "WTV3344")));
        site.look();
        assertEquals(List.of("2 L-2 1 NEW"), site.told());
        site.list(true, List.of(lookout("L-1", 1, "KQR4821"), lookout("L-2", 1, "WTV3344")));
        site.look();
        assertEquals(List.of(), site.told(), "the same list again");
        assertEquals(0, site.repeated);
        assertEquals(1, site.replayer.counters().lateHits());
    }

    @Test
    void aNewVersionFindsAgain() {
        site.list(true, List.of(lookout("L-1", 1, "KQR4821")));
        site.passes("US-NY", "KQR4821");
        site.look();
        site.list(true, List.of(lookout("L-1", 2, "KQR4821"), lookout("L-2", 1, "ABC1234")));
        site.look();
        assertEquals(List.of("1 L-1 2 CHANGED"), site.told());
    }

    @Test
    void toldOnceOverARestartAndAPowerCut() {
        site.passes("US-NY", "WTV3344");
        site.look();
        site.list(true, List.of(lookout("L-2", 1, "WTV3344")));
        site.look();
        assertEquals(List.of("1 L-2 1 STALE_REPLAY"), site.told(), "there was no list");
        site.restart();
        site.look();
        site.crash();
        site.look();
        assertEquals(List.of(), site.told());
        assertEquals(0, site.repeated, "not even to the journal");
        assertEquals(1, site.replayer.counters().kept());
    }

    @Test
    void aListThatChangedWhileTheBoothWasDownIsNoticed() {
        site.list(true, List.of(lookout("L-1", 1, "KQR4821")));
        site.passes("US-NY", "WTV3344");
        site.passes("US-NY", "KQR4821");
        site.look();
        site.restart();
        site.list(true, List.of(lookout("L-2", 1, "WTV3344")));
        site.look();
        assertEquals(Set.of("1 L-2 1 NEW", "2 L-1 1 WITHDRAWN_REVIEW"), new TreeSet<>(site.told()));
        site.restart();
        site.look();
        assertEquals(List.of(), site.told());
    }

    @Test
    void validityCountsAtTheTimeOfTheRun() {
        site.list(true, List.of());
        site.passes("US-NY", "KQR4821");
        site.look();
        long now = site.wallMs;
        site.list(
                true,
                List.of(
                        valid("ENDED", "KQR4821", 0, now - 60_000),
                        valid("BEGUN", "KQR4821", now - 60_000, now + 86_400_000),
                        valid("LATER", "KQR4821", now + 600_000, now + 86_400_000)));
        site.look();
        assertEquals(
                List.of("1 BEGUN 1 NEW"), site.told(), "issued after the passage, meant for it");
        site.pass(500_000);
        site.look();
        assertEquals(List.of(), site.told());
        site.pass(120_000);
        site.look();
        assertEquals(List.of("1 LATER 1 NEW"), site.told(), "when it begins, it is new");
    }

    @Test
    void nothingIsSearchedUnderAnUnconfirmedClock() {
        site.list(true, List.of());
        site.passes("US-NY", "KQR4821");
        site.replayer.step(false);
        site.list(true, List.of(lookout("L-1", 1, "KQR4821")));
        site.replayer.step(false);
        assertEquals(List.of(), site.told());
        site.look();
        assertEquals(1, site.told().size());
    }

    @Test
    void withdrawnLookoutsAreReviewedAndEndedOnesAreNot() {
        Lookout lasting = lookout("L-1", 1, "KQR4821");
        Lookout ending = valid("L-2", "WTV3344", 0, site.wallMs + 600_000);
        site.list(true, List.of(lasting, ending, lookout("L-3", 1, "ABC1234")));
        site.passes("US-NY", "KQR4821");
        site.passes("US-NY", "WTV3344");
        site.look();
        site.pass(700_000);
        site.list(true, List.of(lookout("L-3", 1, "ABC1234")));
        site.look();
        assertEquals(List.of("1 L-1 1 WITHDRAWN_REVIEW"), site.told());
        assertEquals(1, site.replayer.counters().reviews());
        assertEquals(0, site.replayer.counters().lateHits());
    }

    @Test
    void whatALateLookoutFoundIsReviewedWhenItIsWithdrawn() {
        site.list(true, List.of());
        site.passes("US-NY", "KQR4821");
        site.look();
        site.list(true, List.of(lookout("L-1", 1, "KQR4821")));
        site.look();
        site.list(true, List.of());
        site.look();
        assertEquals(List.of("1 L-1 1 NEW", "1 L-1 1 WITHDRAWN_REVIEW"), site.told());
    }

    @Test
    void whatAStaleListAnsweredIsSearchedInTheFirstFreshOne() {
        site.list(false, List.of(lookout("L-1", 1, "KQR4821")));
        site.passes("US-NY", "WTV3344");
        site.passes("US-NY", "KQR4821");
        site.look();
        site.list(true, List.of(lookout("L-1", 1, "KQR4821"), lookout("L-2", 1, "WTV3344")));
        site.look();
        List<String> told = site.told();
        assertEquals(1, told.size());
        assertTrue(told.getFirst().startsWith("1 L-2 1"), told::toString);
    }

    @Test
    void aListThatCameAndWentBetweenTwoLooksLeavesNoGap() {
        Lookout one = lookout("L-1", 1, "KQR4821");
        site.list(true, List.of(one));
        site.look();
        site.list(true, List.of());
        site.passes("US-NY", "KQR4821");
        site.list(true, List.of(one));
        site.look();
        assertEquals(List.of("1 L-1 1 NEW"), site.told());
    }

    @Test
    void aPassageThatTheOldListAnsweredWhileTheNewOneWasSearchedIsNotMissed() {
        site.list(true, List.of());
        site.look();
        Lookout one = lookout("L-1", 1, "KQR4821");
        // the lane asks, the list changes and is searched, and only then the passage arrives here
        Sighting asked = site.passes("US-NY", "WTV3344");
        Sighting late =
                new Sighting(
                        "00000000000000ff",
                        "lane-1",
                        site.wallMs,
                        asked.quality(),
                        site.nanos,
                        false,
                        new Presented.Plate("KQR4821", Jurisdiction.ofIso("US-NY")),
                        List.of());
        site.list(true, List.of(one));
        site.replayer.step(true);
        site.replayer.saw(late);
        site.look();
        assertEquals(List.of("ff L-1 1 NEW"), site.told());
    }

    @Test
    void theStrongestReadingOfAPassageIsTold() {
        site.list(true, List.of());
        site.passes("00000000000000aa", "US-NY", "KQR482X");
        site.passes("00000000000000aa", "US-NY", "KQR4821");
        site.look();
        site.list(true, List.of(lookout("L-1", 1, "KQR4821")));
        site.look();
        assertEquals(1, site.late.size());
        assertEquals(Grade.GRADE_EXACT, site.late.getFirst().getHit().getGrade());
    }

    @Test
    void silentHitsRideInTheAccountThatIsThereAnyway() {
        site.list(true, List.of());
        site.passes("US-NY", "KQR4821");
        site.look();
        site.list(
                true, List.of(TestLists.plate("S-1", 1, "US-NY", "KQR4821", LookoutAction.SILENT)));
        site.look();
        assertEquals(List.of(), site.told());
        assertEquals(0, site.replayer.counters().lateHits(), "in no figure");
        ListReplay run = site.runs.getLast();
        assertEquals(1, run.getSilentHitsCount());
        assertEquals("S-1", run.getSilentHits(0).getHit().getLookoutId());
        assertEquals(0, run.getSilentHits(0).getHit().getStepsCount());
        int runs = site.runs.size();
        site.list(true, List.of(lookout("L-1", 1, "ABC1234")));
        site.look();
        assertEquals(runs + 1, site.runs.size(), "an account without a silent hit is there too");
        site.restart();
        site.list(
                true, List.of(TestLists.plate("S-1", 1, "US-NY", "KQR4821", LookoutAction.SILENT)));
        site.look();
        assertTrue(
                site.runs.subList(runs, site.runs.size()).stream()
                        .flatMap(one -> one.getSilentHitsList().stream())
                        .noneMatch(hit -> hit.getKind() == LateKind.LATE_KIND_NEW),
                "told once");
    }

    @Test
    void aFullStoreHoldsLateHitsBackAndLosesNone() {
        site.list(true, List.of());
        for (int i = 0; i < 300; i++) {
            site.passes("US-NY", "KQR4821");
        }
        site.look();
        site.full = true;
        site.list(true, List.of(lookout("L-1", 1, "KQR4821")));
        site.look();
        assertEquals(300, site.replayer.counters().waiting());
        site.full = false;
        for (int i = 0; i < 10; i++) {
            site.look();
        }
        assertEquals(300, site.late.size());
        assertEquals(0, site.replayer.counters().waiting());
    }

    @Test
    void moreThanAreToldAtATimeAreAllTold() {
        int passages = 3_000;
        List<Lookout> two = List.of(lookout("L-1", 1, "KQR4821"), lookout("L-2", 1, "KQR4821"));
        site.list(true, List.of());
        for (int i = 0; i < passages; i++) {
            site.passes("US-NY", "KQR4821");
        }
        site.look();
        site.list(true, two);
        for (int i = 0; i < 60; i++) {
            site.look();
        }
        assertEquals(2 * passages, site.late.size());
        assertEquals(0, site.repeated);
    }

    @Test
    void tooMuchAtOnceIsDroppedAndCounted() {
        for (int i = 0; i < Replayer.QUEUE_MAX + 5; i++) {
            site.passes("US-NY", "KQR4821");
        }
        site.look();
        assertEquals(5, site.replayer.counters().dropped());
        assertEquals(Replayer.QUEUE_MAX, site.replayer.counters().kept());
    }
}
