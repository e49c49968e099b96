package dev.gatehouse.booth.daemon;

import com.google.protobuf.Message;
import dev.gatehouse.bus.Bus;
import dev.gatehouse.bus.Json;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.core.decision.Outbox;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.LaneOutput;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.proto.v1.TerminalNotice;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// Carries decisions to the bus, at once, and to the journal, for the next group commit. Owned by
/// the booth thread.
final class BoothOutbox implements Outbox {
    /// Alarms after which the list is written once more, so that it says which steps the journal
    /// has while the journal still remembers their tags itself (its `tagWindow`).
    static final long MARKS_BEHIND_MAX = 256;

    /// Between two attempts to write the open referrals to a disk that refuses.
    static final long SAVE_AGAIN_NANOS = 1_000_000_000L;

    private final String booth;
    private final Bus bus;
    private final RecordStore store;
    private final ReferralVault vault;
    private final BoothTime time;
    private @Nullable List<OpenReferral> unsaved;
    private List<OpenReferral> saved;
    private Map<String, Integer> stepsOnDisk;
    private boolean marksBehind;
    private long savedAt;
    private @Nullable IOException failure;
    private boolean alarmsRefused;
    private long saveFailures;
    private long saveAgainNanos;

    /// @param restored the list of the last run
    BoothOutbox(
            String booth,
            Bus bus,
            RecordStore store,
            ReferralVault vault,
            BoothTime time,
            List<OpenReferral> restored) {
        this.saved = List.copyOf(restored);
        this.stepsOnDisk = steps(restored);
        this.booth = booth;
        this.bus = bus;
        this.store = store;
        this.vault = vault;
        this.time = time;
    }

    @Override
    public boolean record(
            dev.gatehouse.proto.v1.RecordClass recordClass, byte[] tag, Record record) {
        RecordClass own = journalClass(recordClass);
        Record fitting = RecordFit.fit(record);
        try {
            boolean taken = commitsInOrder(own, fitting) && store.record(own, tag, fitting);
            if (own == RecordClass.P0) {
                alarmsRefused = !taken;
            }
            return taken;
        } catch (IOException e) {
            // the decision goes on and alerts; the cycle ends in the failure that stops the process
            failure = e;
            return false;
        }
    }

    /// A new segment commits its class at once. What must be on disk before that class goes there
    /// now; when it cannot, the record is refused.
    private boolean commitsInOrder(RecordClass recordClass, Record record) throws IOException {
        if (!store.mayCommitByItself(recordClass, record)) {
            return true;
        }
        if (!saveReferrals()) {
            return false;
        }
        store.commitAll();
        return true;
    }

    /// Alarms wait in memory for room: nothing may be acknowledged that may have raised one.
    boolean alarmsRefused() {
        return alarmsRefused;
    }

    /// What was refused is in the store now, or was given back to its sender.
    void alarmsTaken() {
        alarmsRefused = false;
    }

    @Override
    public boolean known(dev.gatehouse.proto.v1.RecordClass recordClass, byte[] tag) {
        return store.known(journalClass(recordClass), tag);
    }

    @Override
    public void alert(Alert alert) {
        publish(Topics.laneAlert(booth, alert.getLaneId()), alert);
    }

    @Override
    public void terminal(String lane, TerminalNotice notice) {
        publish(Topics.laneTerminal(booth, lane), notice);
    }

    @Override
    public void output(String lane, LaneOutput output) {
        publish(Topics.laneOutput(booth, lane), output);
    }

    @Override
    public void openReferrals(List<OpenReferral> all) {
        unsaved = List.copyOf(all);
    }

    /// Ends the cycle when the store failed while records were appended.
    void throwFailure() throws IOException {
        IOException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    /// Writes the list when it changed; before the commit of the records that belong to it. Of each
    /// referral it says how many steps an earlier commit has put on disk.
    ///
    /// @return false when it could not be written, as on a full disk: then nothing may be committed
    ///   or acknowledged; the lanes go on, and it is tried again
    boolean saveReferrals() {
        List<OpenReferral> list = unsaved;
        long alarms = store.nextSequence(RecordClass.P0);
        if (list == null && marksBehind && alarms - savedAt >= MARKS_BEHIND_MAX) {
            list = saved;
        }
        if (list == null) {
            return true;
        }
        if (saveFailures > 0 && time.nanos() - saveAgainNanos < 0) {
            return false;
        }
        try {
            vault.save(
                    list.stream()
                            .map(referral ->
                                    referral.withJournalled(
                                            stepsOnDisk.getOrDefault(referral.referralId(), 0)))
                            .toList());
        } catch (IOException e) {
            noteSaveFailure(e);
            return false;
        }
        saved = list;
        savedAt = alarms;
        unsaved = null;
        marksBehind = false;
        saveFailures = 0;
        return true;
    }

    private void noteSaveFailure(IOException cause) {
        saveFailures++;
        saveAgainNanos = time.nanos() + SAVE_AGAIN_NANOS;
        if (Long.bitCount(saveFailures) == 1) { // at 1, 2, 4, 8 ...
            Logger.error(
                    "STO-007 open referrals cannot be written, so nothing is acknowledged; check space (df) and errors (dmesg) of the disk: cause={}, attempts={}",
                    cause.getMessage(),
                    saveFailures);
        }
    }

    /// After a commit: the steps of the list written before it are on disk too.
    void committed() {
        if (store.durable(RecordClass.P0) == store.nextSequence(RecordClass.P0)) {
            Map<String, Integer> now = steps(saved);
            marksBehind |= !now.equals(stepsOnDisk);
            stepsOnDisk = now;
        }
    }

    private static Map<String, Integer> steps(List<OpenReferral> referrals) {
        Map<String, Integer> steps = new HashMap<>();
        referrals.forEach(referral -> steps.put(referral.referralId(), referral.journalled()));
        return steps;
    }

    /// The list waits for a disk that takes it.
    boolean holdsCommit() {
        return saveFailures > 0;
    }

    void reply(String badge, CommandReply reply) {
        publish(Topics.officerReply(booth, badge), reply);
    }

    private void publish(String topic, Message message) {
        bus.publish(topic, Json.print(message), false);
    }

    Stamp stamp() {
        return stamp(time.read());
    }

    static Stamp stamp(BoothTime.Reading reading) {
        Stamp.Builder stamp = Stamp.newBuilder().setWallMs(reading.wallMs());
        stamp.setQuality(
                switch (reading.quality()) {
                    case SYNCED -> dev.gatehouse.proto.v1.TimeQuality.TIME_QUALITY_SYNCED;
                    case HOLDOVER -> dev.gatehouse.proto.v1.TimeQuality.TIME_QUALITY_HOLDOVER;
                    case RTC_ONLY -> dev.gatehouse.proto.v1.TimeQuality.TIME_QUALITY_RTC_ONLY;
                    case UNKNOWN -> dev.gatehouse.proto.v1.TimeQuality.TIME_QUALITY_UNKNOWN;
                });
        if (reading.boundMs() >= 0) {
            stamp.setBoundMs(reading.boundMs());
        }
        return stamp.build();
    }

    private static RecordClass journalClass(dev.gatehouse.proto.v1.RecordClass recordClass) {
        return switch (recordClass) {
            case RECORD_CLASS_P0 -> RecordClass.P0;
            case RECORD_CLASS_P1 -> RecordClass.P1;
            case RECORD_CLASS_P2 -> RecordClass.P2;
            case RECORD_CLASS_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException(
                            "record class: expected P0, P1 or P2, found " + recordClass);
        };
    }
}
