package dev.gatehouse.drivers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OwnThreadTest {
    private static final LinkContext.Clock CLOCK =
            () -> new Received(Instant.EPOCH, System.nanoTime(), TimeQuality.UNKNOWN);

    private final OwnThread thread = new OwnThread("own-thread-test");
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    private void restForLong() throws InterruptedException {
        try {
            begun.countDown();
            var _ = thread.rest(1_000_000, CLOCK);
        } finally {
            done.countDown();
        }
    }

    @Test
    void itIsBegunOnceAndItsNameIsKnown() throws Exception {
        AtomicReference<String> name = new AtomicReference<>("");
        thread.open(
                "device",
                () ->
                        () -> {
                            name.set(Thread.currentThread().getName());
                            assertTrue(Thread.currentThread().isDaemon());
                        });
        thread.join();
        assertEquals("own-thread-test", name.get());
        IOException again =
                assertThrows(IOException.class, () -> thread.open("device", () -> () -> {}));
        assertEquals("device was opened before; make a new one", again.getMessage());
        assertThrows(IllegalStateException.class, () -> thread.start(() -> {}));
    }

    @Test
    void whatCannotBeOpenedHasNotBegunAndMayBeTriedAgain() throws Exception {
        IOException why = new IOException("no such port");
        IOException thrown =
                assertThrows(
                        IOException.class,
                        () ->
                                thread.open(
                                        "device",
                                        () -> {
                                            throw why;
                                        }));
        assertEquals(why, thrown);
        thread.join();
        thread.open("device", () -> this::restForLong);
        thread.close();
        assertEquals(0, done.getCount());
    }

    @Test
    void aRestEndsWhenItIsAskedToEnd() throws Exception {
        thread.open("device", () -> this::restForLong);
        begun.await();
        assertFalse(thread.ended());
        thread.close();
        assertTrue(thread.ended());
        assertEquals(0, done.getCount(), "it was waited for");
        assertFalse(thread.rest(1_000_000, CLOCK));
    }

    @Test
    void aRestIsOverInTime() throws Exception {
        assertTrue(thread.rest(1, CLOCK));
        assertTrue(thread.rest(0, CLOCK));
    }

    @Test
    void whatWaitsForSomethingElseIsWokenOrInterrupted() throws Exception {
        CountDownLatch wake = new CountDownLatch(1);
        thread.start(() -> {
            wake.await();
            done.countDown();
        });
        thread.close(wake::countDown);
        assertEquals(0, done.getCount());
        OwnThread other = new OwnThread("own-thread-test-2");
        CountDownLatch ended = new CountDownLatch(1);
        other.start(() -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                ended.countDown();
            }
        });
        other.interrupt();
        assertEquals(0, ended.getCount());
    }

    @Test
    void itsOwnThreadDoesNotWaitForItself() throws Exception {
        thread.start(() -> {
            thread.close();
            done.countDown();
        });
        done.await();
        thread.join();
    }

    @Test
    void whatWasAskedToEndNeverBegins() throws Exception {
        thread.close();
        thread.start(done::countDown);
        thread.join();
        assertEquals(1, done.getCount());
        assertThrows(IOException.class, () -> thread.open("device", () -> done::countDown));
        assertEquals(1, done.getCount());
    }
}
