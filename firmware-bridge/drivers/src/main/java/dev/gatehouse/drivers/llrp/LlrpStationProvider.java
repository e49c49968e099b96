package dev.gatehouse.drivers.llrp;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.StationProvider;
import dev.gatehouse.drivers.StreamLink;

/// RFID reader `llrp`, e.g. on `tcp:10.0.4.7:5084`; a reader that connects to the booth itself is
/// on `tcp-listen:10.0.4.1:5084?peer=10.0.4.7`. Settings are in [LlrpSettings].
public final class LlrpStationProvider implements StationProvider {

    @Override
    public DeviceKind kind() {
        return DeviceKind.TAG_READER;
    }

    @Override
    public String format() {
        return "llrp";
    }

    @Override
    public Station create(StationContext context) {
        LlrpSettings settings = LlrpSettings.of(context.settings());
        Link made = context.links().create(context.address());
        if (!(made instanceof StreamLink link)) {
            made.close();
            throw new IllegalArgumentException(
                    "llrp: expected a link to one reader, `tcp:` or `tcp-listen:`");
        }
        return new LlrpStation(context, settings, link);
    }
}
