package dev.gatehouse.core.decision;

import dev.gatehouse.core.inventory.HeardRadio;
import dev.gatehouse.core.passage.LaneConfig;
import dev.gatehouse.core.passage.OpenPassage;
import dev.gatehouse.core.passage.PassageEvents;
import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.core.seal.SiteKey;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.ClockChange;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.LaneReconciliation;
import dev.gatehouse.proto.v1.LateHit;
import dev.gatehouse.proto.v1.ListLevel;
import dev.gatehouse.proto.v1.ListReplay;
import dev.gatehouse.proto.v1.NotCheckedReason;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.PassageEnd;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.DocumentRead;
import dev.gatehouse.protocols.observation.IdentifierRead;
import dev.gatehouse.protocols.observation.ManualEntry;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PresenceChange;
import dev.gatehouse.protocols.observation.RadiationReport;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.TagRead;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;
import org.tinylog.Logger;

/// The decision of a booth. No sockets, no threads, no wall clock: one owner thread (`booth`) calls
/// everything here.
///
/// Order of what one observation causes: alert, terminal, open referrals, records. Whatever leaves
/// through [Outbox] follows from the observations, the list and the clock alone, so that the same
/// event after a crash is named the same.
public final class Decider {
    private static final double MEDIAN = 50.0;
    private static final double NINETY_NINTH = 99.0;

    /// Changes by hand are numbered from somewhere here: short enough to be typed.
    private static final long FIRST_NUMBER_LEAST = 100;

    private static final long FIRST_NUMBER_END = 900;

    private final BoothPolicy policy;
    private final Lookouts lookouts;
    private final BoothClock clock;
    private final Outbox out;
    private final Tags tags;
    private final String run;
    private final List<OpenReferral> restored;
    private final Map<String, LaneConfig> configs = new LinkedHashMap<>();
    private final Map<String, LaneDesk> lanes = new LinkedHashMap<>();
    private final Tally tally = new Tally();
    private final ClockWatch watch;
    private final Standing standing;
    private final Checker checker;
    private final RecordQueue records;
    private final RepeatWindow repeats;
    private final Alarms alarms;
    private final RadioTexts texts;
    private final ReferralDesk referrals;
    private final ReadDesk reads;
    private final RadioDesk radios;
    private final SensorDesk sensors;
    private final LateDesk late;
    private final OutputDesk outputs;
    private final CommandDesk commands;
    private boolean begun;
    private boolean storeWasFull;
    private boolean listWasFresh;
    private long occasions;
    private long reconcileDueNanos;

    /// @param lanes of this booth, at least one
    /// @param random names this run; nothing that must be repeatable depends on it
    /// @param tagKey at least 32 octets, secret to this booth; every id and tag is an HMAC-SHA256
    ///   under it
    /// @param siteKey names transponders in records
    /// @param restored referrals kept over the restart
    /// @param sightings is told what passages present
    public Decider(
            BoothPolicy policy,
            List<LaneConfig> lanes,
            Lookouts lookouts,
            BoothClock clock,
            RandomGenerator random,
            byte[] tagKey,
            Optional<SiteKey> siteKey,
            List<OpenReferral> restored,
            Sightings sightings,
            Outbox out) {
        this.policy = policy;
        this.lookouts = lookouts;
        this.clock = clock;
        this.out = out;
        this.tags = new Tags(tagKey);
        this.run = Long.toHexString(random.nextLong());
        this.restored = List.copyOf(restored);
        this.watch = new ClockWatch(clock);
        this.standing = new Standing(watch);
        this.checker = new Checker(policy.actions(), clock, watch, standing, tally);
        this.records = new RecordQueue(out, clock);
        this.repeats =
                new RepeatWindow(
                        TimeUnit.MILLISECONDS.toNanos(policy.repeatMs()), policy.repeatEntries());
        this.alarms = new Alarms(this.lanes, records, tags, clock, tally);
        this.texts = new RadioTexts(policy.radio(), records, tags, clock, out);
        this.referrals =
                new ReferralDesk(
                        policy, this.lanes, records, tags, clock, out, alarms, texts, tally);
        this.reads =
                new ReadDesk(
                        checker, lookouts, referrals, records, policy, clock, tally, sightings,
                        siteKey);
        this.radios = new RadioDesk(checker, lookouts, alarms, texts, records, clock, tally, out);
        this.sensors = new SensorDesk(referrals, alarms, records, policy, clock, tally);
        this.late = new LateDesk(policy.actions(), this.lanes.keySet(), alarms, records, tags, out);
        this.outputs =
                new OutputDesk(
                        records,
                        tags,
                        clock,
                        out,
                        run,
                        random.nextLong(FIRST_NUMBER_LEAST, FIRST_NUMBER_END));
        this.commands =
                new CommandDesk(
                        this.lanes,
                        referrals,
                        records,
                        tags,
                        clock,
                        lookouts,
                        texts,
                        outputs,
                        tally,
                        this::takeNew,
                        run);
        this.reconcileDueNanos =
                clock.nanos() + TimeUnit.MILLISECONDS.toNanos(policy.reconcileMs());
        PassageEvents events = new Passages();
        for (LaneConfig lane : lanes) {
            if (this.lanes.put(lane.laneId(), new LaneDesk(lane, policy, clock, out, events))
                    != null) {
                throw new IllegalArgumentException("lanes: expected distinct ids, found one twice");
            }
            configs.put(lane.laneId(), lane);
        }
        if (lanes.isEmpty()) {
            throw new IllegalArgumentException("lanes: expected at least one");
        }
    }

    /// Checks one observation and does what follows. Never throws for what the observation says.
    public Intake observe(Observation observation) {
        begin();
        lookAtClock();
        tally.observations++;
        Intake intake = takeNew(observation);
        settle();
        return intake;
    }

    /// Carries out one officer command; its reply is to be sent after the next group commit.
    public CommandReply command(OfficerCommand command, Officer officer) {
        begin();
        lookAtClock();
        CommandReply reply = commands.carryOut(command, officer);
        settle();
        return reply;
    }

    /// A lookout that came too late for a passage.
    ///
    /// @return false when the store is full; it is to be offered again
    public boolean late(LateHit hit) {
        begin();
        lookAtClock();
        boolean taken = late.hit(hit);
        settle();
        return taken;
    }

    /// The recent passages were held against a list.
    ///
    /// @return false when the store is full; it is to be offered again
    public boolean replayed(ListReplay run) {
        begin();
        lookAtClock();
        boolean taken = late.replayed(run, occasion());
        settle();
        return taken;
    }

    /// Timers and pulses; at least every 50 ms.
    public void tick() {
        begin();
        lookAtClock();
        records.flush();
        for (LaneDesk lane : lanes.values()) {
            lane.passages().tick(clock.nanos());
        }
        referrals.book().tick();
        texts.tick();
        outputs.tick();
        if (clock.nanos() - reconcileDueNanos >= 0) {
            reconcileDueNanos = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(policy.reconcileMs());
            reconcile();
        }
        watchList();
        showAll();
        for (LaneDesk lane : lanes.values()) {
            lane.pulseIfDue();
            lane.alerts().tick(clock.nanos());
        }
        settle();
    }

    /// The way to terminals and officers was broken and is whole again: alerts that nobody has
    /// acknowledged go out once more, and after them the alarms of the last minutes.
    public void announceAgain() {
        begin();
        referrals.announceAgain();
    }

    /// The list of this run was loaded and verified.
    public void confirmList() {
        standing.confirmList();
        showAll();
    }

    /// The wall clock was moved, confirmed or lost.
    public void clockChanged(ClockReport report) {
        TimeQuality before = watch.quality();
        boolean wasConfirmed = watch.confirmed();
        watch.report(report);
        standing.settle();
        boolean stepped = Math.abs(report.stepMs()) > ClockWatch.STEP_MS;
        if (stepped || before != report.quality()) {
            recordClock(before, report.quality(), report.stepMs());
        }
        if (stepped && wasConfirmed) {
            alarms.ofBooth(AlarmKind.ALARM_KIND_CLOCK_STEP, "ANNOUNCED", occasion());
        }
        showAll();
        settle();
    }

    /// Ends all open passages; nothing is observed afterwards.
    public void stop() {
        begin();
        for (LaneDesk lane : lanes.values()) {
            lane.passages().stop(clock.nanos());
        }
        outputs.stop();
        records.flush();
        settle();
    }

    /// Radios heard, the last first; by the owner thread only.
    public List<HeardRadio> radios() {
        return radios.heard();
    }

    /// Counters now.
    public Decisions snapshot() {
        return new Decisions(
                tally.checked + tally.notChecked,
                tally.checked,
                tally.notChecked,
                lanes.values().stream().mapToLong(lane -> lane.passages().open()).sum(),
                tally.observations,
                tally.repeats,
                tally.unknownLane,
                tally.hits,
                tally.referrals,
                referrals.book().open(),
                tally.referralsClosed,
                tally.released,
                tally.escalations,
                tally.commandsDone,
                tally.commandsRepeated,
                tally.commandsRefused,
                tally.refusalsNotJournalled,
                tally.alarms,
                records.waiting(),
                records.lost(),
                lanes.values().stream().mapToLong(lane -> lane.passages().chatterEdges()).sum(),
                lanes.values().stream().mapToLong(lane -> lane.passages().vehicles()).sum(),
                lanes.values().stream().mapToLong(LaneDesk::pulses).sum(),
                percentile(tally.matchNanos, MEDIAN),
                percentile(tally.matchNanos, NINETY_NINTH),
                percentile(tally.nameNanos, MEDIAN),
                percentile(tally.nameNanos, NINETY_NINTH),
                percentile(tally.alertNanos, MEDIAN),
                percentile(tally.alertNanos, NINETY_NINTH));
    }

    private Intake takeNew(Observation observation) {
        LaneDesk lane = lanes.get(observation.laneId());
        if (lane == null) {
            tally.unknownLane++;
            return Intake.UNKNOWN_LANE;
        }
        RecordClass recordClass =
                switch (observation.body()) {
                    case PresenceChange _ -> RecordClass.RECORD_CLASS_P2;
                    case RadioReport report -> RadioDesk.recordClass(report);
                    case RadiationReport report -> SensorDesk.recordClass(report);
                    case Observation.OfBooth body -> SensorDesk.recordClass(body);
                    case PlateRead _, ManualEntry _, DocumentRead _, IdentifierRead _, TagRead _ ->
                            RecordClass.RECORD_CLASS_P1;
                };
        byte[] tag = tags.tag("obs", observation.deviceId(), observation.eventId());
        if (repeats.contains(tag, clock.nanos()) || out.known(recordClass, tag)) {
            tally.repeats++;
            return Intake.REPEATED;
        }
        Intake intake =
                switch (observation.body()) {
                    case RadioReport report -> radios.take(observation, report, recordClass, tag);
                    case RadiationReport report -> {
                        Intake taken = sensors.take(observation, report, tag, lane);
                        showAll();
                        yield taken;
                    }
                    case Observation.OfBooth body -> {
                        if (body instanceof DeviceNotice notice) {
                            outputs.notice(observation.deviceId(), notice);
                        }
                        yield sensors.take(observation, body, tag);
                    }
                    case Observation.InLane body -> reads.take(observation, body, tag, lane);
                };
        if (intake == Intake.RECORDED || !observation.resendable()) {
            repeats.add(tag, clock.nanos());
        }
        return intake;
    }

    private void begin() {
        if (!begun) {
            begun = true;
            referrals.restore(restored);
            showAll();
        }
    }

    private void lookAtClock() {
        OptionalLong step = watch.look();
        if (step.isPresent()) {
            Logger.warn("DEC-002 wall clock stepped unannounced: step_ms={}", step.getAsLong());
            recordClock(watch.quality(), watch.quality(), step.getAsLong());
            alarms.ofBooth(AlarmKind.ALARM_KIND_CLOCK_STEP, "UNANNOUNCED", occasion());
        }
    }

    private void recordClock(TimeQuality from, TimeQuality to, long stepMs) {
        keep(
                RecordClass.RECORD_CLASS_P1,
                tags.tag("clock", run, occasion()),
                Record.newBuilder()
                        .setClockChange(
                                ClockChange.newBuilder()
                                        .setFrom(Wire.quality(from))
                                        .setTo(Wire.quality(to))
                                        .setStepMs(stepMs)));
    }

    /// A list that was fresh and no longer is: told once.
    private void watchList() {
        ListLevel level = lookouts.view().state(clock.nanos()).getLevel();
        boolean fresh = level == ListLevel.LIST_LEVEL_GREEN || level == ListLevel.LIST_LEVEL_AMBER;
        if (listWasFresh && !fresh) {
            alarms.ofBooth(AlarmKind.ALARM_KIND_LIST_STALE, level.name(), occasion());
        }
        listWasFresh = fresh;
    }

    private void reconcile() {
        for (LaneDesk lane : lanes.values()) {
            LaneConfig config = configs.get(lane.laneId());
            if (config == null || !config.presence()) {
                continue;
            }
            LaneReconciliation window = lane.passages().reconcile();
            keep(
                    RecordClass.RECORD_CLASS_P1,
                    tags.tag("reconciliation", run, occasion()),
                    Record.newBuilder().setReconciliation(window));
            if (window.getAlarm()) {
                alarms.ofLane(
                        AlarmKind.ALARM_KIND_COUNT_MISMATCH,
                        lane.laneId(),
                        "COUNTS_DIFFER",
                        occasion());
            }
        }
    }

    private void showAll() {
        Checker.Against against = checker.against(lookouts);
        Set<NotCheckedReason> doubts = EnumSet.noneOf(NotCheckedReason.class);
        doubts.addAll(against.doubts());
        if (records.full()) {
            doubts.add(NotCheckedReason.NOT_CHECKED_REASON_STORE_FULL);
        }
        lanes.values().forEach(lane -> lane.show(doubts, against.list()));
    }

    /// After every call: what must outlive a restart is handed over, and a full store is told once.
    private void settle() {
        boolean full = records.full();
        if (full && !storeWasFull) {
            storeWasFull = true;
            alarms.ofBooth(AlarmKind.ALARM_KIND_STORE_FULL, "JOURNAL", occasion());
        }
        storeWasFull = full;
        List<OpenReferral> changed = referrals.book().takeChanged();
        if (changed != null) {
            out.openReferrals(changed);
        }
    }

    private void keep(RecordClass recordClass, byte[] tag, Record.Builder record) {
        if (!records.offer(recordClass, tag, record, true)) {
            throw new IllegalStateException("a record to be held was not");
        }
    }

    /// Names what has no event behind it, once for each run.
    private String occasion() {
        return run + "-" + occasions++;
    }

    private static long percentile(Histogram histogram, double percent) {
        return histogram.getTotalCount() == 0 ? 0 : histogram.getValueAtPercentile(percent);
    }

    /// What lanes tell and ask.
    private final class Passages implements PassageEvents {
        @Override
        public String passageId(String laneId, String deviceId, String eventId) {
            return tags.id("passage", laneId, deviceId, eventId);
        }

        @Override
        public Stamp stamp() {
            return Wire.stamp(clock);
        }

        @Override
        public void unscreened(OpenPassage passage) {
            alarms.ofPassage(
                    AlarmKind.ALARM_KIND_NOT_SCREENED,
                    passage.laneId(),
                    passage.passageId(),
                    "NO_OCCUPANCY");
        }

        @Override
        public void unseen(String laneId) {
            alarms.ofLane(
                    AlarmKind.ALARM_KIND_COUNT_MISMATCH,
                    laneId,
                    "OCCUPANCY_WITHOUT_PASSAGE",
                    occasion());
        }

        @Override
        public void closed(OpenPassage passage, PassageEnd end) {
            boolean checked = passage.answer().counts();
            if (checked) {
                tally.checked++;
            } else {
                tally.notChecked++;
                alarms.ofPassage(
                        AlarmKind.ALARM_KIND_PASSAGE_NOT_CHECKED,
                        passage.laneId(),
                        passage.passageId(),
                        passage.answer().reasons().iterator().next().name());
            }
            keep(
                    RecordClass.RECORD_CLASS_P1,
                    tags.tag("passage-end", passage.passageId()),
                    Record.newBuilder()
                            .setPassage(passage.record(stamp(), end, policy.queryByHandRefers())));
            if (end == PassageEnd.PASSAGE_END_EXIT) {
                referrals.book().left(passage.passageId());
            }
        }
    }
}
