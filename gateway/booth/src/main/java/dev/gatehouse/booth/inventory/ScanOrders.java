package dev.gatehouse.booth.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Pattern;

/// `<data>/inventory`: how the command line orders a scan of the running booth. Who may write there
/// is the booth's user, or root, and could do anything else to the booth too.
public final class ScanOrders {
    private static final String FILE = "scan.order";
    private static final int MAX_OCTETS = 64;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Path folder;

    /// @param dataDir of the booth
    public ScanOrders(Path dataDir) {
        this.folder = dataDir.resolve("inventory");
    }

    /// Whether somebody can be told by this name in a record.
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /// Orders a scan.
    ///
    /// @param by who orders it
    public void order(String by) throws IOException {
        if (!isName(by)) {
            throw new IllegalArgumentException("name: expected 1 to 64 of A-Z a-z 0-9 . _ -");
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        Path fresh = Files.createTempFile(folder, "scan", ".new");
        Files.writeString(fresh, by);
        Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Takes the order that lies there, once.
    ///
    /// @return who gave it
    Optional<String> take() throws IOException {
        Path file = folder.resolve(FILE);
        String by;
        try (InputStream in = Files.newInputStream(file)) {
            by = new String(in.readNBytes(MAX_OCTETS), StandardCharsets.UTF_8).strip();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Files.delete(file);
        return Optional.of(isName(by) ? by : "unknown");
    }
}
