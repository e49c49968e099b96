package dev.gatehouse.drivers.mqtt;

import dev.gatehouse.drivers.Acknowledgement.Refusal;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkContext;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// Input topic of one device. The bus limits sizes and rates and sends the PUBACK on `durable`.
final class MqttLink implements Link {

    private final LinkContext context;
    private final LongAdder refusedNotReady = new LongAdder();
    private @Nullable AutoCloseable subscription;
    private boolean closed;
    private volatile boolean delivering;

    MqttLink(LinkContext context) {
        this.context = context;
    }

    @Override
    public synchronized void open(FrameSink sink) {
        if (closed || subscription != null) {
            throw new IllegalStateException("mqtt link: opened twice or after close");
        }
        delivering = true;
        subscription =
                context.deviceTopic().listen(context.deviceId(), frame -> deliver(frame, sink));
    }

    private void deliver(Frame frame, FrameSink sink) {
        if (delivering) {
            sink.accept(frame);
        } else {
            refusedNotReady.increment();
            frame.acknowledgement().refused(Refusal.NOT_READY);
        }
    }

    @Override
    public String describe() {
        return "mqtt:device/" + context.deviceId() + "/input";
    }

    @Override
    public Map<String, Long> counters() {
        return Map.of("refused_not_ready", refusedNotReady.sum());
    }

    @Override
    public synchronized void close() {
        closed = true;
        delivering = false;
        AutoCloseable open = subscription;
        subscription = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (Exception e) {
            Logger.warn(
                    "DRV-010 topic not released: device={} type={}",
                    context.deviceId(),
                    e.getClass().getName());
        }
    }
}
