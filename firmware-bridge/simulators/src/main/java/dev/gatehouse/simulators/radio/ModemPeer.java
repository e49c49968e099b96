package dev.gatehouse.simulators.radio;

import dev.gatehouse.drivers.StreamLink;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// A simulated modem at the other end of a serial line, of a pseudo-terminal, or of UDP.
public final class ModemPeer implements AutoCloseable {

    private final StreamLink link;
    private final ModemRunner runner;

    /// @param link the modem's own end, opened and closed here
    /// @param traffic what is in the air around it
    public ModemPeer(
            String name,
            ModemTraits traits,
            long seed,
            Iterator<AirStep> traffic,
            StreamLink link,
            LongSupplier nanos) {
        this.link = link;
        SimulatedModem modem =
                new SimulatedModem(
                        traits,
                        seed,
                        octets -> {
                            // what a line does not take is lost on it
                            var _ = link.send(octets);
                        },
                        nanos.getAsLong());
        this.runner = new ModemRunner(name, modem, traffic, nanos);
    }

    /// Starts it.
    ///
    /// @throws IOException when its end of the link cannot be had
    public void open() throws IOException {
        link.open(frame -> runner.octets(frame.bytes()));
        runner.start();
    }

    /// Does something to the modem on its own thread; false when too much waits.
    public boolean tell(Consumer<SimulatedModem> what) {
        return runner.tell(what);
    }

    /// What the modem says of itself, asked on its own thread.
    public <T> T ask(Function<SimulatedModem, T> question) throws InterruptedException {
        return runner.ask(question);
    }

    @Override
    public void close() {
        runner.close();
        link.close();
    }
}
