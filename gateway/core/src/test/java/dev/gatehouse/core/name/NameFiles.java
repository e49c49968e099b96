package dev.gatehouse.core.name;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Files of pairs and names for the tests.
final class NameFiles {
    private NameFiles() {}

    /// Records without the header.
    static List<List<String>> ofClassPath(String name) throws IOException {
        try (var in = Objects.requireNonNull(NameFiles.class.getResourceAsStream(name), name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return CsvReader.builder().ofCsvRecord(text).stream()
                    .skip(1)
                    .map(CsvRecord::getFields)
                    .toList();
        }
    }

    /// The folder of lookout data beside the repository, when it is there.
    static Optional<Path> lookoutData() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null) {
            Path folder = at.resolve("shared/data/lookout");
            if (Files.isDirectory(folder)) {
                return Optional.of(folder);
            }
            at = at.getParent();
        }
        return Optional.empty();
    }

    /// Records with the header.
    static List<List<String>> ofFile(Path file) throws IOException {
        try (var reader = CsvReader.builder().ofCsvRecord(file)) {
            return reader.stream().map(CsvRecord::getFields).toList();
        }
    }
}
