package dev.gatehouse.core.disk;

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
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// Writing past the page cache (`O_DIRECT`, open(2)), by the C library: the JDK's own
/// `ExtendedOpenOption.DIRECT` demands whole file system blocks, which are as large as pages.
///
/// Linking the three functions takes a part of a second on a small board, so a thread of its own
/// does it, once, after the first commit; until then, and where it cannot be done, [#ifReady] is
/// empty and everything goes through the page cache as ever.
final class DirectIo {
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x8_0000;
    private static final int O_DIRECT_X86 = 0x4000;
    private static final int O_DIRECT_ARM = 0x1_0000;
    private static final int EINTR = 4;

    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final AtomicBoolean LINKING = new AtomicBoolean();
    private static volatile @Nullable DirectIo ready;

    private final int directFlag;
    private final MethodHandle open;
    private final MethodHandle pwrite;
    private final MethodHandle close;

    private DirectIo(int directFlag) throws IOException {
        this.directFlag = directFlag;
        this.open =
                function(
                        "open",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        this.pwrite =
                function(
                        "pwrite",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG));
        this.close =
                function(
                        "close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }

    /// The launchers give `--enable-native-access` to the class path, which is what "restricted"
    /// asks for. `open` takes its mode as a variadic argument, and none here.
    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor descriptor)
            throws IOException {
        Linker linker = Linker.nativeLinker();
        MemorySegment symbol =
                linker.defaultLookup()
                        .find(name)
                        .orElseThrow(() -> new IOException("the C library has no " + name));
        return name.equals("open")
                ? linker.downcallHandle(
                        symbol,
                        descriptor,
                        Linker.Option.captureCallState("errno"),
                        Linker.Option.firstVariadicArg(2))
                : linker.downcallHandle(
                        symbol, descriptor, Linker.Option.captureCallState("errno"));
    }

    static Optional<DirectIo> ifReady() {
        return Optional.ofNullable(ready);
    }

    /// Has it linked in the background, once.
    static void prepare() {
        Optional<Integer> flag = flag();
        if (flag.isPresent() && LINKING.compareAndSet(false, true)) {
            Thread.ofPlatform()
                    .name("direct-io")
                    .daemon(true)
                    .start(() -> ready = link(flag.get()).orElse(null));
        }
    }

    /// Waits until it is linked; for tests.
    ///
    /// @return whether it is
    static synchronized boolean awaitReady() {
        if (ready == null) {
            ready = flag().flatMap(DirectIo::link).orElse(null);
        }
        return ready != null;
    }

    private static Optional<DirectIo> link(int flag) {
        try {
            return Optional.of(new DirectIo(flag));
        } catch (IOException | RuntimeException e) {
            Logger.info("JRN-016 commits go through the page cache: cause={}", e.getMessage());
            return Optional.empty();
        }
    }

    /// `O_DIRECT` of this machine; empty where it is not known.
    private static Optional<Integer> flag() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.empty();
        }
        return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
            case "amd64" -> Optional.of(O_DIRECT_X86);
            case "aarch64" -> Optional.of(O_DIRECT_ARM);
            default -> Optional.empty();
        };
    }

    /// An open descriptor; one owner thread.
    final class Handle {
        private final Arena arena = Arena.ofShared();
        private final MemorySegment callState = arena.allocate(CALL_STATE);
        private final int descriptor;

        private Handle(Path path) throws IOException {
            int found;
            try {
                found =
                        (int)
                                open.invokeExact(
                                        callState,
                                        arena.allocateFrom(path.toAbsolutePath().toString()),
                                        O_RDWR | O_CLOEXEC | directFlag);
            } catch (Throwable e) {
                arena.close();
                throw unexpected(e);
            }
            if (found < 0) {
                IOException refused = failed("open");
                arena.close();
                throw refused;
            }
            this.descriptor = found;
        }

        /// Writes whole sectors.
        ///
        /// @param octets aligned in memory to a sector, as are position and length
        void write(MemorySegment octets, long positionBytes) throws IOException {
            long done = 0;
            while (done < octets.byteSize()) {
                long count;
                try {
                    count =
                            (long)
                                    pwrite.invokeExact(
                                            callState,
                                            descriptor,
                                            octets.asSlice(done),
                                            octets.byteSize() - done,
                                            positionBytes + done);
                } catch (Throwable e) {
                    throw unexpected(e);
                }
                if (count < 0 && (int) ERRNO.get(callState, 0L) == EINTR) {
                    continue;
                }
                if (count <= 0) {
                    throw failed("pwrite");
                }
                done += count;
            }
        }

        private IOException failed(String call) {
            return new IOException(call + ": error " + (int) ERRNO.get(callState, 0L));
        }

        void close() throws IOException {
            try {
                int _ = (int) close.invokeExact(callState, descriptor);
            } catch (Throwable e) {
                throw unexpected(e);
            } finally {
                arena.close();
            }
        }
    }

    /// Opens a file for writing past the page cache.
    ///
    /// @throws IOException when this file system does not do that
    Handle open(Path path) throws IOException {
        return new Handle(path);
    }

    private static IOException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IOException("a call of the C library failed", e);
    }
}
