package dev.gatehouse.drivers.stream;

import dev.gatehouse.drivers.DeviceSnapshot;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.OwnThread;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.Received;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tinylog.Logger;

/// One device at the end of a stream. Thread `station-<device>` owns the machine; the link's thread
/// only puts octets into a bounded inbox.
public final class StreamStation implements Station {

    /// Arrivals that may wait for the thread.
    static final int INBOX_LIMIT = 1_024;

    private static final int RADIX = 36;

    private record Arrived(byte[] octets, Received received, long opening) {
        /// Octets may be a document: never printed by accident.
        @Override
        public String toString() {
            return "Arrived[content withheld]";
        }
    }

    private final String deviceId;
    private final String laneId;
    private final StreamLink link;
    private final LinkContext.Clock clock;
    private final WaitingReports waiting;
    private final StreamMachine machine;
    private final Supplier<Map<String, Long>> counters;
    private final Supplier<Map<RejectReason, Long>> rejections;
    private final long dutyNanos;
    private final String run;
    private final BlockingQueue<Arrived> inbox = new ArrayBlockingQueue<>(INBOX_LIMIT);
    private final LongAdder frames = new LongAdder();
    private final LongAdder observations = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder faults = new LongAdder();
    private long reports;
    private long opening = -1;
    private boolean connected;
    private volatile boolean gap;
    private volatile boolean heard;
    private volatile long lastNanos;
    private final OwnThread thread;

    /// @param dutyMs longest pause between two duties of the machine
    /// @param machine made with the way out that it is given
    /// @param counters of the machine
    /// @throws IllegalArgumentException when the link is no stream
    public StreamStation(
            StationContext context,
            long dutyMs,
            Function<StreamOut, StreamMachine> machine,
            StreamCounters<?> counters) {
        this.deviceId = context.deviceId();
        this.thread = new OwnThread("station-" + deviceId);
        this.laneId = context.laneId();
        this.link = stream(context.links().create(context.address()));
        this.clock = context.clock();
        this.waiting = new WaitingReports(context.sink());
        this.counters = counters::values;
        this.rejections = counters::rejections;
        this.dutyNanos = TimeUnit.MILLISECONDS.toNanos(dutyMs);
        // ids of an earlier run must not be met again, or its events would hide those of this one
        this.run = Long.toString(clock.now().at().toEpochMilli(), RADIX);
        this.machine = machine.apply(new Out());
    }

    private static StreamLink stream(Link link) {
        if (link instanceof StreamLink stream) {
            return stream;
        }
        throw new IllegalArgumentException(
                "link: expected a stream, e.g. tcp:, serial: or one of sim:");
    }

    @Override
    public void open() throws IOException {
        thread.open(
                "station",
                () -> {
                    link.open(this::accept);
                    return this::run;
                });
    }

    private void accept(Frame frame) {
        frames.increment();
        lastNanos = frame.received().nanos();
        heard = true;
        if (!inbox.offer(new Arrived(frame.bytes(), frame.received(), link.openings()))) {
            lost.increment();
            gap = true;
        }
    }

    private void run() throws InterruptedException {
        try {
            long nextNanos = clock.now().nanos();
            while (!thread.ended()) {
                long waitNanos = Math.clamp(nextNanos - clock.now().nanos(), 0, dutyNanos);
                Arrived next = inbox.poll(waitNanos, TimeUnit.NANOSECONDS);
                for (int taken = 0; next != null; taken++) {
                    take(next);
                    next = taken < INBOX_LIMIT ? inbox.poll() : null;
                }
                Received now = clock.now();
                if (now.nanos() - nextNanos >= 0) {
                    nextNanos = now.nanos() + dutyNanos;
                    line(link.up(), link.openings(), now);
                    guarded(() -> machine.duty(now));
                    guarded(waiting::offerAll);
                }
            }
        } finally {
            guarded(() -> machine.stopping(clock.now()));
            guarded(() -> line(false, opening, clock.now()));
            guarded(waiting::offerAll);
        }
    }

    private void take(Arrived next) {
        // octets of an opening that was not seen to begin tell that it did
        line(true, next.opening, next.received);
        if (gap) {
            gap = false;
            guarded(() -> machine.lost(next.received));
            guarded(() -> machine.connected(next.received));
        }
        guarded(() -> machine.octets(next.octets, next.received));
    }

    /// Tells the machine where the line changed.
    private void line(boolean up, long number, Received now) {
        if (connected && (!up || number > opening)) {
            connected = false;
            guarded(() -> machine.lost(now));
        }
        if (up && !connected && number >= opening) {
            connected = true;
            opening = number;
            guarded(() -> machine.connected(now));
        }
    }

    /// A fault of ours costs the octets it met, not the station.
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | StackOverflowError e) {
            faults.increment();
            long count = faults.sum();
            if (Long.bitCount(count) == 1) {
                // The message may carry content: only the type is told.
                Logger.error(
                        "STA-001 station fault: device={} type={} count={}",
                        deviceId,
                        e.getClass().getName(),
                        count);
            }
        }
    }

    private final class Out implements StreamOut {
        @Override
        public void report(
                Observation.Body body, CaptureTime captured, Received received, boolean urgent) {
            Observation observation =
                    new Observation(
                            deviceId,
                            laneId,
                            run + "-" + Long.toString(reports++, RADIX),
                            captured,
                            received,
                            false,
                            false,
                            body);
            int dropped = waiting.offer(observation, urgent);
            observations.increment();
            if (dropped > 0) {
                lost.add(dropped);
                if (Long.bitCount(lost.sum()) == 1) {
                    Logger.error(
                            "STA-002 booth full, a report was dropped: device={} count={}",
                            deviceId,
                            lost.sum());
                }
            }
        }

        @Override
        public boolean send(byte[] octets) {
            return link.send(octets);
        }

        @Override
        public void reopen(String reason) {
            link.reopen(reason);
        }
    }

    @Override
    public DeviceSnapshot snapshot() {
        return new DeviceSnapshot(
                deviceId,
                link.describe(),
                frames.sum(),
                observations.sum(),
                0,
                lost.sum(),
                0,
                faults.sum(),
                rejections.get(),
                heard ? OptionalLong.of(lastNanos) : OptionalLong.empty(),
                counters.get(),
                link.counters());
    }

    @Override
    public void close() {
        thread.close();
        link.close();
    }
}
