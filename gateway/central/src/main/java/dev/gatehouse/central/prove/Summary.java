package dev.gatehouse.central.prove;

import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.proto.v1.Alarm;
import dev.gatehouse.proto.v1.AlarmKind;
import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.CheckedObservation;
import dev.gatehouse.proto.v1.DispatchState;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.LateHit;
import dev.gatehouse.proto.v1.LateKind;
import dev.gatehouse.proto.v1.Passage;
import dev.gatehouse.proto.v1.RadioDispatch;
import dev.gatehouse.proto.v1.RadioEvent;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.ReferralState;
import dev.gatehouse.proto.v1.ReferralTransition;
import dev.gatehouse.proto.v1.SubjectKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Counts what the records say, of all booths together; no content. Checkpoints are no records and
/// are not counted. A silent hit is counted nowhere, since these figures are shown beside a lane's
/// own.
public final class Summary implements OpenedRecords.Visitor {
    private static final String OTHER = "other";

    /// Kinds with a figure of their own.
    private static final List<String> KINDS =
            List.of("plate", "document", "person", "organisation", "container", OTHER);

    private final Map<SealClass, Long> records = new EnumMap<>(SealClass.class);
    private final Map<String, Step> referrals = new HashMap<>();
    private final Set<String> hits = new HashSet<>();
    private final Set<String> passages = new HashSet<>();
    private final Map<String, Long> checks = new HashMap<>();
    private final Set<String> lateHits = new HashSet<>();
    private final Set<String> reviews = new HashSet<>();
    private long unreadable;
    private long checked;
    private long notChecked;
    private long releasedWithoutReferral;
    private final Set<String> radioTexts = new HashSet<>();
    private final Set<String> radioTextsAcknowledged = new HashSet<>();
    private long radioEvents;
    private long radioEmergencies;

    /// The furthest step seen of one referral; records of different classes may come in any order.
    private record Step(int step, ReferralState state) {}

    @Override
    public void record(ClassKey key, Optional<Record> record) {
        records.merge(key.sealClass(), 1L, Long::sum);
        if (record.isEmpty()) {
            unreadable++;
            return;
        }
        String booth = key.booth().hex() + " ";
        switch (record.get().getBodyCase()) {
            case CHECKED_OBSERVATION -> hits(booth, record.get().getCheckedObservation());
            case PASSAGE -> passage(booth, record.get().getPassage());
            case REFERRAL -> referral(booth, record.get().getReferral());
            case ALARM -> alarm(record.get().getAlarm());
            case LATE_HIT -> late(booth, record.get().getLateHit());
            case RADIO -> radio(booth, record.get().getRadio());
            case RADIO_DISPATCH -> dispatch(booth, record.get().getRadioDispatch());
            case COMMAND_REFUSAL,
                    RECONCILIATION,
                    TELEMETRY,
                    TOMBSTONE,
                    LIFECYCLE,
                    CLOCK_CHANGE,
                    CONSOLE_ACCESS,
                    OUTPUT_CHANGE,
                    LIST_REPLAY,
                    INVENTORY_CHANGE,
                    INVENTORY_REPORT,
                    INVENTORY_QUERY,
                    DEVICE_STATE -> {}
            case BODY_NOT_SET -> unreadable++;
        }
    }

    private void hits(String booth, CheckedObservation observation) {
        for (Check check : observation.getChecksList()) {
            if (!check.getOtherReading()) {
                checks.merge(word(check.getKind()), 1L, Long::sum);
            }
            for (Hit hit : check.getHitsList()) {
                if (!hit.getSilent()) {
                    hits.add(booth + observation.getPassageId() + " " + hit.getLookoutId());
                }
            }
        }
    }

    private void radio(String booth, RadioEvent event) {
        radioEvents++;
        if (event.hasEmergency() && !event.getEmergency().getCancelled()) {
            radioEmergencies++;
        }
        for (Check check : event.getChecksList()) {
            for (Hit hit : check.getHitsList()) {
                if (!hit.getSilent()) {
                    hits.add(booth + "radio " + event.getSourceId() + " " + hit.getLookoutId());
                }
            }
        }
    }

    private void dispatch(String booth, RadioDispatch step) {
        radioTexts.add(booth + step.getMessageId());
        if (step.getState() == DispatchState.DISPATCH_STATE_ACKNOWLEDGED) {
            radioTextsAcknowledged.add(booth + step.getMessageId());
        }
    }

    private static String word(SubjectKind kind) {
        return switch (kind) {
            case SUBJECT_KIND_PLATE -> "plate";
            case SUBJECT_KIND_DOCUMENT -> "document";
            case SUBJECT_KIND_PERSON -> "person";
            case SUBJECT_KIND_ORGANISATION -> "organisation";
            case SUBJECT_KIND_CONTAINER -> "container";
            case SUBJECT_KIND_VEHICLE,
                    SUBJECT_KIND_RAIL_CAR,
                    SUBJECT_KIND_VESSEL,
                    SUBJECT_KIND_COMPANY,
                    SUBJECT_KIND_AIRCRAFT,
                    SUBJECT_KIND_CONSIGNMENT,
                    SUBJECT_KIND_CARRIER,
                    SUBJECT_KIND_DEVICE,
                    SUBJECT_KIND_GOODS,
                    SUBJECT_KIND_RADIATION,
                    SUBJECT_KIND_UNSPECIFIED,
                    UNRECOGNIZED ->
                    OTHER;
        };
    }

    private void passage(String booth, Passage passage) {
        if (passages.add(booth + passage.getPassageId())) {
            if (passage.getChecked()) {
                checked++;
            } else {
                notChecked++;
            }
        }
    }

    private void referral(String booth, ReferralTransition transition) {
        referrals.merge(
                booth + transition.getReferralId(),
                new Step(transition.getStep(), transition.getTo()),
                (old, next) -> next.step() > old.step() ? next : old);
    }

    private void alarm(Alarm alarm) {
        if (alarm.getKind() == AlarmKind.ALARM_KIND_RELEASED_WITHOUT_REFERRAL) {
            releasedWithoutReferral++;
        }
    }

    private void late(String booth, LateHit late) {
        boolean review = late.getKind() == LateKind.LATE_KIND_WITHDRAWN_REVIEW;
        (review ? reviews : lateHits)
                .add(
                        booth
                                + late.getPassageId()
                                + " "
                                + late.getHit().getLookoutId()
                                + " "
                                + late.getHit().getLookoutVersion());
    }

    private static boolean open(ReferralState state) {
        return switch (state) {
            case REFERRAL_STATE_RAISED,
                    REFERRAL_STATE_NOTIFIED,
                    REFERRAL_STATE_ACKNOWLEDGED,
                    REFERRAL_STATE_IN_SECONDARY,
                    REFERRAL_STATE_EXAMINED,
                    REFERRAL_STATE_UNSPECIFIED,
                    UNRECOGNIZED ->
                    true;
            case REFERRAL_STATE_CLOSED,
                    REFERRAL_STATE_RELEASED_WITHOUT_REFERRAL,
                    REFERRAL_STATE_OVERRIDDEN ->
                    false;
        };
    }

    private long referralsIn(ReferralState state) {
        return referrals.values().stream().filter(step -> step.state() == state).count();
    }

    /// Records of all classes.
    public long recordCount() {
        return records.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Keys, all numbers: records_at_central, records_p0, records_p1, records_p2, unreadable,
    /// passages, checked, not_checked, hits, referrals, referrals_open, referrals_closed,
    /// referrals_released, referrals_overridden, released_without_referral. `referrals` = open +
    /// closed + released + overridden; `released_without_referral` counts the alarms of that kind;
    /// late_hits and late_reviews, one for each passage, lookout and version: found by a lookout
    /// that came too late, and to be looked at again because the lookout was withdrawn.
    /// radio_events and radio_emergencies: what radios did, and calls for help among it;
    /// radio_texts that the booths sent, and those acknowledged by a reply. `checks_plate`,
    /// `checks_document`, `checks_person`, `checks_organisation`, `checks_container` and
    /// `checks_other` count what was held against the list.
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("records_at_central", recordCount());
        json.put("records_p0", records.getOrDefault(SealClass.P0, 0L));
        json.put("records_p1", records.getOrDefault(SealClass.P1, 0L));
        json.put("records_p2", records.getOrDefault(SealClass.P2, 0L));
        json.put("unreadable", unreadable);
        json.put("passages", checked + notChecked);
        json.put("checked", checked);
        json.put("not_checked", notChecked);
        json.put("hits", hits.size());
        json.put("referrals", referrals.size());
        json.put(
                "referrals_open",
                referrals.values().stream().filter(step -> open(step.state())).count());
        json.put("referrals_closed", referralsIn(ReferralState.REFERRAL_STATE_CLOSED));
        json.put(
                "referrals_released",
                referralsIn(ReferralState.REFERRAL_STATE_RELEASED_WITHOUT_REFERRAL));
        json.put("referrals_overridden", referralsIn(ReferralState.REFERRAL_STATE_OVERRIDDEN));
        json.put("released_without_referral", releasedWithoutReferral);
        json.put("late_hits", lateHits.size());
        json.put("late_reviews", reviews.size());
        json.put("radio_events", radioEvents);
        json.put("radio_emergencies", radioEmergencies);
        json.put("radio_texts", radioTexts.size());
        json.put("radio_texts_acknowledged", radioTextsAcknowledged.size());
        for (String kind : KINDS) {
            json.put("checks_" + kind, checks.getOrDefault(kind, 0L));
        }
        return json;
    }
}
