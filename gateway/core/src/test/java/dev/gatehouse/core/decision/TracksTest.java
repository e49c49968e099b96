package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.proto.v1.Passage;
import dev.gatehouse.protocols.observation.PlateRead;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A reader that follows vehicles by a key of its own, where loop and reader do not agree who comes
/// when.
class TracksTest {
    @TempDir Path folder;

    private Booth booth;

    @BeforeEach
    void start() {
        booth = new Booth(folder, Booth.LIST).ready();
    }

    /// A gap that is too long for chatter makes two passages of a vehicle, and its reader's last
    /// word comes when the next one is there already.
    @Test
    void theLastWordOnAVehicleGoesToNoOther() {
        booth.on();
        track("AAA1111", "t1", PlateRead.State.NEW);
        booth.off();
        booth.pass(400);
        booth.on();
        booth.pass(10_000);
        booth.off();
        booth.pass(500);
        track("BBB2222", "t2", PlateRead.State.NEW);
        track("AAA1111", "t1", PlateRead.State.FINAL);
        booth.on();
        track("BBB2222", "t2", PlateRead.State.FINAL);
        booth.off();
        booth.pass(10_000);
        assertEquals(
                List.of(1, 0, 2), booth.out.passages().stream().map(Passage::getReads).toList());
        assertEquals(booth.out.passages().getFirst().getPassageId(), passageOf("t1FINAL"));
    }

    /// The reader follows the next one while the vehicle still stands, and ends its track late.
    @Test
    void theLastWordOnAVehicleIsNotOfTheOneThatHasTakenItsPlace() {
        booth.on();
        track("AAA1111", "t1", PlateRead.State.NEW);
        track("BBB2222", "t2", PlateRead.State.NEW);
        booth.off();
        booth.pass(1_300);
        booth.on();
        track("AAA1111", "t1", PlateRead.State.FINAL);
        booth.pass(10_000);
        track("BBB2222", "t2", PlateRead.State.FINAL);
        booth.off();
        booth.pass(10_000);
        assertEquals(List.of(2, 1), booth.out.passages().stream().map(Passage::getReads).toList());
        assertEquals(booth.out.passages().getFirst().getPassageId(), passageOf("t1FINAL"));
    }

    /// A hitch makes a gap, and the reader sees the next vehicle while this one still stands.
    @Test
    void aGapBeforeTheNextVehicleIsSeenDoesNotPartThatOneFromItsLoop() {
        booth.on();
        track("AAA1111", "t1", PlateRead.State.NEW);
        booth.off();
        booth.pass(50);
        booth.on();
        booth.pass(10_000);
        track("BBB2222", "t2", PlateRead.State.NEW);
        booth.off();
        booth.pass(1_500);
        booth.on();
        booth.pass(5_000);
        track("BBB2222", "t2", PlateRead.State.FINAL);
        booth.off();
        booth.pass(10_000);
        assertEquals(List.of(1, 2), booth.out.passages().stream().map(Passage::getReads).toList());
        assertEquals(2, booth.decider.snapshot().presenceVehicles());
    }

    private String passageOf(String event) {
        return booth.out.observations().stream()
                .filter(seen -> seen.getObservation().getEventId().equals(event))
                .findFirst()
                .orElseThrow()
                .getPassageId();
    }

    private void track(String plate, String key, PlateRead.State state) {
        var _ =
                booth.decider.observe(
                        booth.plate(Booth.CAMERA, key + state, plate, "US-NY", key, state));
    }
}
