package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.journal.JournalLimits;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.protocols.observation.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoothAgentTest {
    private static final List<String> DURABLE = List.of("durable");
    private static final List<String> BUSY = List.of("BUSY");

    @TempDir Path folder;
    private Rig rig;

    @BeforeEach
    void begin() throws Exception {
        rig = new Rig(folder).ready();
    }

    @Test
    void anAlertLeavesBeforeTheDiskAndTheAnswerAfterIt() throws Exception {
        rig.append(RecordClass.P0, 1);
        rig.append(RecordClass.P1, 1);
        rig.journalDisk.failSyncs(1);
        Rig.Ack ack = rig.offer(rig.read("KQR4821"));
        assertThrows(IOException.class, rig::settle);
        assertFalse(rig.bus.on("/alert").isEmpty());
        assertEquals(List.of(), ack.calls);
    }

    @Test
    void aReadIsAcknowledgedOnceItSurvivesAPowerCut() throws Exception {
        Rig.Ack ack = rig.offer(rig.read("e-one", "ABC1234"));
        rig.cycle();
        assertEquals(DURABLE, ack.calls);
        rig.powerCut();
        long records = rig.store().nextSequence(RecordClass.P1);
        Rig.Ack again = rig.offer(rig.read("e-one", "ABC1234"));
        rig.cycle();
        rig.settle();
        assertEquals(DURABLE, again.calls);
        assertEquals(1, rig.core().agent().decisions().repeats());
        assertEquals(records + 1, rig.store().nextSequence(RecordClass.P1), "the start only");
    }

    @Test
    void aRepeatedEdgeWaitsForTheFirstToBeOnDisk() throws Exception {
        rig.settle();
        Rig.Ack first = rig.offer(rig.edge("edge-1", true));
        rig.cycle();
        Rig.Ack repeated = rig.offer(rig.edge("edge-1", true));
        rig.cycle();
        rig.pass(100);
        rig.cycle();
        assertTrue(
                rig.store().durable(RecordClass.P2) < rig.store().nextSequence(RecordClass.P2),
                "the edge should not be on disk yet");
        assertEquals(List.of(), repeated.calls);
        rig.pass(200);
        rig.cycle();
        assertEquals(DURABLE, first.calls);
        assertEquals(DURABLE, repeated.calls);
    }

    @Test
    void aFullStoreIsBusyAndTheLaneGoesOn() throws Exception {
        fill(RecordClass.P1);
        rig.bus.sent.clear();
        Rig.Ack ack = rig.offer(rig.read("KQR4821"));
        rig.cycle();
        assertEquals(BUSY, ack.calls);
        assertFalse(rig.bus.on("/alert").isEmpty());
        assertEquals(1, rig.core().agent().refusedBusy());
    }

    @Test
    void nothingIsAcknowledgedWhileAlarmsWaitForRoom() throws Exception {
        fill(RecordClass.P0);
        Rig.Ack hit = rig.offer(rig.read("e-hit", "KQR4821"));
        rig.cycle();
        assertEquals(BUSY, hit.calls);
        Rig.Ack again = rig.offer(rig.read("e-hit", "KQR4821"));
        rig.cycle();
        assertEquals(BUSY, again.calls);
    }

    /// Fills a class while central is away, until not one more record fits.
    private void fill(RecordClass recordClass) throws Exception {
        while (rig.store().record(recordClass, new byte[16], Rig.record(1))) {
            rig.cycle();
        }
        while (rig.store().record(recordClass, new byte[16], Record.getDefaultInstance())) {
            rig.cycle();
        }
    }

    @Test
    void anUnknownLaneIsMalformed() throws Exception {
        var read = rig.read("ABC1234");
        var elsewhere =
                new Observation(
                        read.deviceId(),
                        "lane-9",
                        read.eventId(),
                        read.captured(),
                        read.received(),
                        false,
                        true,
                        read.body());
        Rig.Ack ack = rig.offer(elsewhere);
        rig.cycle();
        assertEquals(List.of("MALFORMED"), ack.calls);
    }

    @Test
    void aDiskTooFullForTheReferralsHoldsAnswersAndNotTheLane() throws Exception {
        rig.settle();
        rig.stateDisk.capacity(0);
        Rig.Ack ack = rig.offer(rig.read("KQR4821"));
        rig.settle();
        assertFalse(rig.bus.on("/alert").isEmpty());
        assertEquals(List.of(), ack.calls);
        rig.stateDisk.capacity(Long.MAX_VALUE);
        rig.pass(1_100);
        rig.cycle();
        rig.settle();
        assertEquals(DURABLE, ack.calls);
    }

    /// What is written may survive without a sync, and then stands in a journal whose book has
    /// forgotten it.
    @Test
    void noRecordReachesTheFileBeforeTheListOfReferrals() throws Exception {
        rig.settle();
        long alarms = rig.store().nextSequence(RecordClass.P0);
        long records = rig.store().nextSequence(RecordClass.P1);
        rig.stateDisk.failSyncs(1_000);
        Rig.Ack ack = rig.offer(rig.read("KQR4821"));
        rig.cycle();
        assertEquals(alarms, rig.store().nextSequence(RecordClass.P0));
        assertEquals(records, rig.store().nextSequence(RecordClass.P1));
        rig.stateDisk.failSyncs(0);
        rig.pass(1_100);
        rig.cycle();
        rig.settle();
        assertEquals(DURABLE, ack.calls);
        assertTrue(rig.store().nextSequence(RecordClass.P0) > alarms);
    }

    @Test
    void noReferralIsForgottenWhenASegmentBeginsInTheMiddle() throws Exception {
        // the end of a segment falls between the hit's record and the last of the others
        for (int fill = 64; fill < 72; fill += 2) {
            Rig one = new Rig(Files.createDirectory(folder.resolve("fill-" + fill))).ready();
            one.append(RecordClass.P1, fill);
            var unanswered = one.offer(one.read("hit", "KQR4821"));
            for (int i = 0; i < 12; i++) {
                var _ = one.offer(one.read("other-" + i, "ABC" + (1_000 + i)));
            }
            cutBeforeTheCommit(one);
            assertEquals(List.of(), unanswered.calls);
            Rig.Ack again = one.offer(one.read("hit", "KQR4821"));
            one.cycle();
            one.settle();
            assertEquals(DURABLE, again.calls);
            assertEquals(
                    1,
                    one.core().agent().decisions().referralsOpen(),
                    "referral forgotten with fill " + fill);
        }
    }

    /// Takes the messages, and cuts the power before the group commit of the cycle: the vault's
    /// disk fails, so that only what a segment's beginning commits is on the medium.
    private static void cutBeforeTheCommit(Rig one) throws Exception {
        one.stateDisk.failSyncs(1_000);
        one.cycle();
        one.stateDisk.failSyncs(0);
        one.powerCut();
        var _ = one.ready();
    }

    @Test
    void afterTheStopNothingIsTakenAndEverythingIsOnDisk() throws Exception {
        Rig.Ack before = rig.offer(rig.read("ABC1234"), rig.edge("e", true));
        rig.core().stop();
        assertEquals(DURABLE, before.calls);
        long sealed = rig.core().journal().durable(RecordClass.P1);
        Rig.Ack after = rig.offer(rig.read("ABC1235"));
        rig.pass(Duration.ofHours(6).toMillis());
        var _ =
                rig.core()
                        .offer(
                                new BoothMessage.ClockConfirmed(
                                        rig.wallMs.get() + 60_000,
                                        rig.nanos.get(),
                                        rig.nanos.get()));
        rig.settle();
        assertEquals(List.of("NOT_READY"), after.calls);
        assertEquals(sealed, rig.store().nextSequence(RecordClass.P1));
    }

    @Test
    void aConfirmationThatMovesTheClockFarRaisesNoAlarmOfAnUnannouncedStep() throws Exception {
        Rig wrong = new Rig(Files.createDirectory(folder.resolve("wrong")));
        wrong.settle();
        long alarms = wrong.core().agent().decisions().alarms();
        var _ =
                wrong.core()
                        .offer(
                                new BoothMessage.ClockConfirmed(
                                        wrong.wallMs.get() + Duration.ofDays(3_653).toMillis(),
                                        wrong.nanos.get(),
                                        wrong.nanos.get()));
        wrong.cycle();
        wrong.settle();
        assertEquals(alarms, wrong.core().agent().decisions().alarms());
        assertTrue(wrong.time.isConfirmed());
    }

    @Test
    void aHugeListEndsNoBooth() throws Exception {
        Rig big = new Rig(Files.createDirectory(folder.resolve("big")), JournalLimits.DEFAULTS);
        StringBuilder list = new StringBuilder("id,kind,jurisdiction,plate\n");
        for (int i = 0; i < 1_296; i++) {
            String tail = Integer.toString(i, 36).toUpperCase(java.util.Locale.ROOT);
            list.append("L-").append(i).append(",PLATE,US-NY,KQR48");
            list.append(tail.length() == 1 ? "0" + tail : tail).append('\n');
        }
        Files.writeString(big.csv, list);
        var _ = big.ready();
        Rig.Ack ack = big.offer(big.read("KQR48??"));
        big.cycle();
        big.settle();
        assertEquals(DURABLE, ack.calls);
        assertTrue(big.core().agent().decisions().hits() > 500);
    }
}
