package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.proto.v1.LaneOutput;
import dev.gatehouse.proto.v1.LaneSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a lane shows reaches the lamps of that lane and no others.
class LaneLampsTest {

    @TempDir Path folder;

    private static LaneOutput output(LaneSignal signal, int validForMs) {
        return LaneOutput.newBuilder().setSignal(signal).setValidForMs(validForMs).build();
    }

    private static List<Long> shows(Devices devices) {
        return devices.views().stream()
                .map(view -> view.counters().driver().getOrDefault("shows", -1L))
                .toList();
    }

    @Test
    void lampsOfTheLaneAreTold() throws Exception {
        Path file = folder.resolve("booth.toml");
        Files.writeString(
                file,
                """
                [booth]
                name = "north-1"
                [[lane]]
                id = "1"
                [[lane]]
                id = "2"
                [lookouts]
                file = "lookouts.csv"
                [[device]]
                id = "lamps-1"
                kind = "output"
                format = "gpio-lamp"
                lane = "1"
                link = "gpio:pinctrl-rp1"
                [device.settings]
                green = "GPIO5"
                red = "GPIO6@6"
                [[device]]
                id = "lamps-2"
                kind = "output"
                format = "gpio-lamp"
                lane = "2"
                link = "gpio:pinctrl-rp1"
                [device.settings]
                green = "GPIO7"
                [[device]]
                id = "duress"
                kind = "contact"
                format = "gpio-contact"
                lane = "1"
                link = "gpio:pinctrl-rp1/GPIO17?bias=pull-up"
                [device.settings]
                watches = "duress"
                [[device]]
                id = "cabinet"
                kind = "environment"
                format = "tmp102"
                lane = "1"
                link = "i2c:1/0x48"
                """);
        Devices.check(ConfigReader.read(file));
        try (Devices devices =
                Devices.of(
                        ConfigReader.read(file), new FakeBus(), new BoothTime(), (_, _) -> true)) {
            // what is not open shows nothing
            devices.show("1", output(LaneSignal.LANE_SIGNAL_CHECKED, 1_500));
            for (String lamps : List.of("lamps-1", "lamps-2")) {
                devices.open(lamps);
            }
            devices.show("1", output(LaneSignal.LANE_SIGNAL_CHECKED, 1_500));
            devices.show("1", output(LaneSignal.LANE_SIGNAL_REFER, 1_500));
            devices.show("2", output(LaneSignal.LANE_SIGNAL_IDLE, 1_500));
            devices.show("3", output(LaneSignal.LANE_SIGNAL_IDLE, 1_500));
            // nothing that holds
            devices.show("1", output(LaneSignal.LANE_SIGNAL_UNSPECIFIED, 1_500));
            devices.show("1", output(LaneSignal.LANE_SIGNAL_CHECKED, 0));
            assertEquals(List.of(2L, 1L, -1L, -1L), shows(devices));
        }
    }
}
