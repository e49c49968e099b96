package dev.gatehouse.booth;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.drivers.DeviceKind;
import java.util.List;
import picocli.CommandLine.Option;

/// Which lane is meant, where a command need not name it.
final class OutputLane {
    @Option(
            names = "--lane",
            paramLabel = "LANE",
            description = "Default: the only lane of the configuration that has lamps or a barrier")
    private String lane = "";

    @SuppressWarnings("NullAway.Init")
    OutputLane() {}

    String of(BoothConfig config, OfficerOptions officer) {
        if (!lane.isEmpty()) {
            return lane;
        }
        List<String> lanes =
                config.devices().stream()
                        .filter(device -> device.kind().equals(DeviceKind.OUTPUT.word()))
                        .map(BoothConfig.Device::lane)
                        .distinct()
                        .toList();
        if (lanes.size() != 1) {
            throw officer.usage(
                    "--lane: the configuration has "
                            + lanes.size()
                            + " lanes with lamps or a barrier; name one");
        }
        return lanes.getFirst();
    }
}
