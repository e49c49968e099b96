package dev.gatehouse.simulators.llrp;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.StreamLink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// A simulated reader as the link of a station: a connection that is made again a little after it
/// was lost.
final class SimulatedReaderLink implements StreamLink {

    /// Octets that wait while the station does not read.
    static final int HELD_LIMIT_BYTES = 4 << 20;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final String name;
    private final LinkContext context;
    private final LongFunction<ReaderRun> making;
    private final SimulatedReader reader;
    private final AtomicLong openings = new AtomicLong();
    private final AtomicLong reopened = new AtomicLong();
    private final Queue<byte[]> held = new ArrayDeque<>();
    private int heldBytes;
    private @Nullable FrameSink sink;
    private @Nullable Door door;
    private long connectNanos;
    private volatile boolean up;
    private volatile boolean holding;
    private volatile @Nullable ReaderRun run;

    /// One connection; on the reader's thread.
    private final class Door implements SimulatedReader.Line {
        private boolean closed;

        @Override
        public void send(byte[] octets) {
            FrameSink to = sink;
            if (closed || to == null) {
                return;
            }
            if (!holding && held.isEmpty()) {
                to.accept(new Frame(octets, context.clock().now(), Acknowledgement.none()));
                return;
            }
            heldBytes += octets.length;
            held.add(octets);
            if (heldBytes > HELD_LIMIT_BYTES) {
                // the client has not read for too long
                reader.disconnected(this);
                close();
            }
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                up = false;
                door = null;
            }
        }
    }

    /// @param making makes the reader's thread; called when the link opens, with nothing that
    ///   counts
    SimulatedReaderLink(
            String name,
            LinkContext context,
            SimulatedReader reader,
            LongFunction<ReaderRun> making) {
        this.name = name;
        this.context = context;
        this.reader = reader;
        this.making = making;
    }

    @Override
    public synchronized void open(FrameSink frames) throws IOException {
        if (run != null) {
            throw new IOException("simulated reader was opened before; make a new link");
        }
        sink = frames;
        ReaderRun made = making.apply(0);
        run = made;
        made.start();
    }

    /// On the reader's thread, after each tick.
    void turn(long now) {
        FrameSink to = sink;
        while (to != null && !holding && !held.isEmpty()) {
            byte[] octets = held.remove();
            heldBytes -= octets.length;
            to.accept(new Frame(octets, context.clock().now(), Acknowledgement.none()));
        }
        if (door != null) {
            return;
        }
        held.clear();
        heldBytes = 0;
        if (connectNanos == 0) {
            connectNanos = now + PAUSE_NANOS;
        }
        if (now >= connectNanos && reader.isUp(now)) {
            connectNanos = 0;
            Door made = new Door();
            door = made;
            openings.incrementAndGet();
            up = true;
            reader.connect(made, now);
        }
    }

    @Override
    public boolean send(byte[] octets) {
        ReaderRun running = run;
        byte[] copy = octets.clone();
        return running != null
                && up
                && running.tell(now -> {
                    Door there = door;
                    if (there != null) {
                        reader.octets(there, copy, now);
                    }
                });
    }

    @Override
    public boolean up() {
        return up;
    }

    @Override
    public long openings() {
        return openings.get();
    }

    @Override
    public void hold(boolean on) {
        holding = on;
    }

    @Override
    public void reopen(String reason) {
        reopen(reason, TimeUnit.NANOSECONDS.toMillis(PAUSE_NANOS));
    }

    @Override
    public void reopen(String reason, long pauseMs) {
        reopened.incrementAndGet();
        long left = openings.get();
        up = false;
        ReaderRun running = run;
        if (running != null) {
            var _ = running.tell(now -> leave(left, now + TimeUnit.MILLISECONDS.toNanos(pauseMs)));
        }
    }

    private void leave(long left, long againNanos) {
        Door there = door;
        if (there != null && openings.get() == left) {
            reader.disconnected(there);
            there.close();
        }
        if (door == null) {
            connectNanos = againNanos;
        }
    }

    @Override
    public String describe() {
        return "simulated reader, " + name + (up ? "" : ", not connected");
    }

    @Override
    public Map<String, Long> counters() {
        return Map.of("opened", openings.get(), "reopen_requests", reopened.get());
    }

    @Override
    public synchronized void close() {
        ReaderRun running = run;
        up = false;
        if (running != null) {
            running.close();
        }
    }
}
