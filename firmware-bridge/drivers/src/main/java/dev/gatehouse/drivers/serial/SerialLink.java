package dev.gatehouse.drivers.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.Backoff;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.OwnThread;
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

    private final SerialSettings settings;
    private final String deviceId;
    private final LinkContext.Clock clock;
    private final Backoff backoff = new Backoff(FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    private final BlockingQueue<byte[]> writes = new ArrayBlockingQueue<>(WRITE_LIMIT);
    private final LongAdder opened = new LongAdder();
    private final LongAdder openFailures = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder silences = new LongAdder();
    private final LongAdder reopenRequests = new LongAdder();
    private final LongAdder octetsIn = new LongAdder();
    private final LongAdder octetsOut = new LongAdder();
    private final LongAdder sendsRefused = new LongAdder();
    private final LongAdder writeFailures = new LongAdder();
    private volatile @Nullable SerialPort current;
    private volatile boolean reopenAsked;
    private final OwnThread reader;
    private final OwnThread writer;

    SerialLink(SerialSettings settings, String deviceId, LinkContext.Clock clock) {
        this.settings = settings;
        this.deviceId = deviceId;
        this.reader = new OwnThread("link-" + deviceId);
        this.writer = new OwnThread("link-" + deviceId + "-out");
        this.clock = clock;
    }

    @Override
    public void open(FrameSink sink) throws IOException {
        reader.open("serial link", () -> () -> read(sink));
        writer.start(this::write);
    }

    private void read(FrameSink sink) throws InterruptedException {
        do {
            SerialPort port = openPort();
            if (port == null) {
                openFailures.increment();
            } else {
                opened.increment();
                Logger.info("SER-001 port open: device={}", deviceId);
                String end = deliver(port, sink);
                leave(port);
                if (!reader.ended()) {
                    Logger.warn("SER-002 port closed: device={} reason={}", deviceId, end);
                }
            }
        } while (reader.rest(backoff.nextMs(), clock));
    }

    /// The open port; null when there is none, or it is not the one that was configured.
    private @Nullable SerialPort openPort() {
        SerialPort port;
        try {
            port = SerialPort.getCommPort(settings.device());
        } catch (SerialPortInvalidPortException e) {
            return null;
        }
        if (!settings.adapter()
                .is(port.getVendorID(), port.getProductID(), port.getSerialNumber())) {
            Logger.warn("SER-003 another adapter is at this name: device={}", deviceId);
            return null;
        }
        port.setComPortParameters(
                settings.baud(), settings.dataBits(), settings.stopBits(), settings.parity());
        port.setFlowControl(settings.flow());
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
        while (!reader.ended()) {
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

    private void write() throws InterruptedException {
        while (!writer.ended()) {
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

    /// The port is closed by the reader's thread, which lets a blocked write go.
    @Override
    public void close() {
        reader.close();
        writer.interrupt();
    }
}
