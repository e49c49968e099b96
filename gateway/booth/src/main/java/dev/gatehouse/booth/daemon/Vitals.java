package dev.gatehouse.booth.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// What the kernel tells of this process: memory against the limit of its control group, and octets
/// that really went to the medium. Absent where the kernel does not tell: unknown is never zero.
final class Vitals {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final String NO_BOOT_ID = "0";
    private static final String RESIDENT = "VmRSS:";
    private static final String WRITTEN = "write_bytes:";

    /// Deeper than any control group that systemd makes.
    private static final int GROUP_DEPTH_MAX = 32;

    private final Path proc;
    private final Path cgroup;
    private final Path dataDir;

    /// @param proc `/proc/self`
    /// @param cgroup `/sys/fs/cgroup`, version 2
    /// @param dataDir on the medium whose space counts
    Vitals(Path proc, Path cgroup, Path dataDir) {
        this.proc = proc;
        this.cgroup = cgroup;
        this.dataDir = dataDir;
    }

    static Vitals of(Path dataDir) {
        return new Vitals(Path.of("/proc/self"), Path.of("/sys/fs/cgroup"), dataDir);
    }

    /// Id of the machine's boot, `[0-9a-f-]`; `0` where the kernel does not tell.
    static String bootId() {
        try {
            String id = Files.readString(BOOT_ID).strip();
            return id.matches("[0-9a-f-]{1,64}") ? id : NO_BOOT_ID;
        } catch (IOException e) {
            return NO_BOOT_ID;
        }
    }

    OptionalLong residentKib() {
        return field(proc.resolve("status"), RESIDENT);
    }

    Map<String, Object> memory() {
        Map<String, Object> tree = new LinkedHashMap<>();
        residentKib().ifPresent(kib -> tree.put("rss_kib", kib));
        groupLimitBytes().ifPresent(limit -> tree.put("limit_kib", limit >> 10));
        return tree;
    }

    Map<String, Object> disk() {
        Map<String, Object> tree = new LinkedHashMap<>();
        try {
            FileStore medium = Files.getFileStore(dataDir);
            tree.put("free_bytes", medium.getUsableSpace());
            tree.put("total_bytes", medium.getTotalSpace());
        } catch (IOException e) {
            // what cannot be asked stays absent
        }
        field(proc.resolve("io"), WRITTEN).ifPresent(bytes -> tree.put("written_bytes", bytes));
        return tree;
    }

    /// The smallest `memory.max` from the process's own group up to the root.
    private OptionalLong groupLimitBytes() {
        OptionalLong smallest = OptionalLong.empty();
        for (String line : lines(proc.resolve("cgroup"))) {
            if (line.startsWith("0::/")) {
                Path group = cgroup.resolve(line.substring("0::/".length())).normalize();
                for (int depth = 0;
                        group != null && group.startsWith(cgroup) && depth < GROUP_DEPTH_MAX;
                        depth++) {
                    for (String limit : lines(group.resolve("memory.max"))) {
                        OptionalLong here = number(limit);
                        if (here.isPresent()
                                && (smallest.isEmpty()
                                        || here.getAsLong() < smallest.getAsLong())) {
                            smallest = here;
                        }
                    }
                    group = group.getParent();
                }
            }
        }
        return smallest;
    }

    private static OptionalLong field(Path file, String name) {
        for (String line : lines(file)) {
            if (line.startsWith(name)) {
                return number(line.substring(name.length()).replace("kB", ""));
            }
        }
        return OptionalLong.empty();
    }

    private static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException _) {
            return List.of();
        }
    }
}
