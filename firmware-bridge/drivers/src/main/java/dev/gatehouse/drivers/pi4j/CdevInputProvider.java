package dev.gatehouse.drivers.pi4j;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import dev.gatehouse.drivers.cdev.Kernel;
import java.nio.file.Path;

/// Inputs of Pi4J as lines of the character device.
public final class CdevInputProvider extends DigitalInputProviderBase {

    private final Kernel kernel;
    private final Path folder;

    public CdevInputProvider(Kernel kernel, Path folder) {
        super(CdevContext.ID + "-digital-input", "GPIO character device, inputs");
        this.kernel = kernel;
        this.folder = folder;
    }

    @Override
    public DigitalInput create(DigitalInputConfig config) {
        CdevInput input = new CdevInput(kernel, folder, this, config);
        context().registry().add(input);
        return input;
    }
}
