package dev.gatehouse.drivers.cdev;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One device on an I2C bus, spoken to in SMBus transactions of the kernel, without a library. A
/// device that a kernel driver owns is left to it. Safe for any thread, one transaction at a time.
public final class SmbusDevice implements AutoCloseable {

    static final long I2C_SLAVE = 0x0703L;
    static final long I2C_FUNCS = 0x0705L;
    static final long I2C_SMBUS = 0x0720L;

    static final long READ_BYTE_DATA = 0x0008_0000L;
    static final long READ_WORD_DATA = 0x0020_0000L;

    /// Octets of one block.
    public static final int BLOCK_MAX = 32;

    // struct i2c_smbus_ioctl_data
    private static final int ARGUMENT_BYTES = 16;
    private static final int DIRECTION_AT = 0;
    private static final int COMMAND_AT = 1;
    private static final int SIZE_AT = 4;
    private static final int POINTER_AT = 8;
    private static final int UNION_BYTES = 34;

    private static final int WRITE = 0;
    private static final int READ = 1;

    private static final int BYTE = 1;
    private static final int BYTE_DATA = 2;
    private static final int WORD_DATA = 3;
    private static final int I2C_BLOCK = 8;

    private static final int FIRST_ADDRESS = 0x03;
    private static final int LAST_ADDRESS = 0x77;
    private static final int ADAPTERS_MAX = 64;

    private final Kernel kernel;
    private final int fd;
    private boolean closed;

    private SmbusDevice(Kernel kernel, int fd) {
        this.kernel = kernel;
        this.fd = fd;
    }

    /// Opens a device.
    ///
    /// @param folder of the device files, `/dev`
    /// @param address 7 bits
    /// @throws KernelFault when the bus is not there or cannot do this, or the kernel itself owns
    ///   the device: its driver shows it below `/sys/class/hwmon` then
    public static SmbusDevice open(Kernel kernel, Path folder, int bus, int address)
            throws KernelFault {
        if (address < FIRST_ADDRESS || address > LAST_ADDRESS) {
            throw new IllegalArgumentException("I2C address: expected 0x03..0x77");
        }
        int fd =
                kernel.open(
                        folder.resolve("i2c-" + bus).toString(), Kernel.O_RDWR | Kernel.O_CLOEXEC);
        try {
            byte[] functions = new byte[Long.BYTES];
            kernel.ioctl(fd, I2C_FUNCS, functions);
            long can = ByteBuffer.wrap(functions).order(ByteOrder.LITTLE_ENDIAN).getLong();
            long needed = READ_BYTE_DATA | READ_WORD_DATA;
            if ((can & needed) != needed) {
                throw new KernelFault(
                        "i2c-" + bus + " reads bytes and words", Errno.EOPNOTSUPP.number());
            }
            kernel.ioctl(fd, I2C_SLAVE, address);
            return new SmbusDevice(kernel, fd);
        } catch (KernelFault e) {
            kernel.close(fd);
            throw e.is(Errno.EBUSY)
                    ? new KernelFault(e, "a driver of the kernel owns it, see /sys/class/hwmon")
                    : e;
        }
    }

    /// Finds a bus by the name of its adapter; the numbers change.
    ///
    /// @param adapters `/sys/class/i2c-dev`
    /// @throws IOException when there is none of this name, or several
    public static int bus(Path adapters, String name) throws IOException {
        List<Integer> found = new ArrayList<>();
        int seen = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(adapters, "i2c-*")) {
            for (Path adapter : all) {
                if (++seen > ADAPTERS_MAX) {
                    break;
                }
                String number = adapter.getFileName().toString().substring("i2c-".length());
                if (number.chars().allMatch(Character::isDigit)
                        && Files.readString(adapter.resolve("name")).strip().equals(name)) {
                    found.add(Integer.parseInt(number));
                }
            }
        }
        if (found.size() != 1) {
            throw new IOException(
                    "I2C adapter `" + name + "`: expected one, found " + found.size());
        }
        return found.getFirst();
    }

    /// A register of two octets as SMBus gives it: the first octet on the wire is the low one.
    public int word(int register) throws KernelFault {
        byte[] data = transfer(READ, register, WORD_DATA, new byte[UNION_BYTES]);
        return Byte.toUnsignedInt(data[0]) | Byte.toUnsignedInt(data[1]) << Byte.SIZE;
    }

    /// Writes a register of two octets, the low one first on the wire.
    public void writeWord(int register, int word) throws KernelFault {
        byte[] data = new byte[UNION_BYTES];
        data[0] = (byte) word;
        data[1] = (byte) (word >> Byte.SIZE);
        transfer(WRITE, register, WORD_DATA, data);
    }

    /// A register of one octet, 0 to 255.
    public int octet(int register) throws KernelFault {
        return Byte.toUnsignedInt(transfer(READ, register, BYTE_DATA, new byte[UNION_BYTES])[0]);
    }

    /// Writes a register of one octet.
    public void writeOctet(int register, int octet) throws KernelFault {
        byte[] data = new byte[UNION_BYTES];
        data[0] = (byte) octet;
        transfer(WRITE, register, BYTE_DATA, data);
    }

    /// Octets from a register on.
    ///
    /// @param count 1 to [#BLOCK_MAX]
    public byte[] block(int register, int count) throws KernelFault {
        byte[] data = new byte[UNION_BYTES];
        data[0] = (byte) requireBlock(count);
        byte[] read = transfer(READ, register, I2C_BLOCK, data);
        int length = Math.min(count, Byte.toUnsignedInt(read[0]));
        return Arrays.copyOfRange(read, 1, 1 + length);
    }

    /// Writes octets from a register on.
    public void writeBlock(int register, byte[] octets) throws KernelFault {
        byte[] data = new byte[UNION_BYTES];
        data[0] = (byte) requireBlock(octets.length);
        System.arraycopy(octets, 0, data, 1, octets.length);
        transfer(WRITE, register, I2C_BLOCK, data);
    }

    /// One octet without a register, 0 to 255.
    public int receive() throws KernelFault {
        return Byte.toUnsignedInt(transfer(READ, 0, BYTE, new byte[UNION_BYTES])[0]);
    }

    /// One octet without a register: on the wire it is the command.
    public void send(int octet) throws KernelFault {
        transfer(WRITE, octet, BYTE, new byte[UNION_BYTES]);
    }

    private static int requireBlock(int count) {
        if (count < 1 || count > BLOCK_MAX) {
            throw new IllegalArgumentException("block: expected 1.." + BLOCK_MAX + " octets");
        }
        return count;
    }

    private synchronized byte[] transfer(int direction, int command, int size, byte[] data)
            throws KernelFault {
        if (closed) {
            throw new KernelFault("I2C device", Errno.ENODEV.number());
        }
        ByteBuffer argument =
                ByteBuffer.allocate(ARGUMENT_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(DIRECTION_AT, (byte) direction)
                        .put(COMMAND_AT, (byte) command)
                        .putInt(SIZE_AT, size);
        kernel.ioctl(fd, I2C_SMBUS, argument.array(), POINTER_AT, data);
        return data;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            kernel.close(fd);
        }
    }
}
