package dev.gatehouse.drivers.folder;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.LinkProvider;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// `folder:DIRECTORY`, e.g. `folder:/var/spool/portal3?suffix=.n42`: each file that is dropped
/// there is one frame.
///
/// | parameter | meaning | default |
/// |---|---|---|
/// | `suffix` | of the names that are looked at | `.n42` |
/// | `look_ms` | between two looks, 50 to 60,000 | 500 |
/// | `settle_ms` | a file whose size and time stay the same for so long is whole, 0 to 600,000 | 2,000 |
/// | `max_bytes` | of a file; of a longer one so much and one octet is handed on, for the driver to refuse | 8 MiB |
public final class FolderLinkProvider implements LinkProvider {

    private static final Set<String> PARAMETERS =
            Set.of("suffix", "look_ms", "settle_ms", "max_bytes");

    @Override
    public String scheme() {
        return "folder";
    }

    @Override
    public Link create(LinkAddress address, LinkContext context) {
        if (!PARAMETERS.containsAll(address.parameters().keySet())) {
            throw new IllegalArgumentException(
                    "folder link: expected only the parameters " + PARAMETERS);
        }
        if (!address.target().startsWith("/")) {
            throw new IllegalArgumentException(
                    "folder link: expected a directory, e.g. `folder:/var/spool/portal`");
        }
        return new FolderLink(
                Path.of(address.target()),
                address.parameters().getOrDefault("suffix", ".n42"),
                within(address, "look_ms", 500, 50, 60_000),
                TimeUnit.MILLISECONDS.toNanos(within(address, "settle_ms", 2_000, 0, 600_000)),
                (int) within(address, "max_bytes", 8 << 20, 1, 64 << 20),
                context.deviceId(),
                context.clock());
    }

    private static long within(
            LinkAddress address, String key, long otherwise, long least, long most) {
        long value = address.number(key, otherwise);
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "folder link: " + key + ": expected " + least + ".." + most);
        }
        return value;
    }
}
