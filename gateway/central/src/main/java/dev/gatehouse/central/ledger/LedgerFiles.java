package dev.gatehouse.central.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The files of one ledger directory.
public record LedgerFiles(Path directory) {
    public Path database() {
        return directory.resolve("ledger.db");
    }

    /// The append-only file of heads. A copy of it kept elsewhere is a witness.
    public Path heads() {
        return directory.resolve("heads");
    }

    Path lock() {
        return directory.resolve("lock");
    }

    public boolean exist() {
        return Files.isRegularFile(database());
    }

    /// Makes the directory, readable by the owner only.
    public void create() throws IOException {
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
