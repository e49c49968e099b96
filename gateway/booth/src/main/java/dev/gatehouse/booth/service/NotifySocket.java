package dev.gatehouse.booth.service;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/// The datagram socket of sd_notify(3), by the C library: the JDK's Unix-domain channels are
/// streams only.
///
/// The address (unix(7)); an abstract name begins with a zero octet and is not terminated:
///
/// ```
///  0        2                          110
///  +--------+--------------------------+
///  | family | path                     |
///  +--------+--------------------------+
/// ```
///
/// Used by one thread. A full queue of the service manager blocks the sender, as in systemd's own
/// `sd_notify`.
final class NotifySocket implements NoticeSink {
    private static final int PATH_OFFSET = 2;
    private static final int PATH_MAX_BYTES = 108;
    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;

    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final Arena arena = Arena.ofShared();
    private final MemorySegment callState = arena.allocate(CALL_STATE);
    private final MemorySegment address;
    private final MethodHandle sendto;
    private final MethodHandle close;
    private final int descriptor;

    private NotifySocket(byte[] path) throws IOException {
        this.address = arena.allocate((long) PATH_OFFSET + path.length);
        address.set(ValueLayout.JAVA_SHORT_UNALIGNED, 0, AF_UNIX);
        MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, PATH_OFFSET, path.length);
        MethodHandle socket =
                function(
                        "socket",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT));
        this.sendto =
                function(
                        "sendto",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT));
        this.close =
                function(
                        "close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            this.descriptor =
                    (int)
                            socket.invokeExact(
                                    callState, (int) AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        if (descriptor < 0) {
            throw failed("socket");
        }
    }

    /// Opens the socket.
    ///
    /// @param path as `NOTIFY_SOCKET` has it: an absolute path, or an abstract name behind `@`
    static NotifySocket open(String path) throws IOException {
        byte[] octets = path.getBytes(StandardCharsets.UTF_8);
        if (octets.length < 2
                || octets.length > PATH_MAX_BYTES
                || (octets[0] != '/' && octets[0] != '@')) {
            throw new IOException(
                    "NOTIFY_SOCKET: expected an absolute path or @name of 2 to "
                            + PATH_MAX_BYTES
                            + " octets, found "
                            + octets.length
                            + " octets");
        }
        if (octets[0] == '@') {
            octets[0] = 0;
        }
        return new NotifySocket(octets);
    }

    /// The launchers give `--enable-native-access` to the class path, which is what "restricted"
    /// asks for.
    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor descriptor)
            throws IOException {
        Linker linker = Linker.nativeLinker();
        MemorySegment symbol =
                linker.defaultLookup()
                        .find(name)
                        .orElseThrow(() -> new IOException("the C library has no " + name));
        return linker.downcallHandle(symbol, descriptor, Linker.Option.captureCallState("errno"));
    }

    @Override
    public void send(String notice) throws IOException {
        byte[] octets = notice.getBytes(StandardCharsets.UTF_8);
        long sent;
        try (Arena call = Arena.ofConfined()) {
            MemorySegment message = call.allocateFrom(ValueLayout.JAVA_BYTE, octets);
            sent =
                    (long)
                            sendto.invokeExact(
                                    callState,
                                    descriptor,
                                    message,
                                    (long) octets.length,
                                    MSG_NOSIGNAL,
                                    address,
                                    (int) address.byteSize());
        } catch (Throwable e) {
            throw unexpected(e);
        }
        if (sent != octets.length) {
            throw failed("sendto");
        }
    }

    private IOException failed(String function) {
        return new IOException(function + " failed: errno " + (int) ERRNO.get(callState, 0L));
    }

    private static IOException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IOException("the C library could not be called", e);
    }

    @Override
    public void close() {
        try {
            int _ = (int) close.invokeExact(callState, descriptor);
        } catch (Throwable e) {
            throw new IllegalStateException("close of a socket of our own", e);
        } finally {
            arena.close();
        }
    }
}
