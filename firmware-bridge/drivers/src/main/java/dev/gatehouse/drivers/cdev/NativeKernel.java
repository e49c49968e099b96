package dev.gatehouse.drivers.cdev;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The kernel of this machine, by the C library that is in the process anyway. `open` and `ioctl`
/// are variadic in C and are called as such: on arm64 the ABI of some systems passes such arguments
/// otherwise. Interrupted calls are repeated.
public final class NativeKernel implements Kernel {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final long ALIGNMENT_BYTES = 8;
    private static final long POLL_FD_BYTES = 8;
    private static final long EVENTS_AT = 4;
    private static final long REVENTS_AT = 6;

    private static final MethodHandle OPEN =
            variadic("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle IOCTL =
            variadic("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
    private static final MethodHandle IOCTL_NUMBER =
            variadic("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle READ =
            plain("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle POLL =
            plain("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle CLOSE =
            plain("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    @SuppressWarnings("restricted") // foreign functions are what this class is for
    private static MethodHandle variadic(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                descriptor,
                CAPTURE,
                Linker.Option.firstVariadicArg(2));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle plain(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, CAPTURE);
    }

    /// One system call; what it returned, negative when it failed.
    @FunctionalInterface
    private interface Call {
        long run(MemorySegment state) throws Throwable;
    }

    private static long call(SegmentAllocator arena, String name, Call call) throws KernelFault {
        MemorySegment state = arena.allocate(STATE);
        while (true) {
            long result;
            try {
                result = call.run(state);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("a call of the C library threw", e);
            }
            if (result >= 0) {
                return result;
            }
            int number = (int) ERRNO.get(state, 0L);
            if (number != Errno.EINTR.number()) {
                throw new KernelFault(name, number);
            }
        }
    }

    @Override
    public int open(String path, int flags) throws KernelFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path);
            return (int)
                    call(
                            arena,
                            "open " + path,
                            state -> (int) OPEN.invokeExact(state, name, flags, 0));
        }
    }

    @Override
    public int ioctl(int fd, long request, byte[] argument) throws KernelFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = copy(arena, argument);
            int result =
                    (int)
                            call(
                                    arena,
                                    name(request),
                                    state -> (int) IOCTL.invokeExact(state, fd, request, copy));
            MemorySegment.copy(copy, JAVA_BYTE, 0, argument, 0, argument.length);
            return result;
        }
    }

    @Override
    public int ioctl(int fd, long request, long argument) throws KernelFault {
        try (Arena arena = Arena.ofConfined()) {
            return (int)
                    call(
                            arena,
                            name(request),
                            state -> (int) IOCTL_NUMBER.invokeExact(state, fd, request, argument));
        }
    }

    @Override
    public void ioctl(int fd, long request, byte[] argument, int pointerAt, byte[] pointed)
            throws KernelFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = copy(arena, pointed);
            MemorySegment copy = copy(arena, argument);
            copy.set(ADDRESS, pointerAt, target);
            var _ =
                    call(
                            arena,
                            name(request),
                            state -> (int) IOCTL.invokeExact(state, fd, request, copy));
            MemorySegment.copy(target, JAVA_BYTE, 0, pointed, 0, pointed.length);
        }
    }

    @Override
    public int read(int fd, byte[] into) throws KernelFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(into.length, ALIGNMENT_BYTES);
            int count =
                    (int)
                            call(
                                    arena,
                                    "read",
                                    state ->
                                            (long)
                                                    READ.invokeExact(
                                                            state, fd, buffer, (long) into.length));
            MemorySegment.copy(buffer, JAVA_BYTE, 0, into, 0, count);
            return count;
        } catch (KernelFault e) {
            if (e.is(Errno.EAGAIN)) {
                return 0;
            }
            throw e;
        }
    }

    @Override
    public int poll(int fd, int timeoutMs) throws KernelFault {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(POLL_FD_BYTES, ALIGNMENT_BYTES);
            one.set(JAVA_INT, 0, fd);
            one.set(JAVA_SHORT, EVENTS_AT, (short) POLLIN);
            long ready =
                    call(arena, "poll", state -> (int) POLL.invokeExact(state, one, 1L, timeoutMs));
            return ready == 0 ? 0 : one.get(JAVA_SHORT, REVENTS_AT) & 0xFFFF;
        }
    }

    @Override
    public void close(int fd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            // never repeated: Linux has let go of the descriptor whatever close returns
            int _ = (int) CLOSE.invokeExact(state, fd);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a call of the C library threw", e);
        }
    }

    private static MemorySegment copy(Arena arena, byte[] bytes) {
        MemorySegment segment = arena.allocate(bytes.length, ALIGNMENT_BYTES);
        MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, 0, bytes.length);
        return segment;
    }

    private static String name(long request) {
        return "ioctl 0x" + Long.toHexString(request);
    }
}
