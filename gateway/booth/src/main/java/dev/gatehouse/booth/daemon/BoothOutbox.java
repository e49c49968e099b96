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
    private boolean vaultWaits;

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
        try {
            return store.record(journalClass(recordClass), tag, record);
        } catch (IOException e) {
            // the decision goes on and alerts; the cycle ends in the failure that stops the process
            failure = e;
            return false;
        }
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
    void saveReferrals() throws IOException {
        List<OpenReferral> list = unsaved;
        long alarms = store.nextSequence(RecordClass.P0);
        if (list == null && marksBehind && alarms - savedAt >= MARKS_BEHIND_MAX) {
            list = saved;
        }
        if (list != null) {
            if (!saved(list)) {
                return;
            }
            saved = list;
            savedAt = alarms;
            unsaved = null;
            marksBehind = false;
        }
    }

    /// @return false when the disk is full to the last octet: the list waits for the next commit,
    ///   and the booth goes on, for a dead one forgets it for certain
    private boolean saved(List<OpenReferral> list) throws IOException {
        try {
            vault.save(
                    list.stream()
                            .map(referral ->
                                    referral.withJournalled(
                                            stepsOnDisk.getOrDefault(referral.referralId(), 0)))
                            .toList());
            vaultWaits = false;
            return true;
        } catch (IOException e) {
            if (!vault.isFull()) {
                throw e;
            }
            if (!vaultWaits) {
                vaultWaits = true;
                Logger.error(
                        "STO-007 no space to keep the open referrals over a restart: free some (df)");
            }
            return false;
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
