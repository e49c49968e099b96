package dev.gatehouse.simulators.camera;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/// What one camera sees: a vehicle at each beat, of made-up plates. The same seed gives the same
/// vehicles; their times follow from when the camera was started.
public final class CameraTraffic implements Iterator<CameraRead> {

    private static final String LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
    private static final List<String> PLACES =
            List.of("CA ON", "CA QC", "CA NB", "US NY", "US VT", "US MI", "US ME");
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final SplittableRandom random;
    private final String camera;
    private final long count;
    private final long stepNanos;
    private final Instant start;
    private long number;

    /// @param readsPerSecond 1 to 100
    /// @param count of vehicles in all
    public CameraTraffic(long seed, String camera, int readsPerSecond, long count, Instant start) {
        if (readsPerSecond < 1 || readsPerSecond > 100 || count < 0) {
            throw new IllegalArgumentException("reads a second: expected 1..100");
        }
        this.random = new SplittableRandom(seed);
        this.camera = camera;
        this.count = count;
        this.stepNanos = NANOS_PER_SECOND / readsPerSecond;
        this.start = start;
    }

    @Override
    public boolean hasNext() {
        return number < count;
    }

    @Override
    public CameraRead next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        number++;
        String[] place = PLACES.get(random.nextInt(PLACES.size())).split(" ", -1);
        StringBuilder plate = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            plate.append(
                    i < 3
                            ? LETTERS.charAt(random.nextInt(LETTERS.length()))
                            : (char) ('0' + random.nextInt(10)));
        }
        return new CameraRead(
                number,
                camera,
                start.plusNanos(dueNanos()),
                plate.toString(),
                place[0],
                place[1],
                50 + random.nextInt(50),
                random.nextInt(4) > 0);
    }

    /// When the vehicle that `next` gave last is seen, since the start.
    public long dueNanos() {
        return (number - 1) * stepNanos;
    }
}
