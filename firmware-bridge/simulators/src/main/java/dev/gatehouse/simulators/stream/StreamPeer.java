package dev.gatehouse.simulators.stream;

import dev.gatehouse.drivers.StreamLink;
import java.io.IOException;
import java.util.function.LongSupplier;

/// A simulated device at the other end of a real line: a TCP port that it listens at, a serial
/// port, or a pseudo-terminal.
public final class StreamPeer implements AutoCloseable {
    private final StreamLink link;
    private final DeviceThread thread;

    /// @param link the device's own end, opened and closed here
    public StreamPeer(String name, StreamDevice device, StreamLink link, LongSupplier nanos) {
        this.link = link;
        this.thread =
                new DeviceThread(
                        name,
                        device,
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
                        },
                        nanos);
    }

    /// Starts it.
    ///
    /// @throws IOException when its end of the link cannot be had
    public void open() throws IOException {
        link.open(frame -> {
            var _ = thread.octets(frame.bytes());
        });
        thread.start();
    }

    @Override
    public void close() {
        thread.close();
        link.close();
    }
}
