package dev.gatehouse.tests.system;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The service manager's end of sd_notify(3): a datagram socket that keeps what it hears.
final class NotifyPeer implements AutoCloseable {
    /// One notice.
    ///
    /// @param nanos when it was heard
    record Heard(String text, long nanos) {}

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int POLLIN = 1;
    private static final int POLL_MS = 100;
    private static final int DATAGRAM_MAX_BYTES = 4_096;

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final int socket;
    private final Thread thread;
    private volatile boolean closing;

    private NotifyPeer(int socket) {
        this.socket = socket;
        this.thread = Thread.ofPlatform().daemon().name("notify-peer").unstarted(this::listen);
        thread.start();
    }

    /// Listens.
    ///
    /// @param path as in `NOTIFY_SOCKET`; abstract behind `@`
    static NotifyPeer bind(String path) throws IOException {
        byte[] octets = path.getBytes(StandardCharsets.UTF_8);
        if (octets[0] == '@') {
            octets[0] = 0;
        }
        int socket = Math.toIntExact(call("socket", 3, AF_UNIX, SOCK_DGRAM, 0));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = arena.allocate(2L + octets.length);
            address.set(ValueLayout.JAVA_SHORT_UNALIGNED, 0, (short) AF_UNIX);
            MemorySegment.copy(octets, 0, address, ValueLayout.JAVA_BYTE, 2, octets.length);
            if (call("bind", 3, socket, address.address(), address.byteSize()) != 0) {
                throw new IOException("cannot listen on " + path);
            }
        }
        return new NotifyPeer(socket);
    }

    /// A function of the C library that takes and gives numbers and addresses.
    @SuppressWarnings("restricted")
    private static long call(String name, int count, long... arguments) throws IOException {
        ValueLayout[] layouts = new ValueLayout[count];
        java.util.Arrays.fill(layouts, ValueLayout.JAVA_LONG);
        MethodHandle function =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker().defaultLookup().findOrThrow(name),
                                FunctionDescriptor.of(ValueLayout.JAVA_LONG, layouts));
        try {
            // an int comes back in the lower half of the register
            return (int)
                    (long)
                            function.invokeWithArguments(
                                    java.util.Arrays.stream(arguments).boxed().toList());
        } catch (Throwable e) {
            throw new IOException(name, e);
        }
    }

    private void listen() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(DATAGRAM_MAX_BYTES);
            MemorySegment poll = arena.allocate(8, 4);
            poll.set(ValueLayout.JAVA_INT, 0, socket);
            poll.set(ValueLayout.JAVA_SHORT, 4, (short) POLLIN);
            while (!closing) {
                if (call("poll", 3, poll.address(), 1, POLL_MS) > 0) {
                    long size = call("recv", 4, socket, buffer.address(), buffer.byteSize(), 0);
                    byte[] octets = buffer.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE);
                    heard.add(
                            new Heard(
                                    new String(octets, StandardCharsets.UTF_8), System.nanoTime()));
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    /// Notices so far that have this line.
    long count(String line) {
        return heard.stream().filter(one -> one.text().lines().anyMatch(line::equals)).count();
    }

    @Override
    public void close() throws IOException {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var _ = call("close", 1, socket);
    }
}
