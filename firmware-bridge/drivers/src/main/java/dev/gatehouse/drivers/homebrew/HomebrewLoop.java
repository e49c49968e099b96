package dev.gatehouse.drivers.homebrew;

import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.OwnThread;
import dev.gatehouse.drivers.radio.Transmission;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.tinylog.Logger;

/// Thread `radio-<device>` of a master or a peer: takes datagrams and transmissions out of bounded
/// queues and does what is due. Whoever has a session has a queue of its own, so that strangers in
/// whatever number cannot push its bursts out.
final class HomebrewLoop implements AutoCloseable {

    /// Datagrams of sessions that may wait; at most 600 octets each.
    static final int INBOX_LIMIT = 2_048;

    static final int STRANGER_LIMIT = 512;
    static final int COMMAND_LIMIT = 128;

    /// Strangers served before sessions are looked at again.
    private static final int STRANGERS_IN_A_ROW = 16;

    private final String deviceId;
    private final DatagramLink link;
    private final LinkContext.Clock clock;
    private final Machine machine;
    private final HomebrewCounters counters;
    private final BlockingQueue<Frame> inbox = new ArrayBlockingQueue<>(INBOX_LIMIT);
    private final BlockingQueue<Frame> strangers = new ArrayBlockingQueue<>(STRANGER_LIMIT);
    private final BlockingQueue<Transmission> commands = new ArrayBlockingQueue<>(COMMAND_LIMIT);
    private final Semaphore wake = new Semaphore(0);
    private final OwnThread thread;

    HomebrewLoop(
            String deviceId,
            DatagramLink link,
            LinkContext.Clock clock,
            Machine machine,
            HomebrewCounters counters) {
        this.deviceId = deviceId;
        this.thread = new OwnThread("radio-" + deviceId);
        this.link = link;
        this.clock = clock;
        this.machine = machine;
        this.counters = counters;
    }

    void open() throws IOException {
        thread.open(
                "homebrew",
                () -> {
                    link.open(this::accept);
                    return this::run;
                });
    }

    private void accept(Frame frame) {
        if (frame.source().isEmpty()) {
            return;
        }
        boolean known = machine.isKnown(frame.source().get());
        if ((known ? inbox : strangers).offer(frame)) {
            wake();
        } else {
            counters.add(known ? HomebrewCounter.INBOX_FULL : HomebrewCounter.STRANGERS_FULL);
        }
    }

    private void run() throws InterruptedException {
        try {
            while (!thread.ended()) {
                drain(inbox, INBOX_LIMIT);
                drain(strangers, STRANGERS_IN_A_ROW);
                for (Transmission next = commands.poll(); next != null; next = commands.poll()) {
                    machine.transmit(next);
                }
                pause(machine.duty(clock.now()));
            }
        } catch (RuntimeException e) {
            Logger.error("HBR-006 driver failed: device={} type={}", deviceId, e.getClass());
            throw e;
        } finally {
            machine.stop(clock.now());
            refuse();
        }
    }

    private void drain(BlockingQueue<Frame> queue, int limit) {
        for (int taken = 0; taken < limit; taken++) {
            Frame frame = queue.poll();
            if (frame == null) {
                return;
            }
            frame.source()
                    .ifPresent(source -> machine.datagram(frame.bytes(), source, frame.received()));
        }
    }

    private void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    private void pause(long waitNanos) throws InterruptedException {
        if (strangers.isEmpty() && wake.tryAcquire(waitNanos, TimeUnit.NANOSECONDS)) {
            wake.drainPermits();
        }
    }

    void transmit(Transmission transmission) {
        if (thread.ended()) {
            transmission.outcome().ended(transmission.id(), Transmission.End.CLOSED);
        } else if (!commands.offer(transmission)) {
            transmission.outcome().ended(transmission.id(), Transmission.End.QUEUE_FULL);
        } else {
            wake();
            if (thread.ended()) {
                refuse();
            }
        }
    }

    private void refuse() {
        for (Transmission next = commands.poll(); next != null; next = commands.poll()) {
            next.outcome().ended(next.id(), Transmission.End.CLOSED);
        }
    }

    @Override
    public void close() {
        thread.close(this::wake);
        link.close();
    }
}
