package dev.gatehouse.drivers.document;

import dev.gatehouse.drivers.dispatch.SettingsReader;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.document.SwipeFraming;
import dev.gatehouse.protocols.document.SwipeFraming.End;
import dev.gatehouse.protocols.document.SwipeFraming.Separator;
import dev.gatehouse.protocols.document.SwipeFraming.Start;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Settings of a document reader (clause 1).
///
/// | setting | meaning | default |
/// |---|---|---|
/// | `start` | `none`, `stx`, `prefix` | none |
/// | `prefix_hex` | octets of the prefix, 1 to 8 | none |
/// | `separator` | `cr`, `lf`, `cr-lf`, `none` | cr |
/// | `end` | `cr`, `cr-cr`, `etx`, `eot`, `cr-lf`, `idle`, `etx-or-idle` | etx-or-idle |
/// | `check` | `none`, `xor` | none |
/// | `replies` | `on`: ACK to a zone, NAK to anything else | off |
/// | `enable_hex`, `disable_hex` | sent when the line opens, and before the station closes; at most 64 octets | none |
///
/// @param framing of the line
/// @param replies whether the reader is answered
/// @param enable sent when the line opens
/// @param disable sent before the station closes
record DocumentSettings(SwipeFraming framing, boolean replies, Octets enable, Octets disable) {
    static final int MAX_COMMAND_BYTES = 64;

    private static final Set<String> KNOWN =
            Set.of(
                    "start",
                    "prefix_hex",
                    "separator",
                    "end",
                    "check",
                    "replies",
                    "enable_hex",
                    "disable_hex");

    static DocumentSettings of(Map<String, String> settings) {
        SettingsReader reader = new SettingsReader(settings, KNOWN, Set.of());
        return new DocumentSettings(
                framing(settings),
                reader.onOff("replies", false),
                octets(reader, "enable_hex"),
                octets(reader, "disable_hex"));
    }

    /// The framing that settings name; those of a simulated reader have the same names.
    static SwipeFraming framing(Map<String, String> settings) {
        return new SwipeFraming(
                word(Start.class, settings, "start", Start.NONE),
                hex("prefix_hex", settings.getOrDefault("prefix_hex", "")),
                word(Separator.class, settings, "separator", Separator.CR),
                word(End.class, settings, "end", End.ETX_OR_IDLE),
                word(Check.class, settings, "check", Check.NONE) == Check.XOR);
    }

    private enum Check {
        NONE,
        XOR
    }

    private static <E extends Enum<E>> E word(
            Class<E> of, Map<String, String> settings, String name, E otherwise) {
        String text = settings.get(name);
        for (E one : of.getEnumConstants()) {
            if ((text == null ? lower(otherwise) : text).equals(lower(one))) {
                return one;
            }
        }
        throw new IllegalArgumentException(
                name
                        + ": expected one of "
                        + Arrays.stream(of.getEnumConstants())
                                .map(DocumentSettings::lower)
                                .collect(Collectors.joining(", ")));
    }

    private static String lower(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Octets octets(SettingsReader reader, String name) {
        Octets octets = hex(name, reader.text(name));
        if (octets.length() > MAX_COMMAND_BYTES) {
            throw new IllegalArgumentException(name + ": expected at most 64 octets");
        }
        return octets;
    }

    private static Octets hex(String name, String text) {
        try {
            return Octets.ofHex(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": expected hex digits in pairs", e);
        }
    }
}
