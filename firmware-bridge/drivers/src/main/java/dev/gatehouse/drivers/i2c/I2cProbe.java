package dev.gatehouse.drivers.i2c;

import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CConfigBuilder;
import dev.gatehouse.protocols.i2c.Thermometer;
import java.io.IOException;

/// A thermometer on I2C, through Pi4J: whose provider it is makes no difference. The context is its
/// own and ends with it.
final class I2cProbe implements Probe {

    private final Context context;
    private final I2C device;
    private final Thermometer thermometer;

    private I2cProbe(Context context, I2C device, Thermometer thermometer) {
        this.context = context;
        this.device = device;
        this.thermometer = thermometer;
    }

    /// @param context is shut down with the probe, and when it cannot be opened
    static I2cProbe open(Context context, int bus, int address, Thermometer thermometer)
            throws IOException {
        try {
            I2C device =
                    context.create(
                            I2CConfigBuilder.newInstance(context)
                                    .id("i2c-" + bus + "-" + address)
                                    .bus(bus)
                                    .device(address)
                                    .build());
            return new I2cProbe(context, device, thermometer);
        } catch (Pi4JException | IllegalStateException e) {
            // a device that cannot be initialised comes as the one or as the other
            context.shutdown();
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public double celsius() throws IOException {
        try {
            // Pi4J hands out words in the order of the wire, the first octet the high one
            return thermometer.celsius((short) device.readRegisterWord(Thermometer.REGISTER));
        } catch (Pi4JException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        context.shutdown();
    }
}
