package dev.gatehouse.core.decision;

import com.google.protobuf.ByteString;
import dev.gatehouse.proto.v1.CaptureTimeQuality;
import dev.gatehouse.proto.v1.Direction;
import dev.gatehouse.proto.v1.ImageDigest;
import dev.gatehouse.proto.v1.PlateCandidate;
import dev.gatehouse.proto.v1.ReadState;
import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.ContactChange;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.DocumentRead;
import dev.gatehouse.protocols.observation.EnvironmentReading;
import dev.gatehouse.protocols.observation.IdentifierRead;
import dev.gatehouse.protocols.observation.ManualEntry;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PresenceChange;
import dev.gatehouse.protocols.observation.RadiationReport;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.TagRead;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;

/// Plain observations as their messages.
final class Wire {
    private static final int SHA256_HEX_CHARS = 64;
    private static final int CENTI = 100;

    private Wire() {}

    static Stamp stamp(BoothClock clock) {
        Stamp.Builder stamp =
                Stamp.newBuilder().setWallMs(clock.wallMs()).setQuality(quality(clock.quality()));
        clock.boundMs().ifPresent(stamp::setBoundMs);
        return stamp.build();
    }

    static dev.gatehouse.proto.v1.TimeQuality quality(TimeQuality quality) {
        return switch (quality) {
            case SYNCED -> dev.gatehouse.proto.v1.TimeQuality.TIME_QUALITY_SYNCED;
            case HOLDOVER -> dev.gatehouse.proto.v1.TimeQuality.TIME_QUALITY_HOLDOVER;
            case RTC_ONLY -> dev.gatehouse.proto.v1.TimeQuality.TIME_QUALITY_RTC_ONLY;
            case UNKNOWN -> dev.gatehouse.proto.v1.TimeQuality.TIME_QUALITY_UNKNOWN;
        };
    }

    /// @throws IllegalArgumentException for a radio's report, which is an event of its own
    static dev.gatehouse.proto.v1.Observation observation(Observation seen) {
        dev.gatehouse.proto.v1.Observation.Builder wire =
                dev.gatehouse.proto.v1.Observation.newBuilder()
                        .setDeviceId(seen.deviceId())
                        .setLaneId(seen.laneId())
                        .setEventId(seen.eventId())
                        .setCaptured(
                                Stamp.newBuilder().setWallMs(seen.captured().at().toEpochMilli()))
                        .setReceived(
                                Stamp.newBuilder()
                                        .setWallMs(seen.received().at().toEpochMilli())
                                        .setQuality(quality(seen.received().quality())))
                        .setCaptureQuality(captureQuality(seen.captured().quality()))
                        .setLate(seen.late())
                        .setResendable(seen.resendable());
        switch (seen.body()) {
            case PlateRead read -> wire.setPlateRead(plateRead(read));
            case PresenceChange change ->
                    wire.setPresence(presence(change)).setDeviceSequence(change.sequence());
            case ManualEntry entry -> wire.setManualEntry(manualEntry(entry));
            case DocumentRead read ->
                    wire.setDocumentRead(
                            WireDocument.of(
                                    read,
                                    LocalDate.ofInstant(seen.received().at(), ZoneOffset.UTC)));
            case IdentifierRead read ->
                    wire.setIdentifierRead(
                            dev.gatehouse.proto.v1.IdentifierRead.newBuilder()
                                    .setKind(read.kind())
                                    .setText(read.text())
                                    .setSource(read.source()));
            case TagRead read -> wire.setTagRead(tagRead(read));
            case RadiationReport report -> wire.setRadiation(WireSensor.radiation(report));
            case ContactChange change ->
                    wire.setContact(WireSensor.contact(change))
                            .setDeviceSequence(change.sequence());
            case EnvironmentReading reading -> wire.setEnvironment(WireSensor.environment(reading));
            case DeviceNotice notice -> wire.setDeviceNotice(WireSensor.notice(notice));
            case RadioReport _ -> throw new IllegalArgumentException("expected what is in a lane");
        }
        return wire.build();
    }

    private static dev.gatehouse.proto.v1.ManualEntry manualEntry(ManualEntry entry) {
        dev.gatehouse.proto.v1.ManualEntry.Builder wire =
                dev.gatehouse.proto.v1.ManualEntry.newBuilder().setBadge(entry.badge());
        if (entry.kind().equals(ManualEntry.PLATE)) {
            return wire.setPlate(entry.text()).setJurisdiction(entry.jurisdiction()).build();
        }
        wire.setKind(entry.kind()).setText(entry.text());
        if (!entry.birthDate().isEmpty()) {
            wire.setBirthDate(entry.birthDate());
        }
        if (!entry.sex().isEmpty()) {
            wire.setSex(entry.sex());
        }
        if (!entry.nationality().isEmpty()) {
            wire.setNationality(entry.nationality());
        }
        return wire.build();
    }

    /// Without the code itself, which does not leave the lane.
    private static dev.gatehouse.proto.v1.TagRead tagRead(TagRead read) {
        dev.gatehouse.proto.v1.TagRead.Builder wire =
                dev.gatehouse.proto.v1.TagRead.newBuilder()
                        .setSeen(read.seen())
                        .setSource(read.source());
        if (read.antenna() > 0) {
            wire.setAntenna(read.antenna());
        }
        read.peakRssiDbm().ifPresent(dbm -> wire.setRssiCentiDbm(dbm * CENTI));
        return wire.build();
    }

    private static dev.gatehouse.proto.v1.PresenceChange presence(PresenceChange change) {
        return dev.gatehouse.proto.v1.PresenceChange.newBuilder()
                .setPresent(change.present())
                .setEdgeNs(change.edgeNanos())
                .build();
    }

    private static dev.gatehouse.proto.v1.PlateRead plateRead(PlateRead read) {
        dev.gatehouse.proto.v1.PlateRead.Builder wire =
                dev.gatehouse.proto.v1.PlateRead.newBuilder()
                        .setPlateRaw(read.plateRaw())
                        .setPlate(read.plate())
                        .setState(state(read.state()))
                        .setDirection(direction(read.direction()))
                        .setVehicleKey(read.vehicleKey())
                        .setCameraIdentity(read.cameraIdentity())
                        .setIdentityMismatch(read.identityMismatch())
                        .setNeedsReview(read.needsReview())
                        .setSource(read.source());
        read.confidence().ifPresent(wire::setConfidence);
        if (!read.jurisdiction().isEmpty()) {
            wire.setJurisdiction(read.jurisdiction());
        }
        for (PlateRead.Candidate candidate : read.candidates()) {
            PlateCandidate.Builder other = PlateCandidate.newBuilder().setPlate(candidate.plate());
            candidate.confidence().ifPresent(other::setConfidence);
            wire.addCandidates(other);
        }
        for (PlateRead.ImageDigest image : read.images()) {
            wire.addImages(
                    ImageDigest.newBuilder()
                            .setSha256(digest(image.sha256()))
                            .setMediaType(image.mediaType())
                            .setLengthBytes(image.lengthBytes()));
        }
        return wire.build();
    }

    /// A digest that is none is left empty: the read counts, not its picture.
    private static ByteString digest(String hex) {
        boolean isDigest =
                hex.length() == SHA256_HEX_CHARS && hex.chars().allMatch(HexFormat::isHexDigit);
        return isDigest ? ByteString.copyFrom(HexFormat.of().parseHex(hex)) : ByteString.EMPTY;
    }

    private static CaptureTimeQuality captureQuality(CaptureTime.Quality quality) {
        return switch (quality) {
            case SOURCE_UTC -> CaptureTimeQuality.CAPTURE_TIME_QUALITY_SOURCE_UTC;
            case SOURCE_OFFSET -> CaptureTimeQuality.CAPTURE_TIME_QUALITY_SOURCE_OFFSET;
            case SOURCE_LOCAL_ASSUMED ->
                    CaptureTimeQuality.CAPTURE_TIME_QUALITY_SOURCE_LOCAL_ASSUMED;
            case RECEIVED -> CaptureTimeQuality.CAPTURE_TIME_QUALITY_RECEIVED;
        };
    }

    private static ReadState state(PlateRead.State state) {
        return switch (state) {
            case NEW -> ReadState.READ_STATE_NEW;
            case UPDATE -> ReadState.READ_STATE_UPDATE;
            case FINAL -> ReadState.READ_STATE_FINAL;
            case SINGLE -> ReadState.READ_STATE_SINGLE;
        };
    }

    private static Direction direction(PlateRead.Direction direction) {
        return switch (direction) {
            case APPROACHING -> Direction.DIRECTION_APPROACHING;
            case DEPARTING -> Direction.DIRECTION_DEPARTING;
            case STATIONARY -> Direction.DIRECTION_STATIONARY;
            case UNKNOWN -> Direction.DIRECTION_UNKNOWN;
        };
    }
}
