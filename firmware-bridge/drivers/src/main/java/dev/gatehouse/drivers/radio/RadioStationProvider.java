package dev.gatehouse.drivers.radio;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.StationProvider;

/// Makes radio stations of one format: `mmdvm`, `homebrew-master`, `homebrew-peer`, `hytera`,
/// `trbo`.
public interface RadioStationProvider extends StationProvider {

    @Override
    default DeviceKind kind() {
        return DeviceKind.RADIO;
    }

    @Override
    RadioStation create(StationContext context);
}
