package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.homebrew.HomebrewMaster;
import dev.gatehouse.drivers.radio.RadioStation;
import dev.gatehouse.drivers.radio.RadioStationProvider;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import dev.gatehouse.protocols.observation.RadioSystem;
import java.security.SecureRandom;

/// Stations `homebrew-master`: repeaters and hotspots that log in to us, at `udp:HOST:PORT`.
/// Settings are those of the master and [AirSettings].
public final class HomebrewMasterStationProvider implements RadioStationProvider {

    @Override
    public String format() {
        return "homebrew-master";
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
                    HomebrewMaster master =
                            new HomebrewMaster(
                                    context.deviceId(),
                                    AirSettings.ofDriver(context.settings(), false),
                                    link,
                                    sink,
                                    context.clock(),
                                    new SecureRandom());
                    return new NetworkDriver(
                            master, master::open, master::counters, master::close, link);
                });
    }
}
