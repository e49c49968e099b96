package dev.gatehouse.simulators;

import dev.gatehouse.simulators.Step.Edge;
import dev.gatehouse.simulators.Step.Kind;
import dev.gatehouse.simulators.Step.Read;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A lane of a northern land port on a busy day: vehicles of several jurisdictions, reads with the
/// errors readers make, previews, repeats, reads that never come, vehicles that follow too closely,
/// and now and then a listed one.
///
/// @param seed with `laneId` fixes everything that happens
/// @param laneId so that two lanes of one seed differ
/// @param run goes into the event ids only
/// @param vehiclesPerMinute mean arrival rate
/// @param planned vehicles in all; empty for no end
/// @param listed plates on the lookout list, may be empty
/// @param hitShare share of vehicles with a listed plate
/// @param errorShare share of reads that differ from the plate
record BusyLane(
        long seed,
        String laneId,
        String run,
        int vehiclesPerMinute,
        OptionalLong planned,
        List<Truth> listed,
        double hitShare,
        double errorShare)
        implements Scenario {

    /// Share of vehicles the reader misses; half of them it does not report at all.
    static final double MISSED_SHARE = 0.02;

    /// Share of vehicles with a provisional report before the final one.
    static final double PREVIEW_SHARE = 0.10;

    /// Share of final reports that are sent a second time although they were acknowledged.
    static final double REPEAT_SHARE = 0.05;

    /// Share of vehicles that follow so closely that the loop never falls.
    static final double TAILGATING_SHARE = 0.02;

    /// The sheet's share of reads that are not equal to the plate.
    static final double USUAL_ERROR_SHARE =
            1 - (double) ReadingError.NONE.share() / ReadingError.SHARES;

    private static final long LONGEST_DWELL_NANOS = 8_000_000_000L;

    BusyLane {
        listed = List.copyOf(listed);
    }

    @Override
    public String name() {
        return "busy-lane";
    }

    @Override
    public OptionalLong vehicles() {
        return planned;
    }

    @Override
    public Iterator<Step> steps() {
        return new Walk();
    }

    /// Plates are content: never printed by accident.
    @Override
    public String toString() {
        return "BusyLane[seed=" + seed + ", lane=" + laneId + "]";
    }

    /// Walks the lane once; owned by one thread.
    private final class Walk implements Iterator<Step> {
        private final RandomGenerator random = new SplittableRandom(seed * 31 + laneId.hashCode());
        private final ArrayDeque<Step> ready = new ArrayDeque<>();
        private final long meanGapNanos = 60_000_000_000L / vehiclesPerMinute;
        private long vehicle;
        private long nanos;
        private boolean loopTaken;

        @Override
        public boolean hasNext() {
            return !ready.isEmpty() || planned.isEmpty() || vehicle < planned.getAsLong();
        }

        @Override
        public Step next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            // A vehicle that follows another too closely and is not seen by the reader causes no
            // step at all.
            while (ready.isEmpty()) {
                arrive();
            }
            return ready.remove();
        }

        private void arrive() {
            long dwell =
                    (long)
                            (Math.min(meanGapNanos, LONGEST_DWELL_NANOS)
                                    * (0.45 + 0.2 * random.nextDouble()));
            boolean last = planned.isPresent() && vehicle + 1 == planned.getAsLong();
            boolean followed = random.nextDouble() < TAILGATING_SHARE && !last;
            if (!loopTaken) {
                ready.add(new Edge(vehicle, nanos, true));
            }
            report(nanos + dwell / 4, dwell);
            if (!followed) {
                ready.add(new Edge(vehicle, nanos + dwell, false));
            }
            loopTaken = followed;
            double wait = 0.3 + 0.7 * Math.min(4, random.nextExponential());
            long gap = (long) ((meanGapNanos - dwell) * wait);
            nanos += dwell + (followed ? 0 : gap);
            vehicle++;
        }

        private void report(long at, long dwell) {
            boolean hit = !listed.isEmpty() && random.nextDouble() < hitShare;
            Truth truth =
                    hit ? listed.get(random.nextInt(listed.size())) : PlateSeries.draw(random);
            double lot = random.nextDouble();
            if (lot < MISSED_SHARE / 2) {
                return;
            }
            if (lot < MISSED_SHARE) {
                ready.add(
                        new Read(vehicle, at, eventId(), Kind.FINAL, "", List.of(), "", 0, truth));
                return;
            }
            if (random.nextDouble() < PREVIEW_SHARE) {
                // A provisional read is made early and errs more often.
                ready.add(read(at, Kind.PREVIEW, truth, Math.min(1, 2 * errorShare)));
            }
            Read read = read(at + dwell / 8, Kind.FINAL, truth, errorShare);
            ready.add(read);
            if (random.nextDouble() < REPEAT_SHARE) {
                ready.add(repeat(read, at + dwell / 4));
            }
        }

        private Read read(long at, Kind kind, Truth truth, double share) {
            ReadingError error = ReadingError.draw(random, share);
            String text = error.apply(truth.plate(), random);
            boolean right = text.equals(truth.plate());
            boolean runnerUp = !right && random.nextBoolean();
            double confidence =
                    right ? 85 + 14 * random.nextDouble() : 55 + 30 * random.nextDouble();
            return new Read(
                    vehicle,
                    at,
                    eventId(),
                    kind,
                    text,
                    runnerUp ? List.of(truth.plate()) : List.of(),
                    Regions.rekor(truth.jurisdiction()),
                    Math.round(confidence * 100) / 100.0,
                    truth);
        }

        private String eventId() {
            return "SIM-" + Long.toHexString(seed) + "-" + run + "-" + vehicle;
        }
    }

    private static Read repeat(Read read, long at) {
        return new Read(
                read.vehicle(),
                at,
                read.eventId(),
                Kind.REPEAT,
                read.text(),
                read.alternatives(),
                read.region(),
                read.confidence(),
                read.truth());
    }
}
