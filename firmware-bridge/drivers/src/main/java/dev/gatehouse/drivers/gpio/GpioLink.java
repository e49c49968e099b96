package dev.gatehouse.drivers.gpio;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.cdev.InputLine;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.gpio.LineState;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// One input of a lane. The lines of a lane are requested together by their [LineGroup], whose
/// thread calls this; nothing here blocks.
final class GpioLink implements Link {

    private final LineGroup group;
    private final InputLine line;
    private final String deviceId;
    private final LinkContext.Clock clock;
    private final LongAdder edges = new LongAdder();
    private final LongAdder states = new LongAdder();
    private volatile @Nullable FrameSink sink;
    private boolean opened;
    private long edgesOfOthers;

    GpioLink(LineGroup group, InputLine line, String deviceId, LinkContext.Clock clock) {
        this.group = group;
        this.line = line;
        this.deviceId = deviceId;
        this.clock = clock;
    }

    InputLine line() {
        return line;
    }

    String deviceId() {
        return deviceId;
    }

    /// Succeeds also while the chip is absent or the line taken: the group goes on trying.
    @Override
    public void open(FrameSink to) throws IOException {
        synchronized (this) {
            if (opened) {
                throw new IOException("GPIO link was opened before; make a new link");
            }
            opened = true;
            sink = to;
        }
        group.start(this);
    }

    /// An edge of this line; the group's thread.
    void edge(LineEvent event) {
        edgesOfOthers = 0;
        edges.increment();
        deliver(event.encode());
    }

    /// An edge of another line of the lane; the group's thread.
    void edgeElsewhere() {
        edgesOfOthers = Math.min(edgesOfOthers + 1, 0xFFFF_FFFFL);
    }

    /// The level that was read; the group's thread.
    void state(long readNanos, LineState.Cause cause, boolean active, long lost) {
        states.increment();
        deliver(new LineState(readNanos, cause, active, lost, edgesOfOthers).encode());
    }

    private void deliver(byte[] bytes) {
        Optional.ofNullable(sink)
                .ifPresent(to -> to.accept(new Frame(bytes, clock.now(), Acknowledgement.none())));
    }

    @Override
    public String describe() {
        return "gpio:" + group.label() + "/" + line.line() + group.trouble();
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> counts = new TreeMap<>(group.counters());
        counts.put("edges", edges.sum());
        counts.put("states", states.sum());
        return counts;
    }

    @Override
    public void close() {
        sink = null;
        group.leave(this);
    }
}
