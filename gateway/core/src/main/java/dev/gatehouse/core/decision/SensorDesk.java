package dev.gatehouse.core.decision;

import dev.gatehouse.core.passage.OpenPassage;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.CheckedObservation;
import dev.gatehouse.proto.v1.Grade;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.LookoutAction;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.proto.v1.SubjectKind;
import dev.gatehouse.protocols.observation.ContactChange;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.EnvironmentReading;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadiationReport;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What follows from sensors that present nothing to be looked for: radiation portals, contacts,
/// the health of devices. The alarm first, then the record.
final class SensorDesk {
    /// In the place of a lookout's id: what a radiation portal finds is referred once a passage.
    static final String RADIATION = "CBRNE/RADIATION";

    /// Source of reports that come when an instrument has analysed.
    static final String DOCUMENTS = "N42_2011";

    private final ReferralDesk referrals;
    private final Alarms alarms;
    private final RecordQueue records;
    private final BoothPolicy policy;
    private final BoothClock clock;
    private final Tally tally;

    /// The last of each portal, and the last of those with an alarm.
    private final Map<String, Occupied> occupied = new HashMap<>();

    private final Map<String, Occupied> alarmed = new HashMap<>();

    /// Who was in the lane during a portal's occupancy.
    private record Occupied(long occupancy, OpenPassage passage) {}

    SensorDesk(
            ReferralDesk referrals,
            Alarms alarms,
            RecordQueue records,
            BoothPolicy policy,
            BoothClock clock,
            Tally tally) {
        this.referrals = referrals;
        this.alarms = alarms;
        this.records = records;
        this.policy = policy;
        this.clock = clock;
        this.tally = tally;
    }

    /// Alarms are kept with the alarms; what only says that all is as usual may be evicted.
    static RecordClass recordClass(RadiationReport report) {
        return switch (report.kind()) {
            case GAMMA_ALARM,
                    NEUTRON_ALARM,
                    NUCLIDE_ALARM,
                    TAMPER,
                    DISAGREEMENT,
                    DOCUMENT_REFUSED,
                    NOT_ANALYSED ->
                    RecordClass.RECORD_CLASS_P0;
            case UP,
                    DOWN,
                    OCCUPANCY_BEGAN,
                    OCCUPANCY_ENDED,
                    FAULT,
                    FAULT_CLEARED,
                    TAMPER_CLEARED,
                    STALLED,
                    LONG_OCCUPANCY,
                    OCCUPANCY_MISSED,
                    UNREADABLE ->
                    RecordClass.RECORD_CLASS_P1;
            case BACKGROUND -> RecordClass.RECORD_CLASS_P2;
        };
    }

    /// Calls for help and opened enclosures are alarms.
    static RecordClass recordClass(Observation.OfBooth body) {
        return switch (body) {
            case ContactChange(ContactChange.Contact contact, _, _, _) ->
                    switch (contact) {
                        case DURESS, TAMPER -> RecordClass.RECORD_CLASS_P0;
                        case DOOR, MAINS_LOST, ON_BATTERY, BARRIER_OPEN ->
                                RecordClass.RECORD_CLASS_P1;
                    };
            case DeviceNotice _ -> RecordClass.RECORD_CLASS_P1;
            case EnvironmentReading _ -> RecordClass.RECORD_CLASS_P2;
        };
    }

    /// Takes in what a contact, an enclosure's sensor or a device's health tells.
    Intake take(Observation observation, Observation.OfBooth body, byte[] tag) {
        switch (body) {
            case ContactChange(ContactChange.Contact contact, boolean active, _, _) -> {
                if (active) {
                    contact(observation, contact);
                }
            }
            case DeviceNotice(String code, DeviceNotice.Severity severity, _) -> {
                if (severity == DeviceNotice.Severity.ALARM) {
                    alarm(observation, AlarmKind.ALARM_KIND_DEVICE, code);
                }
            }
            case EnvironmentReading _ -> {}
        }
        return record(observation, null, recordClass(body), tag);
    }

    private void contact(Observation observation, ContactChange.Contact contact) {
        switch (contact) {
            case DURESS -> alarm(observation, AlarmKind.ALARM_KIND_DURESS, "BUTTON");
            case TAMPER -> alarm(observation, AlarmKind.ALARM_KIND_TAMPER, "CONTACT");
            case MAINS_LOST, ON_BATTERY ->
                    alarm(observation, AlarmKind.ALARM_KIND_DEVICE, contact.name());
            case DOOR, BARRIER_OPEN -> {}
        }
    }

    /// Takes in what a radiation portal tells. An alarm of its is a referral at once, whatever the
    /// lists say, and nothing here judges it.
    Intake take(Observation observation, RadiationReport report, byte[] tag, LaneDesk lane) {
        return switch (report.kind()) {
            case GAMMA_ALARM, NEUTRON_ALARM, NUCLIDE_ALARM -> found(observation, report, tag, lane);
            case UP, FAULT_CLEARED, TAMPER_CLEARED -> {
                lane.screening(observation.deviceId(), true);
                yield record(observation, null, recordClass(report), tag);
            }
            case DOWN, FAULT, TAMPER -> {
                String detail = report.code().isEmpty() ? report.kind().name() : report.code();
                if (report.kind() == RadiationReport.Kind.TAMPER) {
                    alarm(observation, AlarmKind.ALARM_KIND_TAMPER, "PORTAL");
                }
                if (lane.screening(observation.deviceId(), false)) {
                    alarm(observation, AlarmKind.ALARM_KIND_NOT_SCREENED, detail);
                }
                yield record(observation, null, recordClass(report), tag);
            }
            case DISAGREEMENT, OCCUPANCY_MISSED, STALLED, DOCUMENT_REFUSED, NOT_ANALYSED -> {
                alarm(observation, AlarmKind.ALARM_KIND_RADIATION, report.kind().name());
                yield record(observation, lane.passages().current(), recordClass(report), tag);
            }
            case OCCUPANCY_BEGAN -> {
                if (lane.passages().current() != null) {
                    occupied.put(
                            observation.deviceId(),
                            new Occupied(report.occupancy(), lane.passages().current()));
                }
                yield record(observation, lane.passages().current(), recordClass(report), tag);
            }
            case OCCUPANCY_ENDED, LONG_OCCUPANCY ->
                    record(observation, lane.passages().current(), recordClass(report), tag);
            case BACKGROUND, UNREADABLE -> record(observation, null, recordClass(report), tag);
        };
    }

    private Intake found(
            Observation observation, RadiationReport report, byte[] tag, LaneDesk lane) {
        OpenPassage passage = alarmed(observation, report, lane);
        if (passage.answer().notReferred(RADIATION)
                || isOfAnother(observation.deviceId(), report, passage)) {
            tally.hits++;
            referrals.raise(observation, passage, hit(report), "");
        }
        Occupied now = new Occupied(report.occupancy(), passage);
        occupied.put(observation.deviceId(), now);
        alarmed.put(observation.deviceId(), now);
        return record(observation, passage, recordClass(report), tag);
    }

    /// The passage of an alarm: with nobody in the lane that of who comes next; of who has left
    /// only what is of an occupancy of his. A document comes when it was analysed, and without
    /// presence nobody knows who has left: there the first alarm is of the last one too.
    private OpenPassage alarmed(Observation observation, RadiationReport report, LaneDesk lane) {
        Occupied before = occupied.get(observation.deviceId());
        boolean comesLater = report.source().equals(DOCUMENTS) || !lane.passages().feelsPresence();
        return lane.passages()
                .sensed(
                        observation,
                        clock.nanos(),
                        policy.manualEntryMs(),
                        last -> {
                            if (before != null && before.passage == last) {
                                return before.occupancy == report.occupancy();
                            }
                            return comesLater;
                        });
    }

    /// A second occupancy with an alarm may be of another vehicle, which no referral of the first
    /// must cover.
    private boolean isOfAnother(String deviceId, RadiationReport report, OpenPassage passage) {
        Occupied before = alarmed.get(deviceId);
        return before != null
                && before.passage == passage
                && before.occupancy != report.occupancy();
    }

    /// Nobody is listed: the portal's finding stands in the place of a lookout.
    private static Hit hit(RadiationReport report) {
        return Hit.newBuilder()
                .setLookoutId(RADIATION)
                .setGrade(Grade.GRADE_EXACT)
                .setPriority(1)
                .setAction(LookoutAction.LOOKOUT_ACTION_REFER_MANDATORY)
                .setKind(SubjectKind.SUBJECT_KIND_RADIATION)
                .addSteps(report.kind().name())
                .build();
    }

    private void alarm(Observation observation, AlarmKind kind, String detail) {
        alarms.ofLane(
                kind,
                observation.laneId(),
                detail,
                observation.deviceId() + "/" + observation.eventId());
    }

    private Intake record(
            Observation observation,
            @Nullable OpenPassage passage,
            RecordClass recordClass,
            byte[] tag) {
        CheckedObservation.Builder observed =
                CheckedObservation.newBuilder().setObservation(Wire.observation(observation));
        if (passage != null) {
            observed.setPassageId(passage.passageId());
        }
        boolean taken =
                records.offer(
                        recordClass,
                        tag,
                        Record.newBuilder().setCheckedObservation(observed),
                        !observation.resendable());
        return taken ? Intake.RECORDED : Intake.STORE_FULL;
    }
}
