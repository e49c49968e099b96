package dev.gatehouse.central.lookout;

import dev.gatehouse.core.lookout.ListLook;
import dev.gatehouse.core.lookout.ListScope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// A file of lookouts in any form, and how to tell which.
final class LookoutInput {
    private static final int SNIFFED_OCTETS = 4_096;

    /// Forms that a file may have.
    enum Format {
        /// As `LookoutCsv` takes it.
        CSV,
        /// As `lookout build` writes it.
        BUILT,
        /// Consolidated list of the United Nations, XML.
        UN,
        /// OFAC's list, its main CSV file.
        OFAC;

        static Optional<Format> of(String word) {
            for (Format format : values()) {
                if (format.name().equals(word.toUpperCase(Locale.ROOT))) {
                    return Optional.of(format);
                }
            }
            return Optional.empty();
        }
    }

    /// What a file holds.
    sealed interface Held {}

    /// A list of our own form.
    record Own(ListLook look) implements Held {}

    /// A list of somebody else's.
    record Foreign(Imported imported) implements Held {}

    private LookoutInput() {}

    /// The form of a file by its content.
    static Format sniff(Path file) throws IOException {
        if (ListLook.form(file) == ListLook.Form.BUILT) {
            return Format.BUILT;
        }
        String first;
        try (InputStream in = ListInput.open(file)) {
            first = new String(in.readNBytes(SNIFFED_OCTETS), StandardCharsets.ISO_8859_1);
        }
        if (first.stripLeading().startsWith("<") || first.startsWith("\u00EF\u00BB\u00BF<")) {
            return Format.UN;
        }
        int comma = first.indexOf(',');
        boolean numbered =
                comma > 0 && first.substring(0, comma).strip().chars().allMatch(Character::isDigit);
        return numbered ? Format.OFAC : Format.CSV;
    }

    static Held read(Path file, Format format, Optional<Path> key)
            throws ImportException, IOException {
        return switch (format) {
            case CSV, BUILT -> new Own(ListLook.at(file, key, ListScope.ALL));
            case UN -> {
                try (InputStream in = ListInput.open(file)) {
                    yield new Foreign(UnList.read(in));
                }
            }
            case OFAC -> new Foreign(OfacList.read(file));
        };
    }
}
