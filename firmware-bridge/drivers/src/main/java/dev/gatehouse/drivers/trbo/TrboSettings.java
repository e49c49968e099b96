package dev.gatehouse.drivers.trbo;

import dev.gatehouse.drivers.dispatch.Admission;
import dev.gatehouse.drivers.dispatch.SettingsReader;
import dev.gatehouse.drivers.radio.TransmitPermit;
import java.util.Map;
import java.util.Set;

/// Settings of one Motorola system.
///
/// | setting | meaning | default |
/// |---|---|---|
/// | `network` | first octet of the radios' addresses; nobody else is heard | 12 |
/// | `group_network` | first octet of the groups' addresses | 225 |
/// | `radios` | ids and ranges that may register | all |
/// | `refresh_half_hours` | until a radio registers again, 1 to 255 half hours | 1 |
/// | `location_interval_s` | radios that register are asked for their place so often; 0 never | 0 |
/// | `messages_per_second` | of one radio | 5 |
/// | `datagrams_per_second` | of the system | 2,000 |
/// | `texts_per_minute` | to all radios together | 60 |
/// | `transmit`, `authorised_hz` | see [TransmitPermit]; without it nothing is sent at all | off |
record TrboSettings(
        int network,
        int groupNetwork,
        Admission admission,
        int refreshHalfHours,
        int locationIntervalSeconds,
        int messagesPerSecond,
        int datagramsPerSecond,
        int textsPerMinute,
        boolean maySend) {

    private static final Set<String> KNOWN =
            Set.of(
                    "network",
                    "group_network",
                    "radios",
                    "refresh_half_hours",
                    "location_interval_s",
                    "messages_per_second",
                    "datagrams_per_second",
                    "texts_per_minute");

    /// Reads settings.
    ///
    /// @throws IllegalArgumentException when one is unknown or cannot be used
    static TrboSettings of(Map<String, String> settings) {
        SettingsReader reader = new SettingsReader(settings, KNOWN, TransmitPermit.SETTINGS);
        return new TrboSettings(
                reader.number("network", 12, 1, 223),
                reader.number("group_network", 225, 1, 239),
                Admission.of(reader.text("radios")),
                reader.number("refresh_half_hours", 1, 1, 255),
                reader.number("location_interval_s", 0, 0, 86_400),
                reader.number("messages_per_second", 5, 1, 10_000),
                reader.number("datagrams_per_second", 2_000, 1, 100_000),
                reader.number("texts_per_minute", 60, 1, 6_000),
                TransmitPermit.of(settings).given());
    }
}
