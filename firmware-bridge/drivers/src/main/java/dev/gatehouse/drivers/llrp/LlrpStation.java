package dev.gatehouse.drivers.llrp;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.Counters;
import dev.gatehouse.drivers.DeviceSnapshot;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.protocols.llrp.Capabilities;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TagRead;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// One RFID reader behind its link. Thread `station-<device>` owns the machine; the link only puts
/// what it receives into a bounded queue, and reads no more while that is too full.
final class LlrpStation implements Station {

    /// Pieces of the stream that may wait; the link puts at most some more than [#INBOX_HIGH].
    static final int INBOX_LIMIT = 256;

    /// From here on the link reads no more.
    static final int INBOX_HIGH = 64;

    /// Observations for which the booth had no room.
    static final int WAITING_LIMIT = 8_192;

    /// From here on the link reads no more.
    static final int WAITING_HIGH = 1_024;

    private static final long DUTY_MS = 25;
    private static final long CLOSE_LIMIT_MS = 6_000;
    private static final int RADIX = 36;
    private static final String SOURCE = "LLRP";

    /// @param opening of the link to which it belongs
    private record Arrived(long opening, Frame frame) {}

    private final StationContext context;
    private final StreamLink link;
    private final Counters<LlrpCounter> counters = new Counters<>(LlrpCounter.class);
    private final LlrpClient client;
    private final String run;
    private final BlockingQueue<Arrived> inbox = new ArrayBlockingQueue<>(INBOX_LIMIT);
    private final Deque<Observation> waiting = new ArrayDeque<>();
    private long observed;
    private long opening;
    private long abandoned;
    private boolean connected;
    private boolean held;
    private volatile boolean overrun;
    private volatile boolean heard;
    private volatile long lastNanos;
    private volatile boolean closed;
    private @Nullable Thread thread;

    LlrpStation(StationContext context, LlrpSettings settings, StreamLink link) {
        this.context = context;
        this.link = link;
        // ids of an earlier run must not be met again, or its observations would hide these
        this.run = Long.toString(context.clock().now().at().toEpochMilli(), RADIX);
        this.client = new LlrpClient(settings, new Out(), counters);
    }

    @Override
    public synchronized void open() throws IOException {
        if (thread != null || closed) {
            throw new IOException("reader was opened before; make a new one");
        }
        link.open(this::accept);
        thread =
                Thread.ofPlatform()
                        .name("station-" + context.deviceId())
                        .daemon(true)
                        .start(this::run);
    }

    /// On the link's thread.
    private void accept(Frame frame) {
        lastNanos = frame.received().nanos();
        heard = true;
        if (!inbox.offer(new Arrived(link.openings(), frame))) {
            // octets of a stream cannot be left out: the connection has to begin anew
            overrun = true;
        }
        if (inbox.size() >= INBOX_HIGH) {
            link.hold(true);
        }
    }

    private void run() {
        try {
            while (!closed) {
                turn();
            }
            takeLeave();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            offerWaiting();
        }
    }

    private void turn() throws InterruptedException {
        long counted = link.openings();
        boolean up = link.up();
        Arrived next = inbox.poll(DUTY_MS, TimeUnit.MILLISECONDS);
        for (int taken = 0; next != null && taken < INBOX_LIMIT; taken++) {
            Arrived arrived = next;
            guarded(() -> take(arrived));
            next = taken + 1 < INBOX_LIMIT ? inbox.poll() : null;
        }
        Received now = context.clock().now();
        guarded(() -> follow(up, counted, now));
        if (overrun) {
            overrun = false;
            var _ = counters.add(LlrpCounter.INBOX_OVERRUNS);
            inbox.clear();
            guarded(() -> client.lost(now));
            abandon();
            link.reopen("booth too slow");
        }
        guarded(() -> client.duty(now));
        offerWaiting();
        throttle(now);
    }

    private void take(Arrived arrived) {
        meet(arrived.opening, arrived.frame.received());
        if (arrived.opening == opening) {
            client.octets(arrived.frame.bytes(), arrived.frame.received());
        }
    }

    /// Makes the machine see a connection that is newer than the one it knows. Where the link does
    /// not count its openings, that it is up tells.
    private void meet(long current, Received now) {
        boolean fresh = current > opening || (current == 0 && !connected);
        if (fresh && (current == 0 || current > abandoned)) {
            if (connected) {
                client.lost(now);
            }
            opening = current;
            connected = true;
            client.opened(now);
        }
    }

    /// Both are as they were before the inbox was emptied: what came before the end is heard first.
    /// A connection that is newer than `counted` is not the one that was down then.
    private void follow(boolean up, long counted, Received now) {
        long current = link.openings();
        if (!inbox.isEmpty()) {
            // of this connection or of the one before: to be heard first
            return;
        }
        if (up && link.up()) {
            meet(current, now);
        } else if (!up && connected && opening <= counted && !(counted == 0 && link.up())) {
            connected = false;
            client.lost(now);
        }
    }

    /// What still comes of the connection is not heard any more.
    private void abandon() {
        connected = false;
        abandoned = link.openings();
    }

    private void throttle(Received now) {
        boolean hold =
                client.saturated(now.nanos())
                        || waiting.size() >= WAITING_HIGH
                        || inbox.size() >= INBOX_HIGH;
        if (hold || held) {
            link.hold(hold);
        }
        held = hold;
        if (!hold && inbox.isEmpty()) {
            // the link's thread may have stopped reading meanwhile
            link.hold(false);
        }
    }

    /// A fault of ours costs what it met, not the reader.
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | StackOverflowError e) {
            long count = counters.add(LlrpCounter.FAULTS);
            if (Long.bitCount(count) == 1) {
                // The message may carry content: only the type is told.
                Logger.error(
                        "TAG-001 reader fault: device={} type={} count={}",
                        context.deviceId(),
                        e.getClass().getName(),
                        count);
            }
        }
    }

    private void takeLeave() throws InterruptedException {
        guarded(() -> client.stop(context.clock().now()));
        long beganNanos = context.clock().now().nanos();
        while (client.state() != LlrpState.STOPPED
                && context.clock().now().nanos() - beganNanos
                        < TimeUnit.MILLISECONDS.toNanos(CLOSE_LIMIT_MS)) {
            boolean up = link.up();
            Arrived next = inbox.poll(DUTY_MS, TimeUnit.MILLISECONDS);
            while (next != null) {
                Arrived arrived = next;
                guarded(() -> take(arrived));
                next = inbox.poll();
            }
            Received now = context.clock().now();
            guarded(() -> client.duty(now));
            if (!up || !connected) {
                guarded(() -> client.lost(now));
            }
        }
    }

    private final class Out implements LlrpOut {
        @Override
        public boolean send(byte[] octets) {
            return link.send(octets);
        }

        @Override
        public void reopen(String reason) {
            Logger.warn("TAG-002 reader given up: device={} reason={}", context.deviceId(), reason);
            abandon();
            link.reopen(reason);
        }

        @Override
        public void reopen(String reason, long pauseMs) {
            Logger.warn(
                    "TAG-003 reader left alone: device={} reason={} ms={}",
                    context.deviceId(),
                    reason,
                    pauseMs);
            abandon();
            link.reopen(reason, pauseMs);
        }

        @Override
        public void sighting(TagSightings.Sighting one) {
            observe(
                    one.captured(),
                    one.received(),
                    one.buffered(),
                    new TagRead(
                            one.epc().bitCount(),
                            one.epc().octets(),
                            one.antenna(),
                            one.peakRssiDbm(),
                            one.seen(),
                            SOURCE));
        }

        @Override
        public void notice(DeviceNotice notice, Received at) {
            Logger.warn(
                    "TAG-004 reader notice: device={} code={} severity={} number={}",
                    context.deviceId(),
                    notice.code(),
                    notice.severity(),
                    notice.number());
            observe(new CaptureTime(at.at(), CaptureTime.Quality.RECEIVED), at, false, notice);
        }

        @Override
        public void refused(SetupStep step, int code, int parameter) {
            Logger.warn(
                    "TAG-005 request refused: device={} step={} status={} parameter={}",
                    context.deviceId(),
                    step,
                    code,
                    parameter);
        }
    }

    private void observe(
            CaptureTime captured, Received received, boolean late, Observation.Body body) {
        Observation observation =
                new Observation(
                        context.deviceId(),
                        context.laneId(),
                        run + "-" + Long.toString(observed++, RADIX),
                        captured,
                        received,
                        late,
                        false,
                        body);
        if (waiting.isEmpty() && offer(observation)) {
            return;
        }
        if (waiting.size() >= WAITING_LIMIT) {
            var _ = waiting.removeFirst();
            long count = counters.add(LlrpCounter.OBSERVATIONS_LOST);
            if (Long.bitCount(count) == 1) {
                Logger.error(
                        "TAG-006 booth full, observations lost: device={} count={}",
                        context.deviceId(),
                        count);
            }
        }
        var _ = counters.add(LlrpCounter.OBSERVATIONS_WAITED);
        waiting.addLast(observation);
    }

    private boolean offer(Observation observation) {
        boolean taken = context.sink().offer(List.of(observation), Acknowledgement.none());
        if (taken) {
            var _ = counters.add(LlrpCounter.OBSERVATIONS);
        }
        return taken;
    }

    private void offerWaiting() {
        while (!waiting.isEmpty() && offer(waiting.getFirst())) {
            var _ = waiting.removeFirst();
        }
    }

    @Override
    public String firmware() {
        return client.device().map(Capabilities.General::firmware).orElse("");
    }

    @Override
    public OptionalLong clockAheadMs() {
        return client.clockAheadMs();
    }

    @Override
    public DeviceSnapshot snapshot() {
        Map<String, Long> values = new TreeMap<>(counters.values());
        values.put("running", client.state() == LlrpState.RUNNING ? 1L : 0L);
        return new DeviceSnapshot(
                context.deviceId(),
                link.describe() + ", " + client.state().word(),
                counters.value(LlrpCounter.MESSAGES),
                counters.value(LlrpCounter.OBSERVATIONS),
                counters.value(LlrpCounter.OBSERVATIONS_WAITED),
                counters.value(LlrpCounter.OBSERVATIONS_LOST),
                0,
                counters.value(LlrpCounter.FAULTS),
                Map.of(),
                heard ? OptionalLong.of(lastNanos) : OptionalLong.empty(),
                values,
                link.counters());
    }

    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        if (running != null && !running.equals(Thread.currentThread())) {
            try {
                running.join(CLOSE_LIMIT_MS + TimeUnit.SECONDS.toMillis(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        link.close();
    }
}
