package dev.gatehouse.core.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.core.disk.SimulatedDisk;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RecentPassagesTest {
    private static final long HOUR_MS = 3_600_000L;
    private static final ReplayLimits LIMITS =
            new ReplayLimits(72 * HOUR_MS, 3 * HOUR_MS, 8L << 20, 128, 10_000);

    private final SimulatedDisk disk = new SimulatedDisk(3);
    private long nanos = 5_000_000_000L;
    private long wallMs = 1_795_000_000_000L;
    private int passages;
    private RecentPassages recent = opened(LIMITS);

    private RecentPassages opened(ReplayLimits limits) {
        RecentPassages fresh =
                new RecentPassages(limits, disk, new byte[32], new SecureRandom(), () -> nanos);
        fresh.load();
        return fresh;
    }

    private void pass(long ms) {
        nanos += ms * 1_000_000;
        wallMs += ms;
    }

    private void see(String plate) {
        recent.add(
                new Entry.Seen(
                        String.format("%016x", ++passages),
                        "lane-1",
                        wallMs,
                        TimeQuality.SYNCED,
                        false,
                        new Presented.Plate(plate, Jurisdiction.ofIso("US-NY")),
                        List.of()),
                false);
    }

    private static List<String> plates(RecentPassages of) {
        List<String> plates = new ArrayList<>();
        of.forEachEntry(entry -> {
            if (entry instanceof Entry.Seen seen && seen.what() instanceof Presented.Plate plate) {
                plates.add(plate.text());
            }
        });
        return plates;
    }

    private byte[] image(String name) throws IOException {
        try (DiskFile file = disk.open(name, false)) {
            ByteBuffer image = ByteBuffer.allocate(Math.toIntExact(file.size()));
            var _ = file.read(0, image);
            return image.array();
        }
    }

    @Test
    void aPlateTakesSome40OctetsAndRoomToGrow() {
        for (int i = 0; i < 10_000; i++) {
            see("KQR" + (1_000 + i % 9_000));
        }
        long each = recent.memoryBytes() / 10_000;
        assertTrue(each <= 60, "octets a plate: " + each);
    }

    @Test
    void survivesARestartAndIsWrittenAtLeastEveryTenSeconds() {
        see("KQR4821");
        pass(10_000);
        recent.keep(wallMs);
        see("WTV3344");
        disk.crash();
        recent = opened(LIMITS);
        assertEquals(List.of("KQR4821"), plates(recent), "the last seconds are lost");
        see("ABC1234");
        recent.close();
        recent = opened(LIMITS);
        assertEquals(List.of("KQR4821", "ABC1234"), plates(recent));
        assertEquals(0, recent.unreadable());
    }

    @Test
    void noPlateIsReadableOnTheDisk() throws IOException {
        see("KQR4821");
        recent.flush();
        for (String name : disk.list()) {
            String text = new String(image(name), StandardCharsets.ISO_8859_1);
            assertFalse(text.contains("KQR4821"), name);
        }
        assertFalse(disk.list().isEmpty());
    }

    @Test
    void whatIsTooOldGoesWithItsFileAndItsSaltIsOverwrittenFirst() throws IOException {
        see("KQR4821");
        recent.flush();
        String file = disk.list().getFirst();
        DiskFile held = disk.open(file, false);
        ByteBuffer salt = ByteBuffer.allocate(40);
        pass(4 * HOUR_MS);
        see("WTV3344");
        recent.flush();
        pass(68 * HOUR_MS + 1);
        recent.keep(wallMs);
        assertEquals(List.of("WTV3344"), plates(recent));
        assertFalse(disk.exists(file));
        var _ = held.read(0, salt);
        assertEquals(ByteBuffer.allocate(40), salt.flip(), "what a medium may still hold");
        recent.close();
        recent = opened(LIMITS);
        assertEquals(List.of("WTV3344"), plates(recent));
        pass(5 * HOUR_MS);
        recent.keep(Long.MIN_VALUE);
        assertEquals(List.of("WTV3344"), plates(recent), "the clock is not confirmed yet");
        recent.keep(wallMs);
        assertEquals(List.of(), plates(recent), "of an earlier run, by the wall clock");
        assertEquals(List.of(), disk.list());
    }

    @Test
    void withoutAConfirmedClockTimeSinceTheStartCounts() {
        see("KQR4821");
        pass(73 * HOUR_MS);
        recent.keep(Long.MIN_VALUE);
        assertEquals(List.of(), plates(recent));
    }

    @Test
    void whatIsFromTheFutureIsOfNoKnownAge() {
        wallMs += 1_000 * HOUR_MS;
        see("KQR4821");
        recent.close();
        wallMs -= 1_000 * HOUR_MS;
        recent = opened(LIMITS);
        recent.keep(wallMs);
        assertEquals(List.of(), plates(recent));
    }

    @Test
    void theOldestGiveWayAndAreCounted() throws IOException {
        recent = opened(new ReplayLimits(72 * HOUR_MS, 3 * HOUR_MS, 600 << 10, 128, 10_000));
        for (int i = 0; i < 40_000; i++) {
            see("K" + (100_000 + i));
        }
        assertTrue(recent.memoryBytes() <= 600 << 10);
        assertTrue(recent.evicted() > 0);
        assertEquals(40_000, recent.seen() + recent.evicted());
        assertEquals("K139999", plates(recent).getLast());
        assertTrue(disk.list().size() <= 3, () -> "files");
        recent = opened(new ReplayLimits(72 * HOUR_MS, HOUR_MS / 60, 8L << 20, 4, 0));
        for (int i = 0; i < 20; i++) {
            see("KQR4821");
            pass(HOUR_MS / 60);
            recent.keep(wallMs);
        }
        assertTrue(disk.list().size() <= 5, () -> "files bounded by their number");
    }

    @Test
    void damageCostsWhatItHits() throws IOException {
        for (int i = 0; i < 10; i++) {
            see("KQR482" + i);
            recent.flush();
        }
        recent.close();
        String file = disk.list().getFirst();
        // header, first frame, then one frame for each: the fifth of them
        disk.flip(file, 512 * 6 + 60, 0x10);
        recent = opened(LIMITS);
        assertEquals(9, plates(recent).size());
        assertEquals(1, recent.unreadable());
        disk.failReads(file, 0, 4096);
        recent = opened(LIMITS);
        assertEquals(List.of(), plates(recent), "a medium that gives nothing back stops nobody");
        see("ABC1234");
        recent.close();
    }

    @Test
    void onAFullDiskItGoesOnInMemoryAndTriesAgain() {
        disk.capacity(0);
        see("KQR4821");
        recent.flush();
        assertTrue(recent.memoryOnly());
        see("WTV3344");
        disk.capacity(Long.MAX_VALUE);
        recent.flush();
        assertTrue(recent.memoryOnly(), "not at once again");
        pass(31_000);
        recent.keep(wallMs);
        assertFalse(recent.memoryOnly());
        recent = opened(LIMITS);
        assertEquals(List.of("KQR4821", "WTV3344"), plates(recent), "what waited is written");
    }

    /// Whenever the power goes: what a flush has put on disk is there, nothing else than what was
    /// seen is, and the next run goes on.
    @Test
    void aPowerCutAtAnyMomentLosesOnlyTheLast() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("RecentPassagesTest: -Dgatehouse.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 150; round++) {
            SimulatedDisk torn = new SimulatedDisk(random.nextLong()).tearing(true);
            List<String> safe = new ArrayList<>();
            List<String> all = new ArrayList<>();
            for (int run = 0; run < 4; run++) {
                RecentPassages on =
                        new RecentPassages(
                                LIMITS, torn, new byte[32], new SecureRandom(), () -> nanos);
                on.load();
                List<String> there = plates(on);
                assertTrue(there.containsAll(safe), "lost what was on disk");
                assertTrue(all.containsAll(there));
                safe = new ArrayList<>(there);
                torn.powerFor(random.nextInt(120));
                for (int i = random.nextInt(20); i > 0; i--) {
                    String plate = "K" + all.size();
                    all.add(plate);
                    on.add(
                            new Entry.Seen(
                                    "p" + all.size(),
                                    "lane-1",
                                    wallMs,
                                    TimeQuality.SYNCED,
                                    false,
                                    new Presented.Plate(plate, Jurisdiction.UNKNOWN),
                                    List.of()),
                            false);
                    if (random.nextInt(3) == 0) {
                        on.flush();
                        if (!on.memoryOnly() && on.unstored() == 0) {
                            safe = new ArrayList<>(plates(on));
                        }
                    }
                }
                torn.crash();
            }
        }
    }
}
