package dev.gatehouse.drivers.homebrew;

import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.radio.AirSink;
import dev.gatehouse.drivers.radio.BurstTransmitter;
import dev.gatehouse.drivers.radio.Transmission;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A Homebrew peer: logs in to somebody's master and hears what that master sends. Our own
/// transmissions go out only where the configuration permits it.
public final class HomebrewPeer implements BurstTransmitter, AutoCloseable {

    private final PeerSettings settings;
    private final DatagramLink link;
    private final HomebrewCounters counters = new HomebrewCounters();
    private final PeerMachine machine;
    private final HomebrewLoop loop;

    /// @param settings see [PeerSettings]
    /// @param link opened and closed by the peer; one port for the life of the session
    /// @param sink hears what the master sends
    /// @param random stream ids
    /// @throws IllegalArgumentException when a setting cannot be used
    public HomebrewPeer(
            String deviceId,
            Map<String, String> settings,
            DatagramLink link,
            AirSink sink,
            LinkContext.Clock clock,
            SecureRandom random) {
        this.settings = PeerSettings.of(settings);
        this.link = link;
        this.machine =
                new PeerMachine(
                        deviceId,
                        this.settings,
                        link::send,
                        sink,
                        counters,
                        HomebrewPeer::resolve,
                        random::nextInt,
                        clock.now());
        this.loop = new HomebrewLoop(deviceId, link, clock, machine, counters);
    }

    private static Optional<InetSocketAddress> resolve(String host, int port) {
        try {
            return Optional.of(new InetSocketAddress(InetAddress.getByName(host), port));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /// Begins to log in.
    ///
    /// @throws IOException when no local port can be had
    public void open() throws IOException {
        loop.open();
    }

    @Override
    public void transmit(Transmission transmission) {
        loop.transmit(transmission);
    }

    @Override
    public boolean permitted() {
        return settings.permit().covers(settings.txHz());
    }

    /// Where it stands with its master.
    public PeerState state() {
        return machine.state();
    }

    /// Why, in words for the operator.
    public String reason() {
        return machine.reason();
    }

    /// Counts by stable name, those of the link with `link_` in front; any thread.
    public Map<String, Long> counters() {
        Map<String, Long> values = new TreeMap<>(counters.values());
        link.counters().forEach((name, value) -> values.put("link_" + name, value));
        return values;
    }

    /// Says good-bye and closes the link; idempotent.
    @Override
    public void close() {
        loop.close();
    }
}
