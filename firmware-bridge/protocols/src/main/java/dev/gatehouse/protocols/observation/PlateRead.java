package dev.gatehouse.protocols.observation;

import java.util.List;
import java.util.OptionalDouble;

/// A plate reader's answer, the same for every maker (plate reader sheet, section 1).
///
/// @param plateRaw as sent after NFKC, at most 24 code points
/// @param plate `[A-Z0-9?]{0,16}`; empty means a vehicle was seen and nothing was read
/// @param candidates at most 10, best first, the top plate included
/// @param confidence 0..1; absent when the reader gave none
/// @param jurisdiction ISO 3166-2 or 3166-1 alpha-2; empty when unknown
/// @param state of the read within its vehicle
/// @param direction of travel
/// @param vehicleKey the reader's track id; empty when it has none
/// @param cameraIdentity as sent, at most 64 characters
/// @param identityMismatch the identity in the payload is not the configured one
/// @param needsReview the raw plate has letters that are not Latin
/// @param images digests of images; the images themselves are never kept
/// @param source the parser that ran, e.g. `REKOR`
public record PlateRead(
        String plateRaw,
        String plate,
        List<Candidate> candidates,
        OptionalDouble confidence,
        String jurisdiction,
        State state,
        Direction direction,
        String vehicleKey,
        String cameraIdentity,
        boolean identityMismatch,
        boolean needsReview,
        List<ImageDigest> images,
        String source)
        implements Observation.InLane {

    public PlateRead {
        candidates = List.copyOf(candidates);
        images = List.copyOf(images);
    }

    /// One alternative reading.
    public record Candidate(String plate, OptionalDouble confidence) {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Candidate[content withheld]";
        }
    }

    /// SHA-256 (hex) of the decoded image bytes.
    public record ImageDigest(String sha256, String mediaType, long lengthBytes) {}

    /// Place of the read in the life of one vehicle.
    public enum State {
        NEW,
        UPDATE,
        FINAL,
        SINGLE
    }

    /// Direction of travel as seen by the reader.
    public enum Direction {
        APPROACHING,
        DEPARTING,
        STATIONARY,
        UNKNOWN
    }

    /// Plates are content: never printed by accident.
    @Override
    public String toString() {
        return "PlateRead[source=" + source + ", state=" + state + ", content withheld]";
    }
}
