package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.NotCheckedReason;
import dev.gatehouse.proto.v1.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// No list, an old list, a broken list: query by hand with the reason, and never clear.
@ExtendWith(LogsOnFailure.class)
final class LookoutFaultTest {
    private static final String LISTED = "L-1,PLATE,US-NY,TESTA01,1,REFER_MANDATORY,2099-12-31";

    @TempDir private Path folder;

    private int reads;

    @SuppressWarnings("NullAway.Init")
    LookoutFaultTest() {}

    private Check read(Site site, String plate) throws Exception {
        String event = "list-" + reads++;
        site.postUntilTaken("1", Rekor.of(event, plate));
        return site.checkAtCentral(event);
    }

    private void requireByHand(Site site, NotCheckedReason reason) throws Exception {
        Check check = read(site, "UNLIST" + reads);
        assertEquals(Verdict.VERDICT_QUERY_BY_HAND, check.getVerdict());
        assertTrue(
                check.getReasonsList().contains(reason), () -> "found " + check.getReasonsList());
    }

    private static void awaitLevel(Site site, String level) throws Exception {
        Await.until("list " + level, () -> site.status().text("lookouts.level").equals(level));
    }

    @Test
    void withoutAGoodListNothingIsClear() throws Exception {
        try (Site site = Site.enrolled(folder, LISTED)) {
            Files.delete(site.toml().lookouts());
            site.startCentral();
            Program booth = site.startBooth();
            Await.until("clock", () -> !site.status().text("clock.quality").equals("UNKNOWN"));
            awaitLevel(site, "ABSENT");
            requireByHand(site, NotCheckedReason.NOT_CHECKED_REASON_NO_LIST);

            Files.write(site.toml().lookouts(), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
            awaitLevel(site, "DAMAGED");
            requireByHand(site, NotCheckedReason.NOT_CHECKED_REASON_DAMAGED_LIST);
            Files.writeString(site.toml().lookouts(), "id,kind\nX,PLATE\n");
            requireByHand(site, NotCheckedReason.NOT_CHECKED_REASON_DAMAGED_LIST);

            site.list(LISTED);
            awaitLevel(site, "GREEN");
            assertEquals(Verdict.VERDICT_CLEAR, read(site, "UNLISTG").getVerdict());

            // the file is older than its limit: same content, and it proves nothing any more
            Files.setLastModifiedTime(
                    site.toml().lookouts(), FileTime.from(Instant.now().minus(Duration.ofDays(3))));
            awaitLevel(site, "RED");
            requireByHand(site, NotCheckedReason.NOT_CHECKED_REASON_STALE_LIST);
            // a hit on an old list is a hit
            assertEquals(Verdict.VERDICT_REFER, read(site, "TESTA01").getVerdict());

            site.list(
                    LISTED,
                    "L-2,PLATE,US-NY,TESTB02,1,REFER_MANDATORY,2099-12-31",
                    "L-3,PLATE,US-NY,QUITE77,1,REFER_MANDATORY,2099-12-31");
            awaitLevel(site, "GREEN");
            assertEquals(Verdict.VERDICT_REFER, read(site, "TESTB02").getVerdict());
            assertEquals(Verdict.VERDICT_CLEAR, read(site, "UNLISTH").getVerdict());

            // a bad publication does not take the good list away, and shows
            Files.write(site.toml().lookouts(), "no list at all".getBytes(StandardCharsets.UTF_8));
            Await.until("damage", () -> site.status().text("lookouts.source").equals("DAMAGED"));
            assertEquals(Verdict.VERDICT_REFER, read(site, "QUITE77").getVerdict());
            assertEquals(0, booth.stop(), booth.err());
            assertEquals(
                    List.of(), booth.err().lines().filter(line -> line.contains("TEST")).toList());
        }
    }
}
