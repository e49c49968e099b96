package dev.gatehouse.drivers.output;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.StationProvider;
import dev.gatehouse.drivers.cdev.NativeKernel;
import java.nio.file.Path;

/// Outputs `gpio-lamp` at `gpio:LABEL`, or at `sim:lamps` without any; settings are those of
/// [OutputSettings].
public final class GpioLampStationProvider implements StationProvider {

    @Override
    public DeviceKind kind() {
        return DeviceKind.OUTPUT;
    }

    @Override
    public String format() {
        return "gpio-lamp";
    }

    @Override
    public Station create(StationContext context) {
        OutputSettings settings = OutputSettings.of(context.address().target(), context.settings());
        return new OutputStation(settings, context, board(context.address()));
    }

    private static OutputBoard board(LinkAddress address) {
        boolean plain = address.parameters().isEmpty();
        if (plain && address.scheme().equals("gpio")) {
            return new GpioBoard(address.target(), NativeKernel::new, Path.of("/dev"));
        }
        if (plain && address.scheme().equals("sim") && address.target().equals("lamps")) {
            return new SimulatedBoard();
        }
        throw new IllegalArgumentException(
                "gpio-lamp: expected the link `gpio:LABEL`, e.g. `gpio:pinctrl-rp1`, or `sim:lamps`");
    }
}
