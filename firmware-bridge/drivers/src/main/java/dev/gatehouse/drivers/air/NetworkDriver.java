package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.radio.BurstTransmitter;
import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.protocols.observation.RadioReport.MakerSign;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// A Homebrew master or peer as the driver of a station.
///
/// @param transmitter its way out
/// @param opening opens it
/// @param counts its counters, those of the link with `link_` in front
/// @param closing closes it
record NetworkDriver(
        BurstTransmitter transmitter,
        Opening opening,
        Supplier<Map<String, Long>> counts,
        Runnable closing,
        DatagramLink link)
        implements BurstDriver {

    /// The link of a network.
    ///
    /// @throws IllegalArgumentException when the configured one is none of datagrams
    static DatagramLink link(StationContext context) {
        Link made = context.links().create(context.address());
        if (made instanceof DatagramLink link) {
            return link;
        }
        made.close();
        throw new IllegalArgumentException("homebrew: expected a link of datagrams, `udp:`");
    }

    /// Opens a driver.
    @FunctionalInterface
    interface Opening {
        void open() throws IOException;
    }

    @Override
    public void open() throws IOException {
        opening.open();
    }

    @Override
    public void transmit(Transmission transmission) {
        transmitter.transmit(transmission);
    }

    @Override
    public boolean permitted() {
        return transmitter.permitted();
    }

    @Override
    public List<MakerSign> identity() {
        return List.of();
    }

    @Override
    public String describe() {
        return link.describe();
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> own = new TreeMap<>(counts.get());
        own.keySet().removeIf(name -> name.startsWith("link_"));
        return own;
    }

    @Override
    public Map<String, Long> linkCounters() {
        return link.counters();
    }

    @Override
    public void close() {
        closing.run();
    }
}
