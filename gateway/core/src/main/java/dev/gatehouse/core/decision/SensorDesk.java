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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What follows from sensors that present nothing to be looked for: radiation portals, contacts,
/// the health of devices. The alarm first, then the record.
final class SensorDesk {
    /// In the place of a lookout's id: what a radiation portal finds is referred once a passage,
    /// and again where it turns out to be worse.
    static final String RADIATION = "CBRNE/RADIATION";

    /// Special nuclear material (portal sheet, clause 6: raises priority).
    static final String SPECIAL = "CBRNE/SNM";

    /// A nuclide of which the instrument says that it is of medicine, industry or nature.
    static final String ORDINARY = "CBRNE/NUCLIDE";

    /// Priorities of lookouts: 1 is the most urgent.
    private static final int URGENT = 1;

    private static final int NEXT = 2;

    /// Categories as instruments write them, in capitals and with `_` between. The standard fixes
    /// no words: whatever speaks of special material is it, and ordinary is only what is known to
    /// be.
    private static final Pattern SPECIAL_WORDS =
            Pattern.compile("(.*_)?(SNM|SPECIAL_NUCLEAR)(_.*)?");

    private static final Set<String> ORDINARY_WORDS =
            Set.of(
                    "MEDICAL",
                    "INDUSTRIAL",
                    "NORM",
                    "NATURAL",
                    "NATURALLY_OCCURRING",
                    "NATURALLY_OCCURRING_RADIOACTIVE_MATERIAL");

    /// Orders of urgency, the worst last.
    private static final List<String> FINDINGS = List.of(ORDINARY, RADIATION, SPECIAL);

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
                switch (severity) {
                    case FAULT, SILENT, ALARM ->
                            alarm(observation, AlarmKind.ALARM_KIND_DEVICE, code);
                    case INFO, CLEARED, WARNING -> {}
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
            case OCCUPANCY_BEGAN, OCCUPANCY_ENDED -> {
                count(observation, report, lane);
                OpenPassage current = lane.passages().current();
                if (report.kind() == RadiationReport.Kind.OCCUPANCY_BEGAN && current != null) {
                    occupied.put(observation.deviceId(), new Occupied(report.occupancy(), current));
                }
                yield record(observation, current, recordClass(report), tag);
            }
            case LONG_OCCUPANCY ->
                    record(observation, lane.passages().current(), recordClass(report), tag);
            case BACKGROUND, UNREADABLE -> record(observation, null, recordClass(report), tag);
        };
    }

    /// An occupancy is a second count of the lane's vehicles.
    private void count(Observation observation, RadiationReport report, LaneDesk lane) {
        if (observation.late()) {
            return;
        }
        long received = observation.received().nanos();
        long nanos = received - clock.nanos() > 0 ? clock.nanos() : received;
        if (report.kind() == RadiationReport.Kind.OCCUPANCY_BEGAN) {
            boolean whole = !report.marks().contains(RadiationReport.Mark.PARTIAL_START);
            lane.passages().occupancies().began(observation.deviceId(), whole, nanos);
        } else {
            boolean whole =
                    Collections.disjoint(
                            report.marks(),
                            Set.of(RadiationReport.Mark.INTERRUPTED, RadiationReport.Mark.TIMEOUT));
            lane.passages().occupancies().ended(observation.deviceId(), whole, nanos);
        }
    }

    private Intake found(
            Observation observation, RadiationReport report, byte[] tag, LaneDesk lane) {
        OpenPassage passage = alarmed(observation, report, lane);
        String finding = finding(report);
        boolean told =
                FINDINGS.subList(FINDINGS.indexOf(finding), FINDINGS.size()).stream()
                        .anyMatch(one -> !passage.answer().notReferred(one));
        if (!told || isOfAnother(observation.deviceId(), report, passage)) {
            tally.hits++;
            referrals.raise(observation, passage, hit(report, finding), "");
        }
        Occupied now = new Occupied(report.occupancy(), passage);
        occupied.put(observation.deviceId(), now);
        alarmed.put(observation.deviceId(), now);
        return record(observation, passage, recordClass(report), tag);
    }

    /// How bad it is. A portal's own alarm is never taken down, whatever category stands beside it;
    /// of a nuclide only a category that is known to be ordinary makes it less urgent.
    static String finding(RadiationReport report) {
        boolean nuclide =
                report.kind() == RadiationReport.Kind.NUCLIDE_ALARM && !report.nuclides().isEmpty();
        if (nuclide && SPECIAL_WORDS.matcher(report.code()).matches()) {
            return SPECIAL;
        }
        return nuclide && ORDINARY_WORDS.contains(report.code()) ? ORDINARY : RADIATION;
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
    private static Hit hit(RadiationReport report, String finding) {
        return Hit.newBuilder()
                .setLookoutId(finding)
                .setGrade(Grade.GRADE_EXACT)
                .setPriority(finding.equals(ORDINARY) ? NEXT : URGENT)
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
