package dev.gatehouse.simulators.lines;

import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.cdev.Errno;
import dev.gatehouse.drivers.cdev.GpioChip;
import dev.gatehouse.drivers.cdev.HeldLines;
import dev.gatehouse.drivers.cdev.Kernel;
import dev.gatehouse.drivers.cdev.KernelFault;
import dev.gatehouse.drivers.cdev.KernelLink;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.gpio.ChipInfo;
import dev.gatehouse.protocols.gpio.LineConfig.Attribute;
import dev.gatehouse.protocols.gpio.LineConfig.Kind;
import dev.gatehouse.protocols.gpio.LineFlags;
import dev.gatehouse.protocols.gpio.LineInfo;
import dev.gatehouse.protocols.gpio.LineRequest;
import dev.gatehouse.protocols.gpio.LineValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `sim:lines?folder=DIR`: a chip of 16 lines that lamps and barriers hang on, without electricity.
/// Stations drive it by the same structures as the kernel's; each change is a line `OFFSET LEVEL`
/// of the file `levels` in that folder, for who looks at the lamps. Inputs it has none. Any thread.
public final class SimulatedLines implements KernelLink, Kernel {

    /// Of such addresses.
    public static final String TARGET = "lines";

    static final String LEVELS = "levels";
    static final int LINES = 16;

    /// Changes that are written down; later ones are counted.
    static final int CHANGES_MAX = 1_000_000;

    private static final String LABEL = "sim-lines";
    private static final String CHIP = "gpiochip0";
    private static final String FOLDER = "folder";

    /// Lines that somebody holds.
    ///
    /// @param activeLow bit by index of the request
    private record Held(List<Integer> offsets, long activeLow) {}

    private final Path folder;
    private final boolean[] levels = new boolean[LINES];
    private final boolean[] taken = new boolean[LINES];

    /// Open descriptors: of lines, or none for one of the chip.
    private final Map<Integer, Optional<Held>> open = new HashMap<>();

    private int nextFd = 1;
    private long changes;

    private SimulatedLines(Path folder) {
        this.folder = folder;
    }

    /// The lines of an address.
    ///
    /// @throws IllegalArgumentException when its parameters cannot be used
    public static SimulatedLines of(LinkAddress address) {
        String folder = address.parameters().get(FOLDER);
        if (folder == null || address.parameters().size() > 1) {
            throw new IllegalArgumentException(
                    "link parameters of sim:lines: expected only `folder=DIR`");
        }
        return new SimulatedLines(Path.of(folder));
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public String label() {
        return LABEL;
    }

    @Override
    public Kernel kernel() {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(CHIP), new byte[0], StandardOpenOption.CREATE);
        } catch (IOException e) {
            // then there is no chip in it, as on a board whose chip is absent
            return this;
        }
        return this;
    }

    @Override
    public synchronized int open(String path, int flags) throws KernelFault {
        if (!Path.of(path).equals(folder.resolve(CHIP))) {
            throw new KernelFault("open " + path, Errno.ENOENT.number());
        }
        return opened(Optional.empty());
    }

    private int opened(Optional<Held> what) {
        int fd = nextFd++;
        open.put(fd, what);
        return fd;
    }

    @Override
    public synchronized int ioctl(int fd, long request, byte[] argument) throws KernelFault {
        Held held = of(fd);
        if (held == null && request == GpioChip.GET_CHIPINFO) {
            answer(new ChipInfo(CHIP, LABEL, LINES).encode(), argument);
        } else if (held == null && request == GpioChip.GET_LINEINFO) {
            int offset = line(asked(LineInfo.decode(argument)).offset());
            answer(
                    new LineInfo("", "", offset, taken[offset] ? LineFlags.USED : 0).encode(),
                    argument);
        } else if (held == null && request == GpioChip.GET_LINE) {
            int lines = opened(Optional.of(take(asked(LineRequest.decode(argument)))));
            answer(LineRequest.answered(argument, lines), argument);
        } else if (held != null && request == HeldLines.GET_VALUES) {
            long mask = asked(LineValues.decode(argument)).mask();
            answer(new LineValues(standing(held) & mask, mask).encode(), argument);
        } else if (held != null && request == HeldLines.SET_VALUES) {
            LineValues wanted = asked(LineValues.decode(argument));
            drive(held, wanted.bits(), wanted.mask());
        } else {
            throw new KernelFault("ioctl", Errno.ENOTTY.number());
        }
        return 0;
    }

    private @Nullable Held of(int fd) throws KernelFault {
        Optional<Held> what = open.get(fd);
        if (what == null) {
            throw new KernelFault("ioctl", Errno.ENODEV.number());
        }
        return what.orElse(null);
    }

    private static void answer(byte[] octets, byte[] argument) {
        System.arraycopy(octets, 0, argument, 0, argument.length);
    }

    private static <T> T asked(Decoded<T> decoded) throws KernelFault {
        return switch (decoded) {
            case Decoded.Message<T>(T value) -> value;
            case Decoded.Rejected<T> _ -> throw new KernelFault("ioctl", Errno.EINVAL.number());
        };
    }

    private static int line(int offset) throws KernelFault {
        if (offset < 0 || offset >= LINES) {
            throw new KernelFault("ioctl", Errno.EINVAL.number());
        }
        return offset;
    }

    private Held take(LineRequest request) throws KernelFault {
        for (int offset : request.offsets()) {
            if (taken[line(offset)]) {
                throw new KernelFault("ioctl", Errno.EBUSY.number());
            }
        }
        long activeLow = 0;
        long values = 0;
        for (int index = 0; index < request.offsets().size(); index++) {
            long flags = request.config().flags();
            for (Attribute attribute : request.config().attributes()) {
                if ((attribute.mask() >>> index & 1) != 0) {
                    if (attribute.kind() == Kind.FLAGS) {
                        flags = attribute.value();
                    } else if (attribute.kind() == Kind.VALUES) {
                        values |= attribute.value() & 1L << index;
                    }
                }
            }
            if ((flags & LineFlags.OUTPUT) == 0) {
                throw new KernelFault("ioctl", Errno.EINVAL.number());
            }
            activeLow |= (flags & LineFlags.ACTIVE_LOW) == 0 ? 0 : 1L << index;
        }
        Held held = new Held(request.offsets(), activeLow);
        request.offsets().forEach(offset -> taken[offset] = true);
        drive(held, values, -1L);
        return held;
    }

    private long standing(Held held) {
        long bits = 0;
        for (int index = 0; index < held.offsets.size(); index++) {
            if (levels[held.offsets.get(index)] != ((held.activeLow >>> index & 1) != 0)) {
                bits |= 1L << index;
            }
        }
        return bits;
    }

    private void drive(Held held, long bits, long mask) throws KernelFault {
        StringBuilder told = new StringBuilder();
        for (int index = 0; index < held.offsets.size(); index++) {
            int offset = held.offsets.get(index);
            boolean high = (bits >>> index & 1) != (held.activeLow >>> index & 1);
            if ((mask >>> index & 1) != 0 && levels[offset] != high) {
                levels[offset] = high;
                changes++;
                told.append(offset).append(high ? " 1\n" : " 0\n");
            }
        }
        if (!told.isEmpty() && changes <= CHANGES_MAX) {
            try {
                Files.writeString(
                        folder.resolve(LEVELS),
                        told,
                        StandardCharsets.US_ASCII,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new KernelFault("write " + LEVELS, Errno.EIO.number());
            }
        }
    }

    @Override
    public int ioctl(int fd, long request, long argument) throws KernelFault {
        throw new KernelFault("ioctl", Errno.ENOTTY.number());
    }

    @Override
    public void ioctl(int fd, long request, byte[] argument, int pointerAt, byte[] pointed)
            throws KernelFault {
        throw new KernelFault("ioctl", Errno.ENOTTY.number());
    }

    /// Nothing happens at outputs.
    @Override
    public int read(int fd, byte[] into) {
        return 0;
    }

    /// Nothing happens at outputs.
    @Override
    public int poll(int fd, int timeoutMs) {
        return 0;
    }

    @Override
    public synchronized void close(int fd) {
        Optional<Held> what = open.remove(fd);
        if (what != null) {
            what.ifPresent(held -> held.offsets.forEach(offset -> taken[offset] = false));
        }
    }

    @Override
    public void open(FrameSink sink) throws IOException {
        throw new IOException("simulated lines deliver nothing; they are for outputs");
    }

    @Override
    public synchronized Map<String, Long> counters() {
        return Map.of("changes", changes, "open", (long) open.size());
    }

    @Override
    public String describe() {
        return "simulated lines";
    }

    @Override
    public void close() {
        // whoever holds lines gives them back himself
    }
}
