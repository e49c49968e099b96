package dev.gatehouse.drivers.homebrew;

import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.radio.AirSink;
import dev.gatehouse.drivers.radio.BurstTransmitter;
import dev.gatehouse.drivers.radio.Transmission;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;

/// A Homebrew master: repeaters and hotspots log in and send what they hear. Nothing is forwarded
/// from one to another; our own transmissions go out only where the configuration permits it.
public final class HomebrewMaster implements BurstTransmitter, AutoCloseable {

    private final MasterSettings settings;
    private final DatagramLink link;
    private final HomebrewCounters counters = new HomebrewCounters();
    private final MasterMachine machine;
    private final HomebrewLoop loop;

    /// @param settings see [MasterSettings]
    /// @param link opened and closed by the master
    /// @param sink hears what the repeaters hear
    /// @param random salts and stream ids
    /// @throws IllegalArgumentException when a setting cannot be used
    public HomebrewMaster(
            String deviceId,
            Map<String, String> settings,
            DatagramLink link,
            AirSink sink,
            LinkContext.Clock clock,
            SecureRandom random) {
        this.settings = MasterSettings.of(settings);
        this.link = link;
        this.machine =
                new MasterMachine(
                        deviceId,
                        this.settings,
                        link::send,
                        sink,
                        counters,
                        random::nextInt,
                        random::nextInt,
                        clock.now());
        this.loop = new HomebrewLoop(deviceId, link, clock, machine, counters);
    }

    /// Listens.
    ///
    /// @throws IOException when the port cannot be had; the message says what to do
    public void open() throws IOException {
        loop.open();
    }

    @Override
    public void transmit(Transmission transmission) {
        loop.transmit(transmission);
    }

    @Override
    public boolean permitted() {
        return settings.permit().given();
    }

    /// Repeaters that proved their password.
    public int sessions() {
        return machine.sessions();
    }

    /// Counts by stable name, those of the link with `link_` in front; any thread.
    public Map<String, Long> counters() {
        Map<String, Long> values = new TreeMap<>(counters.values());
        link.counters().forEach((name, value) -> values.put("link_" + name, value));
        return values;
    }

    /// Says good-bye to all and closes the link; idempotent.
    @Override
    public void close() {
        loop.close();
    }
}
