package dev.gatehouse.proofs.gpio;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.ObservationSink;
import dev.gatehouse.protocols.observation.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/// The booth's end of the devices: keeps what they say, with the moment at which it came.
final class Watched implements ObservationSink {

    /// One observation and when it was handed up.
    record Heard(Observation observation, long atNanos) {}

    private final List<Heard> heard = new ArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /// Lets nobody hand anything up until the latch opens: a booth that stands still.
    void hold(CountDownLatch until) {
        gate = until;
    }

    @Override
    public boolean offer(List<Observation> observations, Acknowledgement acknowledgement) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return keep(observations, acknowledgement);
    }

    private synchronized boolean keep(
            List<Observation> observations, Acknowledgement acknowledgement) {
        long now = System.nanoTime();
        observations.forEach(one -> heard.add(new Heard(one, now)));
        acknowledgement.durable();
        notifyAll();
        return true;
    }

    /// How many were heard so far.
    synchronized int count() {
        return heard.size();
    }

    synchronized List<Heard> from(int first) {
        return List.copyOf(heard.subList(first, heard.size()));
    }

    /// Waits for an observation.
    ///
    /// @param first observations before this one do not count
    Heard await(String what, int first, Predicate<Observation> wanted) throws InterruptedException {
        long until = System.nanoTime() + Waiting.LIMIT_NANOS;
        int next = first;
        while (true) {
            synchronized (this) {
                while (next < heard.size()) {
                    Heard one = heard.get(next++);
                    if (wanted.test(one.observation())) {
                        return one;
                    }
                }
                long leftMs = (until - System.nanoTime()) / 1_000_000;
                if (leftMs <= 0) {
                    throw new IllegalStateException("not in time: " + what);
                }
                wait(leftMs);
            }
        }
    }
}
