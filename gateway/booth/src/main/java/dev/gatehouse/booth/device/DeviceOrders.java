package dev.gatehouse.booth.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `<data>/devices`: how the command line switches devices of the running booth off and on. An
/// order holds until the next one, over restarts. Who may write there is the booth's user, or root,
/// and could do anything else to the booth too.
public final class DeviceOrders {
    /// What a name is: of a device, and of who orders.
    public static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final String SUFFIX = ".order";
    private static final int MAX_OCTETS = 128;

    /// More files than there can be devices are not looked at.
    private static final int MAX_FILES = 1_024;

    private static final Pattern ORDER =
            Pattern.compile("(enabled|disabled|quarantined) ([A-Za-z0-9._-]{1,64})");

    private final Path folder;

    /// What is ordered of a device.
    ///
    /// @param by who ordered it; `safe-mode` where the booth did itself
    public record Order(Switch to, String by) {}

    /// Where a device can be switched to.
    public enum Switch {
        ENABLED,
        DISABLED,
        /// Off, because the booth crashed again and again when it was opened.
        QUARANTINED
    }

    /// @param dataDir of the booth
    public DeviceOrders(Path dataDir) {
        this.folder = dataDir.resolve("devices");
    }

    /// The folder, made when it is not there.
    Path folder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        return folder;
    }

    /// Leaves an order for the booth; on disk when this returns.
    ///
    /// @param device id
    public void leave(String device, Order order) throws IOException {
        if (!NAME.matcher(device).matches() || !NAME.matcher(order.by()).matches()) {
            throw new IllegalArgumentException("name: expected 1 to 64 of A-Z a-z 0-9 . _ -");
        }
        Path fresh = Files.createTempFile(folder(), "order", ".new");
        Files.writeString(
                fresh,
                order.to().name().toLowerCase(java.util.Locale.ROOT) + " " + order.by() + "\n",
                StandardOpenOption.DSYNC);
        Files.move(fresh, folder.resolve(device + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
    }

    /// What is ordered, by device. What is no order is as if it were not there.
    public Map<String, Order> read() throws IOException {
        Map<String, Order> orders = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            int seen = 0;
            for (Path file : files) {
                if (++seen > MAX_FILES) {
                    break;
                }
                String name = file.getFileName().toString();
                String device = name.substring(0, name.length() - SUFFIX.length());
                Matcher order = ORDER.matcher(text(file));
                if (order.matches()) {
                    orders.put(
                            device,
                            new Order(
                                    Switch.valueOf(
                                            order.group(1).toUpperCase(java.util.Locale.ROOT)),
                                    order.group(2)));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return orders;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return orders;
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_OCTETS), StandardCharsets.US_ASCII).strip();
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
