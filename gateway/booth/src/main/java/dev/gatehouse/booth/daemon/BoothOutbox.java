package dev.gatehouse.booth.daemon;

import com.google.protobuf.Message;
import dev.gatehouse.bus.Bus;
import dev.gatehouse.bus.Json;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.core.decision.ByHand;
import dev.gatehouse.core.decision.Outbox;
import dev.gatehouse.core.decision.RadioMessage;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.journal.Tag16;
import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.LaneOutput;
import dev.gatehouse.proto.v1.RadioEvent;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.proto.v1.TerminalNotice;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
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

    /// Records of one group, or of a few groups while the disk refuses.
    static final int HELD_MAX = 4_096;

    /// So many records make a group that goes to the journal before the cycle ends.
    static final int GROUP_RECORDS = 512;

    private static final byte[] NO_TAG = new byte[Tag16.BYTES];

    private record HeldKey(RecordClass recordClass, Tag16 tag) {}

    /// A record on its way to the journal.
    private record Held(RecordClass recordClass, byte[] tag, Record record) {
        HeldKey key() {
            return new HeldKey(recordClass, Tag16.of(tag));
        }
    }

    private final ArrayDeque<Held> held = new ArrayDeque<>();
    private final Set<HeldKey> heldTags = new HashSet<>();
    private final Map<RecordClass, Integer> heldOf = new EnumMap<>(RecordClass.class);
    private volatile Function<RadioMessage, RadioMessage.Offer> texts =
            _ -> RadioMessage.Offer.NO_SYSTEM;
    private volatile BiConsumer<String, LaneOutput> lamps = (_, _) -> {};
    private volatile Function<ByHand, ByHand.Answer> hands =
            _ -> new ByHand.Answer(ByHand.Outcome.NO_OUTPUT, "", 0, 0);
    private boolean blocked;
    private final String booth;
    private final Bus bus;
    private final RecordStore store;
    private final ReferralVault vault;
    private final BoothTime time;
    private final LaneBoard lanes;
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
        this.lanes = new LaneBoard(time::nanos, restored);
    }

    /// What the lanes last showed, for any thread.
    LaneBoard lanes() {
        return lanes;
    }

    /// Holds the record until [#flush]: what a decision writes may only reach the file after the
    /// list of referrals that belongs to it. A kernel may put an octet on disk, and a process that
    /// is killed leaves it there, long before anybody asked for the sync.
    @Override
    public boolean record(
            dev.gatehouse.proto.v1.RecordClass recordClass, byte[] tag, Record record) {
        RecordClass own = journalClass(recordClass);
        Record fitting = RecordFit.fit(record);
        try {
            boolean taken = known(recordClass, tag) || hold(own, tag, fitting);
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

    private boolean hold(RecordClass recordClass, byte[] tag, Record record) throws IOException {
        if (blocked || held.size() >= HELD_MAX || !store.hasRoom(recordClass, record)) {
            return false;
        }
        Held one = new Held(recordClass, tag.clone(), record);
        held.add(one);
        heldOf.merge(recordClass, 1, Integer::sum);
        if (!one.key().tag().isNone()) {
            heldTags.add(one.key());
        }
        return true;
    }

    /// A record of the booth's own, in its place behind those that are held.
    boolean own(RecordClass recordClass, Record record) throws IOException {
        return hold(recordClass, NO_TAG, record);
    }

    /// The sequence the next record of a class will have, those held included.
    long nextSequence(RecordClass recordClass) {
        return store.nextSequence(recordClass) + heldOf.getOrDefault(recordClass, 0);
    }

    /// Whether enough is held for a group of its own.
    boolean hasGroup() {
        return held.size() >= GROUP_RECORDS;
    }

    /// After the decisions of a cycle, so that one sync serves all of them: the list of referrals
    /// first, when it changed, and then the records.
    ///
    /// @return false when the list or a record finds no room: nothing may be acknowledged, what is
    ///   held stays in order, and nothing more is taken
    boolean flush() throws IOException {
        throwFailure();
        if (held.isEmpty()) {
            blocked = false;
            return true;
        }
        blocked = true;
        if (!saveReferrals()) {
            return false;
        }
        for (Held next = held.peek(); next != null; next = held.peek()) {
            if (store.mayCommitByItself(next.recordClass(), next.record())) {
                // a new segment commits its class at once; what came before goes there with it
                store.commitAll();
            }
            if (!store.record(next.recordClass(), next.tag(), next.record())) {
                return false;
            }
            held.remove();
            heldOf.merge(next.recordClass(), -1, Integer::sum);
            heldTags.remove(next.key());
        }
        blocked = false;
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
        RecordClass own = journalClass(recordClass);
        return store.known(own, tag) || heldTags.contains(new HeldKey(own, Tag16.of(tag)));
    }

    @Override
    public void alert(Alert alert) {
        publish(Topics.laneAlert(booth, alert.getLaneId()), alert);
        lanes.alert(alert);
    }

    @Override
    public void terminal(String lane, TerminalNotice notice) {
        publish(Topics.laneTerminal(booth, lane), notice);
    }

    @Override
    public void output(String lane, LaneOutput output) {
        publish(Topics.laneOutput(booth, lane), output);
        lanes.output(lane, output);
        lamps.accept(lane, output);
    }

    /// From now on what a lane shows also goes to its lamps.
    void lamps(BiConsumer<String, LaneOutput> stations) {
        lamps = stations;
    }

    @Override
    public void radio(String lane, RadioEvent event) {
        publish(Topics.laneRadio(booth, lane), event);
    }

    @Override
    public RadioMessage.Offer text(RadioMessage message) {
        return texts.apply(message);
    }

    /// From now on texts go to the radio systems.
    void texts(Function<RadioMessage, RadioMessage.Offer> systems) {
        texts = systems;
    }

    @Override
    public ByHand.Answer byHand(ByHand word) {
        return hands.apply(word);
    }

    /// From now on words by hand go to the lamps and barriers.
    void hands(Function<ByHand, ByHand.Answer> stations) {
        hands = stations;
    }

    @Override
    public void openReferrals(List<OpenReferral> all) {
        unsaved = List.copyOf(all);
        lanes.referrals(all);
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
            vault.save(list, id -> stepsOnDisk.getOrDefault(id, 0));
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

    /// Housekeeping of the list's files, when there is time.
    ///
    /// @return whether another call is worth while
    boolean prepare() {
        return vault.prepare();
    }

    /// After a commit: the steps of the list written before it are on disk too.
    void committed() {
        if (held.isEmpty() && store.durable(RecordClass.P0) == store.nextSequence(RecordClass.P0)) {
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
