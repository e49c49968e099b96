package dev.gatehouse.protocols.lpr;

import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.CaptureTime.Quality;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/// What a reader said about the time of a read, before anybody knows what to think of it (plate
/// reader sheet, section 2, steps 1 and 2).
public sealed interface SourceTime {

    /// The instant and how it was obtained.
    ///
    /// @param zone of the reader, for times without one
    /// @param receivedAt tells the two meanings of an hour that occurs twice apart
    CaptureTime resolve(ZoneId zone, Instant receivedAt);

    /// An epoch number or a time with its zone.
    ///
    /// @param quality `SOURCE_UTC` or `SOURCE_OFFSET`
    record Absolute(Instant at, Quality quality) implements SourceTime {
        @Override
        public CaptureTime resolve(ZoneId zone, Instant receivedAt) {
            return new CaptureTime(at, quality);
        }
    }

    /// A time on the reader's wall.
    record Local(LocalDateTime at) implements SourceTime {
        @Override
        public CaptureTime resolve(ZoneId zone, Instant receivedAt) {
            return new CaptureTime(nearest(at, zone, receivedAt), Quality.SOURCE_LOCAL_ASSUMED);
        }

        /// In the hour that is repeated in autumn the instant nearest to the receipt; a time that
        /// spring leaves out is moved on by the gap.
        private static Instant nearest(LocalDateTime at, ZoneId zone, Instant receivedAt) {
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(at);
            if (offsets.isEmpty()) {
                return ZonedDateTime.of(at, zone).toInstant();
            }
            Instant best = at.toInstant(offsets.getFirst());
            for (ZoneOffset offset : offsets) {
                Instant other = at.toInstant(offset);
                if (distance(other, receivedAt).compareTo(distance(best, receivedAt)) < 0) {
                    best = other;
                }
            }
            return best;
        }

        private static Duration distance(Instant a, Instant b) {
            return Duration.between(a, b).abs();
        }
    }

    /// An epoch number of firmware that fills in its local time as if it were UTC (sheet, section
    /// 13): taken for local when it is off by what a time zone can be off.
    record Doubtful(Instant at) implements SourceTime {

        private static final long STEP_S = 15 * 60;
        private static final long TOLERANCE_S = 2 * 60;

        /// No zone is further from UTC.
        private static final long MAX_OFFSET_S = 18 * 3_600;

        @Override
        public CaptureTime resolve(ZoneId zone, Instant receivedAt) {
            long off = Math.abs(Duration.between(at, receivedAt).toSeconds());
            long steps = (off + STEP_S / 2) / STEP_S;
            boolean local =
                    steps != 0
                            && off <= MAX_OFFSET_S + TOLERANCE_S
                            && Math.abs(off - steps * STEP_S) <= TOLERANCE_S;
            return local
                    ? new Local(LocalDateTime.ofInstant(at, ZoneOffset.UTC))
                            .resolve(zone, receivedAt)
                    : new CaptureTime(at, Quality.SOURCE_UTC);
        }
    }
}
