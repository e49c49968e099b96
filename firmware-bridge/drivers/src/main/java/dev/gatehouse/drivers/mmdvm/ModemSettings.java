package dev.gatehouse.drivers.mmdvm;

import dev.gatehouse.drivers.radio.TransmitPermit;
import dev.gatehouse.protocols.mmdvm.ModemConfig;
import dev.gatehouse.protocols.mmdvm.ModemFrequency;
import dev.gatehouse.protocols.mmdvm.ModemMode;
import dev.gatehouse.protocols.mmdvm.ModemProtocol;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// How one modem is used.
///
/// | setting | meaning | default |
/// |---|---|---|
/// | `rx_hz` | where it listens | must be given |
/// | `tx_hz` | where it would send; in simplex the same | `rx_hz` |
/// | `rx_offset_hz`, `tx_offset_hz` | correction of the modem's crystal, up to 20000 either way | 0 |
/// | `colour_code` | 0 to 15; another one is not heard at all | 1 |
/// | `duplex` | `on` for a repeater with two radios | off |
/// | `wake_up` | `on`: a radio may start the repeater; needs `transmit = on` | off |
/// | `rx_level`, `tx_level`, `rf_power` | per cent | 50, 50, 100 |
/// | `tx_delay_ms` | from keying to the first symbol, up to 500 | 100 |
/// | `rx_invert`, `tx_invert`, `ptt_invert` | `on` where the radio needs it | off |
/// | `dmr_delay` | receiver timing, octet | 0 |
/// | `rssi` | `raw:dbm,raw:dbm,...` of the radio | hotspots' own |
/// | `hang_ms` | how long a repeater stays on after the last burst | 5000 |
/// | `duty_percent` | share of the time it may send | 20 |
/// | `longest_ms` | of one go on the air | 180000 |
/// | `transmit`, `authorised_hz` | see [TransmitPermit] | off |
///
/// @param rxHz where it listens
/// @param txHz where it would send
/// @param rxOffsetHz correction of the modem's crystal
/// @param txOffsetHz correction of the modem's crystal
/// @param colourCode 0 to 15
/// @param duplex repeater with two radios
/// @param wakeUp radios may start the repeater
/// @param rxLevel per cent
/// @param txLevel per cent
/// @param rfPower per cent
/// @param txDelayMs from keying to the first symbol
/// @param switches inversions, see [ModemConfig]
/// @param dmrDelay receiver timing
/// @param rssi scale
/// @param hangMs of a repeater
/// @param dutyPercent share of the time it may send
/// @param longestMs of one go on the air
/// @param permit to transmit
record ModemSettings(
        long rxHz,
        long txHz,
        int rxOffsetHz,
        int txOffsetHz,
        int colourCode,
        boolean duplex,
        boolean wakeUp,
        int rxLevel,
        int txLevel,
        int rfPower,
        int txDelayMs,
        int switches,
        int dmrDelay,
        RssiScale rssi,
        long hangMs,
        int dutyPercent,
        long longestMs,
        TransmitPermit permit) {

    private static final Set<String> OWN =
            Set.of(
                    "rx_hz",
                    "tx_hz",
                    "rx_offset_hz",
                    "tx_offset_hz",
                    "colour_code",
                    "duplex",
                    "wake_up",
                    "rx_level",
                    "tx_level",
                    "rf_power",
                    "tx_delay_ms",
                    "rx_invert",
                    "tx_invert",
                    "ptt_invert",
                    "dmr_delay",
                    "rssi",
                    "hang_ms",
                    "duty_percent",
                    "longest_ms");

    private static final int TX_DELAY_UNIT_MS = 10;
    private static final long LEAST_HZ = 1_000_000;
    private static final long MOST_HZ = ModemFrequency.MAX_HZ - 1_000_000;
    private static final int MOST_OFFSET_HZ = 20_000;

    ModemSettings {
        if (!duplex && rxHz != txHz) {
            throw new IllegalArgumentException("tx_hz: expected the same as rx_hz in simplex");
        }
        permit.requireCovers(txHz);
        if (wakeUp && (!duplex || !permit.given())) {
            throw new IllegalArgumentException(
                    "wake_up = on: expected duplex = on and transmit = on");
        }
    }

    /// Reads the settings of a device.
    ///
    /// @throws IllegalArgumentException naming the setting and what was expected
    static ModemSettings of(Map<String, String> settings) {
        Set<String> unknown = new TreeSet<>(settings.keySet());
        unknown.removeAll(OWN);
        unknown.removeAll(TransmitPermit.SETTINGS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "modem: expected only the settings "
                            + new TreeSet<>(OWN)
                            + ", found "
                            + unknown);
        }
        long rxHz = number(settings, "rx_hz", -1, LEAST_HZ, MOST_HZ);
        return new ModemSettings(
                rxHz,
                number(settings, "tx_hz", rxHz, LEAST_HZ, MOST_HZ),
                (int) number(settings, "rx_offset_hz", 0, -MOST_OFFSET_HZ, MOST_OFFSET_HZ),
                (int) number(settings, "tx_offset_hz", 0, -MOST_OFFSET_HZ, MOST_OFFSET_HZ),
                (int) number(settings, "colour_code", 1, 0, ModemConfig.MAX_COLOUR_CODE),
                isOn(settings, "duplex"),
                isOn(settings, "wake_up"),
                (int) number(settings, "rx_level", 50, 0, 100),
                (int) number(settings, "tx_level", 50, 0, 100),
                (int) number(settings, "rf_power", 100, 0, 100),
                (int) number(settings, "tx_delay_ms", 100, 0, 500),
                (isOn(settings, "rx_invert") ? ModemConfig.RX_INVERT : 0)
                        | (isOn(settings, "tx_invert") ? ModemConfig.TX_INVERT : 0)
                        | (isOn(settings, "ptt_invert") ? ModemConfig.PTT_INVERT : 0),
                (int) number(settings, "dmr_delay", 0, 0, 255),
                RssiScale.of(settings.getOrDefault("rssi", "")),
                number(settings, "hang_ms", 5_000, 0, 60_000),
                (int) number(settings, "duty_percent", 20, 1, 100),
                number(settings, "longest_ms", 180_000, 1_000, 180_000),
                TransmitPermit.of(settings));
    }

    private static long number(
            Map<String, String> settings, String key, long otherwise, long least, long most) {
        String text = settings.get(key);
        long value = otherwise;
        if (text != null) {
            try {
                value = Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(key + ": expected a whole number", e);
            }
        }
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    key + ": expected " + least + ".." + most + ", found " + text);
        }
        return value;
    }

    private static boolean isOn(Map<String, String> settings, String key) {
        return switch (settings.getOrDefault(key, "off")) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException(key + ": expected on or off");
        };
    }

    /// The slot of a simplex modem, else any.
    boolean hasSlot(int slot) {
        return duplex || slot == 2;
    }

    /// Without a permit the power is zero, so that nothing is heard even of a modem that goes
    /// wrong.
    ModemFrequency frequency() {
        return new ModemFrequency(
                rxHz + rxOffsetHz,
                txHz + txOffsetHz,
                permit.given() ? ModemConfig.level(rfPower) : 0);
    }

    /// Without a permit the transmit levels are zero.
    ModemConfig config(ModemProtocol protocol) {
        int level = permit.given() ? ModemConfig.level(txLevel) : 0;
        return new ModemConfig(
                protocol,
                switches | (duplex ? 0 : ModemConfig.SIMPLEX),
                ModemConfig.DMR_ENABLED,
                txDelayMs / TX_DELAY_UNIT_MS,
                ModemMode.IDLE,
                ModemConfig.level(rxLevel),
                level,
                level,
                colourCode,
                dmrDelay,
                0,
                0);
    }
}
