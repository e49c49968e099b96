package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PlateRead.Candidate;
import dev.gatehouse.protocols.observation.PlateRead.Direction;
import dev.gatehouse.protocols.observation.PlateRead.ImageDigest;
import dev.gatehouse.protocols.observation.PlateRead.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What a Rekor message says in the common model (plate reader sheet, sections 1 and 7).
///
/// @param eventId 1 to 128 characters; the reader's own where it sends one
/// @param sourceTime the reader's clock; empty when it sent none that fits a magnitude
/// @param read the plate, or an empty one for a vehicle without read
public record RekorReading(String eventId, Optional<Instant> sourceTime, PlateRead read) {

    static final String SOURCE = "REKOR";
    static final int MAX_CANDIDATES = 10;
    static final int MAX_EVENT_ID_CHARS = 128;
    private static final int PREVIEW_HASH_CHARS = 16;

    /// Gives the frames of one vehicle one key where the reader has none (per-frame results).
    @FunctionalInterface
    public interface VehicleKeys {
        /// Key of the vehicle that shows this plate now.
        ///
        /// @param plate canonical, possibly empty
        /// @return at most 64 characters, empty for none
        String keyFor(long cameraId, String plate);
    }

    /// One reading for each vehicle in the message, none for heartbeats and unknown kinds.
    public static List<RekorReading> of(
            RekorDocument document, ReaderProfile profile, VehicleKeys keys) {
        return switch (document.message()) {
            case RekorGroup group -> List.of(group(group, document, profile));
            case RekorResults results -> results(results, document, profile, keys);
            case RekorAlert alert -> List.of(alert(alert, document, profile));
            case RekorVehicleOnly vehicle -> List.of(vehicle(vehicle, document, profile));
            case RekorHeartbeat _, RekorUnknownKind _ -> List.of();
        };
    }

    private static RekorReading group(
            RekorGroup group, RekorDocument document, ReaderProfile profile) {
        String sent =
                group.bestPlateNumber().isEmpty()
                        ? group.bestPlate().map(RekorPlate::plate).orElse("")
                        : group.bestPlateNumber();
        String region =
                group.bestRegion().isEmpty()
                        ? group.bestPlate().map(RekorPlate::region).orElse("")
                        : group.bestRegion();
        List<RekorCandidate> candidates =
                group.candidates().isEmpty()
                        ? group.bestPlate().map(RekorPlate::candidates).orElse(List.of())
                        : group.candidates();
        List<ImageDigest> images =
                Stream.concat(
                                group.bestPlate().flatMap(RekorPlate::plateCrop).stream(),
                                group.vehicleCrop().stream())
                        .toList();
        PlateRead read =
                read(
                        new Seen(sent, group.bestConfidencePercent(), region, candidates, images),
                        group.preview() ? State.UPDATE : State.FINAL,
                        direction(group.travelDirectionDeg(), group.parked(), profile),
                        "",
                        group.agent(),
                        profile);
        String eventId = eventId(group.bestUuid(), "", group.preview(), document, profile);
        return new RekorReading(eventId, time(group.epochStart(), group.epochEnd()), read);
    }

    private static List<RekorReading> results(
            RekorResults results, RekorDocument document, ReaderProfile profile, VehicleKeys keys) {
        List<RekorReading> readings = new ArrayList<>();
        for (RekorPlate plate : results.results()) {
            String suffix = results.results().size() == 1 ? "" : "#" + readings.size();
            PlateText text = PlateText.of(plate.plate());
            PlateRead read =
                    read(
                            new Seen(
                                    plate.plate(),
                                    plate.confidencePercent(),
                                    plate.region(),
                                    plate.candidates(),
                                    plate.plateCrop().stream().toList()),
                            State.UPDATE,
                            Direction.UNKNOWN,
                            keys.keyFor(results.agent().cameraId(), text.plate()),
                            results.agent(),
                            profile);
            String eventId = eventId(results.uuid(), suffix, false, document, profile);
            readings.add(
                    new RekorReading(
                            eventId, time(results.epochTime(), OptionalLong.empty()), read));
        }
        return readings;
    }

    /// The group inside, under the group's own event id: group and alert of one vehicle are one
    /// event.
    private static RekorReading alert(
            RekorAlert alert, RekorDocument document, ReaderProfile profile) {
        if (alert.group().isPresent()) {
            return group(alert.group().get(), document, profile);
        }
        PlateRead read =
                read(
                        new Seen(
                                alert.plateNumber(),
                                OptionalDouble.empty(),
                                "",
                                List.of(),
                                List.of()),
                        State.SINGLE,
                        Direction.UNKNOWN,
                        "",
                        new RekorAgent("", "", "", "", 0),
                        profile);
        String eventId = eventId("", "", false, document, profile);
        return new RekorReading(eventId, time(alert.epochTime(), OptionalLong.empty()), read);
    }

    private static RekorReading vehicle(
            RekorVehicleOnly vehicle, RekorDocument document, ReaderProfile profile) {
        PlateRead read =
                read(
                        new Seen(
                                "",
                                OptionalDouble.empty(),
                                "",
                                List.of(),
                                vehicle.vehicleCrop().stream().toList()),
                        vehicle.preview() ? State.UPDATE : State.FINAL,
                        direction(vehicle.travelDirectionDeg(), vehicle.parked(), profile),
                        "",
                        vehicle.agent(),
                        profile);
        String eventId = eventId(vehicle.bestUuid(), "", vehicle.preview(), document, profile);
        return new RekorReading(eventId, time(vehicle.epochStart(), OptionalLong.empty()), read);
    }

    /// What one vehicle's part of a message says, as sent.
    private record Seen(
            String plate,
            OptionalDouble confidencePercent,
            String region,
            List<RekorCandidate> candidates,
            List<ImageDigest> images) {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Seen[content withheld]";
        }
    }

    private static PlateRead read(
            Seen seen,
            State state,
            Direction direction,
            String vehicleKey,
            RekorAgent agent,
            ReaderProfile profile) {
        PlateText text = PlateText.of(seen.plate());
        OptionalDouble confidence = Confidence.ofPercent(seen.confidencePercent());
        String identity = agent.cameraIdentity();
        return new PlateRead(
                text.raw(),
                text.plate(),
                candidates(text.plate(), confidence, seen.candidates()),
                confidence,
                RegionCode.toIso(seen.region()),
                state,
                direction,
                vehicleKey,
                identity,
                !profile.cameraIdentity().isEmpty() && !profile.cameraIdentity().equals(identity),
                text.needsReview(),
                seen.images(),
                SOURCE);
    }

    /// The top plate first, then the reader's order; one entry for each canonical form.
    private static List<Candidate> candidates(
            String top, OptionalDouble confidence, List<RekorCandidate> sent) {
        Map<String, OptionalDouble> found = new LinkedHashMap<>();
        if (!top.isEmpty()) {
            found.put(top, confidence);
        }
        for (RekorCandidate candidate : sent) {
            String plate = PlateText.of(candidate.plate()).plate();
            if (plate.isEmpty()) {
                continue;
            }
            OptionalDouble own = Confidence.ofSummedPercent(candidate.confidencePercent());
            if (found.containsKey(plate)) {
                found.computeIfPresent(plate, (_, known) -> known.isPresent() ? known : own);
            } else if (found.size() < MAX_CANDIDATES) {
                found.put(plate, own);
            }
        }
        return found.entrySet().stream().map(e -> new Candidate(e.getKey(), e.getValue())).toList();
    }

    private static Direction direction(
            OptionalDouble headingDeg, boolean parked, ReaderProfile profile) {
        if (parked) {
            return Direction.STATIONARY;
        }
        if (within(headingDeg, profile.approachDeg())) {
            return Direction.APPROACHING;
        }
        return within(headingDeg, profile.departDeg()) ? Direction.DEPARTING : Direction.UNKNOWN;
    }

    private static boolean within(OptionalDouble headingDeg, OptionalDouble centreDeg) {
        if (headingDeg.isEmpty() || centreDeg.isEmpty()) {
            return false;
        }
        double heading = headingDeg.getAsDouble();
        return heading >= 0
                && heading <= 360
                && ReaderProfile.distanceDeg(heading, centreDeg.getAsDouble())
                        <= ReaderProfile.SECTOR_HALF_WIDTH_DEG;
    }

    private static Optional<Instant> time(OptionalLong first, OptionalLong second) {
        Optional<Instant> start =
                first.isPresent() ? EpochTime.of(first.getAsLong()) : Optional.empty();
        return start.isPresent() || second.isEmpty() ? start : EpochTime.of(second.getAsLong());
    }

    /// A preview keeps its uuid when it ends and may change between previews. Under the bare uuid
    /// the final group would pass for a repeat and its new candidates would never be checked: a
    /// preview's id therefore carries its content's hash, the final one is the uuid alone.
    private static String eventId(
            String uuid,
            String suffix,
            boolean preview,
            RekorDocument document,
            ReaderProfile profile) {
        String id = uuid;
        if (preview && !uuid.isEmpty()) {
            id =
                    uuid
                            + "~"
                            + document.contentHash(profile.readerId())
                                    .substring(0, PREVIEW_HASH_CHARS);
        }
        boolean usable = !id.isEmpty() && id.length() + suffix.length() <= MAX_EVENT_ID_CHARS;
        return (usable ? id : document.contentHash(profile.readerId())) + suffix;
    }
}
