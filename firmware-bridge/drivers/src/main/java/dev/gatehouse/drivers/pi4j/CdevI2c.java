package dev.gatehouse.drivers.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CBase;
import com.pi4j.io.i2c.I2CBusBase;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProvider;
import dev.gatehouse.drivers.cdev.Kernel;
import dev.gatehouse.drivers.cdev.KernelFault;
import dev.gatehouse.drivers.cdev.SmbusDevice;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// One device on I2C. Registers of one octet are read in one transaction, two octets as a word,
/// more as a block of at most 32; registers with longer numbers are not offered, for SMBus has
/// none.
public final class CdevI2c extends I2CBase<CdevI2c.Bus> {

    /// Transactions of one bus are the kernel's to keep apart.
    static final class Bus extends I2CBusBase {
        Bus(I2CConfig config) {
            super(config);
        }

        @Override
        public <R> R execute(I2C device, Callable<R> action) {
            return _execute(device, action);
        }
    }

    private final Kernel kernel;
    private final Path folder;
    private @Nullable SmbusDevice device;

    CdevI2c(Kernel kernel, Path folder, I2CProvider provider, I2CConfig config) {
        super(provider, config, new Bus(config));
        this.kernel = kernel;
        this.folder = folder;
    }

    @Override
    public I2C initialize(Context context) throws InitializeException {
        super.initialize(context);
        try {
            device = SmbusDevice.open(kernel, folder, config.bus(), config.device());
            isOpen = true;
        } catch (KernelFault | IllegalArgumentException e) {
            throw new InitializeException(e.getMessage(), e);
        }
        return this;
    }

    @FunctionalInterface
    private interface Transaction<T> {
        T run(SmbusDevice open) throws KernelFault;
    }

    private <T> T run(Transaction<T> transaction) {
        SmbusDevice open = device;
        if (open == null) {
            throw new IOException("I2C device is not open");
        }
        try {
            return transaction.run(open);
        } catch (KernelFault e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public int read() {
        return run(SmbusDevice::receive);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        for (int index = 0; index < length; index++) {
            buffer[offset + index] = (byte) read();
        }
        return length;
    }

    @Override
    public int write(byte octet) {
        return run(open -> {
            open.send(octet & 0xFF);
            return 1;
        });
    }

    /// The first octet is the register, the rest goes there.
    @Override
    public int write(byte[] data, int offset, int length) {
        if (length == 1) {
            return write(data[offset]);
        }
        return 1 + writeRegister(data[offset] & 0xFF, data, offset + 1, length - 1);
    }

    @Override
    public int readRegister(int register) {
        return run(open -> open.octet(register));
    }

    @Override
    public int readRegister(int register, byte[] buffer, int offset, int length) {
        byte[] read =
                run(open ->
                        switch (length) {
                            case 1 -> new byte[] {(byte) open.octet(register)};
                            case 2 -> octets(open.word(register));
                            default -> open.block(register, length);
                        });
        System.arraycopy(read, 0, buffer, offset, read.length);
        return read.length;
    }

    /// In the order of the wire.
    private static byte[] octets(int word) {
        return new byte[] {(byte) word, (byte) (word >> Byte.SIZE)};
    }

    @Override
    public int writeRegister(int register, byte octet) {
        return run(open -> {
            open.writeOctet(register, octet & 0xFF);
            return 1;
        });
    }

    @Override
    public int writeRegister(int register, byte[] data, int offset, int length) {
        byte[] octets = Arrays.copyOfRange(data, offset, offset + length);
        return run(open -> {
            switch (length) {
                case 1 -> open.writeOctet(register, octets[0] & 0xFF);
                case 2 -> open.writeWord(register, (octets[0] & 0xFF) | (octets[1] & 0xFF) << 8);
                default -> open.writeBlock(register, octets);
            }
            return length;
        });
    }

    @Override
    public int readRegister(byte[] register, byte[] buffer, int offset, int length) {
        return readRegister(ofOneOctet(register), buffer, offset, length);
    }

    @Override
    public int writeRegister(byte[] register, byte[] data, int offset, int length) {
        return writeRegister(ofOneOctet(register), data, offset, length);
    }

    private static int ofOneOctet(byte[] register) {
        if (register.length != 1) {
            throw new IOException("I2C register: expected a number of one octet, as SMBus has it");
        }
        return register[0] & 0xFF;
    }

    /// Gives the device back; a context that shuts down calls it too.
    @Override
    public void close() {
        super.close();
        SmbusDevice open = device;
        if (open != null) {
            open.close();
            device = null;
        }
    }
}
