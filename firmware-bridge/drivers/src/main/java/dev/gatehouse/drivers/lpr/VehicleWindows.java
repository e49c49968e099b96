package dev.gatehouse.drivers.lpr;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Keys for the frames of one vehicle where the reader sends frames one by one: the same plate at
/// the same camera until 60 s of silence (plate reader sheet, section 6, level 2). Owned by its
/// driver.
final class VehicleWindows {

    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    static final int MAX_WINDOWS = 64;

    private record Shown(long cameraId, String plate) {
        /// Content: never printed by accident.
        @Override
        public String toString() {
            return "Shown[content withheld]";
        }
    }

    private record Window(String key, long lastNanos) {}

    private final Map<Shown, Window> windows = new LinkedHashMap<>(16, 0.75f, true);
    private long opened;
    private long evicted;

    /// Key of the vehicle; free of its plate, because keys go where plates must not. Empty for an
    /// unread plate: two vehicles without a plate must not become one.
    ///
    /// @param epochMs tells windows of different runs of the booth apart
    String keyFor(long cameraId, String plate, long nanos, long epochMs) {
        if (plate.isEmpty()) {
            return "";
        }
        Shown shown = new Shown(cameraId, plate);
        Window known = windows.get(shown);
        String key =
                known != null && nanos - known.lastNanos() <= SILENCE_NANOS
                        ? known.key()
                        : cameraId + "-" + epochMs + "-" + ++opened;
        windows.put(shown, new Window(key, nanos));
        if (windows.size() > MAX_WINDOWS) {
            windows.remove(windows.keySet().iterator().next());
            evicted++;
        }
        return key;
    }

    /// Windows that gave way to newer ones before their silence was over or noticed.
    long evicted() {
        return evicted;
    }
}
