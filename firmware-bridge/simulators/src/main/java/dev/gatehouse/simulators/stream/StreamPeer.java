package dev.gatehouse.simulators.stream;

import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.simulators.TickThread;
import java.io.IOException;
import java.util.function.LongSupplier;

/// A simulated device at the other end of a real line: a TCP port that it listens at, a serial
/// port, or a pseudo-terminal.
public final class StreamPeer implements AutoCloseable {
    private final StreamLink link;
    private final StreamDevice device;
    private final TickThread thread;

    /// @param link the device's own end, opened and closed here
    public StreamPeer(String name, StreamDevice device, StreamLink link, LongSupplier nanos) {
        this.link = link;
        this.device = device;
        StreamDevice.Line line =
                new StreamDevice.Line() {
                    @Override
                    public void say(byte[] octets) {
                        // what a line does not take is lost on it
                        var _ = link.send(octets);
                    }

                    @Override
                    public void hangUp() {
                        link.reopen("simulated");
                    }
                };
        this.thread = TickThread.of(name, nanos, now -> device.duty(now, line));
    }

    /// Starts it.
    ///
    /// @throws IOException when its end of the link cannot be had
    public void open() throws IOException {
        link.open(frame -> {
            byte[] octets = frame.bytes();
            var _ = thread.offer(now -> device.octets(octets, now));
        });
        thread.start();
    }

    @Override
    public void close() {
        thread.close();
        link.close();
    }
}
