package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.drivers.mmdvm.MmdvmModem;
import dev.gatehouse.drivers.radio.RadioStation;
import dev.gatehouse.drivers.radio.RadioStationProvider;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import dev.gatehouse.protocols.observation.RadioSystem;

/// Stations `mmdvm`: a modem at `serial:DEVICE` or `udp:HOST:PORT?peer=HOST:PORT`. Settings are
/// those of the modem and [AirSettings].
public final class MmdvmStationProvider implements RadioStationProvider {

    @Override
    public String format() {
        return "mmdvm";
    }

    @Override
    public RadioStation create(StationContext context) {
        Link made = context.links().create(context.address());
        if (!(made instanceof StreamLink link)) {
            made.close();
            throw new IllegalArgumentException(
                    "mmdvm: expected a link to one device, `serial:` or `udp:` with a peer");
        }
        boolean repeater = context.settings().getOrDefault("duplex", "off").equals("on");
        AirSettings settings =
                AirSettings.of(
                        context.settings(), repeater ? SyncPattern.BS_DATA : SyncPattern.MS_DATA);
        return new AirStation(
                context,
                RadioSystem.MMDVM,
                settings,
                sink ->
                        new ModemDriver(
                                new MmdvmModem(
                                        context.deviceId(),
                                        AirSettings.ofDriver(context.settings(), true),
                                        link,
                                        sink,
                                        context.clock()),
                                link));
    }
}
