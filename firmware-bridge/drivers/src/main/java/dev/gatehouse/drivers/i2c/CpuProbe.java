package dev.gatehouse.drivers.i2c;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The processor's own sensors, as the kernel shows them; the warmest counts.
///
/// @param zones `/sys/class/thermal`
record CpuProbe(Path zones) implements Probe {

    private static final int ZONES_MAX = 32;
    private static final double MILLI = 1_000;

    @Override
    public double celsius() throws IOException {
        double warmest = Double.NEGATIVE_INFINITY;
        int seen = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(zones, "thermal_zone*")) {
            for (Path zone : all) {
                if (++seen > ZONES_MAX) {
                    break;
                }
                try {
                    String milli = Files.readString(zone.resolve("temp")).strip();
                    warmest = Math.max(warmest, Integer.parseInt(milli) / MILLI);
                } catch (NumberFormatException e) {
                    throw new IOException("thermal zone: expected a whole number", e);
                }
            }
        }
        if (warmest == Double.NEGATIVE_INFINITY) {
            throw new IOException("no thermal zone; the board shows no temperature of its own");
        }
        return warmest;
    }

    @Override
    public void close() {
        // nothing is kept open
    }
}
