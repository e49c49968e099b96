package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.journal.RecordClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VitalsTest {
    private static final long S = 1_000_000_000L;

    @TempDir Path folder;

    @Test
    void theSmallestLimitOnTheWayUpCounts() throws IOException {
        Path proc = Files.createDirectory(folder.resolve("proc"));
        Path cgroup = folder.resolve("cgroup");
        Files.createDirectories(cgroup.resolve("system.slice/gatehouse.service"));
        Files.writeString(proc.resolve("cgroup"), "0::/system.slice/gatehouse.service\n");
        Files.writeString(proc.resolve("status"), "VmSize:  9 kB\nVmRSS:\t   1234 kB\n");
        Files.writeString(proc.resolve("io"), "wchar: 9\nwrite_bytes: 4096\n");
        Files.writeString(cgroup.resolve("system.slice/gatehouse.service/memory.max"), "max\n");
        Files.writeString(cgroup.resolve("system.slice/memory.max"), "209715200\n");
        Files.writeString(folder.resolve("memory.max"), "1\n");
        Vitals vitals = new Vitals(proc, cgroup, folder);
        assertEquals(Map.of("rss_kib", 1_234L, "limit_kib", 204_800L), vitals.memory());
        assertEquals(4_096L, vitals.disk().get("written_bytes"));
        // a path that leads out of the tree of groups is not followed
        Files.writeString(proc.resolve("cgroup"), "0::/../../x\n");
        assertEquals(Map.of("rss_kib", 1_234L), vitals.memory());
    }

    @Test
    void whatTheKernelDoesNotTellIsAbsent() {
        Vitals vitals =
                new Vitals(folder.resolve("no"), folder.resolve("no"), folder.resolve("no"));
        assertEquals(Map.of(), vitals.memory());
        assertEquals(Map.of(), vitals.disk());
        assertTrue(Vitals.of(folder).residentKib().orElse(0) > 0, "this very process");
    }

    @Test
    void theProofIsLateOnlyWhileRecordsWaitAndItStands() {
        UnprovenWatch watch = new UnprovenWatch();
        assertEquals(0, watch.ageS(RecordClass.P1, 0, 0, 0));
        assertEquals(0, watch.ageS(RecordClass.P1, 0, 0, 100 * S));
        assertEquals(5, watch.ageS(RecordClass.P1, 9, 0, 105 * S));
        assertEquals(0, watch.ageS(RecordClass.P2, 9, 0, 105 * S));
        assertEquals(0, watch.ageS(RecordClass.P1, 9, 4, 106 * S));
        assertEquals(30, watch.ageS(RecordClass.P1, 99, 4, 136 * S));
        assertEquals(0, watch.ageS(RecordClass.P1, 99, 99, 137 * S));
    }
}
