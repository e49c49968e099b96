package dev.gatehouse.drivers.cdev;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.gpio.LineValues;
import java.util.Arrays;
import java.util.List;

/// Lines of one request, ours until closed. What happens to the level of an output after that is
/// not promised by the kernel: the pull resistor of the wiring decides.
///
/// Reading is one thread's; values may be read and set from any other.
public final class HeldLines implements AutoCloseable {

    public static final long GET_VALUES = 0xC010B40EL;
    public static final long SET_VALUES = 0xC010B40FL;

    /// Events one read takes.
    public static final int EVENTS_A_READ = 16;

    private final Kernel kernel;
    private final int fd;
    private final List<Integer> offsets;
    private final long all;
    private boolean closed;

    HeldLines(Kernel kernel, int fd, List<Integer> offsets) {
        this.kernel = kernel;
        this.fd = fd;
        this.offsets = List.copyOf(offsets);
        this.all = -1L >>> (Long.SIZE - offsets.size());
    }

    /// Offsets on the chip, in the order of the request: the index of a line here is its bit.
    public List<Integer> offsets() {
        return offsets;
    }

    /// Levels of all lines now.
    public synchronized LineValues values() throws KernelFault {
        requireOpen();
        byte[] values = new LineValues(0, all).encode();
        kernel.ioctl(fd, GET_VALUES, values);
        return switch (LineValues.decode(values)) {
            case Decoded.Message<LineValues>(LineValues read) -> read;
            case Decoded.Rejected<LineValues>(RejectReason reason, String detail) ->
                    throw new IllegalStateException(reason + ": " + detail);
        };
    }

    /// Sets outputs, all at once.
    ///
    /// @param bits levels by index
    /// @param mask which lines, by index
    public synchronized void set(long bits, long mask) throws KernelFault {
        requireOpen();
        kernel.ioctl(fd, SET_VALUES, new LineValues(bits & mask, mask & all).encode());
    }

    /// Waits for edges.
    ///
    /// @return one to 16 events of 48 octets as the kernel wrote them; none after the time-out
    /// @throws KernelFault ENODEV when the chip is gone
    public byte[] read(int timeoutMs) throws KernelFault {
        int ready = kernel.poll(fd, timeoutMs);
        if ((ready & (Kernel.POLLERR | Kernel.POLLHUP)) != 0) {
            throw new KernelFault("poll of GPIO lines", Errno.ENODEV.number());
        }
        if ((ready & Kernel.POLLIN) == 0) {
            return new byte[0];
        }
        byte[] events = new byte[EVENTS_A_READ * LineEvent.LENGTH_BYTES];
        return Arrays.copyOf(events, kernel.read(fd, events));
    }

    private void requireOpen() throws KernelFault {
        if (closed) {
            throw new KernelFault("GPIO lines", Errno.ENODEV.number());
        }
    }

    /// Gives the lines back. Only when nobody reads any more: the number of the descriptor may be
    /// another's the next moment.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            kernel.close(fd);
        }
    }
}
