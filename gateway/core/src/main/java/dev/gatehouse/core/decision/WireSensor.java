package dev.gatehouse.core.decision;

import com.google.protobuf.ByteString;
import dev.gatehouse.proto.v1.ContactKind;
import dev.gatehouse.proto.v1.NoticeSeverity;
import dev.gatehouse.proto.v1.RadiationKind;
import dev.gatehouse.proto.v1.RadiationMark;
import dev.gatehouse.protocols.observation.ContactChange;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.EnvironmentReading;
import dev.gatehouse.protocols.observation.RadiationReport;

/// What sensors tell, as its messages.
final class WireSensor {
    private WireSensor() {}

    static dev.gatehouse.proto.v1.RadiationReport radiation(RadiationReport report) {
        RadiationReport.Figures figures = report.figures();
        dev.gatehouse.proto.v1.RadiationReport.Builder wire =
                dev.gatehouse.proto.v1.RadiationReport.newBuilder()
                        .setKind(kind(report.kind()))
                        .addAllNuclides(report.nuclides())
                        .setSource(report.source());
        if (!report.code().isEmpty()) {
            wire.setCode(report.code());
        }
        if (report.occupancy() > 0) {
            wire.setOccupancy(report.occupancy());
        }
        figures.gammaCps().ifPresent(wire::setGammaCps);
        figures.neutronCps().ifPresent(wire::setNeutronCps);
        figures.gammaSigmas().ifPresent(wire::setGammaSigmas);
        figures.peakPosition().ifPresent(wire::setPeakPosition);
        figures.speedKmh().ifPresent(wire::setSpeedKmh);
        figures.durationMs().ifPresent(wire::setDurationMs);
        if (!report.evidence().isEmpty()) {
            wire.setEvidence(ByteString.copyFrom(report.evidence().toArray()));
        }
        report.marks().stream().sorted().map(WireSensor::mark).forEach(wire::addMarks);
        return wire.build();
    }

    private static RadiationKind kind(RadiationReport.Kind kind) {
        return switch (kind) {
            case UP -> RadiationKind.RADIATION_KIND_UP;
            case DOWN -> RadiationKind.RADIATION_KIND_DOWN;
            case OCCUPANCY_BEGAN -> RadiationKind.RADIATION_KIND_OCCUPANCY_BEGAN;
            case OCCUPANCY_ENDED -> RadiationKind.RADIATION_KIND_OCCUPANCY_ENDED;
            case GAMMA_ALARM -> RadiationKind.RADIATION_KIND_GAMMA_ALARM;
            case NEUTRON_ALARM -> RadiationKind.RADIATION_KIND_NEUTRON_ALARM;
            case NUCLIDE_ALARM -> RadiationKind.RADIATION_KIND_NUCLIDE_ALARM;
            case BACKGROUND -> RadiationKind.RADIATION_KIND_BACKGROUND;
            case FAULT -> RadiationKind.RADIATION_KIND_FAULT;
            case FAULT_CLEARED -> RadiationKind.RADIATION_KIND_FAULT_CLEARED;
            case TAMPER -> RadiationKind.RADIATION_KIND_TAMPER;
            case TAMPER_CLEARED -> RadiationKind.RADIATION_KIND_TAMPER_CLEARED;
            case STALLED -> RadiationKind.RADIATION_KIND_STALLED;
            case LONG_OCCUPANCY -> RadiationKind.RADIATION_KIND_LONG_OCCUPANCY;
            case DISAGREEMENT -> RadiationKind.RADIATION_KIND_DISAGREEMENT;
            case OCCUPANCY_MISSED -> RadiationKind.RADIATION_KIND_OCCUPANCY_MISSED;
            case UNREADABLE -> RadiationKind.RADIATION_KIND_UNREADABLE;
            case DOCUMENT_REFUSED -> RadiationKind.RADIATION_KIND_DOCUMENT_REFUSED;
            case NOT_ANALYSED -> RadiationKind.RADIATION_KIND_NOT_ANALYSED;
        };
    }

    private static RadiationMark mark(RadiationReport.Mark mark) {
        return switch (mark) {
            case PARTIAL_START -> RadiationMark.RADIATION_MARK_PARTIAL_START;
            case MISSING_END -> RadiationMark.RADIATION_MARK_MISSING_END;
            case TIMEOUT -> RadiationMark.RADIATION_MARK_TIMEOUT;
            case INTERRUPTED -> RadiationMark.RADIATION_MARK_INTERRUPTED;
            case TAMPERED -> RadiationMark.RADIATION_MARK_TAMPERED;
            case GAMMA -> RadiationMark.RADIATION_MARK_GAMMA;
            case NEUTRON -> RadiationMark.RADIATION_MARK_NEUTRON;
        };
    }

    static dev.gatehouse.proto.v1.ContactChange contact(ContactChange change) {
        return dev.gatehouse.proto.v1.ContactChange.newBuilder()
                .setKind(kind(change.contact()))
                .setActive(change.active())
                .setEdgeNs(change.edgeNanos())
                .build();
    }

    private static ContactKind kind(ContactChange.Contact contact) {
        return switch (contact) {
            case DURESS -> ContactKind.CONTACT_KIND_DURESS;
            case TAMPER -> ContactKind.CONTACT_KIND_TAMPER;
            case DOOR -> ContactKind.CONTACT_KIND_DOOR;
            case MAINS_LOST -> ContactKind.CONTACT_KIND_MAINS_LOST;
            case ON_BATTERY -> ContactKind.CONTACT_KIND_ON_BATTERY;
            case BARRIER_OPEN -> ContactKind.CONTACT_KIND_BARRIER_OPEN;
        };
    }

    static dev.gatehouse.proto.v1.EnvironmentReading environment(EnvironmentReading reading) {
        dev.gatehouse.proto.v1.EnvironmentReading.Builder wire =
                dev.gatehouse.proto.v1.EnvironmentReading.newBuilder();
        reading.centiCelsius().ifPresent(wire::setTemperatureCentiCelsius);
        reading.centiPercent().ifPresent(wire::setHumidityCentiPercent);
        return wire.build();
    }

    static dev.gatehouse.proto.v1.DeviceNotice notice(DeviceNotice notice) {
        return dev.gatehouse.proto.v1.DeviceNotice.newBuilder()
                .setCode(notice.code())
                .setSeverity(severity(notice.severity()))
                .setNumber(notice.number())
                .build();
    }

    private static NoticeSeverity severity(DeviceNotice.Severity severity) {
        return switch (severity) {
            case INFO -> NoticeSeverity.NOTICE_SEVERITY_INFO;
            case CLEARED -> NoticeSeverity.NOTICE_SEVERITY_CLEARED;
            case WARNING -> NoticeSeverity.NOTICE_SEVERITY_WARNING;
            case FAULT -> NoticeSeverity.NOTICE_SEVERITY_FAULT;
            case ALARM -> NoticeSeverity.NOTICE_SEVERITY_ALARM;
            case SILENT -> NoticeSeverity.NOTICE_SEVERITY_SILENT;
        };
    }
}
