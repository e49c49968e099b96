package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PlateRead.Direction;
import dev.gatehouse.protocols.observation.PlateRead.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a Rekor message says in the common model (plate reader sheet, sections 1 and 7).
public final class RekorReading {

    static final String SOURCE = "REKOR";
    private static final int PREVIEW_HASH_CHARS = 16;

    private RekorReading() {}

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
    public static List<PlateReading> of(
            RekorDocument document, ReaderProfile profile, VehicleKeys keys) {
        return switch (document.message()) {
            case RekorGroup group -> List.of(group(group, document, profile));
            case RekorResults results -> results(results, document, profile, keys);
            case RekorAlert alert -> List.of(alert(alert, document, profile));
            case RekorVehicleOnly vehicle -> List.of(vehicle(vehicle, document, profile));
            case RekorHeartbeat _, RekorUnknownKind _ -> List.of();
        };
    }

    private static PlateReading group(
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
        Sighting seen =
                sighting(sent, region, group.agent())
                        .confidence(Confidence.ofPercent(group.bestConfidencePercent()))
                        .state(group.preview() ? State.UPDATE : State.FINAL)
                        .direction(direction(group.travelDirectionDeg(), group.parked(), profile));
        add(seen, candidates);
        group.bestPlate().flatMap(RekorPlate::plateCrop).map(List::of).ifPresent(seen::images);
        group.vehicleCrop().map(List::of).ifPresent(seen::images);
        return reading(
                group.bestUuid(),
                "",
                group.preview(),
                document,
                profile,
                time(group.epochStart(), group.epochEnd()),
                seen.read(profile));
    }

    private static List<PlateReading> results(
            RekorResults results, RekorDocument document, ReaderProfile profile, VehicleKeys keys) {
        List<PlateReading> readings = new ArrayList<>();
        for (RekorPlate plate : results.results()) {
            String suffix = results.results().size() == 1 ? "" : "#" + readings.size();
            String canonical = PlateText.of(plate.plate()).plate();
            Sighting seen =
                    sighting(plate.plate(), plate.region(), results.agent())
                            .confidence(Confidence.ofPercent(plate.confidencePercent()))
                            .state(State.UPDATE)
                            .vehicleKey(keys.keyFor(results.agent().cameraId(), canonical))
                            .images(plate.plateCrop().stream().toList());
            add(seen, plate.candidates());
            readings.add(
                    reading(
                            results.uuid(),
                            suffix,
                            false,
                            document,
                            profile,
                            time(results.epochTime(), OptionalLong.empty()),
                            seen.read(profile)));
        }
        return readings;
    }

    /// The group inside, under the group's own event id: group and alert of one vehicle are one
    /// event.
    private static PlateReading alert(
            RekorAlert alert, RekorDocument document, ReaderProfile profile) {
        if (alert.group().isPresent()) {
            return group(alert.group().get(), document, profile);
        }
        PlateRead read =
                sighting(alert.plateNumber(), "", new RekorAgent("", "", "", "", 0)).read(profile);
        return reading(
                "",
                "",
                false,
                document,
                profile,
                time(alert.epochTime(), OptionalLong.empty()),
                read);
    }

    private static PlateReading vehicle(
            RekorVehicleOnly vehicle, RekorDocument document, ReaderProfile profile) {
        PlateRead read =
                sighting("", "", vehicle.agent())
                        .state(vehicle.preview() ? State.UPDATE : State.FINAL)
                        .direction(
                                direction(vehicle.travelDirectionDeg(), vehicle.parked(), profile))
                        .images(vehicle.vehicleCrop().stream().toList())
                        .read(profile);
        return reading(
                vehicle.bestUuid(),
                "",
                vehicle.preview(),
                document,
                profile,
                time(vehicle.epochStart(), OptionalLong.empty()),
                read);
    }

    private static Sighting sighting(String plate, String region, RekorAgent agent) {
        return new Sighting(SOURCE, plate)
                .jurisdiction(RegionCode.toIso(region))
                .camera(agent.cameraIdentity());
    }

    private static void add(Sighting to, List<RekorCandidate> candidates) {
        for (RekorCandidate candidate : candidates) {
            to.candidate(
                    candidate.plate(), Confidence.ofSummedPercent(candidate.confidencePercent()));
        }
    }

    private static Direction direction(
            OptionalDouble headingDeg, boolean parked, ReaderProfile profile) {
        return parked ? Direction.STATIONARY : profile.direction(headingDeg);
    }

    private static Optional<SourceTime> time(OptionalLong first, OptionalLong second) {
        Optional<Instant> start =
                first.isPresent() ? EpochTime.of(first.getAsLong()) : Optional.empty();
        Optional<Instant> found =
                start.isPresent() || second.isEmpty() ? start : EpochTime.of(second.getAsLong());
        return found.map(at -> new SourceTime.Absolute(at, CaptureTime.Quality.SOURCE_UTC));
    }

    /// A preview keeps its uuid when it ends and may change between previews. Under the bare uuid
    /// the final group would pass for a repeat and its new candidates would never be checked: a
    /// preview's id therefore carries its content's hash, the final one is the uuid alone.
    private static PlateReading reading(
            String uuid,
            String suffix,
            boolean preview,
            RekorDocument document,
            ReaderProfile profile,
            Optional<SourceTime> time,
            PlateRead read) {
        String id = uuid;
        if (preview && !uuid.isEmpty()) {
            id =
                    uuid
                            + "~"
                            + document.contentHash(profile.readerId())
                                    .substring(0, PREVIEW_HASH_CHARS);
        }
        boolean usable =
                !id.isEmpty() && id.length() + suffix.length() <= PlateReading.MAX_EVENT_ID_CHARS;
        String eventId = (usable ? id : document.contentHash(profile.readerId())) + suffix;
        return new PlateReading(eventId, usable, time, read);
    }
}
