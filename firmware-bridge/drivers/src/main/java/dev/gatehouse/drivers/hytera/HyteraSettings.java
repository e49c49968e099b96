package dev.gatehouse.drivers.hytera;

import dev.gatehouse.drivers.dispatch.Admission;
import dev.gatehouse.drivers.dispatch.SettingsReader;
import dev.gatehouse.drivers.radio.TransmitPermit;
import dev.gatehouse.protocols.RadioAddress;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Settings of one Hytera system.
///
/// | setting | meaning | default |
/// |---|---|---|
/// | `repeaters` | `ADDRESS[=ID]`, comma between; nobody else is heard | must be set |
/// | `covered_equipment_reason` | why equipment of a covered vendor is in use; goes to the log | must be set |
/// | `radios` | ids and ranges that may register | all |
/// | `own_id` | our id as a sender of texts | 1 |
/// | `network` | first octet of radio addresses | 10 |
/// | `renew_s` | seconds until a radio registers again | 300 |
/// | `messages_per_second` | of one repeater, emergencies apart | 50 |
/// | `texts_per_minute` | to one slot of one repeater | 20 |
/// | `connect` | `on`, or `off` to wait for the repeaters | on |
/// | `bursts` | `on` registers repeaters as their master and takes their bursts | off |
/// | `transmit`, `authorised_hz` | see [TransmitPermit]; without it nothing is sent that goes on the air | off |
record HyteraSettings(
        Map<InetAddress, Long> repeaters,
        String coveredEquipmentReason,
        Admission admission,
        RadioAddress own,
        int renewSeconds,
        int messagesPerSecond,
        int textsPerMinute,
        boolean connects,
        boolean bursts,
        boolean maySend) {

    private static final Set<String> KNOWN =
            Set.of(
                    "repeaters",
                    "covered_equipment_reason",
                    "radios",
                    "own_id",
                    "network",
                    "renew_s",
                    "messages_per_second",
                    "texts_per_minute",
                    "connect",
                    "bursts");

    private static final int MAX_REPEATERS = 64;
    private static final int MAX_REASON_CHARS = 200;
    private static final long MAX_REPEATER_ID = 0xFFFF_FFFFL;

    HyteraSettings {
        repeaters = Map.copyOf(repeaters);
    }

    /// Reads settings.
    ///
    /// @throws IllegalArgumentException when one is unknown, missing or cannot be used
    static HyteraSettings of(Map<String, String> settings) {
        SettingsReader reader = new SettingsReader(settings, KNOWN, TransmitPermit.SETTINGS);
        String reason = reader.text("covered_equipment_reason");
        if (reason.isEmpty() || reason.length() > MAX_REASON_CHARS) {
            throw new IllegalArgumentException(
                    "covered_equipment_reason: this equipment may be covered by law;"
                            + " expected the reason why it is in use, 1..200 characters");
        }
        return new HyteraSettings(
                repeaters(reader.text("repeaters")),
                reason,
                Admission.of(reader.text("radios")),
                new RadioAddress(
                        reader.number("network", 10, 0, 255),
                        reader.number("own_id", 1, 1, RadioAddress.MAX_ID)),
                reader.number("renew_s", 300, 10, 86_400),
                reader.number("messages_per_second", 50, 1, 100_000),
                reader.number("texts_per_minute", 20, 1, 6_000),
                reader.onOff("connect", true),
                reader.onOff("bursts", false),
                TransmitPermit.of(settings).given());
    }

    private static Map<InetAddress, Long> repeaters(String list) {
        Map<InetAddress, Long> found = new LinkedHashMap<>();
        for (String part : list.isBlank() ? new String[0] : list.split(",", -1)) {
            String[] sides = part.strip().split("=", 2);
            try {
                long id = sides.length == 2 ? Long.parseLong(sides[1].strip()) : 0;
                if (id < 0 || id > MAX_REPEATER_ID) {
                    throw new IllegalArgumentException("repeaters: expected ids of 32 bits");
                }
                found.put(InetAddress.ofLiteral(sides[0].strip()), id);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("repeaters: expected `ADDRESS=ID`", e);
            }
        }
        if (found.isEmpty() || found.size() > MAX_REPEATERS) {
            throw new IllegalArgumentException("repeaters: expected 1..64 IP addresses");
        }
        return found;
    }
}
