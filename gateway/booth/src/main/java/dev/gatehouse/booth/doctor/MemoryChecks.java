package dev.gatehouse.booth.doctor;

/// Resident set against the plan, and against the limit at which the kernel kills.
final class MemoryChecks {
    private static final long KIB_A_MIB = 1_024;

    private MemoryChecks() {}

    static void look(Scene scene) {
        long rssKib = scene.count("rss_kib");
        long limitKib = scene.count("memory.limit_kib");
        if (limitKib > 0 && rssKib * 100 >= limitKib * Thresholds.LIMIT_PERCENT) {
            scene.found(
                    Finding.of(
                                    Ailment.MEM_LIMIT,
                                    "",
                                    "Beyond its limit the kernel ends the booth.",
                                    "raise MemoryMax: systemctl edit gatehouse")
                            .with("rss_kib", rssKib)
                            .with("limit_kib", limitKib));
        } else if (rssKib >= scene.limits().memoryMib() * KIB_A_MIB) {
            scene.found(
                    Finding.of(
                                    Ailment.MEM_RSS,
                                    "",
                                    "Its resident set is above what was planned.",
                                    "compare the list's size; report it with status --json")
                            .with("rss_kib", rssKib)
                            .with("limit_kib", scene.limits().memoryMib() * KIB_A_MIB));
        }
    }
}
