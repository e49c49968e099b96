package dev.gatehouse.drivers.air;

import dev.gatehouse.protocols.dmr.data.OutgoingPacket;
import dev.gatehouse.protocols.dmr.data.Rate;
import dev.gatehouse.protocols.dmr.data.TextDialect;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// How a station speaks on the air, beside the settings of its driver.
///
/// | setting | meaning | default |
/// |---|---|---|
/// | `radio_id` | our own address, 1 to 16776415 | needed to transmit |
/// | `colour_code` | of the channel, 0 to 15 | 1 |
/// | `text` | dialect of texts to radios that never wrote: `standard`, `motorola`, `hytera` | standard |
/// | `text_rate` | `1/2` or `3/4` | 1/2 |
/// | `text_slot` | slot of texts to groups and to radios never heard, 1 or 2 | 2 |
/// | `confirm` | `off`: radios are not asked to confirm texts | on |
/// | `preambles` | control blocks that wake scanning radios, 0 to 30 | 5 |
/// | `texts_per_minute` | limit of the channel, 1 to 60 | 20 |
///
/// @param radioId our own, 0 for none
/// @param sync of what we send
record AirSettings(
        int radioId,
        int colourCode,
        TextDialect dialect,
        Rate rate,
        int slot,
        boolean confirm,
        int preambles,
        int textsPerMinute,
        SyncPattern sync) {

    /// Settings that the drivers do not know.
    private static final Set<String> OWN =
            Set.of(
                    "radio_id",
                    "text",
                    "text_rate",
                    "text_slot",
                    "confirm",
                    "preambles",
                    "texts_per_minute");

    private static final String COLOUR_CODE = "colour_code";

    /// Reads the settings of a device; those of its driver are left alone.
    ///
    /// @throws IllegalArgumentException naming the setting and what was expected
    static AirSettings of(Map<String, String> settings, SyncPattern sync) {
        AirSettings read =
                new AirSettings(
                        number(settings, "radio_id", 0, 0, RadioAddress.MAX_UNIT),
                        number(settings, COLOUR_CODE, 1, 0, 15),
                        switch (settings.getOrDefault("text", "standard")) {
                            case "standard" -> TextDialect.STANDARD;
                            case "motorola" -> TextDialect.MOTOROLA;
                            case "hytera" -> TextDialect.HYTERA;
                            default ->
                                    throw new IllegalArgumentException(
                                            "text: expected standard, motorola or hytera");
                        },
                        switch (settings.getOrDefault("text_rate", "1/2")) {
                            case "1/2" -> Rate.HALF;
                            case "3/4" -> Rate.THREE_QUARTERS;
                            default ->
                                    throw new IllegalArgumentException(
                                            "text_rate: expected 1/2 or 3/4");
                        },
                        number(settings, "text_slot", 2, 1, 2),
                        switch (settings.getOrDefault("confirm", "on")) {
                            case "on" -> true;
                            case "off" -> false;
                            default ->
                                    throw new IllegalArgumentException(
                                            "confirm: expected on or off");
                        },
                        number(settings, "preambles", 5, 0, OutgoingPacket.MAX_PREAMBLES),
                        number(settings, "texts_per_minute", 20, 1, 60),
                        sync);
        if (settings.getOrDefault("transmit", "off").equals("on") && read.radioId == 0) {
            throw new IllegalArgumentException(
                    "transmit = on: expected radio_id, the address that we send from");
        }
        return read;
    }

    private static int number(
            Map<String, String> settings, String key, int otherwise, int least, int most) {
        String text = settings.get(key);
        int value = otherwise;
        if (text != null) {
            try {
                value = Integer.parseInt(text);
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

    /// What is left for the driver.
    ///
    /// @param takesColourCode the driver has a setting of that name too
    static Map<String, String> ofDriver(Map<String, String> settings, boolean takesColourCode) {
        Map<String, String> left = new HashMap<>(settings);
        left.keySet().removeAll(OWN);
        if (!takesColourCode) {
            left.remove(COLOUR_CODE);
        }
        return left;
    }
}
