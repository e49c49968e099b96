package dev.gatehouse.core.decision;

import dev.gatehouse.proto.v1.CallEnd;
import dev.gatehouse.proto.v1.DeliveryState;
import dev.gatehouse.proto.v1.EmergencyEvidence;
import dev.gatehouse.proto.v1.EvidenceCheck;
import dev.gatehouse.proto.v1.MakerSign;
import dev.gatehouse.proto.v1.RadioCondition;
import dev.gatehouse.proto.v1.RadioEvent;
import dev.gatehouse.proto.v1.RegistrationState;
import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.proto.v1.TextDialect;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.RadioHealth;
import dev.gatehouse.protocols.observation.RadioLocation;
import dev.gatehouse.protocols.observation.RadioRegistration;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioSystem;
import dev.gatehouse.protocols.observation.RadioText;

/// What radios did, as its message.
final class WireRadio {
    private WireRadio() {}

    /// Without checks and filler.
    static RadioEvent.Builder event(Observation observation, RadioReport report) {
        RadioEvent.Builder event =
                RadioEvent.newBuilder()
                        .setSystem(system(report.system()))
                        .setReceived(
                                Stamp.newBuilder()
                                        .setWallMs(observation.received().at().toEpochMilli())
                                        .setQuality(Wire.quality(observation.received().quality())))
                        .setDeviceId(observation.deviceId())
                        .setLaneId(observation.laneId())
                        .setEventId(observation.eventId());
        if (report.radioId() > 0) {
            event.setSourceId(report.radioId());
        }
        report.targetId().ifPresent(target -> event.setTargetId(target).setGroup(report.group()));
        if (report.slot() > 0) {
            event.setSlot(report.slot());
        }
        for (RadioReport.MakerSign sign : report.signs()) {
            event.addSigns(
                    MakerSign.newBuilder().setKind(sign.kind().name()).setValue(sign.value()));
        }
        return switch (report.event()) {
            case RadioRegistration registration ->
                    event.setRegistration(registration(registration));
            case RadioCall call -> event.setCall(call(call));
            case RadioText text ->
                    event.setText(
                            dev.gatehouse.proto.v1.RadioText.newBuilder()
                                    .setText(text.text())
                                    .setDialect(dialect(text.dialect()))
                                    .setVerified(text.verified()));
            case RadioLocation location -> event.setLocation(location(location));
            case RadioEmergency emergency -> event.setEmergency(emergency(emergency));
            case RadioHealth health ->
                    event.setHealth(
                            dev.gatehouse.proto.v1.RadioHealth.newBuilder()
                                    .setCondition(condition(health.condition()))
                                    .setCode(health.code()));
            case RadioDelivery delivery ->
                    event.setDelivery(
                            dev.gatehouse.proto.v1.RadioDelivery.newBuilder()
                                    .setMessageId(delivery.messageId())
                                    .setState(state(delivery.state()))
                                    .setCode(delivery.code()));
        };
    }

    private static dev.gatehouse.proto.v1.RadioRegistration registration(
            RadioRegistration registration) {
        dev.gatehouse.proto.v1.RadioRegistration.Builder wire =
                dev.gatehouse.proto.v1.RadioRegistration.newBuilder()
                        .setState(state(registration.state()));
        registration.renewWithinS().ifPresent(s -> wire.setRenewWithinS(Math.toIntExact(s)));
        return wire.build();
    }

    private static dev.gatehouse.proto.v1.RadioCall call(RadioCall call) {
        dev.gatehouse.proto.v1.RadioCall.Builder wire =
                dev.gatehouse.proto.v1.RadioCall.newBuilder()
                        .setStarted(call.phase() == RadioCall.Phase.START)
                        .setLateEntry(call.lateEntry())
                        .setPrivacy(call.privacy())
                        .setEmergency(call.emergency());
        call.durationMs().ifPresent(wire::setDurationMs);
        call.rssiDbm().ifPresent(wire::setRssiDbm);
        call.bitErrorsPpm().ifPresent(wire::setBitErrorsPpm);
        if (call.phase() == RadioCall.Phase.END) {
            wire.setEnd(end(call.end()));
        }
        return wire.build();
    }

    private static dev.gatehouse.proto.v1.RadioLocation location(RadioLocation location) {
        dev.gatehouse.proto.v1.RadioLocation.Builder wire =
                dev.gatehouse.proto.v1.RadioLocation.newBuilder()
                        .setLatitudeE7(location.latitudeE7())
                        .setLongitudeE7(location.longitudeE7())
                        .setVerified(location.verified());
        location.speedCmS().ifPresent(wire::setSpeedCmS);
        location.headingDegrees().ifPresent(wire::setHeadingDegrees);
        location.errorM().ifPresent(wire::setErrorM);
        location.fixAt().ifPresent(at -> wire.setFixAtMs(at.toEpochMilli()));
        return wire.build();
    }

    private static dev.gatehouse.proto.v1.RadioEmergency emergency(RadioEmergency emergency) {
        dev.gatehouse.proto.v1.RadioEmergency.Builder wire =
                dev.gatehouse.proto.v1.RadioEmergency.newBuilder()
                        .setEvidence(evidence(emergency.evidence()))
                        .setCheck(check(emergency.check()))
                        .setCancelled(emergency.cancelled());
        emergency.featureSetId().ifPresent(wire::setFeatureSetId);
        emergency.location().ifPresent(at -> wire.setLocation(location(at)));
        return wire.build();
    }

    private static dev.gatehouse.proto.v1.RadioSystem system(RadioSystem system) {
        return switch (system) {
            case MMDVM -> dev.gatehouse.proto.v1.RadioSystem.RADIO_SYSTEM_MMDVM;
            case HOMEBREW -> dev.gatehouse.proto.v1.RadioSystem.RADIO_SYSTEM_HOMEBREW;
            case HYTERA -> dev.gatehouse.proto.v1.RadioSystem.RADIO_SYSTEM_HYTERA;
            case MOTOROLA -> dev.gatehouse.proto.v1.RadioSystem.RADIO_SYSTEM_MOTOROLA;
        };
    }

    private static RegistrationState state(RadioRegistration.State state) {
        return switch (state) {
            case REGISTERED -> RegistrationState.REGISTRATION_STATE_REGISTERED;
            case DEREGISTERED -> RegistrationState.REGISTRATION_STATE_DEREGISTERED;
            case EXPIRED -> RegistrationState.REGISTRATION_STATE_EXPIRED;
            case REFUSED -> RegistrationState.REGISTRATION_STATE_REFUSED;
        };
    }

    private static CallEnd end(RadioCall.End end) {
        return switch (end) {
            case NONE -> CallEnd.CALL_END_UNSPECIFIED;
            case TERMINATOR -> CallEnd.CALL_END_TERMINATOR;
            case SILENCE -> CallEnd.CALL_END_SILENCE;
            case SUPERSEDED -> CallEnd.CALL_END_SUPERSEDED;
            case LINK_LOST -> CallEnd.CALL_END_LINK_LOST;
        };
    }

    private static TextDialect dialect(RadioText.Dialect dialect) {
        return switch (dialect) {
            case STANDARD -> TextDialect.TEXT_DIALECT_STANDARD;
            case MOTOROLA -> TextDialect.TEXT_DIALECT_MOTOROLA;
            case HYTERA -> TextDialect.TEXT_DIALECT_HYTERA;
            case OTHER -> TextDialect.TEXT_DIALECT_OTHER;
        };
    }

    private static EmergencyEvidence evidence(RadioEmergency.Evidence evidence) {
        return switch (evidence) {
            case SERVICE_OPTION -> EmergencyEvidence.EMERGENCY_EVIDENCE_SERVICE_OPTION;
            case ALARM_BLOCK -> EmergencyEvidence.EMERGENCY_EVIDENCE_ALARM_BLOCK;
            case UNIFIED_DATA_FLAG -> EmergencyEvidence.EMERGENCY_EVIDENCE_UNIFIED_DATA_FLAG;
            case CALL_TYPE -> EmergencyEvidence.EMERGENCY_EVIDENCE_CALL_TYPE;
            case LOCATION_REPORT -> EmergencyEvidence.EMERGENCY_EVIDENCE_LOCATION_REPORT;
            case STATUS -> EmergencyEvidence.EMERGENCY_EVIDENCE_STATUS;
        };
    }

    private static EvidenceCheck check(RadioEmergency.Check check) {
        return switch (check) {
            case VERIFIED -> EvidenceCheck.EVIDENCE_CHECK_VERIFIED;
            case UNVERIFIED -> EvidenceCheck.EVIDENCE_CHECK_UNVERIFIED;
            case REPEATED -> EvidenceCheck.EVIDENCE_CHECK_REPEATED;
        };
    }

    private static RadioCondition condition(RadioHealth.Condition condition) {
        return switch (condition) {
            case UP -> RadioCondition.RADIO_CONDITION_UP;
            case DEGRADED -> RadioCondition.RADIO_CONDITION_DEGRADED;
            case DOWN -> RadioCondition.RADIO_CONDITION_DOWN;
        };
    }

    private static DeliveryState state(RadioDelivery.State state) {
        return switch (state) {
            case SENT -> DeliveryState.DELIVERY_STATE_SENT;
            case DELIVERED -> DeliveryState.DELIVERY_STATE_DELIVERED;
            case FAILED -> DeliveryState.DELIVERY_STATE_FAILED;
        };
    }
}
