package dev.gatehouse.drivers.llrp;

import dev.gatehouse.drivers.dispatch.SettingsReader;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.llrp.AntennaConfiguration;
import dev.gatehouse.protocols.llrp.RoSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Settings of one reader.
///
/// | setting | meaning | default |
/// |---|---|---|
/// | `reader_id` | the Identification that the reader must have, hex; another one is not used | any |
/// | `antennas` | numbers with commas | all |
/// | `version` | `auto` asks for LLRP 1.1 first, `1` never does | auto |
/// | `keepalive_ms` | how often the reader shows that it lives; silence of 2.5 times that is a loss | 10000 |
/// | `window_ms` | reads of a tag at an antenna with no longer gap are one observation | 3000 |
/// | `gather_ms` | how long reads are gathered before the observation is told, up to `window_ms` | 100 |
/// | `power_index`, `hop_table`, `channel` | transmit power by the reader's own table; without `power_index` power is never touched | |
/// | `factory_reset` | `on` resets the reader once, when the booth starts; it may forget regulatory settings | off |
///
/// @param readerId empty for any
/// @param antennas a single 0 for all
/// @param negotiates whether LLRP 1.1 is asked for
/// @param keepaliveMs between two signs of life
/// @param windowMs longest gap within one observation
/// @param gatherMs from the first read to the observation
/// @param transmitter absent leaves it alone
/// @param factoryReset once
record LlrpSettings(
        Octets readerId,
        List<Integer> antennas,
        boolean negotiates,
        int keepaliveMs,
        int windowMs,
        int gatherMs,
        Optional<AntennaConfiguration.Transmitter> transmitter,
        boolean factoryReset) {

    private static final Set<String> KNOWN =
            Set.of(
                    "reader_id",
                    "antennas",
                    "version",
                    "keepalive_ms",
                    "window_ms",
                    "gather_ms",
                    "power_index",
                    "hop_table",
                    "channel",
                    "factory_reset");
    private static final int MOST_ANTENNAS = 32;
    private static final int MOST_ID_BYTES = 64;
    private static final int MAX_U16 = 0xFFFF;

    LlrpSettings {
        antennas = List.copyOf(antennas);
        if (gatherMs > windowMs) {
            throw new IllegalArgumentException("gather_ms: expected at most window_ms");
        }
    }

    /// Reads the settings of a device.
    ///
    /// @throws IllegalArgumentException naming the setting and what was expected
    static LlrpSettings of(Map<String, String> settings) {
        SettingsReader reader = new SettingsReader(settings, KNOWN, Set.of());
        boolean power = settings.containsKey("power_index");
        if (!power && (settings.containsKey("hop_table") || settings.containsKey("channel"))) {
            throw new IllegalArgumentException("hop_table, channel: expected power_index too");
        }
        int windowMs = reader.number("window_ms", 3_000, 0, 600_000);
        return new LlrpSettings(
                id(reader.text("reader_id")),
                antennas(reader.text("antennas")),
                switch (settings.getOrDefault("version", "auto")) {
                    case "auto" -> true;
                    case "1" -> false;
                    default -> throw new IllegalArgumentException("version: expected auto or 1");
                },
                reader.number("keepalive_ms", 10_000, 1_000, 60_000),
                windowMs,
                reader.number("gather_ms", Math.min(100, windowMs), 0, 600_000),
                power
                        ? Optional.of(
                                new AntennaConfiguration.Transmitter(
                                        reader.number("hop_table", 0, 0, MAX_U16),
                                        reader.number("channel", 0, 0, MAX_U16),
                                        reader.number("power_index", 0, 0, MAX_U16)))
                        : Optional.empty(),
                reader.onOff("factory_reset", false));
    }

    private static Octets id(String text) {
        try {
            Octets id = Octets.ofHex(text.replace("-", "").replace(":", ""));
            if (id.length() <= MOST_ID_BYTES) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("reader_id: expected hex digits in pairs", e);
        }
        throw new IllegalArgumentException(
                "reader_id: expected at most " + MOST_ID_BYTES + " octets");
    }

    private static List<Integer> antennas(String text) {
        if (text.isEmpty()) {
            return List.of(RoSpec.ALL_ANTENNAS);
        }
        List<Integer> antennas = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            try {
                int antenna = Integer.parseInt(one.strip());
                if (antenna < 1 || antenna > MAX_U16 || antennas.contains(antenna)) {
                    throw new NumberFormatException("out of range or twice");
                }
                antennas.add(antenna);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "antennas: expected different numbers from 1 on, with commas", e);
            }
        }
        if (antennas.size() > MOST_ANTENNAS) {
            throw new IllegalArgumentException(
                    "antennas: expected at most " + MOST_ANTENNAS + " of them");
        }
        return antennas;
    }

    /// Silence that counts as a loss: two and a half times the keepalive.
    long silenceNanos() {
        return TimeUnit.MILLISECONDS.toNanos(keepaliveMs) * 5 / 2;
    }
}
