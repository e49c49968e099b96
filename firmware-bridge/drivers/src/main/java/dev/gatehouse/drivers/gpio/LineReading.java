package dev.gatehouse.drivers.gpio;

import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.cdev.HeldLines;
import dev.gatehouse.drivers.cdev.KernelFault;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.gpio.LineState.Cause;
import dev.gatehouse.protocols.gpio.LineValues;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/// One request from its begin to its end: the levels first, as a state and not as an event; then
/// edges as they come; the levels again now and then, and after edges were lost. Owned by the
/// group's thread.
final class LineReading {

    /// How long an edge that was overtaken is waited for.
    static final int OVERTAKEN_MS = 20;

    private final HeldLines lines;
    private final List<GpioLink> links;
    private final LinkContext.Clock clock;
    private final Runnable alive;
    private final LongAdder lostInAll;
    private final EdgeOrder order = new EdgeOrder();
    private long lost;
    private int readsSinceLoss;

    /// @param links by index of the request
    /// @param alive called when something came
    /// @param lostInAll counts edges that the kernel threw away
    LineReading(
            HeldLines lines,
            List<GpioLink> links,
            LinkContext.Clock clock,
            Runnable alive,
            LongAdder lostInAll) {
        this.lines = lines;
        this.links = links;
        this.clock = clock;
        this.alive = alive;
        this.lostInAll = lostInAll;
    }

    /// Reads until it shall end or the chip is gone.
    ///
    /// @throws KernelFault when the chip is gone
    void run(BooleanSupplier end) throws KernelFault {
        long checkedNanos = clock.now().nanos();
        states(Cause.BEGIN);
        while (!end.getAsBoolean()) {
            byte[] read = lines.read(waitMs());
            for (int at = 0; at < read.length; at += LineEvent.LENGTH_BYTES) {
                event(Arrays.copyOfRange(read, at, at + LineEvent.LENGTH_BYTES));
            }
            while (order.full() || (read.length == 0 && order.waits())) {
                lost += order.missing();
                lostInAll.add(order.missing());
                readsSinceLoss = 0;
                order.giveUp().forEach(this::deliver);
            }
            long nowNanos = clock.now().nanos();
            if (lost > 0 && (read.length == 0 || ++readsSinceLoss >= LineGroup.READS_AFTER_LOSS)) {
                // what the kernel still had is delivered; a level read before would contradict it
                states(Cause.EDGES_LOST);
                checkedNanos = nowNanos;
            } else if (nowNanos - checkedNanos >= LineGroup.CHECK_NANOS) {
                states(Cause.CHECK);
                checkedNanos = nowNanos;
            }
        }
    }

    private int waitMs() {
        if (order.waits()) {
            return OVERTAKEN_MS;
        }
        return lost > 0 ? 0 : LineGroup.POLL_MS;
    }

    private void event(byte[] bytes) {
        switch (LineEvent.decode(bytes)) {
            case Decoded.Message<LineEvent>(LineEvent event) -> {
                alive.run();
                order.add(event).forEach(this::deliver);
            }
            case Decoded.Rejected<LineEvent>(RejectReason reason, String detail) ->
                    throw new IllegalStateException("the kernel told " + reason + ": " + detail);
        }
    }

    private void deliver(LineEvent event) {
        for (int index = 0; index < links.size(); index++) {
            if (lines.offsets().get(index) == event.offset()) {
                links.get(index).edge(event);
            } else {
                links.get(index).edgeElsewhere();
            }
        }
    }

    private void states(Cause cause) throws KernelFault {
        LineValues values = lines.values();
        long nowNanos = clock.now().nanos();
        for (int index = 0; index < links.size(); index++) {
            links.get(index).state(nowNanos, cause, values.active(index), lost);
        }
        if (cause == Cause.BEGIN) {
            alive.run();
        }
        lost = 0;
    }
}
