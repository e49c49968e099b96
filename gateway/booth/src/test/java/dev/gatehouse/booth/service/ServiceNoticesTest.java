package dev.gatehouse.booth.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.core.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// When the service manager is told what. The time is made up, so that no machine is too slow.
final class ServiceNoticesTest {
    private static final long PID = 4_711;

    /// WatchdogSec=20 as in the unit: looked at each second, fed each ten.
    private static final WatchdogTimes TIMES =
            WatchdogTimes.of(Map.of("WATCHDOG_USEC", "20000000", "WATCHDOG_PID", "4711"), PID);

    private final AtomicLong nanos = new AtomicLong(1_000);
    private final AtomicLong booth = new AtomicLong();
    private final AtomicLong uplink = new AtomicLong();
    private final DiskPulse disks = new DiskPulse(nanos::get);
    private final ServiceNotices notices = new ServiceNotices(TIMES, disks, nanos::get);
    private String words = "READY, uplink LIVE";

    private String becomeReady() {
        return notices.ready(
                List.of(
                        new Vital("booth thread", booth::get, 5_000),
                        new Vital("uplink thread", uplink::get, 30_000)),
                () -> words);
    }

    private Optional<String> lookAfter(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        return notices.look();
    }

    /// Looks each second while the parts that are given move.
    ///
    /// @return seconds at which the watchdog was fed, counted from 1
    private List<Long> fedWhile(long seconds, AtomicLong... moving) {
        return java.util.stream.LongStream.rangeClosed(1, seconds)
                .filter(second -> {
                    for (AtomicLong part : moving) {
                        part.incrementAndGet();
                    }
                    return lookAfter(1).orElse("").contains("WATCHDOG=1");
                })
                .boxed()
                .toList();
    }

    @Test
    void readyIsToldWithTheStatus() {
        assertEquals("READY=1\nSTATUS=READY, uplink LIVE\nWATCHDOG=1", becomeReady());
        assertEquals(Optional.empty(), notices.look());
    }

    @Test
    void aWorkingBoothFeedsAtHalfTheTime() {
        becomeReady();
        assertEquals(List.of(10L, 20L, 30L), fedWhile(35, booth, uplink));
    }

    @Test
    void aStuckBoothThreadStopsTheFeeding() {
        becomeReady();
        assertEquals(List.of(10L), fedWhile(12, booth, uplink));
        // everything else goes on
        assertEquals(List.of(), fedWhile(60, uplink));
        assertEquals(Optional.of("booth thread"), notices.stuck());
        // and it is fed again at the first look that finds it well
        booth.incrementAndGet();
        assertEquals("STATUS=READY, uplink LIVE\nWATCHDOG=1", lookAfter(1).orElseThrow());
        assertEquals(Optional.empty(), notices.stuck());
    }

    @Test
    void aPartThatIsSlowWithinItsLimitIsNotStuck() {
        becomeReady();
        assertEquals(List.of(10L, 20L, 30L), fedWhile(30, booth));
        assertEquals(List.of(), fedWhile(30, booth), "uplink thread, 30 s");
    }

    @Test
    void theNameOfTheStuckPartIsTheStatus() {
        becomeReady();
        var _ = fedWhile(11, booth, uplink);
        assertEquals("STATUS=stuck: booth thread", firstNotice(20));
    }

    private String firstNotice(int looks) {
        for (int i = 0; i < looks; i++) {
            uplink.incrementAndGet();
            Optional<String> notice = lookAfter(1);
            if (notice.isPresent()) {
                return notice.get();
            }
        }
        throw new AssertionError("nothing told in " + looks + " looks");
    }

    @Test
    void aSyncThatDoesNotComeBackStopsTheFeedingEvenWhenAllElseMoves() throws Exception {
        CountDownLatch inSync = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        SimulatedDisk disk = new SimulatedDisk(1);
        DiskFile slow = new SlowFile(disk.open("a", true), inSync, goOn);
        DiskFile watched = disks.watch(new OneFileDisk(slow)).open("a", false);
        Thread syncing =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                watched.dataSync();
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        });
        inSync.await();
        becomeReady();
        assertEquals(List.of(), fedWhile(40, booth, uplink));
        assertEquals(Optional.of("disk"), notices.stuck());
        goOn.countDown();
        syncing.join();
        assertEquals(List.of(1L, 11L), fedWhile(12, booth, uplink));
        assertEquals(1, disks.operations());
    }

    @Test
    void moreTimeIsAskedForOnlyWhileTheDisksShowProgress() throws Exception {
        assertEquals(Optional.empty(), lookAfter(1));
        DiskFile file = disks.watch(new SimulatedDisk(1)).open("a", true);
        for (int i = 0; i < 3; i++) {
            file.write(0, ByteBuffer.allocate(8));
            assertEquals(
                    Optional.of("EXTEND_TIMEOUT_USEC=30000000\nSTATUS=opening the stores"),
                    lookAfter(5));
            assertEquals(Optional.empty(), lookAfter(4), "once in five seconds");
        }
        assertEquals(Optional.empty(), lookAfter(60), "no progress");
    }

    @Test
    void nothingIsFedAfterTheEndHasBegun() {
        becomeReady();
        assertEquals("STOPPING=1\nSTATUS=stopping", notices.stopping());
        assertEquals(List.of(), fedWhile(30, booth, uplink));
        assertThrows(IllegalStateException.class, this::becomeReady);
        assertThrows(IllegalStateException.class, notices::stopping);
    }

    @Test
    void aStartThatFailsMayStopAtOnce() {
        assertEquals("STOPPING=1\nSTATUS=stopping", notices.stopping());
    }

    @Test
    void aLineBreakCannotBringAnAssignmentIn() {
        words = "x\nREADY=1";
        assertEquals("READY=1\nSTATUS=x READY=1\nWATCHDOG=1", becomeReady());
    }

    @Test
    void theStatusIsToldWhenItChangesOnly() {
        becomeReady();
        words = "DEGRADED, uplink DISCONNECTED";
        booth.incrementAndGet();
        assertEquals(Optional.of("STATUS=DEGRADED, uplink DISCONNECTED"), lookAfter(1));
        booth.incrementAndGet();
        assertEquals(Optional.empty(), lookAfter(1));
    }

    @Test
    void watchdogTimesFollowTheEnvironment() {
        long second = TimeUnit.SECONDS.toNanos(1);
        assertEquals(new WatchdogTimes(second, 10 * second), TIMES);
        assertEquals(
                new WatchdogTimes(second / 8, second / 2),
                WatchdogTimes.of(Map.of("WATCHDOG_USEC", "1000000"), PID));
        WatchdogTimes none = new WatchdogTimes(second, 0);
        assertEquals(none, WatchdogTimes.of(Map.of(), PID));
        assertEquals(
                none,
                WatchdogTimes.of(Map.of("WATCHDOG_USEC", "20000000", "WATCHDOG_PID", "1"), PID));
        for (String bad : List.of("", "-1", "0", "x", "99999999999999999999", "86400000001")) {
            assertEquals(none, WatchdogTimes.of(Map.of("WATCHDOG_USEC", bad), PID), bad);
        }
    }

    @Test
    void withoutAWatchdogNothingIsFed() {
        ServiceNotices quiet =
                new ServiceNotices(WatchdogTimes.of(Map.of(), PID), disks, nanos::get);
        assertEquals("READY=1\nSTATUS=fine", quiet.ready(List.of(), () -> "fine"));
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
        assertEquals(Optional.empty(), quiet.look());
    }

    @Test
    void anImpossibleSocketNameIsRefused() {
        for (String bad : List.of("", "/", "relative", "@", "/" + "x".repeat(108))) {
            assertThrows(IOException.class, () -> NotifySocket.open(bad).close(), bad);
        }
    }

    /// A disk of one file that is given.
    private record OneFileDisk(DiskFile file) implements dev.gatehouse.core.disk.Disk {
        @Override
        public DiskFile open(String name, boolean create) {
            return file;
        }

        @Override
        public boolean exists(String name) {
            return true;
        }

        @Override
        public List<String> list() {
            return List.of();
        }

        @Override
        public void delete(String name) {}

        @Override
        public void rename(String from, String to) {}

        @Override
        public void syncDirectory() {}

        @Override
        public long freeBytes() {
            return 0;
        }
    }

    /// Its sync waits to be let go.
    private record SlowFile(DiskFile file, CountDownLatch inSync, CountDownLatch goOn)
            implements DiskFile {
        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(long positionBytes, ByteBuffer dst) throws IOException {
            return file.read(positionBytes, dst);
        }

        @Override
        public void write(long positionBytes, ByteBuffer src) throws IOException {
            file.write(positionBytes, src);
        }

        @Override
        public void resize(long sizeBytes) throws IOException {
            file.resize(sizeBytes);
        }

        @Override
        public void dataSync() throws IOException {
            inSync.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            file.dataSync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
