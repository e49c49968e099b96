package dev.gatehouse.proofs.crash;

import dev.gatehouse.protocols.lpr.RekorAgent;
import dev.gatehouse.protocols.lpr.RekorCandidate;
import dev.gatehouse.protocols.lpr.RekorGroup;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// A device or officer on a thread of its own, that sends one thing after the other and each one
/// again until it is acknowledged: to a booth that may be gone at any moment.
abstract class Peer {
    /// Between two things, so that a peer stays below what a booth takes of one device.
    private static final int PAUSE_MS_MAX = 80;

    private static final int RETRY_MS = 25;

    /// Share of acknowledgements that get lost on the way: it is sent again.
    private static final double ACK_LOST = 0.03;

    private final Thread thread;
    private final AtomicLong attempts = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    final RandomGenerator random;
    private volatile boolean stopping;

    Peer(String name, RandomGenerator random) {
        this.random = random;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    private void work() {
        try {
            while (!stopping) {
                Attempt next = next();
                deliver(next);
                done.incrementAndGet();
                if (random.nextDouble() < ACK_LOST) {
                    deliver(next);
                }
                Thread.sleep(random.nextInt(PAUSE_MS_MAX));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private void deliver(Attempt attempt) throws InterruptedException {
        attempts.incrementAndGet();
        while (!attempt.send()) {
            attempts.incrementAndGet();
            Thread.sleep(RETRY_MS);
        }
    }

    /// Something to be sent until it is acknowledged.
    @FunctionalInterface
    interface Attempt {
        /// Sends it once.
        ///
        /// @return whether it was acknowledged
        boolean send() throws InterruptedException;
    }

    abstract Attempt next() throws InterruptedException;

    void disconnect() {}

    /// Ends after what is under way was acknowledged.
    ///
    /// @return false when that did not happen within the limit
    boolean finish(long limitMs) throws InterruptedException {
        stopping = true;
        thread.join(limitMs);
        boolean ended = !thread.isAlive();
        thread.interrupt();
        return ended;
    }

    /// Sent again because nobody had acknowledged.
    long retries() {
        return attempts.get() - done.get();
    }

    /// A reader's message about one vehicle, as Rekor Scout posts it.
    static byte[] group(String plate, String eventId) {
        Instant at = Instant.now();
        OptionalDouble confidence =
                plate.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(93.5);
        List<RekorCandidate> candidates =
                plate.isEmpty() ? List.of() : List.of(new RekorCandidate(plate, confidence, true));
        return RekorGroup.of(
                        new RekorAgent("", "PROOFAGENT", "alprd", "4.1.2", 7),
                        at,
                        at.plusMillis(300),
                        eventId,
                        plate,
                        confidence,
                        "ca-on",
                        candidates,
                        false)
                .encode();
    }
}
