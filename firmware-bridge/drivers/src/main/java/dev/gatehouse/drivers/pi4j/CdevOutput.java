package dev.gatehouse.drivers.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.exception.ShutdownException;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import dev.gatehouse.drivers.cdev.GpioChip;
import dev.gatehouse.drivers.cdev.HeldLines;
import dev.gatehouse.drivers.cdev.Kernel;
import dev.gatehouse.drivers.cdev.KernelFault;
import dev.gatehouse.drivers.cdev.OutputLines;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One output. It begins with its initial state, low when none is given, from the moment on in
/// which it is taken.
public final class CdevOutput extends DigitalOutputBase {

    private final Kernel kernel;
    private final Path folder;
    private @Nullable HeldLines line;

    CdevOutput(
            Kernel kernel,
            Path folder,
            DigitalOutputProvider provider,
            DigitalOutputConfig config) {
        super(provider, config);
        this.kernel = kernel;
        this.folder = folder;
    }

    @Override
    public DigitalOutput initialize(Context context) throws InitializeException {
        boolean high = config.initialState() == DigitalState.HIGH;
        try (GpioChip chip = GpioChip.open(kernel, folder.resolve("gpiochip" + config.bus()))) {
            line = chip.request(OutputLines.request(List.of(config.bcm()), 0, high ? 1 : 0));
        } catch (java.io.IOException | IllegalArgumentException e) {
            throw new InitializeException(e.getMessage(), e);
        }
        return super.initialize(context);
    }

    /// Sets the line; the state is told to listeners after the kernel took it.
    @Override
    public DigitalOutput state(DigitalState wanted) throws IOException {
        HeldLines held = line;
        if (held == null || wanted == DigitalState.UNKNOWN) {
            throw new IOException("GPIO output: expected HIGH or LOW of a line that is held");
        }
        try {
            held.set(wanted == DigitalState.HIGH ? 1 : 0, 1);
        } catch (KernelFault e) {
            throw new IOException(e.getMessage(), e);
        }
        return super.state(wanted);
    }

    @Override
    public DigitalOutput shutdownInternal(Context context) throws ShutdownException {
        super.shutdownInternal(context);
        HeldLines held = line;
        if (held != null) {
            held.close();
            line = null;
        }
        return this;
    }
}
