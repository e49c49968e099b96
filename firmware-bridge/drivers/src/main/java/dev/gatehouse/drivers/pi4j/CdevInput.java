package dev.gatehouse.drivers.pi4j;

import com.pi4j.context.Context;
import com.pi4j.exception.InitializeException;
import com.pi4j.exception.ShutdownException;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import com.pi4j.io.gpio.digital.PullResistance;
import dev.gatehouse.drivers.OwnThread;
import dev.gatehouse.drivers.cdev.GpioChip;
import dev.gatehouse.drivers.cdev.HeldLines;
import dev.gatehouse.drivers.cdev.InputLine;
import dev.gatehouse.drivers.cdev.InputLine.Bias;
import dev.gatehouse.drivers.cdev.Kernel;
import dev.gatehouse.drivers.cdev.KernelFault;
import dev.gatehouse.drivers.cdev.LineName;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.gpio.LineEvent.Edge;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// One input. Pi4J's event says which way the line went and no more; whoever needs to know when,
/// and whether edges were lost, listens to the kernel's own event. Listeners run on the line's
/// thread.
public final class CdevInput extends DigitalInputBase {

    private static final int POLL_MS = 500;

    /// Hears the kernel's events.
    @FunctionalInterface
    public interface EdgeListener {
        /// One edge, with the kernel's monotonic time and numbers.
        void edge(LineEvent event);
    }

    private final Kernel kernel;
    private final Path folder;
    private final List<EdgeListener> edges = new CopyOnWriteArrayList<>();
    private volatile boolean active;
    private volatile boolean known;
    private final OwnThread thread;

    CdevInput(
            Kernel kernel, Path folder, DigitalInputProvider provider, DigitalInputConfig config) {
        super(provider, config);
        this.thread = new OwnThread("pi4j-" + config.id());
        this.kernel = kernel;
        this.folder = folder;
    }

    /// Adds a listener to the kernel's events.
    public void addEdgeListener(EdgeListener listener) {
        edges.add(listener);
    }

    /// Takes the line. Its level is known when this returns.
    @Override
    public DigitalInput initialize(Context context) throws InitializeException {
        super.initialize(context);
        try {
            HeldLines lines = request();
            active = lines.values().active(0);
            known = true;
            thread.start(() -> read(lines));
        } catch (java.io.IOException | IllegalArgumentException e) {
            throw new InitializeException(e.getMessage(), e);
        }
        return this;
    }

    private HeldLines request() throws KernelFault {
        int offset = config.bcm();
        long debounceUs = config.debounce() == null ? 0 : config.debounce();
        InputLine line =
                new InputLine(
                        new LineName("", OptionalInt.of(offset)),
                        false,
                        bias(config.pull()),
                        Math.toIntExact(debounceUs));
        try (GpioChip chip = GpioChip.open(kernel, folder.resolve("gpiochip" + config.bus()))) {
            return chip.request(InputLine.request(List.of(offset), List.of(line)));
        }
    }

    private static Bias bias(@Nullable PullResistance pull) {
        return switch (pull) {
            case null -> Bias.AS_IS;
            case OFF -> Bias.AS_IS;
            case PULL_UP -> Bias.PULL_UP;
            case PULL_DOWN -> Bias.PULL_DOWN;
        };
    }

    private void read(HeldLines lines) {
        try (lines) {
            while (!thread.ended()) {
                byte[] read = lines.read(POLL_MS);
                for (int at = 0; at < read.length; at += LineEvent.LENGTH_BYTES) {
                    byte[] one = Arrays.copyOfRange(read, at, at + LineEvent.LENGTH_BYTES);
                    if (LineEvent.decode(one) instanceof Decoded.Message<LineEvent>(var event)) {
                        heard(event);
                    }
                }
            }
        } catch (KernelFault e) {
            known = false;
            Logger.warn("GPIO-004 line lost: id={} cause={}", id(), e.getMessage());
        }
    }

    private void heard(LineEvent event) {
        active = event.edge() == Edge.RISING;
        edges.forEach(listener -> listener.edge(event));
        dispatch(new DigitalStateChangeEvent<>(this, state()));
    }

    /// HIGH or LOW; UNKNOWN when the line is lost.
    @Override
    public DigitalState state() throws IOException {
        if (!known) {
            return DigitalState.UNKNOWN;
        }
        return active ? DigitalState.HIGH : DigitalState.LOW;
    }

    @Override
    public DigitalInput shutdownInternal(Context context) throws ShutdownException {
        known = false;
        thread.close();
        super.shutdownInternal(context);
        return this;
    }
}
