package dev.gatehouse.protocols.lpr;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Mappings that come with the product, by their word: one file each beside this class.
public final class Presets {

    /// Words, in the order of the sheet; last the one that takes almost any line for a plate.
    public static final List<String> NAMES =
            List.of(
                    "platerecognizer",
                    "tattile",
                    "dahua",
                    "dahua-push",
                    "template",
                    "stx-etx",
                    "stx-etx-xor",
                    "xml-attr",
                    "plate-crlf");

    private Presets() {}

    /// The mapping of a word.
    ///
    /// @throws IllegalArgumentException when there is none
    public static Mapping of(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("preset: expected one of " + NAMES);
        }
        String file = name.toLowerCase(Locale.ROOT) + ".mapping";
        try (InputStream in = Presets.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("preset " + file + " is missing");
            }
            return Mapping.parse(
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("preset " + file, e);
        }
    }
}
