package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PlateRead.Candidate;
import dev.gatehouse.protocols.observation.PlateRead.Direction;
import dev.gatehouse.protocols.observation.PlateRead.ImageDigest;
import dev.gatehouse.protocols.observation.PlateRead.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// What a message says of one vehicle, collected by a codec in the maker's words and given out in
/// those of the common model. Used by one thread, once.
final class Sighting {

    static final int MAX_CANDIDATES = 10;
    static final int MAX_IDENTITY_CHARS = 64;
    static final int MAX_KEY_CHARS = 64;
    private static final char BROKEN = '\uFFFD';

    private record Sent(String plate, OptionalDouble confidence) {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Sent[content withheld]";
        }
    }

    private final String source;
    private final String plate;
    private final List<Sent> candidates = new ArrayList<>();
    private final List<ImageDigest> images = new ArrayList<>();
    private OptionalDouble confidence = OptionalDouble.empty();
    private String jurisdiction = "";
    private State state = State.SINGLE;
    private Direction direction = Direction.UNKNOWN;
    private String vehicleKey = "";
    private String camera = "";

    Sighting(String source, String plate) {
        this.source = source;
        this.plate = plate;
    }

    /// 0..1 or absent.
    Sighting confidence(OptionalDouble share) {
        confidence = share;
        return this;
    }

    /// Best first; the top plate needs not be among them.
    Sighting candidate(String text, OptionalDouble share) {
        candidates.add(new Sent(text, share));
        return this;
    }

    /// ISO 3166 or empty.
    Sighting jurisdiction(String code) {
        jurisdiction = code;
        return this;
    }

    Sighting state(State value) {
        state = value;
        return this;
    }

    Sighting direction(Direction value) {
        direction = value;
        return this;
    }

    /// A key that is too long is no key: cut, it could be another vehicle's.
    Sighting vehicleKey(String key) {
        vehicleKey = key.length() <= MAX_KEY_CHARS ? key : "";
        return this;
    }

    Sighting camera(String identity) {
        camera =
                identity.length() <= MAX_IDENTITY_CHARS
                        ? identity
                        : identity.substring(0, MAX_IDENTITY_CHARS);
        return this;
    }

    Sighting images(List<ImageDigest> digests) {
        images.addAll(digests);
        return this;
    }

    PlateRead read(ReaderProfile profile) {
        // A character that was broken on its way could have been any, or two: no plate is better
        // than another vehicle's.
        boolean broken = plate.indexOf(BROKEN) >= 0;
        PlateText text = PlateText.of(plate);
        String top = broken ? "" : text.plate();
        return new PlateRead(
                text.raw(),
                top,
                alternatives(top),
                confidence,
                jurisdiction,
                state,
                direction,
                vehicleKey,
                camera,
                !profile.cameraIdentity().isEmpty() && !profile.cameraIdentity().equals(camera),
                text.needsReview() || broken,
                images,
                source);
    }

    /// The top plate first, then the reader's order; one entry for each canonical form.
    private List<Candidate> alternatives(String top) {
        Map<String, OptionalDouble> found = new LinkedHashMap<>();
        if (!top.isEmpty()) {
            found.put(top, confidence);
        }
        for (Sent candidate : candidates) {
            String text =
                    candidate.plate().indexOf(BROKEN) >= 0
                            ? ""
                            : PlateText.of(candidate.plate()).plate();
            if (text.isEmpty()) {
                continue;
            }
            OptionalDouble own = candidate.confidence();
            if (found.containsKey(text)) {
                found.computeIfPresent(text, (_, known) -> known.isPresent() ? known : own);
            } else if (found.size() < MAX_CANDIDATES) {
                found.put(text, own);
            }
        }
        return found.entrySet().stream().map(e -> new Candidate(e.getKey(), e.getValue())).toList();
    }
}
