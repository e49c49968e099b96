package dev.gatehouse.drivers.cdev;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.gpio.ChipInfo;
import dev.gatehouse.protocols.gpio.LineConfig.Attribute;
import dev.gatehouse.protocols.gpio.LineConfig.Kind;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.gpio.LineFlags;
import dev.gatehouse.protocols.gpio.LineInfo;
import dev.gatehouse.protocols.gpio.LineRequest;
import dev.gatehouse.protocols.gpio.LineValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A kernel with the chips and the I2C devices that a test gives it. It reads requests octet by
/// octet, as the real one does, and refuses what that refuses.
public final class FakeKernel implements Kernel {

    /// One chip and the far end of its wires.
    public final class Chip {
        private final String label;
        private final String[] names;
        private final String[] consumers;
        private final boolean[] wire;
        private final @Nullable Held[] holders;
        private final boolean[] stuck;
        private boolean gone;

        private Chip(String label, int lines) {
            this.label = label;
            names = new String[lines];
            consumers = new String[lines];
            Arrays.fill(names, "");
            Arrays.fill(consumers, "");
            wire = new boolean[lines];
            stuck = new boolean[lines];
            holders = new Held[lines];
        }

        public Chip name(int offset, String name) {
            names[offset] = name;
            return this;
        }

        /// Somebody else takes the line, or gives it back with an empty name.
        public void take(int offset, String consumer) {
            synchronized (FakeKernel.this) {
                consumers[offset] = consumer;
            }
        }

        /// Drives an input.
        public void drive(int offset, boolean high) {
            synchronized (FakeKernel.this) {
                if (wire[offset] != high) {
                    wire[offset] = high;
                    Held held = holders[offset];
                    if (held != null) {
                        held.edge(offset, high);
                    }
                }
                FakeKernel.this.notifyAll();
            }
        }

        /// Edges that the kernel counts and throws away.
        public void lose(int offset, int edges) {
            synchronized (FakeKernel.this) {
                Held held = Objects.requireNonNull(holders[offset]);
                held.seqno += edges;
                held.lineSeqno.merge(offset, edges, Integer::sum);
            }
        }

        /// What stands at a wire.
        public boolean wire(int offset) {
            synchronized (FakeKernel.this) {
                return wire[offset];
            }
        }

        /// How a held line was asked for.
        public LineRequest request(int offset) {
            synchronized (FakeKernel.this) {
                return Objects.requireNonNull(holders[offset]).request;
            }
        }

        public boolean held(int offset) {
            synchronized (FakeKernel.this) {
                return holders[offset] != null;
            }
        }

        /// A wire that stays high whatever is set, or obeys again.
        public void stick(int offset, boolean sticks) {
            synchronized (FakeKernel.this) {
                stuck[offset] = sticks;
                wire[offset] |= sticks;
            }
        }

        /// Pulls the chip out or plugs it in.
        public void plug(boolean in) {
            synchronized (FakeKernel.this) {
                gone = !in;
                FakeKernel.this.notifyAll();
            }
        }
    }

    /// A request that was granted.
    private static final class Held {
        private final Chip chip;
        private final LineRequest request;
        private final ArrayDeque<byte[]> events = new ArrayDeque<>();
        private final Map<Integer, Integer> lineSeqno = new HashMap<>();
        private int seqno;

        private Held(Chip chip, LineRequest request) {
            this.chip = chip;
            this.request = request;
        }

        private long flags(int index) {
            long flags = request.config().flags();
            for (Attribute attribute : request.config().attributes()) {
                if (attribute.kind() == Kind.FLAGS && (attribute.mask() >>> index & 1) != 0) {
                    flags = attribute.value();
                }
            }
            return flags;
        }

        private boolean activeLow(int index) {
            return (flags(index) & LineFlags.ACTIVE_LOW) != 0;
        }

        private void edge(int offset, boolean high) {
            int index = request.offsets().indexOf(offset);
            boolean rising = high != activeLow(index);
            if ((flags(index) & (rising ? LineFlags.EDGE_RISING : LineFlags.EDGE_FALLING)) == 0) {
                return;
            }
            seqno++;
            int own = lineSeqno.merge(offset, 1, Integer::sum);
            events.add(
                    new LineEvent(
                                    System.nanoTime(),
                                    rising ? LineEvent.Edge.RISING : LineEvent.Edge.FALLING,
                                    offset,
                                    Integer.toUnsignedLong(seqno),
                                    own)
                            .encode());
        }
    }

    private record ChipFile(Chip chip) {}

    /// A device of 256 registers on a bus.
    public static final class I2cDevice {
        private final int[] registers = new int[256];
        private @Nullable Errno failure;

        /// Registers from one on.
        public I2cDevice set(int register, int... octets) {
            System.arraycopy(octets, 0, registers, register, octets.length);
            return this;
        }

        public int get(int register) {
            return registers[register];
        }

        public void fail(@Nullable Errno errno) {
            failure = errno;
        }
    }

    private static final class BusFile {
        private final Map<Integer, I2cDevice> devices = new HashMap<>();
        private long functions = SmbusDevice.READ_BYTE_DATA | SmbusDevice.READ_WORD_DATA;
        private int owned = -1;
    }

    private static final class OpenBus {
        private final BusFile bus;
        private int address;

        private OpenBus(BusFile bus) {
            this.bus = bus;
        }
    }

    private final Path folder;
    private final Map<String, Object> files = new HashMap<>();
    private final Map<Integer, Object> open = new HashMap<>();
    private int nextFd = 3;

    /// @param folder in which the device files are made
    public FakeKernel(Path folder) {
        this.folder = folder;
    }

    private String file(String name) {
        try {
            return Files.writeString(folder.resolve(name), "").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized Chip chip(String file, String label, int lines) {
        Chip chip = new Chip(label, lines);
        files.put(file(file), chip);
        return chip;
    }

    /// A device file that cannot be opened, or is something else.
    public synchronized void refuse(String file, Errno errno) {
        files.put(file(file), errno);
    }

    public synchronized I2cDevice i2c(int bus, int address) {
        BusFile found = (BusFile) files.computeIfAbsent(file("i2c-" + bus), _ -> new BusFile());
        return found.devices.computeIfAbsent(address, _ -> new I2cDevice());
    }

    synchronized void busCan(int bus, long functions) {
        ((BusFile) Objects.requireNonNull(files.get(folder.resolve("i2c-" + bus).toString())))
                        .functions =
                functions;
    }

    synchronized void busOwns(int bus, int address) {
        ((BusFile) Objects.requireNonNull(files.get(folder.resolve("i2c-" + bus).toString())))
                        .owned =
                address;
    }

    /// Descriptors that nobody closed.
    public synchronized int openFiles() {
        return open.size();
    }

    private int add(Object what) {
        int fd = nextFd++;
        open.put(fd, what);
        return fd;
    }

    @Override
    public synchronized int open(String path, int flags) throws KernelFault {
        return switch (files.get(path)) {
            case Chip chip when !chip.gone -> add(new ChipFile(chip));
            case BusFile bus -> add(new OpenBus(bus));
            case Errno errno -> throw new KernelFault("open " + path, errno.number());
            case null, default -> throw new KernelFault("open " + path, Errno.ENOENT.number());
        };
    }

    @Override
    public synchronized int ioctl(int fd, long request, byte[] argument) throws KernelFault {
        switch (Objects.requireNonNull(open.get(fd), "closed descriptor")) {
            case ChipFile(Chip chip) when request == GpioChip.GET_CHIPINFO ->
                    copy(new ChipInfo("gpiochip", chip.label, chip.wire.length).encode(), argument);
            case ChipFile(Chip chip) when request == GpioChip.GET_LINEINFO -> info(chip, argument);
            case ChipFile(Chip chip) when request == GpioChip.GET_LINE -> {
                return request(chip, argument);
            }
            case Held held when request == HeldLines.GET_VALUES -> values(held, argument);
            case Held held when request == HeldLines.SET_VALUES -> set(held, argument);
            case OpenBus bus when request == SmbusDevice.I2C_FUNCS ->
                    ByteBuffer.wrap(argument)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putLong(bus.bus.functions);
            default -> throw new KernelFault("ioctl", Errno.ENOTTY.number());
        }
        return 0;
    }

    private static void copy(byte[] answer, byte[] argument) {
        System.arraycopy(answer, 0, argument, 0, argument.length);
    }

    private static <T> T asked(Decoded<T> decoded) throws KernelFault {
        return switch (decoded) {
            case Decoded.Message<T>(T value) -> value;
            case Decoded.Rejected<T> _ -> throw new KernelFault("ioctl", Errno.EINVAL.number());
        };
    }

    private static void info(Chip chip, byte[] argument) throws KernelFault {
        int offset = asked(LineInfo.decode(argument)).offset();
        if (offset >= chip.wire.length) {
            throw new KernelFault("ioctl", Errno.EINVAL.number());
        }
        boolean used = !chip.consumers[offset].isEmpty();
        copy(
                new LineInfo(
                                chip.names[offset],
                                chip.consumers[offset],
                                offset,
                                used ? LineFlags.USED : 0)
                        .encode(),
                argument);
    }

    private int request(Chip chip, byte[] argument) throws KernelFault {
        LineRequest request = asked(LineRequest.decode(argument));
        for (int offset : request.offsets()) {
            if (offset >= chip.wire.length) {
                throw new KernelFault("ioctl", Errno.EINVAL.number());
            }
            if (!chip.consumers[offset].isEmpty()) {
                throw new KernelFault("ioctl", Errno.EBUSY.number());
            }
        }
        Held held = new Held(chip, request);
        for (int index = 0; index < request.offsets().size(); index++) {
            int offset = request.offsets().get(index);
            chip.consumers[offset] = request.consumer();
            chip.holders[offset] = held;
            for (Attribute attribute : request.config().attributes()) {
                if (attribute.kind() == Kind.VALUES && (attribute.mask() >>> index & 1) != 0) {
                    boolean active = (attribute.value() >>> index & 1) != 0;
                    chip.wire[offset] = active != held.activeLow(index);
                }
            }
        }
        int fd = add(held);
        copy(LineRequest.answered(argument, fd), argument);
        return 0;
    }

    private static void values(Held held, byte[] argument) throws KernelFault {
        alive(held);
        LineValues wanted = asked(LineValues.decode(argument));
        long bits = 0;
        for (int index = 0; index < held.request.offsets().size(); index++) {
            boolean active =
                    held.chip.wire[held.request.offsets().get(index)] != held.activeLow(index);
            bits |= active ? 1L << index : 0;
        }
        copy(new LineValues(bits & wanted.mask(), wanted.mask()).encode(), argument);
    }

    private static void set(Held held, byte[] argument) throws KernelFault {
        alive(held);
        LineValues wanted = asked(LineValues.decode(argument));
        for (int index = 0; index < held.request.offsets().size(); index++) {
            if ((wanted.mask() >>> index & 1) != 0) {
                if ((held.flags(index) & LineFlags.OUTPUT) == 0) {
                    throw new KernelFault("ioctl", Errno.EPERM.number());
                }
                int offset = held.request.offsets().get(index);
                held.chip.wire[offset] =
                        held.chip.stuck[offset] || wanted.active(index) != held.activeLow(index);
            }
        }
    }

    private static void alive(Held held) throws KernelFault {
        if (held.chip.gone) {
            throw new KernelFault("ioctl", Errno.ENODEV.number());
        }
    }

    @Override
    public synchronized int ioctl(int fd, long request, long argument) throws KernelFault {
        if (open.get(fd) instanceof OpenBus bus && request == SmbusDevice.I2C_SLAVE) {
            if (bus.bus.owned == argument) {
                throw new KernelFault("ioctl", Errno.EBUSY.number());
            }
            bus.address = (int) argument;
            return 0;
        }
        throw new KernelFault("ioctl", Errno.ENOTTY.number());
    }

    @Override
    public synchronized void ioctl(
            int fd, long request, byte[] argument, int pointerAt, byte[] pointed)
            throws KernelFault {
        if (!(open.get(fd) instanceof OpenBus bus)
                || request != SmbusDevice.I2C_SMBUS
                || pointerAt != 8
                || pointed.length != 34) {
            throw new KernelFault("ioctl", Errno.EINVAL.number());
        }
        I2cDevice device = bus.bus.devices.get(bus.address);
        if (device == null) {
            throw new KernelFault("ioctl", Errno.ENXIO.number());
        }
        Errno failure = device.failure;
        if (failure != null) {
            throw new KernelFault("ioctl", failure.number());
        }
        boolean reading = argument[0] == 1;
        int register = argument[1] & 0xFF;
        int size = ByteBuffer.wrap(argument).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        switch (size) {
            case 1 -> {
                // without a register: reads register 0; what is written is noted at 255
                if (reading) {
                    pointed[0] = (byte) device.registers[0];
                } else {
                    device.registers[255] = register;
                }
            }
            case 2, 3 -> move(device, register, pointed, 0, size - 1, reading);
            case 8 -> move(device, register, pointed, 1, pointed[0], reading);
            default -> throw new KernelFault("ioctl", Errno.EOPNOTSUPP.number());
        }
    }

    private static void move(
            I2cDevice device, int register, byte[] data, int from, int count, boolean reading) {
        for (int index = 0; index < count; index++) {
            if (reading) {
                data[from + index] = (byte) device.registers[register + index];
            } else {
                device.registers[register + index] = data[from + index] & 0xFF;
            }
        }
    }

    @Override
    public synchronized int read(int fd, byte[] into) throws KernelFault {
        Held held = (Held) Objects.requireNonNull(open.get(fd));
        alive(held);
        int count = 0;
        while (!held.events.isEmpty() && count + LineEvent.LENGTH_BYTES <= into.length) {
            System.arraycopy(held.events.remove(), 0, into, count, LineEvent.LENGTH_BYTES);
            count += LineEvent.LENGTH_BYTES;
        }
        return count;
    }

    @Override
    public synchronized int poll(int fd, int timeoutMs) throws KernelFault {
        Held held = (Held) Objects.requireNonNull(open.get(fd));
        long untilNanos = System.nanoTime() + timeoutMs * 1_000_000L;
        try {
            while (held.events.isEmpty() && !held.chip.gone) {
                long leftMs = (untilNanos - System.nanoTime()) / 1_000_000L;
                if (leftMs <= 0) {
                    return 0;
                }
                wait(leftMs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
        return held.chip.gone ? POLLERR | POLLHUP : POLLIN;
    }

    @Override
    public synchronized void close(int fd) {
        Object was = Objects.requireNonNull(open.remove(fd), "closed twice");
        if (was instanceof Held held) {
            for (int offset : held.request.offsets()) {
                held.chip.consumers[offset] = "";
                held.chip.holders[offset] = null;
            }
        }
        notifyAll();
    }
}
