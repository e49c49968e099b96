package dev.gatehouse.drivers.portal;

import dev.gatehouse.drivers.dispatch.SettingsReader;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Settings of an Aspect portal.
///
/// | setting | meaning | default |
/// |---|---|---|
/// | `unit` | Modbus unit, 0 to 255 | 1 |
/// | `poll_ms` | pause between two questions, 100 to 10,000 | 500 |
/// | `occupied_poll_ms` | the same while somebody is there | 200 |
/// | `speed_unit` | of its speed register: `none`, `kmh`, `ms`, `mph`, `dms` (0.1 m/s) | none |
record AspectSettings(int unit, long pollNanos, long occupiedPollNanos, SpeedUnit speedUnit) {

    /// What the speed register counts.
    enum SpeedUnit {
        NONE(0),
        KMH(1),
        MS(3.6),
        MPH(1.609344),
        DMS(0.36);

        private final double kmh;

        SpeedUnit(double kmh) {
            this.kmh = kmh;
        }

        OptionalDouble kmh(int register) {
            return this == NONE || register == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(register * kmh);
        }

        private static SpeedUnit of(String word) {
            for (SpeedUnit unit : values()) {
                if (unit.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return unit;
                }
            }
            throw new IllegalArgumentException(
                    "speed_unit: expected one of none, kmh, ms, mph, dms");
        }
    }

    static AspectSettings of(Map<String, String> settings) {
        SettingsReader reader =
                new SettingsReader(
                        settings,
                        Set.of("unit", "poll_ms", "occupied_poll_ms", "speed_unit"),
                        Set.of());
        String unit = reader.text("speed_unit");
        return new AspectSettings(
                reader.number("unit", 1, 0, 255),
                TimeUnit.MILLISECONDS.toNanos(reader.number("poll_ms", 500, 100, 10_000)),
                TimeUnit.MILLISECONDS.toNanos(reader.number("occupied_poll_ms", 200, 100, 10_000)),
                unit.isEmpty() ? SpeedUnit.NONE : SpeedUnit.of(unit));
    }
}
