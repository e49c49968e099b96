package dev.gatehouse.booth.daemon;

import dev.gatehouse.bus.Principals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.Consumer;
import org.tinylog.Logger;

/// Looks whether the principals file has changed, so that a client is revoked by removing its line
/// while the booth runs. A file that cannot be used changes nothing. Owned by one thread.
final class PrincipalsWatch {

    private record Stamp(FileTime modified, long octets) {}

    private final Path file;
    private final Consumer<Principals> replace;
    private Stamp seen;

    PrincipalsWatch(Path file, Consumer<Principals> replace) {
        this.file = file;
        this.replace = replace;
        this.seen = stamp();
    }

    void look() {
        Stamp now = stamp();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            Principals principals = Principals.read(file);
            replace.accept(principals);
            Logger.info("BUS-012 principals replaced: count={}", principals.all().size());
        } catch (IOException e) {
            Logger.error(
                    "BUS-013 the changed principals file cannot be used, the former one stays in force: cause={}",
                    e.getMessage());
        }
    }

    private Stamp stamp() {
        try {
            return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
        } catch (IOException absent) {
            return new Stamp(FileTime.fromMillis(0), -1);
        }
    }
}
