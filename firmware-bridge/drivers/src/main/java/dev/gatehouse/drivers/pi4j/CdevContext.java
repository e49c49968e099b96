package dev.gatehouse.drivers.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import dev.gatehouse.drivers.cdev.Kernel;
import java.nio.file.Path;

/// A Pi4J context with our providers and no others. Nothing is looked for on the class path: what
/// is found there is a matter of chance, and plug-ins of an older Pi4J end the search with an
/// error.
///
/// | Pi4J | here |
/// |---|---|
/// | `bus` of a line | number of the chip's device file |
/// | `bcm` | offset of the line on its chip |
/// | `debounce` | microseconds, done by the kernel |
/// | `bus`, `device` of I2C | number of the bus, 7 bits of address |
public final class CdevContext {

    /// Id of all three providers begins so.
    public static final String ID = "gatehouse-cdev";

    private CdevContext() {}

    /// Makes it; `shutdown` of the context gives every line back.
    ///
    /// @param folder of the device files, `/dev`
    public static Context create(Kernel kernel, Path folder) {
        return Pi4J.newContextBuilder()
                .noAutoDetect()
                .disableShutdownHook()
                .add(
                        new CdevInputProvider(kernel, folder),
                        new CdevOutputProvider(kernel, folder),
                        new CdevI2cProvider(kernel, folder))
                .build();
    }
}
