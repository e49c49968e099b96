package dev.gatehouse.drivers.pi4j;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import dev.gatehouse.drivers.cdev.Kernel;
import java.nio.file.Path;

/// Outputs of Pi4J as lines of the character device.
public final class CdevOutputProvider extends DigitalOutputProviderBase {

    private final Kernel kernel;
    private final Path folder;

    public CdevOutputProvider(Kernel kernel, Path folder) {
        super(CdevContext.ID + "-digital-output", "GPIO character device, outputs");
        this.kernel = kernel;
        this.folder = folder;
    }

    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
        CdevOutput output = new CdevOutput(kernel, folder, this, config);
        context().registry().add(output);
        return output;
    }
}
