package dev.gatehouse.core.decision;

import dev.gatehouse.core.passage.OpenPassage;
import dev.gatehouse.core.referral.Escalation;
import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.core.referral.Referral;
import dev.gatehouse.core.referral.ReferralBook;
import dev.gatehouse.core.referral.ReferralEvents;
import dev.gatehouse.core.referral.Stage;
import dev.gatehouse.proto.v1.Actor;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.ExaminationResult;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.proto.v1.ReferralNotice;
import dev.gatehouse.proto.v1.ReferralTransition;
import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.proto.v1.TerminalNotice;
import dev.gatehouse.protocols.observation.Observation;
import java.util.List;
import java.util.Map;
import org.tinylog.Logger;

/// Raises referrals and tells the lane of their way: alert, then terminal, then journal.
final class ReferralDesk implements ReferralEvents {
    private static final int HEX = 16;

    private final Map<String, LaneDesk> lanes;
    private final RecordQueue records;
    private final Tags tags;
    private final BoothClock clock;
    private final Outbox out;
    private final Alarms alarms;
    private final RadioTexts texts;
    private final Tally tally;
    private final ReferralBook book;

    ReferralDesk(
            BoothPolicy policy,
            Map<String, LaneDesk> lanes,
            RecordQueue records,
            Tags tags,
            BoothClock clock,
            Outbox out,
            Alarms alarms,
            RadioTexts texts,
            Tally tally) {
        this.texts = texts;
        this.lanes = lanes;
        this.records = records;
        this.tags = tags;
        this.clock = clock;
        this.out = out;
        this.alarms = alarms;
        this.tally = tally;
        this.book =
                new ReferralBook(
                        new Escalation(
                                policy.escalateAfterMs(),
                                policy.openEscalateAfterMs(),
                                policy.maxEscalations()),
                        this);
    }

    ReferralBook book() {
        return book;
    }

    /// Raises the referral that a hit demands, unless this event raised it before a restart.
    void raise(Observation cause, OpenPassage passage, Hit hit, String readJurisdiction) {
        String lookoutId = hit.getLookoutId();
        String referralId = tags.id("referral", cause.deviceId(), cause.eventId(), lookoutId);
        passage.answer().referred(lookoutId, referralId);
        if (book.find(referralId) != null || handledBefore(referralId)) {
            return;
        }
        String codeWord = book.codeWord(Long.parseUnsignedLong(referralId, HEX));
        LaneDesk lane = lane(passage.laneId());
        lane.alerts()
                .atOnce(alert(referralId, lane, hit, codeWord, Stage.RAISED, 0), clock.nanos());
        Tally.record(tally.alertNanos, clock.nanos() - cause.received().nanos());
        lane.terminal(Comparisons.notice(referralId, codeWord, hit, readJurisdiction));
        book.raise(referralId, passage.passageId(), passage.laneId(), codeWord, hit);
        texts.referral(referralId, passage.laneId(), codeWord, hit);
        tally.referrals++;
    }

    /// Takes referrals over from before a restart. What nobody acknowledged is announced again:
    /// whoever was told may have lost it with the booth.
    void restore(List<OpenReferral> restored) {
        restored.forEach(book::restore);
        for (Referral referral : book.all()) {
            if (announce(referral)) {
                book.notified(referral);
            }
        }
    }

    /// Announces again what nobody has acknowledged, since its alert may have been lost on the way,
    /// and then the alarms of the last minutes. Timers, steps, records and counters stay as they
    /// are.
    void announceAgain() {
        book.all().forEach(this::announce);
        int again = 0;
        long crowdedOut = 0;
        for (LaneDesk lane : lanes.values()) {
            again += lane.alerts().announceAgain(clock.nanos(), this::holds);
            crowdedOut += lane.alerts().crowdedOut();
        }
        if (again > 0) {
            Logger.info(
                    "DEC-003 alarms said again, the way to the officers was broken: count={} crowded_out={}",
                    again,
                    crowdedOut);
        }
    }

    /// An escalation says nothing true any more once somebody has moved the referral on.
    private boolean holds(Alert alarm) {
        if (alarm.getAlarm() != AlarmKind.ALARM_KIND_REFERRAL_ESCALATED) {
            return true;
        }
        Referral referral = book.find(alarm.getReferralId());
        return referral != null && referral.stage().wire() == alarm.getState();
    }

    /// @return false for one that somebody has acknowledged, or of a lane that is not here any more
    private boolean announce(Referral referral) {
        LaneDesk lane = lanes.get(referral.laneId());
        if (!referral.stage().unacknowledged() || lane == null) {
            return false;
        }
        lane.alerts()
                .atOnce(
                        alert(
                                referral.referralId(),
                                lane,
                                referral.hit(),
                                referral.codeWord(),
                                referral.stage(),
                                referral.escalations()),
                        clock.nanos());
        lane.terminal(
                Comparisons.notice(referral.referralId(), referral.codeWord(), referral.hit(), ""));
        return true;
    }

    /// Moves a referral by an officer's command.
    ReferralBook.Moved move(
            Referral referral, Stage to, Actor actor, String commandId, ExaminationResult result) {
        ReferralBook.Moved moved = book.move(referral, to, actor, commandId, result);
        if (moved == ReferralBook.Moved.DONE) {
            texts.settled(referral.referralId());
            lane(referral.laneId())
                    .terminal(
                            TerminalNotice.newBuilder()
                                    .setReferral(
                                            ReferralNotice.newBuilder()
                                                    .setReferralId(referral.referralId())
                                                    .setState(referral.stage().wire())
                                                    .setCodeWord(referral.codeWord()))
                                    .build());
            if (referral.stage() == Stage.CLOSED) {
                tally.referralsClosed++;
            } else if (referral.stage() == Stage.RELEASED_WITHOUT_REFERRAL) {
                tally.released++;
                alarms.ofReferral(
                        AlarmKind.ALARM_KIND_RELEASED_WITHOUT_REFERRAL,
                        referral,
                        "RELEASED_BY_OFFICER",
                        "released");
            }
        }
        return moved;
    }

    @Override
    public long nanos() {
        return clock.nanos();
    }

    @Override
    public Stamp stamp() {
        return Wire.stamp(clock);
    }

    @Override
    public boolean append(ReferralTransition step, boolean keep) {
        return records.offer(
                RecordClass.RECORD_CLASS_P0,
                stepTag(step.getReferralId(), step.getStep()),
                Record.newBuilder().setReferral(step),
                keep);
    }

    @Override
    public boolean taken(ReferralTransition step) {
        return out.known(
                RecordClass.RECORD_CLASS_P0, stepTag(step.getReferralId(), step.getStep()));
    }

    @Override
    public void escalated(Referral referral) {
        tally.escalations++;
        alarms.ofReferral(
                AlarmKind.ALARM_KIND_REFERRAL_ESCALATED,
                referral,
                referral.stage().unacknowledged() ? "NOT_ACKNOWLEDGED" : "NOT_EXAMINED",
                "escalation-" + referral.escalations());
    }

    /// The journal has an officer's step of it, but the book has forgotten it: it ended before the
    /// restart.
    private boolean handledBefore(String referralId) {
        return out.known(RecordClass.RECORD_CLASS_P0, stepTag(referralId, 2));
    }

    private byte[] stepTag(String referralId, int step) {
        return tags.tag("step", referralId, Integer.toString(step));
    }

    private LaneDesk lane(String laneId) {
        LaneDesk lane = lanes.get(laneId);
        if (lane == null) {
            throw new IllegalStateException("referral of a lane that is not configured");
        }
        return lane;
    }

    private static Alert alert(
            String referralId,
            LaneDesk lane,
            Hit hit,
            String codeWord,
            Stage stage,
            int escalations) {
        Alert.Builder alert =
                Alert.newBuilder()
                        .setReferralId(referralId)
                        .setLaneId(lane.laneId())
                        .setGrade(hit.getGrade())
                        .setCodeWord(codeWord)
                        .setState(stage.wire())
                        .setEscalations(escalations);
        if (hit.hasBand()) {
            alert.setBand(hit.getBand());
        }
        if (hit.hasKind()) {
            alert.setKind(hit.getKind());
        }
        return alert.build();
    }
}
