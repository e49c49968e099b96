package dev.gatehouse.drivers;

import dev.gatehouse.drivers.Acknowledgement.Refusal;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.observation.Observation;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import org.tinylog.Logger;

/// One device: its link, its driver and the way into the booth. Frames are decoded on the link's
/// thread, one at a time; counts may be read from any thread. Nothing a device sends makes this
/// throw.
public final class DeviceSession implements AutoCloseable {

    private final String deviceId;
    private final Link link;
    private final Driver driver;
    private final ObservationSink sink;
    private final Object decoding = new Object();
    private final LongAdder frames = new LongAdder();
    private final LongAdder observations = new LongAdder();
    private final LongAdder refusedBusy = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder refusedNotReady = new LongAdder();
    private final LongAdder faults = new LongAdder();
    private final Map<RejectReason, LongAdder> rejected = new EnumMap<>(RejectReason.class);
    private volatile boolean open;
    private volatile boolean anyFrame;
    private volatile long lastFrameNanos;

    public DeviceSession(String deviceId, Link link, Driver driver, ObservationSink sink) {
        this.deviceId = deviceId;
        this.link = link;
        this.driver = driver;
        this.sink = sink;
        for (RejectReason reason : RejectReason.values()) {
            rejected.put(reason, new LongAdder());
        }
    }

    /// Starts the link.
    ///
    /// @throws IOException when its port cannot be had; the message says what to do
    public void open() throws IOException {
        open = true;
        try {
            link.open(this::accept);
        } catch (IOException e) {
            open = false;
            throw e;
        }
        Logger.info("DRV-001 device open: device={} link={}", deviceId, link.describe());
    }

    private void accept(Frame frame) {
        frames.increment();
        lastFrameNanos = frame.received().nanos();
        anyFrame = true;
        if (!open) {
            refusedNotReady.increment();
            frame.acknowledgement().refused(Refusal.NOT_READY);
            return;
        }
        Optional<Decoded<List<Observation>>> decoded = decode(frame);
        if (decoded.isEmpty()) {
            frame.acknowledgement().refused(Refusal.MALFORMED);
            return;
        }
        switch (decoded.get()) {
            case Decoded.Message<List<Observation>>(List<Observation> found) ->
                    deliver(found, frame.acknowledgement());
            case Decoded.Rejected<List<Observation>>(RejectReason reason, String detail) ->
                    reject(frame, reason, detail);
        }
        if (link instanceof StreamLink stream && driver.wantsFreshConnection()) {
            stream.reopen("frames that make no sense");
        }
    }

    /// Empty when the driver failed: ours to mend, not the device's fault.
    private Optional<Decoded<List<Observation>>> decode(Frame frame) {
        synchronized (decoding) {
            try {
                return Optional.of(driver.decode(frame));
            } catch (RuntimeException | StackOverflowError e) {
                // The message may carry content: only the type is told.
                long count = countOf(faults);
                if (isWorthALine(count)) {
                    Logger.error(
                            "DRV-002 driver fault: device={} type={} count={}",
                            deviceId,
                            e.getClass().getName(),
                            count);
                }
                return Optional.empty();
            }
        }
    }

    private void deliver(List<Observation> found, Acknowledgement acknowledgement) {
        if (found.isEmpty()) {
            acknowledgement.durable();
            return;
        }
        if (sink.offer(found, acknowledgement)) {
            observations.add(found.size());
            return;
        }
        long count = countOf(refusedBusy);
        if (!acknowledgement.resendable()) {
            lost.add(found.size());
        }
        if (isWorthALine(count)) {
            Logger.warn("DRV-003 booth full: device={} refused={}", deviceId, count);
        }
        acknowledgement.refused(Refusal.BUSY);
    }

    private void reject(Frame frame, RejectReason reason, String detail) {
        LongAdder counter = rejected.get(reason);
        long count = counter == null ? 0 : countOf(counter);
        if (isWorthALine(count)) {
            Logger.warn(
                    "DRV-004 frame refused: device={} reason={} length={} count={} detail={}",
                    deviceId,
                    reason,
                    frame.bytes().length,
                    count,
                    detail);
        }
        if (reason == RejectReason.TOO_LONG) {
            frame.acknowledgement().tooLarge();
        } else {
            frame.acknowledgement().refused(Refusal.MALFORMED);
        }
    }

    private static long countOf(LongAdder counter) {
        counter.increment();
        return counter.sum();
    }

    /// A device that fails for ever writes a line at 1, 2, 4, 8, ... and not a full disk.
    private static boolean isWorthALine(long count) {
        return Long.bitCount(count) == 1;
    }

    public DeviceSnapshot snapshot() {
        Map<RejectReason, Long> reasons = new EnumMap<>(RejectReason.class);
        rejected.forEach((reason, count) -> {
            if (count.sum() > 0) {
                reasons.put(reason, count.sum());
            }
        });
        return new DeviceSnapshot(
                deviceId,
                link.describe(),
                frames.sum(),
                observations.sum(),
                refusedBusy.sum(),
                lost.sum(),
                refusedNotReady.sum(),
                faults.sum(),
                reasons,
                anyFrame ? OptionalLong.of(lastFrameNanos) : OptionalLong.empty(),
                driver.counters(),
                link.counters());
    }

    /// Stops the link; idempotent. Frames that still come are refused with NOT_READY.
    @Override
    public void close() {
        open = false;
        link.close();
    }
}
