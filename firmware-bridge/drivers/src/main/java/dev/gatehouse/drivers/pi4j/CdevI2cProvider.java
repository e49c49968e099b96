package dev.gatehouse.drivers.pi4j;

import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProviderBase;
import dev.gatehouse.drivers.cdev.Kernel;
import java.nio.file.Path;

/// I2C of Pi4J as SMBus transactions of the kernel.
public final class CdevI2cProvider extends I2CProviderBase {

    private final Kernel kernel;
    private final Path folder;

    public CdevI2cProvider(Kernel kernel, Path folder) {
        super(CdevContext.ID + "-i2c", "SMBus of the kernel");
        this.kernel = kernel;
        this.folder = folder;
    }

    @Override
    public I2C create(I2CConfig config) {
        CdevI2c device = new CdevI2c(kernel, folder, this, config);
        context().registry().add(device);
        return device;
    }
}
