package dev.gatehouse.drivers.homebrew;

import dev.gatehouse.drivers.radio.TransmitPermit;
import dev.gatehouse.protocols.homebrew.PeerConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// How a peer is used.
///
/// | setting | meaning | default |
/// |---|---|---|
/// | `master` | `HOST:PORT`; a name is looked up at each login | must be given |
/// | `id` | of the repeater we appear as | must be given |
/// | `password_file` | its password | must be given |
/// | `short_passwords` | `waived` takes a password under 20 characters | refused |
/// | `rx_hz`, `tx_hz` | what we say of ourselves | 0 |
/// | `callsign`, `location`, `description`, `colour_code` | likewise | empty, 1 |
/// | `options` | sent after the login, e.g. `TS1=8;TS2=9` | none |
/// | `duty_percent` | share of the time it may send | 20 |
/// | `longest_ms` | of one go on the air | 180000 |
/// | `transmit`, `authorised_hz` | see [TransmitPermit]; the frequency is `tx_hz` | off |
///
/// @param masterHost name or address
/// @param masterPort of the master
/// @param id of the repeater we appear as
/// @param passwords holds its own
/// @param config what we say of ourselves
/// @param options empty for none
/// @param txHz where what we send goes on the air
/// @param dutyPercent share of the time it may send
/// @param longestMs of one go on the air
/// @param permit to transmit
record PeerSettings(
        String masterHost,
        int masterPort,
        int id,
        Passwords passwords,
        PeerConfig config,
        String options,
        long txHz,
        int dutyPercent,
        long longestMs,
        TransmitPermit permit) {

    private static final Set<String> OWN =
            Set.of(
                    "master",
                    "id",
                    "password_file",
                    "short_passwords",
                    "rx_hz",
                    "tx_hz",
                    "callsign",
                    "location",
                    "description",
                    "colour_code",
                    "options",
                    "duty_percent",
                    "longest_ms");
    private static final int MOST_HZ = 999_999_999;

    PeerSettings {
        permit.requireCovers(txHz);
    }

    /// Reads the settings of a device.
    ///
    /// @throws IllegalArgumentException naming the setting and what was expected
    static PeerSettings of(Map<String, String> settings) {
        MasterSettings.requireKnown(settings, OWN);
        String master = settings.getOrDefault("master", "");
        int colon = master.lastIndexOf(':');
        if (colon <= 0 || !master.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("master: expected `HOST:PORT`");
        }
        int port = Integer.parseInt(master.substring(colon + 1));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("master: expected a port of 1..65535");
        }
        int id = id(settings.getOrDefault("id", ""));
        String file = settings.getOrDefault("password_file", "");
        if (file.isEmpty()) {
            throw new IllegalArgumentException("password_file: expected a file");
        }
        int rxHz = MasterSettings.number(settings, "rx_hz", 0, 0, MOST_HZ);
        int txHz = MasterSettings.number(settings, "tx_hz", 0, 0, MOST_HZ);
        return new PeerSettings(
                master.substring(0, colon).replace("[", "").replace("]", ""),
                port,
                id,
                Passwords.ofPeer(id, Path.of(file), MasterSettings.isWaived(settings)),
                config(settings, id, rxHz, txHz),
                text(settings, "options", 300),
                txHz,
                MasterSettings.number(settings, "duty_percent", 20, 1, 100),
                MasterSettings.number(settings, "longest_ms", 180_000, 1_000, 180_000),
                TransmitPermit.of(settings));
    }

    private static int id(String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("id: expected a number of 32 bits", e);
        }
    }

    private static PeerConfig config(Map<String, String> settings, int id, int rxHz, int txHz) {
        return new PeerConfig(
                id,
                text(settings, "callsign", 8),
                String.format("%09d", rxHz),
                String.format("%09d", txHz),
                "00",
                String.format("%02d", MasterSettings.number(settings, "colour_code", 1, 0, 15)),
                "00.00000",
                "000.00000",
                "000",
                text(settings, "location", 20),
                text(settings, "description", 19),
                "4",
                "",
                "gatehouse",
                "MMDVM");
    }

    private static String text(Map<String, String> settings, String key, int most) {
        String text = settings.getOrDefault(key, "");
        if (text.length() > most || !text.matches("[ -~]*")) {
            throw new IllegalArgumentException(
                    key + ": expected at most " + most + " printable ASCII characters");
        }
        return text;
    }
}
