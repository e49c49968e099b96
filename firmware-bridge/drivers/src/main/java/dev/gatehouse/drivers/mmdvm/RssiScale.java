package dev.gatehouse.drivers.mmdvm;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;

/// From the measured number to dBm, straight lines between the points of a device's table. Without
/// a table the number is taken for what hotspots send: dBm without its sign.
final class RssiScale {

    private static final int MAX_POINTS = 64;
    private static final int LARGEST_PLAIN = 200;

    private final NavigableMap<Integer, Integer> points;

    private RssiScale(NavigableMap<Integer, Integer> points) {
        this.points = points;
    }

    /// Reads `raw:dbm,raw:dbm,...`, at least two points; empty text for none.
    ///
    /// @throws IllegalArgumentException stating what was expected
    static RssiScale of(String text) {
        NavigableMap<Integer, Integer> points = new TreeMap<>();
        if (!text.isEmpty()) {
            for (String pair : text.split(",", -1)) {
                String[] parts = pair.strip().split(":", -1);
                if (parts.length != 2) {
                    throw new IllegalArgumentException("rssi: expected `raw:dbm,raw:dbm,...`");
                }
                try {
                    points.put(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException("rssi: expected whole numbers", e);
                }
            }
            if (points.size() < 2 || points.size() > MAX_POINTS) {
                throw new IllegalArgumentException(
                        "rssi: expected 2.." + MAX_POINTS + " points, found " + points.size());
            }
        }
        return new RssiScale(points);
    }

    /// dBm of a measured number; empty for 0, which means none, and for what the scale cannot tell.
    OptionalInt dbm(int raw) {
        if (raw == 0) {
            return OptionalInt.empty();
        }
        if (points.isEmpty()) {
            return raw <= LARGEST_PLAIN ? OptionalInt.of(-raw) : OptionalInt.empty();
        }
        Map.Entry<Integer, Integer> below = points.floorEntry(raw);
        Map.Entry<Integer, Integer> above = points.ceilingEntry(raw);
        if (below == null) {
            return OptionalInt.of(points.firstEntry().getValue());
        }
        if (above == null) {
            return OptionalInt.of(points.lastEntry().getValue());
        }
        int width = above.getKey() - below.getKey();
        if (width == 0) {
            return OptionalInt.of(below.getValue());
        }
        int rise = above.getValue() - below.getValue();
        return OptionalInt.of(below.getValue() + rise * (raw - below.getKey()) / width);
    }
}
