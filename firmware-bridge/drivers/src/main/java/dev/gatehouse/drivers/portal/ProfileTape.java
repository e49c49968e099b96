package dev.gatehouse.drivers.portal;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.portal.DetectorCounts;
import dev.gatehouse.protocols.portal.DetectorNames;
import dev.gatehouse.protocols.portal.PortalTag;
import dev.gatehouse.protocols.portal.RadiationProfile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The samples of the occupancy that goes on, and of the 30 s before it. Bounded. Owned by the
/// machine's thread.
final class ProfileTape {
    static final long BEFORE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /// Samples of 30 s, at ten a second.
    static final int MAX_BEFORE = 300;

    private record Taken(long nanos, PortalTag tag, DetectorCounts counts) {}

    private final Deque<Taken> before = new ArrayDeque<>();
    private final List<Taken> during = new ArrayList<>();
    private final DetectorNames names;
    private boolean running;
    private int leftOut;

    /// @param names of the detectors
    ProfileTape(DetectorNames names) {
        this.names = names;
    }

    /// One interval.
    void add(long nanos, PortalTag tag, DetectorCounts counts) {
        Taken taken = new Taken(nanos, tag, counts);
        if (!running) {
            before.addLast(taken);
            trim(nanos);
        } else if (during.size() < RadiationProfile.MAX_SAMPLES - MAX_BEFORE) {
            during.add(taken);
        } else {
            leftOut++;
        }
    }

    private void trim(long nanos) {
        while (!before.isEmpty()
                && (before.size() > MAX_BEFORE
                        || nanos - before.element().nanos() > BEFORE_NANOS)) {
            before.remove();
        }
    }

    /// An occupancy begins.
    void begin(long nanos) {
        trim(nanos);
        running = true;
        during.clear();
        leftOut = 0;
    }

    int leftOut() {
        return leftOut;
    }

    /// The occupancy ends; its samples are before the next one.
    ///
    /// @param kept whether they are wanted as evidence
    Octets end(long nanos, boolean kept) {
        Octets evidence = kept ? profile().encode() : Octets.NONE;
        running = false;
        before.addAll(during);
        during.clear();
        trim(nanos);
        return evidence;
    }

    private RadiationProfile profile() {
        List<RadiationProfile.Sample> samples = new ArrayList<>();
        List<Taken> all = new ArrayList<>(before);
        all.addAll(during);
        for (Taken taken : all) {
            long atMs = TimeUnit.NANOSECONDS.toMillis(taken.nanos() - all.getFirst().nanos());
            samples.add(
                    new RadiationProfile.Sample(
                            Math.clamp(atMs, 0, Integer.MAX_VALUE), taken.tag(), taken.counts()));
        }
        return new RadiationProfile(names, samples, leftOut);
    }
}
