package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.Passage;
import dev.gatehouse.protocols.observation.PresenceChange;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two loops in one lane, one behind the other, each of which numbers its edges by itself.
class TwoLoopsTest {
    private static final String ENTRY = "loop-a";
    private static final String EXIT = "loop-b";

    @TempDir Path folder;

    private Booth booth;
    private long entries;
    private long exits = 7_000;
    private int events;

    @BeforeEach
    void start() {
        booth = new Booth(folder, Booth.LIST).ready();
    }

    private void edge(String loop, boolean on) {
        long sequence = loop.equals(ENTRY) ? ++entries : ++exits;
        var _ =
                booth.decider.observe(
                        booth.observation(
                                loop,
                                "e" + events++,
                                false,
                                false,
                                new PresenceChange(on, sequence, booth.clock.nanos())));
        booth.pass(1_000);
    }

    private void through() {
        edge(ENTRY, true);
        edge(EXIT, true);
        edge(ENTRY, false);
        edge(EXIT, false);
    }

    private List<Passage> ended() {
        booth.pass(10_000);
        return booth.out.passages();
    }

    @Test
    void eachHasASequenceOfItsOwn() {
        for (int vehicle = 0; vehicle < 10; vehicle++) {
            through();
            booth.pass(5_000);
        }
        assertEquals(10, ended().size());
        assertEquals(10, booth.decider.snapshot().presenceVehicles());
        assertEquals(0, booth.decider.snapshot().chatterEdges());
        booth.pass(300_000);
        assertEquals(List.of(), booth.out.alarms(AlarmKind.ALARM_KIND_COUNT_MISMATCH));
    }

    @Test
    void aRestartOfOneIsNoLossOfEither() {
        through();
        booth.pass(5_000);
        entries = 0;
        through();
        booth.pass(5_000);
        exits = 0;
        through();
        assertEquals(3, ended().size());
        assertEquals(3, booth.decider.snapshot().presenceVehicles());
    }

    @Test
    void aLostOffEdgeOfOneIsTheNextVehicleAtThatOne() {
        edge(ENTRY, true);
        edge(EXIT, true);
        entries++; // its off edge is lost
        edge(ENTRY, true);
        assertEquals(2, booth.decider.snapshot().presenceVehicles());
    }

    /// The second comes onto the first loop while the first is still on the second one.
    @Test
    void oneOnEachLoopAreTwoPassages() {
        edge(ENTRY, true);
        booth.read("AAA1111");
        edge(EXIT, true);
        edge(ENTRY, false);
        edge(ENTRY, true);
        edge(EXIT, false);
        edge(EXIT, true);
        edge(ENTRY, false);
        edge(EXIT, false);
        assertEquals(2, ended().size());
        assertEquals(2, booth.decider.snapshot().presenceVehicles());
        assertEquals(0, booth.decider.snapshot().chatterEdges());
    }

    /// A short vehicle is on neither loop between them.
    @Test
    void betweenTheLoopsItIsStillTheSameVehicle() {
        edge(ENTRY, true);
        edge(ENTRY, false);
        edge(EXIT, true);
        booth.pass(20_000);
        booth.read("AAA1111");
        edge(EXIT, false);
        assertEquals(1, ended().size());
        assertEquals(1, ended().getFirst().getReads());
        assertEquals(1, booth.decider.snapshot().presenceVehicles());
    }

    /// The second comes while the first is between the loops.
    @Test
    void theOneBetweenTheLoopsReachesTheSecondOne() {
        edge(ENTRY, true);
        edge(ENTRY, false);
        edge(ENTRY, true);
        edge(EXIT, true);
        edge(EXIT, false);
        edge(ENTRY, false);
        edge(EXIT, true);
        edge(EXIT, false);
        assertEquals(2, ended().size());
        assertEquals(2, booth.decider.snapshot().presenceVehicles());
    }

    @Test
    void chatterOfOneWhileTheOtherHoldsIsNoVehicle() {
        edge(ENTRY, true);
        edge(EXIT, true);
        for (int i = 0; i < 5; i++) {
            long sequence = ++entries;
            var _ =
                    booth.decider.observe(
                            booth.observation(
                                    ENTRY,
                                    "c" + events++,
                                    false,
                                    false,
                                    new PresenceChange(i % 2 == 1, sequence, booth.clock.nanos())));
            booth.pass(50);
        }
        edge(EXIT, false);
        assertEquals(1, ended().size());
        assertEquals(1, booth.decider.snapshot().presenceVehicles());
    }
}
