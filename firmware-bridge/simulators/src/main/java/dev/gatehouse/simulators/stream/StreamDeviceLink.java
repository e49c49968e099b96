package dev.gatehouse.simulators.stream;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.simulators.TickThread;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A simulated device as the link of a station. A line that broke, or that the station gave up, is
/// up again after [#PAUSE_NANOS].
public final class StreamDeviceLink implements StreamLink {
    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private final String what;
    private final StreamDevice device;
    private final LinkContext context;
    private final LongSupplier nanos;
    private final LongAdder octetsOut = new LongAdder();
    private final LongAdder said = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder opened = new LongAdder();
    private volatile boolean running;
    private volatile long downUntilNanos;
    private volatile boolean down;
    private @Nullable TickThread thread;

    /// @param what for status pages
    public StreamDeviceLink(
            String what, StreamDevice device, LinkContext context, LongSupplier nanos) {
        this.what = what;
        this.device = device;
        this.context = context;
        this.nanos = nanos;
    }

    @Override
    public synchronized void open(FrameSink sink) throws IOException {
        if (thread != null) {
            throw new IOException("simulated device was opened before; make a new link");
        }
        StreamDevice.Line line = new ToSink(sink);
        TickThread made = TickThread.of(context.deviceId(), nanos, now -> device.duty(now, line));
        thread = made;
        running = true;
        opened.increment();
        made.start();
    }

    private final class ToSink implements StreamDevice.Line {
        private final FrameSink sink;

        ToSink(FrameSink sink) {
            this.sink = sink;
        }

        @Override
        public void say(byte[] octets) {
            if (!up()) {
                lost.increment();
                return;
            }
            said.increment();
            sink.accept(new Frame(octets, context.clock().now(), Acknowledgement.none()));
        }

        @Override
        public void hangUp() {
            reopen("hung up");
        }
    }

    @Override
    public boolean send(byte[] octets) {
        TickThread to;
        synchronized (this) {
            to = thread;
        }
        boolean taken = up() && to != null && to.offer(now -> device.octets(octets, now));
        if (taken) {
            octetsOut.add(octets.length);
        }
        return taken;
    }

    @Override
    public boolean up() {
        if (down && nanos.getAsLong() - downUntilNanos >= 0) {
            synchronized (this) {
                if (down) {
                    opened.increment();
                    down = false;
                }
            }
        }
        return running && !down;
    }

    @Override
    public long openings() {
        return opened.sum();
    }

    @Override
    public void reopen(String reason) {
        downUntilNanos = nanos.getAsLong() + PAUSE_NANOS;
        down = true;
    }

    @Override
    public String describe() {
        return what + (up() ? "" : ", not connected");
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> values = new TreeMap<>();
        values.put("opened", opened.sum());
        values.put("said", said.sum());
        values.put("said_in_vain", lost.sum());
        values.put("octets_out", octetsOut.sum());
        return values;
    }

    @Override
    public void close() {
        TickThread ended;
        synchronized (this) {
            running = false;
            ended = thread;
        }
        if (ended != null) {
            ended.close();
        }
    }
}
