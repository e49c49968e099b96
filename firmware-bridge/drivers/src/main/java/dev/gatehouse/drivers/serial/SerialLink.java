package dev.gatehouse.drivers.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.Backoff;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.StreamLink;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// One serial port. Thread `link-<device>` owns the port: it opens, reads and closes it; thread
/// `link-<device>-out` writes, because a write may block for as long as the other end does not
/// read.
final class SerialLink implements StreamLink {

    /// First pause before a port is opened again; doubles up to [#LONGEST_PAUSE_MS].
    static final long FIRST_PAUSE_MS = 1_000;

    static final long LONGEST_PAUSE_MS = 30_000;

    /// Writes that may wait; at 115,200 baud a full queue of bursts takes less than a second.
    static final int WRITE_LIMIT = 256;

    private static final int READ_BYTES = 1_024;
    private static final int READ_WAIT_MS = 100;
    private static final long CLOSE_LIMIT_MS = 3_000;

    private final SerialSettings settings;
    private final String deviceId;
    private final LinkContext.Clock clock;
    private final Backoff backoff = new Backoff(FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    private final BlockingQueue<byte[]> writes = new ArrayBlockingQueue<>(WRITE_LIMIT);
    private final Object wake = new Object();
    private final LongAdder opened = new LongAdder();
    private final LongAdder openFailures = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder silences = new LongAdder();
    private final LongAdder reopenRequests = new LongAdder();
    private final LongAdder octetsIn = new LongAdder();
    private final LongAdder octetsOut = new LongAdder();
    private final LongAdder sendsRefused = new LongAdder();
    private final LongAdder writeFailures = new LongAdder();
    private volatile boolean closed;
    private volatile @Nullable SerialPort current;
    private volatile boolean reopenAsked;
    private @Nullable Thread reader;
    private @Nullable Thread writer;

    SerialLink(SerialSettings settings, String deviceId, LinkContext.Clock clock) {
        this.settings = settings;
        this.deviceId = deviceId;
        this.clock = clock;
    }

    @Override
    public synchronized void open(FrameSink sink) throws IOException {
        if (reader != null || closed) {
            throw new IOException("serial link was opened before; make a new link");
        }
        String name = "link-" + deviceId;
        reader = Thread.ofPlatform().name(name).daemon(true).start(() -> read(sink));
        writer = Thread.ofPlatform().name(name + "-out").daemon(true).start(this::write);
    }

    private void read(FrameSink sink) {
        try {
            while (!closed) {
                SerialPort port = openPort();
                if (port == null) {
                    openFailures.increment();
                } else {
                    opened.increment();
                    Logger.info("SER-001 port open: device={}", deviceId);
                    String end = deliver(port, sink);
                    leave(port);
                    if (!closed) {
                        Logger.warn("SER-002 port closed: device={} reason={}", deviceId, end);
                    }
                }
                pause(backoff.nextMs());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The open port; null when there is none, or it is not the one that was configured.
    private @Nullable SerialPort openPort() {
        SerialPort port;
        try {
            port = SerialPort.getCommPort(settings.device());
        } catch (SerialPortInvalidPortException e) {
            return null;
        }
        if (!settings.usbSerial().isEmpty()
                && !settings.usbSerial().equals(port.getSerialNumber())) {
            Logger.warn("SER-003 another adapter is at this name: device={}", deviceId);
            return null;
        }
        port.setComPortParameters(settings.baud(), 8, settings.stopBits(), settings.parity());
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_WAIT_MS, 0);
        // The library's error code is no help: a pseudo-terminal shows one although it works.
        if (!port.openPort()) {
            return null;
        }
        writes.clear();
        reopenAsked = false;
        current = port;
        return port;
    }

    /// Reads until the port is lost, silent, or to be opened again.
    ///
    /// @return why it ended
    private String deliver(SerialPort port, FrameSink sink) {
        byte[] buffer = new byte[READ_BYTES];
        long lastNanos = clock.now().nanos();
        while (!closed) {
            int count = port.readBytes(buffer, buffer.length);
            if (reopenAsked) {
                return "asked for";
            }
            if (count < 0) {
                lost.increment();
                return "lost";
            }
            var now = clock.now();
            if (count > 0) {
                lastNanos = now.nanos();
                octetsIn.add(count);
                backoff.reset();
                sink.accept(new Frame(Arrays.copyOf(buffer, count), now, Acknowledgement.none()));
            } else if (!port.isOpen()) {
                lost.increment();
                return "lost";
            } else if (settings.silenceMs() > 0
                    && now.nanos() - lastNanos
                            > TimeUnit.MILLISECONDS.toNanos(settings.silenceMs())) {
                silences.increment();
                return "silent";
            }
        }
        return "closed";
    }

    private void leave(SerialPort port) {
        current = null;
        writes.clear();
        var _ = port.closePort();
    }

    private void pause(long pauseMs) throws InterruptedException {
        long untilNanos = clock.now().nanos() + TimeUnit.MILLISECONDS.toNanos(pauseMs);
        synchronized (wake) {
            long leftMs = pauseMs;
            while (!closed && leftMs > 0) {
                wake.wait(leftMs);
                leftMs = TimeUnit.NANOSECONDS.toMillis(untilNanos - clock.now().nanos());
            }
        }
    }

    private void write() {
        try {
            while (!closed) {
                byte[] octets = writes.poll(READ_WAIT_MS, TimeUnit.MILLISECONDS);
                SerialPort port = current;
                if (octets == null || port == null) {
                    continue;
                }
                int written = port.writeBytes(octets, octets.length);
                if (written == octets.length) {
                    octetsOut.add(written);
                } else {
                    writeFailures.increment();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean send(byte[] octets) {
        boolean taken = up() && writes.offer(octets);
        if (!taken) {
            sendsRefused.increment();
        }
        return taken;
    }

    @Override
    public boolean up() {
        return current != null && !reopenAsked;
    }

    @Override
    public void reopen(String reason) {
        if (current != null && !reopenAsked) {
            reopenRequests.increment();
            reopenAsked = true;
        }
    }

    @Override
    public String describe() {
        return "serial:" + settings.device() + (up() ? "" : ", not open");
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> values = new TreeMap<>();
        values.put("opened", opened.sum());
        values.put("open_failures", openFailures.sum());
        values.put("lost", lost.sum());
        values.put("silences", silences.sum());
        values.put("reopen_requests", reopenRequests.sum());
        values.put("octets_in", octetsIn.sum());
        values.put("octets_out", octetsOut.sum());
        values.put("sends_refused", sendsRefused.sum());
        values.put("write_failures", writeFailures.sum());
        return values;
    }

    @Override
    public void close() {
        Thread reading;
        Thread writing;
        synchronized (this) {
            closed = true;
            reading = reader;
            writing = writer;
        }
        synchronized (wake) {
            wake.notifyAll();
        }
        join(reading);
        if (writing != null) {
            writing.interrupt();
        }
        join(writing);
    }

    private static void join(@Nullable Thread thread) {
        if (thread == null || thread.equals(Thread.currentThread())) {
            return;
        }
        try {
            thread.join(CLOSE_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
