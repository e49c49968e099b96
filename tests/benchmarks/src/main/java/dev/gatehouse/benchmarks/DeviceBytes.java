package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// What reaches the disk. Two counters, because neither alone tells: the device's own sectors
/// written (file system journal included, and everything other processes write meanwhile), and what
/// the kernel accounts to this process when it makes a page dirty (`write_bytes`).
final class DeviceBytes {
    private static final int SECTOR_BYTES = 512;
    private static final int SECTORS_WRITTEN_FIELD = 6;

    /// glibc's `dev_t`: minor in bits 0-7 and 20-31, major in bits 8-19.
    private static final int MAJOR_SHIFT = 8;

    private static final int MAJOR_MASK = 0xFFF;
    private static final int MINOR_LOW_MASK = 0xFF;
    private static final int MINOR_HIGH_SHIFT = 12;
    private static final int MINOR_HIGH_MASK = 0xFFF00;

    private final Path stat;

    private DeviceBytes(Path stat) {
        this.stat = stat;
    }

    /// Of the block device below this path.
    static DeviceBytes below(Path path) throws IOException {
        long device = ((Number) Files.getAttribute(path, "unix:dev")).longValue();
        long major = device >>> MAJOR_SHIFT & MAJOR_MASK;
        long minor = (device & MINOR_LOW_MASK) | (device >>> MINOR_HIGH_SHIFT & MINOR_HIGH_MASK);
        return new DeviceBytes(Path.of("/sys/dev/block/" + major + ":" + minor + "/stat"));
    }

    boolean isPresent() {
        return Files.isReadable(stat);
    }

    /// Octets the device has taken so far; empty where the file system has none of its own (memory,
    /// overlay).
    OptionalLong written() throws IOException {
        if (!isPresent()) {
            return OptionalLong.empty();
        }
        String[] fields = Files.readString(stat).strip().split("\\s+", -1);
        return OptionalLong.of(Long.parseLong(fields[SECTORS_WRITTEN_FIELD]) * SECTOR_BYTES);
    }

    /// Octets accounted to this process so far.
    static long ofThisProcess() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/io"))) {
            if (line.startsWith("write_bytes:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("/proc/self/io names no write_bytes");
    }
}
