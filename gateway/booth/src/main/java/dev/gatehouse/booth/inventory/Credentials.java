package dev.gatehouse.booth.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a device is asked with, by its address: lines of an address, or `*` for all others, and
/// what belongs to it, with blanks between. One for each device: nothing is ever tried.
final class Credentials {
    private static final int MAX_OCTETS = 64 << 10;
    private static final String ALL = "*";

    private final Map<String, List<String>> byAddress;

    private Credentials(Map<String, List<String>> byAddress) {
        this.byAddress = byAddress;
    }

    /// @param words that belong to an address
    /// @throws IOException when the file cannot be read, others may read it, or a line has another
    ///   number of words
    static Credentials read(Optional<Path> file, int words) throws IOException {
        Map<String, List<String>> found = new HashMap<>();
        if (file.isEmpty()) {
            return new Credentials(found);
        }
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file.get()));
        if (!mode.endsWith("------")) {
            throw new IOException(file.get() + " can be read by others; run: chmod 600");
        }
        String text;
        try (InputStream in = Files.newInputStream(file.get())) {
            text = new String(in.readNBytes(MAX_OCTETS), StandardCharsets.UTF_8);
        }
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String plain = line.strip();
            if (!plain.isEmpty() && !plain.startsWith("#")) {
                List<String> fields = List.of(plain.split("\\s+", -1));
                if (fields.size() != words + 1) {
                    throw new IOException(
                            file.get()
                                    + ", line "
                                    + number
                                    + ": expected an address and "
                                    + words
                                    + " more words");
                }
                found.put(fields.getFirst(), fields.subList(1, fields.size()));
            }
        }
        return new Credentials(found);
    }

    Optional<List<String>> of(String address) {
        return Optional.ofNullable(byAddress.getOrDefault(address, byAddress.get(ALL)));
    }

    /// Never printed.
    @Override
    public String toString() {
        return "Credentials[withheld]";
    }
}
