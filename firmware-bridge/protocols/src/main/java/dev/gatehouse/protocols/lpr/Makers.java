package dev.gatehouse.protocols.lpr;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Codecs by the word under which a configuration or a technician names them: the four makers that
/// have one of their own, and every preset.
public final class Makers {

    /// Makers with a codec of their own.
    public static final List<String> CODED = List.of("rekor", "axis", "genetec", "hikvision");

    private Makers() {}

    public static List<String> names() {
        List<String> names = new ArrayList<>(CODED);
        names.addAll(Presets.NAMES);
        return List.copyOf(names);
    }

    /// The codec of a word.
    ///
    /// @throws IllegalArgumentException when there is none
    public static PlateCodec codec(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "rekor" -> new RekorCodec();
            case "axis" -> new AxisCodec();
            case "genetec" -> new GenetecCodec();
            case "hikvision" -> new HikvisionCodec();
            default -> new MappedCodec(Presets.of(name));
        };
    }
}
