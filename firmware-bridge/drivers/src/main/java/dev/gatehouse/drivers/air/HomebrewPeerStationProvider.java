package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.homebrew.HomebrewPeer;
import dev.gatehouse.drivers.radio.RadioStation;
import dev.gatehouse.drivers.radio.RadioStationProvider;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import dev.gatehouse.protocols.observation.RadioSystem;
import java.security.SecureRandom;

/// Stations `homebrew-peer`: we log in to the master of a network, from `udp::0`. Settings are
/// those of the peer and [AirSettings].
public final class HomebrewPeerStationProvider implements RadioStationProvider {

    @Override
    public String format() {
        return "homebrew-peer";
    }

    @Override
    public RadioStation create(StationContext context) {
        AirSettings settings = AirSettings.of(context.settings(), SyncPattern.BS_DATA);
        DatagramLink link = NetworkDriver.link(context);
        return new AirStation(
                context,
                RadioSystem.HOMEBREW,
                settings,
                sink -> {
                    HomebrewPeer peer =
                            new HomebrewPeer(
                                    context.deviceId(),
                                    AirSettings.ofDriver(context.settings(), true),
                                    link,
                                    sink,
                                    context.clock(),
                                    new SecureRandom());
                    return new NetworkDriver(peer, peer::open, peer::counters, peer::close, link);
                });
    }
}
