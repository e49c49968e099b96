package dev.gatehouse.booth.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tinylog.Logger;

/// `<data>/devices/seen`: when each device was last heard, so that a start does not make a device
/// that is dead one that was never there. Lost in a power cut it is only older. Owned by one
/// thread.
final class LastSeen {
    private static final String FILE = "seen";
    private static final int MAX_OCTETS = 1 << 16;
    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9._-]{1,64}) ([0-9]{1,15})");

    private final Path file;
    private final Map<String, Long> wallMs = new HashMap<>();
    private boolean changed;

    private LastSeen(Path file) {
        this.file = file;
    }

    static LastSeen read(DeviceOrders orders) throws IOException {
        LastSeen seen = new LastSeen(orders.folder().resolve(FILE));
        try (InputStream in = Files.newInputStream(seen.file)) {
            new String(in.readNBytes(MAX_OCTETS), StandardCharsets.US_ASCII)
                    .lines()
                    .forEach(line -> {
                        Matcher one = LINE.matcher(line);
                        if (one.matches()) {
                            seen.wallMs.put(one.group(1), Long.valueOf(one.group(2)));
                        }
                    });
        } catch (NoSuchFileException e) {
            // the first start
        }
        return seen;
    }

    OptionalLong of(String device) {
        Long at = wallMs.get(device);
        return at == null ? OptionalLong.empty() : OptionalLong.of(at);
    }

    void heard(String device, long atWallMs) {
        Long before = wallMs.put(device, atWallMs);
        changed |= before == null || before != atWallMs;
    }

    /// Writes it down, if there is something new.
    ///
    /// @param devices that are configured; others are forgotten
    void keep(Iterable<String> devices) {
        if (!changed) {
            return;
        }
        Map<String, Long> kept = new TreeMap<>();
        for (String device : devices) {
            Long at = wallMs.get(device);
            if (at != null) {
                kept.put(device, at);
            }
        }
        StringBuilder text = new StringBuilder();
        kept.forEach((device, at) -> text.append(device).append(' ').append(at).append('\n'));
        Path fresh = file.resolveSibling(FILE + ".new");
        try {
            Files.writeString(fresh, text, StandardCharsets.US_ASCII);
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            changed = false;
        } catch (IOException e) {
            Logger.warn(
                    "DEV-006 when devices were heard cannot be kept: cause={}",
                    e.getClass().getSimpleName());
        }
    }
}
