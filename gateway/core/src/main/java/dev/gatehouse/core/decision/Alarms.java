package dev.gatehouse.core.decision;

import dev.gatehouse.core.referral.Referral;
import dev.gatehouse.proto.v1.Alarm;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import java.util.Map;

/// Raises the booth's own alarms: the alert first, then the P0 record.
final class Alarms {
    private final Map<String, LaneDesk> lanes;
    private final RecordQueue records;
    private final Tags tags;
    private final BoothClock clock;
    private final Tally tally;

    Alarms(
            Map<String, LaneDesk> lanes,
            RecordQueue records,
            Tags tags,
            BoothClock clock,
            Tally tally) {
        this.lanes = lanes;
        this.records = records;
        this.tags = tags;
        this.clock = clock;
        this.tally = tally;
    }

    /// Of one passage.
    void ofPassage(AlarmKind kind, String laneId, String passageId, String detailCode) {
        ofPassage(kind, laneId, passageId, detailCode, passageId);
    }

    /// Of one passage that may have several of a kind.
    ///
    /// @param occasion tells them apart
    void ofPassage(
            AlarmKind kind, String laneId, String passageId, String detailCode, String occasion) {
        raise(
                Alarm.newBuilder()
                        .setKind(kind)
                        .setLaneId(laneId)
                        .setPassageId(passageId)
                        .setDetailCode(detailCode),
                Alert.newBuilder(),
                occasion);
    }

    /// Of one referral.
    ///
    /// @param occasion tells repeated alarms of one kind apart, e.g. the number of the escalation
    void ofReferral(AlarmKind kind, Referral referral, String detailCode, String occasion) {
        raise(
                Alarm.newBuilder()
                        .setKind(kind)
                        .setLaneId(referral.laneId())
                        .setPassageId(referral.passageId())
                        .setReferralId(referral.referralId())
                        .setDetailCode(detailCode),
                Alert.newBuilder()
                        .setReferralId(referral.referralId())
                        .setGrade(referral.hit().getGrade())
                        .setCodeWord(referral.codeWord())
                        .setState(referral.stage().wire())
                        .setEscalations(referral.escalations()),
                referral.referralId() + "/" + occasion);
    }

    /// Of one lane.
    void ofLane(AlarmKind kind, String laneId, String detailCode, String occasion) {
        raise(
                Alarm.newBuilder().setKind(kind).setLaneId(laneId).setDetailCode(detailCode),
                Alert.newBuilder(),
                occasion);
    }

    /// Of the whole booth: told to every lane.
    void ofBooth(AlarmKind kind, String detailCode, String occasion) {
        raise(
                Alarm.newBuilder().setKind(kind).setDetailCode(detailCode),
                Alert.newBuilder(),
                occasion);
    }

    private void raise(Alarm.Builder alarm, Alert.Builder alert, String occasion) {
        tally.alarms++;
        alert.setAlarm(alarm.getKind());
        for (LaneDesk lane : lanes.values()) {
            if (!alarm.hasLaneId() || alarm.getLaneId().equals(lane.laneId())) {
                alert.setLaneId(lane.laneId())
                        .setAlertId(
                                tags.id("alert", alarm.getKind().name(), lane.laneId(), occasion));
                lane.alerts().offer(alert.build(), clock.nanos());
            }
        }
        boolean kept =
                records.offer(
                        RecordClass.RECORD_CLASS_P0,
                        tags.tag("alarm", alarm.getKind().name(), alarm.getLaneId(), occasion),
                        Record.newBuilder().setAlarm(alarm.setAt(Wire.stamp(clock))),
                        true);
        if (!kept) {
            throw new IllegalStateException("a record to be held was not");
        }
    }
}
