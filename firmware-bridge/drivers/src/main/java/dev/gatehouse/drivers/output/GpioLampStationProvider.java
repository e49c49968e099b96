package dev.gatehouse.drivers.output;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.StationProvider;
import dev.gatehouse.drivers.cdev.KernelLink;
import dev.gatehouse.drivers.cdev.NativeKernel;
import java.nio.file.Path;

/// Outputs `gpio-lamp` at `gpio:LABEL`, or at simulated lines (`sim:lines`); settings are those of
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
        if (context.address().scheme().equals("sim")
                && context.links().create(context.address()) instanceof KernelLink lines) {
            return new OutputStation(
                    OutputSettings.of(lines.label(), context.settings()),
                    context,
                    new GpioBoard(lines.label(), lines::kernel, lines.folder()));
        }
        if (!context.address().scheme().equals("gpio")
                || !context.address().parameters().isEmpty()) {
            throw new IllegalArgumentException(
                    "gpio-lamp: expected the link `gpio:LABEL`, e.g. `gpio:pinctrl-rp1`");
        }
        String label = context.address().target();
        return new OutputStation(
                OutputSettings.of(label, context.settings()),
                context,
                new GpioBoard(label, NativeKernel::new, Path.of("/dev")));
    }
}
