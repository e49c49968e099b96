package dev.gatehouse.central.receive;

import dev.gatehouse.proto.v1.Actor;
import dev.gatehouse.proto.v1.ActorKind;
import dev.gatehouse.proto.v1.Alarm;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.BoothLifecycle;
import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.CheckedObservation;
import dev.gatehouse.proto.v1.Grade;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.LateHit;
import dev.gatehouse.proto.v1.LateKind;
import dev.gatehouse.proto.v1.LifecycleEvent;
import dev.gatehouse.proto.v1.Observation;
import dev.gatehouse.proto.v1.Passage;
import dev.gatehouse.proto.v1.PlateRead;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.ReferralState;
import dev.gatehouse.proto.v1.ReferralTransition;

/// Made-up records.
public final class TestRecords {
    /// Must be found nowhere outside a sealed envelope.
    public static final String CANARY_PLATE = "CANARY77";

    public static final String CANARY_LOOKOUT = "LOOKOUT-CANARY-NAME";

    private TestRecords() {}

    public static Record telemetry(long n) {
        return Record.newBuilder()
                .setLifecycle(
                        BoothLifecycle.newBuilder()
                                .setEvent(LifecycleEvent.LIFECYCLE_EVENT_READY)
                                .setRecoveredRecords(n))
                .build();
    }

    public static Record read(String device, String event, String passage, boolean hit) {
        CheckedObservation.Builder checked =
                CheckedObservation.newBuilder()
                        .setPassageId(passage)
                        .setObservation(
                                Observation.newBuilder()
                                        .setDeviceId(device)
                                        .setEventId(event)
                                        .setPlateRead(
                                                PlateRead.newBuilder().setPlate(CANARY_PLATE)));
        if (hit) {
            checked.addChecks(
                    Check.newBuilder()
                            .setCanonical(CANARY_PLATE)
                            .addHits(
                                    Hit.newBuilder()
                                            .setLookoutId(CANARY_LOOKOUT)
                                            .setGrade(Grade.GRADE_EXACT)));
        }
        return Record.newBuilder().setCheckedObservation(checked).build();
    }

    public static Record passage(String id, boolean checked) {
        return Record.newBuilder()
                .setPassage(Passage.newBuilder().setPassageId(id).setChecked(checked))
                .build();
    }

    public static Record referral(String id, int step, ReferralState to) {
        return Record.newBuilder()
                .setReferral(
                        ReferralTransition.newBuilder()
                                .setReferralId(id)
                                .setStep(step)
                                .setTo(to)
                                .setActor(Actor.newBuilder().setKind(ActorKind.ACTOR_KIND_BOOTH)))
                .build();
    }

    public static Record released(String referral) {
        return Record.newBuilder()
                .setAlarm(
                        Alarm.newBuilder()
                                .setKind(AlarmKind.ALARM_KIND_RELEASED_WITHOUT_REFERRAL)
                                .setReferralId(referral))
                .build();
    }

    /// A late hit of one lookout.
    public static Record late(String passageId, int version, LateKind kind) {
        return Record.newBuilder()
                .setLateHit(
                        LateHit.newBuilder()
                                .setPassageId(passageId)
                                .setKind(kind)
                                .setHit(
                                        Hit.newBuilder()
                                                .setLookoutId("L-1")
                                                .setLookoutVersion(version)))
                .build();
    }
}
