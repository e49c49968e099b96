package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.observation.CaptureTime.Quality;
import dev.gatehouse.protocols.observation.PlateRead.Direction;
import dev.gatehouse.protocols.observation.PlateRead.ImageDigest;
import dev.gatehouse.protocols.observation.PlateRead.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// One vehicle of a message by a mapping.
final class MappedVehicle {

    private static final int MAX_ADDED_MS = 999;
    private static final int MAX_PLAIN_CHARS = 32;
    private static final String PLAIN_MARKS = " -.?#*_";

    private final Mapping mapping;

    MappedVehicle(Mapping mapping) {
        this.mapping = mapping;
    }

    /// Empty when the message does not even say that no plate was read.
    Optional<PlateReading> reading(
            Fields from,
            String contentHash,
            String suffix,
            List<ImageDigest> images,
            ReaderProfile profile) {
        MappedValue plateValue = mapping.value("plate");
        if (!plateValue.occurs(from)) {
            return Optional.empty();
        }
        Suffixed plate = suffixed(unread(plateValue.of(from)));
        String country = text("country", from);
        Sighting seen =
                new Sighting(mapping.source(), plate.plate())
                        .confidence(
                                Confidence.of(text("confidence", from), mapping.confidenceFull()))
                        .jurisdiction(
                                Jurisdiction.of(
                                        country.isEmpty() ? plate.country() : country,
                                        text("part", from)))
                        .state(state(text("state", from)))
                        .direction(direction(from, profile))
                        .vehicleKey(text("vehicle_key", from))
                        .camera(text("camera", from))
                        .images(images);
        if (!mapping.text("candidates").isEmpty()) {
            from.each(mapping.text("candidates")).stream()
                    .limit(Sighting.MAX_CANDIDATES)
                    .forEach(one ->
                            seen.candidate(
                                    unread(text("candidate.plate", one)),
                                    Confidence.of(
                                            text("candidate.confidence", one),
                                            mapping.confidenceFull())));
        }
        String own = text("event_id", from);
        boolean usable =
                !own.isEmpty() && own.length() + suffix.length() <= PlateReading.MAX_EVENT_ID_CHARS;
        return Optional.of(
                new PlateReading(
                        (usable ? own : contentHash) + suffix,
                        usable,
                        time(from),
                        seen.read(profile)));
    }

    /// Whether what stands where the plate should be can be one, where the mapping cares: on a line
    /// that is all there is, noise would else be a vehicle.
    boolean noise(Fields from) {
        if (mapping.text("plate.plain").isEmpty()) {
            return false;
        }
        String sent = mapping.value("plate").of(from);
        return sent.length() > MAX_PLAIN_CHARS
                || !sent.codePoints()
                        .allMatch(one ->
                                Character.isLetterOrDigit(one) || PLAIN_MARKS.indexOf(one) >= 0);
    }

    private String text(String key, Fields from) {
        return mapping.value(key).of(from);
    }

    private String unread(String plate) {
        String marks = mapping.text("plate.unread");
        if (marks.isEmpty()) {
            return plate;
        }
        StringBuilder text = new StringBuilder(plate);
        for (int at = 0; at < text.length(); at++) {
            if (marks.indexOf(text.charAt(at)) >= 0) {
                text.setCharAt(at, '?');
            }
        }
        return text.toString();
    }

    private record Suffixed(String plate, String country) {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Suffixed[content withheld]";
        }
    }

    /// `46HVR9-NLD`: a country behind the last mark, when it is one.
    private Suffixed suffixed(String sent) {
        String mark = mapping.text("plate.country_suffix");
        int at = mark.isEmpty() ? -1 : sent.lastIndexOf(mark);
        String behind = at <= 0 ? "" : sent.substring(at + mark.length());
        String country = behind.length() == 3 ? Jurisdiction.country(behind) : "";
        return country.isEmpty()
                ? new Suffixed(sent, "")
                : new Suffixed(sent.substring(0, at), country);
    }

    /// An epoch number before a written time, and a doubtful one last.
    Optional<SourceTime> time(Fields from) {
        Optional<Instant> epoch = epoch(from, "time.epoch");
        if (epoch.isPresent()) {
            return epoch.map(at -> new SourceTime.Absolute(at, Quality.SOURCE_UTC));
        }
        String written = text("time.text", from);
        Optional<SourceTime> text =
                mapping.isoTime()
                        ? WrittenTime.iso(written)
                        : WrittenTime.of(written, mapping.timePattern());
        return text.isPresent()
                ? text
                : epoch(from, "time.doubtful_epoch").map(SourceTime.Doubtful::new);
    }

    private Optional<Instant> epoch(Fields from, String key) {
        OptionalLong number = EpochTime.whole(text(key, from));
        if (number.isEmpty()) {
            return Optional.empty();
        }
        long more = EpochTime.whole(text("time.epoch_ms", from)).orElse(0);
        return EpochTime.of(number.getAsLong())
                .map(at -> more <= MAX_ADDED_MS ? at.plusMillis(more) : at);
    }

    private Direction direction(Fields from, ReaderProfile profile) {
        String word = text("direction", from);
        if (mapping.says("direction.approaching", word)) {
            return Direction.APPROACHING;
        }
        if (mapping.says("direction.departing", word)) {
            return Direction.DEPARTING;
        }
        if (mapping.says("direction.stationary", word)) {
            return Direction.STATIONARY;
        }
        if (mapping.says("direction.forward", word)) {
            return profile.ahead(true);
        }
        if (mapping.says("direction.reverse", word)) {
            return profile.ahead(false);
        }
        OptionalDouble heading = Confidence.decimal(text("heading", from));
        return profile.direction(heading);
    }

    private State state(String word) {
        if (mapping.says("state.new", word)) {
            return State.NEW;
        }
        if (mapping.says("state.update", word)) {
            return State.UPDATE;
        }
        return mapping.says("state.final", word) ? State.FINAL : State.SINGLE;
    }
}
